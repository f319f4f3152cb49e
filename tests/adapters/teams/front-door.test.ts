import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { jest } from "@jest/globals";
import { createTeams } from "../../../adapters/teams/create-teams.ts";
import { mayServe } from "../../../adapters/teams/transport/service-url.ts";
import { tenantId } from "../../../src/access/scopes.ts";
import { readSettings } from "../../../src/config.ts";
import { APP_ID, message, startTeamsDocent, type TeamsDocent } from "../../stand-ins/teams-docent.ts";
import { scriptedTurns } from "../../stand-ins/teams-scripted-turns.ts";

let docent: TeamsDocent;
beforeEach(async () => {
  // The SDK prints what it refuses.
  jest.spyOn(console, "error").mockImplementation(() => {});
  docent = await startTeamsDocent();
});
afterEach(async () => {
  await docent.stop();
  jest.restoreAllMocks();
});

/** `{alg: none}` with everything else right. */
function unsigned(): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const claims = {
    iss: "https://api.botframework.com",
    aud: APP_ID,
    serviceurl: docent.microsoft.serviceUrl,
    exp: Math.floor(Date.now() / 1_000) + 3_600,
  };
  return `${part({ alg: "none", kid: "stand-in-key" })}.${part(claims)}.`;
}

describe("a request whose token proves nothing is refused with 401", () => {
  const past = Math.floor(Date.now() / 1_000) - 3_600;
  const tokens: Record<string, () => Promise<string | null> | string | null> = {
    "no token": () => null,
    "no scheme": async () => docent.microsoft.token(),
    garbage: () => "Bearer garbage",
    "three parts of garbage": () => "Bearer a.b.c",
    "an empty bearer": () => "Bearer ",
    "a key nobody published": async () => `Bearer ${await docent.microsoft.token({ keyId: "other" })}`,
    "a bad signature under a known key": async () =>
      `Bearer ${await docent.microsoft.token({ forged: true })}`,
    "another bot's token": async () => `Bearer ${await docent.microsoft.token({ audience: "another" })}`,
    "another issuer": async () =>
      `Bearer ${await docent.microsoft.token({ issuer: "https://evil.example" })}`,
    "an expired token": async () => `Bearer ${await docent.microsoft.token({ expiresAt: past })}`,
    "a token for another service": async () =>
      `Bearer ${await docent.microsoft.token({ serviceUrl: "https://smba.trafficmanager.net/emea/" })}`,
    "no signature (alg none)": () => `Bearer ${unsigned()}`,
  };
  test.each(Object.entries(tokens))("%s", async (_name, token) => {
    const response = await docent.post(message(docent.microsoft), await token());
    expect(response.status).toBe(401);
    expect(docent.turns.asks).toEqual([]);
  });

  test("and the right token is let in", async () => {
    expect((await docent.post(message(docent.microsoft))).status).toBe(200);
    expect(docent.turns.asks).toHaveLength(1);
  });
});

describe("what is no activity is refused with 4xx, never 500", () => {
  const bodies: Record<string, [body: unknown, status: number]> = {
    "an empty body": ["", 400],
    "half of a JSON object": ['{"type":"message"', 400],
    "an array": [[], 400],
    "a string": ['"hello"', 400],
    "no type": [{ channelId: "msteams" }, 400],
    "another channel": [{ ...activityOf(), channelId: "AseChannel" }, 400],
    "no service address": [{ ...activityOf(), serviceUrl: undefined }, 400],
    "too much of it": [{ ...activityOf(), text: "x".repeat(300_000) }, 413],
  };
  test.each(Object.entries(bodies))("%s", async (_name, [body, status]) => {
    expect((await docent.post(body)).status).toBe(status);
  });
  test("a body that is not JSON", async () => {
    const response = await fetch(docent.url, { method: "POST", body: "type=message" });
    expect(response.status).toBe(400);
  });

  function activityOf() {
    return message({ serviceUrl: "http://127.0.0.1:1/" } as never);
  }
});

test("a message of another tenant is refused with 403", async () => {
  const response = await docent.post(
    message(docent.microsoft, { channelData: { tenant: { id: "00000000-0000-0000-0000-000000000000" } } }),
  );
  expect(response.status).toBe(403);
  expect(docent.turns.asks).toEqual([]);
});

test("without Microsoft's keys Teams is told to come back (503)", async () => {
  const lost = await startTeamsDocent({
    settings: { TEAMS_OPENID_METADATA_URL: `${docent.microsoft.loginUrl}/nowhere` },
    microsoft: docent.microsoft,
  });
  expect((await lost.post(message(docent.microsoft))).status).toBe(503);
  await lost.stop();
});

test("a message that cannot be made durable is not acknowledged", async () => {
  const full = await startTeamsDocent({
    beforeDurable: async () => {
      throw new Error("disk full");
    },
  });
  const response = await full.post(message(full.microsoft));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("disk full");
  await full.stop();
});

test("replies go to Microsoft's connector alone, and to this machine only where that is allowed", () => {
  const allowed = [
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/teams/tenant-id/",
    "https://webchat.botframework.com/",
    "https://smba.infra.gcc.teams.microsoft.com/teams",
  ];
  const refused = [
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net:8443/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil.example/?smba.trafficmanager.net",
    "https://user:pass@smba.trafficmanager.net/",
    "https://other.trafficmanager.net/",
    "https://169.254.169.254/",
    "http://localhost:3000/",
    "http://[::1]:3000/",
  ];
  for (const url of allowed) expect([url, mayServe(url, { loopback: false })]).toEqual([url, true]);
  for (const url of refused) expect([url, mayServe(url, { loopback: false })]).toEqual([url, false]);
  expect(mayServe("http://localhost:56150/_connector", { loopback: true })).toBe(true);
});

describe("without an app id", () => {
  const open = { TEAMS_APP_ID: "", TEAMS_APP_PASSWORD: "", TEAMS_TENANT_ID: "" };

  test("programs on this machine may come in, proxies and web pages may not", async () => {
    const playground = await startTeamsDocent({ settings: open });
    await playground.teams.start();
    expect(playground.lines.join("\n")).toContain("only the Agents Playground on this machine may ask");
    const activity = JSON.stringify(message(playground.microsoft));
    const post = (headers: Record<string, string>) =>
      fetch(playground.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: activity,
      });
    expect((await post({ "x-forwarded-for": "203.0.113.7" })).status).toBe(401);
    expect((await post({ origin: "https://evil.example" })).status).toBe(401);
    expect((await post({ "cf-connecting-ip": "203.0.113.7" })).status).toBe(401);
    const viaTunnel = httpRequest(playground.url, {
      method: "POST",
      headers: { "content-type": "application/json", host: "docent.tunnel.example" },
    });
    viaTunnel.end(activity);
    const [refused] = (await once(viaTunnel, "response")) as [IncomingMessage];
    expect(refused.resume().statusCode).toBe(401);
    expect(playground.turns.asks).toEqual([]);
    expect((await post({})).status).toBe(200);
    expect(playground.turns.asks).toHaveLength(1);
    await playground.stop();
  });

  test("replies cannot be sent to a stranger", async () => {
    const playground = await startTeamsDocent({ settings: open });
    const response = await playground.post(
      message(playground.microsoft, { serviceUrl: "https://evil.example/" }),
      null,
    );
    expect(response.status).toBe(403);
    await playground.stop();
  });

  test("production does not start", () => {
    const silent = () => {};
    expect(() =>
      createTeams({
        settings: readSettings({ DOCENT_MODE: "production" }),
        turns: scriptedTurns({ script: () => (async function* () {})() }),
        tenant: tenantId("acme"),
        log: { error: silent, warn: silent, info: silent, debug: silent },
      }),
    ).toThrow(/TEAMS_APP_ID/);
  });
});

describe("the bot's own credentials", () => {
  test("are shown to the login server once, and their token to the connector", async () => {
    await docent.teams.start();
    await docent.post(message(docent.microsoft));
    await docent.turns.settled();
    expect(docent.microsoft.tokenRequests).toHaveLength(1);
    expect(Object.fromEntries(docent.microsoft.tokenRequests[0] ?? [])).toEqual({
      grant_type: "client_credentials",
      client_id: APP_ID,
      client_secret: "secret",
      scope: "https://api.botframework.com/.default",
    });
    expect(new Set(docent.microsoft.calls.map(({ authorization }) => authorization))).toEqual(
      new Set(["Bearer bot-token-1"]),
    );
  });

  test("stop the start with a remedy when they are wrong", async () => {
    docent.microsoft.refuseCredentials = true;
    await expect(docent.teams.start()).rejects.toThrow(/AADSTS7000215.*TEAMS_APP_PASSWORD/);
  });
});

test("a body cut off on the way is refused, and the server lives on", async () => {
  await new Promise<void>((ended) => {
    const cut = httpRequest(docent.url, {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": "1000" },
    });
    cut.on("error", () => ended());
    cut.write('{"type":', () => cut.destroy(new Error("gone")));
  });
  expect((await docent.post(message(docent.microsoft))).status).toBe(200);
});
