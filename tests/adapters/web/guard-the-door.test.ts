import type { DocumentView } from "../../../src/conversation/document-view.ts";
import type { DocumentId, PassageId } from "../../../src/documents/document.ts";
import { rawRequest, released, startWeb } from "./start-web.ts";

type Web = Awaited<ReturnType<typeof startWeb>>;
let web: Web;
afterEach(() => web.stop());

const body = JSON.stringify({ question: "q" });
const ask = (headers: Record<string, string> = {}, sent = body) =>
  rawRequest(web.port, {
    method: "POST",
    path: "/api/ask",
    headers: {
      host: `localhost:${web.port}`,
      "content-type": "application/json",
      accept: "application/json",
      ...headers,
    },
    body: sent,
  });

describe("in local mode", () => {
  beforeEach(async () => {
    web = await startWeb();
  });

  test.each(["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])("%s may ask", async (host) => {
    expect((await ask({ host: `${host}:${web.port}` })).status).toBe(200);
    expect((await ask({ host })).status).toBe(200);
  });

  test.each(["docent.example.com", "evil.localhost.example", "127.0.0.1.evil.example", "10.0.0.7"])(
    "a request for the host “%s” is refused: a rebound name or a tunnel does not publish the console",
    async (host) => {
      for (const path of ["/", "/api/session", "/assets/console.js", "/documents/x", "/anything"]) {
        const { status, text } = await rawRequest(web.port, { path, headers: { host } });
        expect(status).toBe(403);
        expect(text).toContain("open it as http://localhost");
      }
      expect((await ask({ host })).status).toBe(403);
      expect(web.asks).toHaveLength(0);
    },
  );

  test.each(["x-forwarded-for", "forwarded", "x-forwarded-host", "cf-connecting-ip"])(
    "a tunnel that calls itself localhost is known by its %s",
    async (header) => {
      expect((await ask({ [header]: "203.0.113.7" })).status).toBe(403);
      const { status } = await rawRequest(web.port, {
        path: "/api/session",
        headers: { host: "localhost", [header]: "203.0.113.7" },
      });
      expect(status).toBe(403);
      expect(web.asks).toHaveLength(0);
    },
  );

  test.each([
    ["another site's page", { "sec-fetch-site": "cross-site" }],
    ["another service on this machine", { "sec-fetch-site": "same-site" }],
    ["an older browser on another site", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://localhost:1" }],
    ["a sandboxed page", { origin: "null" }],
  ])("%s cannot ask", async (_who, headers: Record<string, string>) => {
    const { status, text } = await ask(headers);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toEqual({ error: "This request came from another web site's page." });
    expect(web.asks).toHaveLength(0);
  });

  test("the console's own page can ask", async () => {
    const origin = `http://localhost:${web.port}`;
    expect((await ask({ "sec-fetch-site": "same-origin", origin })).status).toBe(200);
    expect((await ask({ origin })).status).toBe(200);
  });
});

describe("in production", () => {
  const production = { DOCENT_MODE: "production" };
  const header = { DOCENT_IDENTITY_HEADER: "X-User" };

  test("the console is closed until a sign-in proxy is named", async () => {
    web = await startWeb({ environment: production });
    for (const path of ["/", "/api/session", "/assets/console.js", "/documents/x"]) {
      const { status, text } = await rawRequest(web.port, { path });
      expect(status).toBe(401);
      expect(text).toContain("DOCENT_IDENTITY_HEADER");
    }
    expect((await ask()).status).toBe(401);
  });

  test("whoever is not signed in is refused", async () => {
    web = await startWeb({ environment: { ...production, ...header } });
    expect((await ask()).status).toBe(401);
    expect((await ask({ "x-user": " " })).status).toBe(401);
    expect((await ask({ "x-user": "two words" })).status).toBe(401);
    expect(web.asks).toHaveLength(0);
  });

  test.each(["Ana@Example.com", "accounts.google.com:ana@example.com"])(
    "the proxy's header “%s” says who asks, under any host name",
    async (value) => {
      web = await startWeb({ environment: { ...production, ...header } });
      expect((await ask({ "x-user": value, host: "docent.example.com" })).status).toBe(200);
      expect(web.asks[0]).toMatchObject({
        person: "local:ana@example.com",
        audience: { kind: "private", person: "local:ana@example.com" },
      });
    },
  );

  test("nobody asks as somebody else", async () => {
    web = await startWeb({ environment: { ...production, ...header } });
    const signedIn = { "x-user": "ana@example.com" };
    for (const named of [{ person: "local:ben" }, { channel: "local:general" }]) {
      const { status, text } = await ask(signedIn, JSON.stringify({ question: "q", ...named }));
      expect(status).toBe(403);
      expect(text).toContain("local mode only");
    }
    const query = { path: "/api/documents/x?person=local:ben", headers: signedIn };
    expect((await rawRequest(web.port, query)).status).toBe(403);
    expect(web.asks).toHaveLength(0);
  });

  test("the session names nobody but the visitor", async () => {
    web = await startWeb({ environment: { ...production, ...header } });
    const { text } = await rawRequest(web.port, {
      path: "/api/session",
      headers: { "x-user": "ana@example.com" },
    });
    expect(JSON.parse(text)).toMatchObject({
      mode: "production",
      asker: "local:ana@example.com",
      people: [],
      channels: [],
    });
  });

  test("a proxy that changes the host name does not lock its own page out", async () => {
    web = await startWeb({ environment: { ...production, ...header } });
    const headers = { "x-user": "a@b.example", host: "10.0.0.7:8080", origin: "https://docent.example" };
    expect((await ask({ ...headers, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await ask(headers)).status).toBe(403);
  });
});

describe("what belongs to others", () => {
  const view: DocumentView = {
    id: "document-1" as DocumentId,
    title: released("Goals"),
    uri: "docent:1",
    version: "ab".repeat(32),
    modifiedAt: "2026-01-02T00:00:00Z",
    passages: [{ id: "p" as PassageId, place: released(""), text: released("Only for Ana.") }],
  };
  beforeEach(async () => {
    web = await startWeb({
      view: (audience) => (audience.kind === "private" && audience.person === "local:ana" ? view : undefined),
    });
  });

  test("a document opens for its readers; for everybody else it is as if it did not exist", async () => {
    const open = async (query: string) => {
      const response = await fetch(`${web.url}/api/documents/document-1?${query}`);
      return [response.status, await response.json()];
    };
    expect(await open("person=ana")).toEqual([200, JSON.parse(JSON.stringify(view))]);
    const nothing = [404, { error: "There is no such document, or it is not yours to read." }];
    expect(await open("person=ben")).toEqual(nothing);
    expect(await open("person=ana&channel=general")).toEqual(nothing);
    expect(await open("")).toEqual(nothing);
  });

  test("an answer is judged by its reader only", async () => {
    await ask({}, JSON.stringify({ question: "q", person: "ana" }));
    const judge = (person: string, more: object = {}) =>
      fetch(`${web.url}/api/feedback`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ask: "ask-1", kind: "helpful", person, ...more }),
      });
    expect((await judge("ben")).status).toBe(404);
    expect((await judge("ana", { kind: "excellent" })).status).toBe(400);
    expect((await judge("ana", { ask: "ask-2" })).status).toBe(404);
    expect(web.opinions).toEqual([]);
    expect((await judge("ana", { comment: "Thanks" })).status).toBe(204);
    expect(web.opinions).toEqual([
      { ask: "ask-1", from: "local:ana", verdict: { kind: "helpful", comment: "Thanks" } },
    ]);
  });
});

describe("every response", () => {
  test.each(["/", "/assets/console.js", "/assets/marked.js", "/documents/x", "/api/session", "/nothing"])(
    "%s carries the headers that keep a page to itself",
    async (path) => {
      web = await startWeb();
      const { headers } = await fetch(web.url + path);
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  test.each([
    ["GET", "/nothing", 404],
    ["GET", "/api/nothing", 404],
    ["GET", "/api/ask", 404],
    ["PUT", "/api/ask", 404],
    ["GET", "/assets/../api.ts", 404],
    ["GET", "/assets/..%2fapi.ts", 404],
    ["GET", "/documents/%E0%A4%A", 400],
    ["DELETE", "/", 404],
  ])("%s %s is refused in one line", async (method, path, status) => {
    web = await startWeb();
    const headers = { host: `localhost:${web.port}`, accept: "text/html" };
    const response = await rawRequest(web.port, { method, path, headers });
    expect(response.status).toBe(status);
    expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(response.text).toMatch(/^[^\n]+\n$/);
  });

  test("HEAD answers like GET, without a body", async () => {
    web = await startWeb();
    const headers = { host: `localhost:${web.port}` };
    const page = await rawRequest(web.port, { method: "HEAD", path: "/", headers });
    expect([page.status, page.text]).toEqual([200, ""]);
    const missing = await rawRequest(web.port, { method: "HEAD", path: "/nothing", headers });
    expect([missing.status, missing.text]).toEqual([404, ""]);
  });

  test("a fault inside is logged, and the visitor learns nothing of it", async () => {
    web = await startWeb({
      view() {
        throw new Error("database /secret/path is locked");
      },
    });
    const response = await fetch(`${web.url}/api/documents/x`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"Docent could not answer this request; the log says why."}');
    expect(web.logged).toMatchObject([
      { message: "A web request failed", fields: { path: "/api/documents/x", error: expect.any(Error) } },
    ]);
  });
});

test("the rules that answers are checked by are for everybody, a channel's own for this machine", async () => {
  const presets = async (headers: Record<string, string>) => {
    const { text } = await rawRequest(web.port, { path: "/api/policy", headers });
    const { policies } = JSON.parse(text) as { policies: { channel?: string; preset: string }[] };
    return policies.map(({ channel, preset }) => `${channel ?? "everybody"}: ${preset}`);
  };
  web = await startWeb();
  const everything = ["everybody: balanced", "local:finance: strict"];
  expect(await presets({ host: `localhost:${web.port}` })).toEqual(everything);
  await web.stop();
  web = await startWeb({ environment: { DOCENT_MODE: "production", DOCENT_IDENTITY_HEADER: "X-Who" } });
  expect(await presets({ host: "docent.example", "x-who": "ana@example.com" })).toEqual(
    everything.slice(0, 1),
  );
});

test("what was reported is for whom the settings name, and locally for whoever is at this machine", async () => {
  const asked = async (path: string, headers: Record<string, string>, body?: object) => {
    const options = body && { method: "POST", body: JSON.stringify(body) };
    const { status, text } = await rawRequest(web.port, {
      path,
      ...options,
      headers: { ...headers, "content-type": "application/json" },
    });
    return { status, said: text ? JSON.parse(text) : undefined };
  };
  const environment = { DOCENT_MODE: "production", DOCENT_IDENTITY_HEADER: "X-Who" };
  web = await startWeb({
    environment: { ...environment, DOCENT_REVIEWERS: "Ana@example.com, ben@example.com" },
  });
  const [ana, eve] = ["ana@example.com", "eve@example.com"].map((who) => ({
    host: "docent.example",
    "x-who": who,
  }));
  expect(await asked("/api/review", ana!)).toEqual({
    status: 200,
    said: { state: "open", open: 2, items: [] },
  });
  expect((await asked("/api/session", ana!)).said.reviews).toBe(2);
  expect(await asked("/api/review/report_1", ana!, { decision: "biased" })).toMatchObject({
    status: 404,
    said: { error: expect.stringContaining("report_1") },
  });
  for (const [path, body] of [["/api/review"], ["/api/review/report_1", { decision: "biased" }]] as const)
    expect(await asked(path, eve!, body)).toMatchObject({
      status: 403,
      said: { error: expect.stringContaining("DOCENT_REVIEWERS") },
    });
  expect((await asked("/api/session", eve!)).said.reviews).toBeUndefined();
  await web.stop();
  web = await startWeb({ environment });
  expect((await asked("/api/review", ana!)).status).toBe(403);
  await web.stop();
  web = await startWeb();
  expect((await asked("/api/review", { host: `localhost:${web.port}` })).status).toBe(200);
});
