/** @azure/identity speaks to no login server without https, so this one has a certificate, and a process that knows it. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type GraphStandIn, startGraph } from "../../stand-ins/graph.ts";
import { APP_ID, TENANT } from "../../stand-ins/teams-docent.ts";

const run = promisify(execFile);
const GRAPH = new URL("../../../adapters/teams/graph.ts", import.meta.url).href;

let folder: string;
let login: Server | undefined;
let loginUrl: string;
let graph: GraphStandIn | undefined;
let asked: URLSearchParams[];
let isRefusing: boolean;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-login-"));
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  if (testWithCertificate !== test) return;
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "certificate.pem")];
  await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files]);
  const issued = new Map<string, string>();
  const server = createServer(
    { key: await readFile(join(folder, "key.pem")), cert: await readFile(join(folder, "certificate.pem")) },
    async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const isToken = request.url?.includes("/oauth2/v2.0/token");
      if (isToken) asked.push(new URLSearchParams(body));
      if (isToken && !isRefusing) issued.set("real-token", "https://graph.microsoft.com/.default");
      response.writeHead(isToken && isRefusing ? 401 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isToken ? token() : metadata()));
    },
  );
  login = server;
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  loginUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
  graph = await startGraph({ issued });
  graph.users.set("ana", { displayName: "Ana", userType: "Member", accountEnabled: true, groups: [] });
});
beforeEach(() => {
  [asked, isRefusing] = [[], false];
});
afterAll(async () => {
  login?.closeAllConnections();
  login?.close();
  await graph?.stop();
  await rm(folder, { recursive: true, force: true });
});

const token = () =>
  isRefusing
    ? {
        error: "invalid_client",
        error_description: "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1",
      }
    : { token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599, access_token: "real-token" };
const metadata = () => ({
  issuer: `${loginUrl}/${TENANT}/v2.0`,
  authorization_endpoint: `${loginUrl}/${TENANT}/oauth2/v2.0/authorize`,
  token_endpoint: `${loginUrl}/${TENANT}/oauth2/v2.0/token`,
  jwks_uri: `${loginUrl}/${TENANT}/discovery/v2.0/keys`,
});

/** Reads a user with the real credential, in a process that trusts the stand-in's certificate; what it printed. */
async function readUser(): Promise<string> {
  const program = `
    import { z } from "zod";
    const { connectGraph } = await import(${JSON.stringify(GRAPH)});
    const app = { id: ${JSON.stringify(APP_ID)}, secret: "the-secret", tenant: ${JSON.stringify(TENANT)} };
    const graph = connectGraph({ app, apiUrl: ${JSON.stringify(graph?.url)}, loginUrl: ${JSON.stringify(loginUrl)} });
    const shape = z.object({ displayName: z.string() });
    for (let time = 0; time < 2; time++)
      process.stdout.write(await graph.get("/users/ana", shape).then((user) => user.displayName, (error) => error.message) + "\\n");
  `;
  const environment = {
    ...process.env,
    NODE_OPTIONS: "",
    NODE_EXTRA_CA_CERTS: join(folder, "certificate.pem"),
  };
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    env: environment,
    cwd: new URL("../../..", import.meta.url),
  });
  return stdout;
}

/** Node makes no certificates itself. */
const testWithCertificate = spawnSync("openssl", ["version"]).status === 0 ? test : test.skip;

testWithCertificate("the client secret buys one token for Graph, which serves many requests", async () => {
  expect(await readUser()).toBe("Ana\nAna\n");
  expect(asked).toHaveLength(1);
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
    client_id: APP_ID,
    client_secret: "the-secret",
    grant_type: "client_credentials",
    scope: expect.stringContaining("https://graph.microsoft.com/.default"),
  });
});

testWithCertificate("a secret that is refused is named in one line, and not printed", async () => {
  isRefusing = true;
  const said = await readUser();
  expect(said).toContain("AADSTS7000215");
  expect(said.trim().split("\n")).toHaveLength(2);
  expect(said).not.toContain("the-secret");
});
