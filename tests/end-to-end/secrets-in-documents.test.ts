/** A secret in a document: no file of Docent's holds it, everybody who looks after it learns of it. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runDocent } from "../commands/run-docent.ts";
import { launchChromium } from "./chromium.ts";
import { openConsole } from "./open-console.ts";
import { type RunningDocent, removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

/** Made up for this test, in the vendors' forms. */
const PASSWORD = "Winter-Pine!42";
const AWS_KEY = ["AKIA", "Q3EGJVWY5XTCMZ4R"].join("");
const KEY_LINE = "MIIEpAIBAAKCAQEAzTq8v1sYh3fXxkq1s8fQ2dJ7u0bYw5cV9nR3m6tK1pL8oE4a";
const SECRETS = [PASSWORD, AWS_KEY, KEY_LINE];

const browser = await launchChromium();
let docent: RunningDocent;
let documents: string;

beforeAll(async () => {
  documents = join(await temporaryFolder(), "documents");
  await mkdir(documents);
  await writeFile(
    join(documents, "vpn.md"),
    [
      `# VPN of the key ${AWS_KEY}`,
      "## Setup",
      `The shared password for the VPN is ${PASSWORD}, as everybody knows.`,
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${KEY_LINE}\n-----END RSA PRIVATE KEY-----`,
      "Restart the client afterwards.",
    ].join("\n\n"),
  );
  docent = await startDocent({ environment: { DOCENT_DOCUMENTS: documents } });
});
afterAll(async () => {
  await browser?.close();
  await docent.end();
  await removeTemporaryFolders();
});

async function ask(question: string): Promise<{ text: string; citations: { document: string }[] }> {
  const response = await fetch(`${docent.url}/api/ask`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ question }),
  });
  return (await response.json()) as { text: string; citations: { document: string }[] };
}

const expectNone = (text: string) => {
  for (const secret of SECRETS) expect(text.includes(secret)).toBe(false);
};

test("answers, quotes and the document's page say that something was removed, and what kind of thing", async () => {
  const reply = await ask("What is the shared password for the VPN?");
  expect(reply.text).toContain("[secret removed: password]");
  expectNone(JSON.stringify(reply));
  const response = await fetch(`${docent.url}/api/documents/${reply.citations[0]?.document}`);
  const view = (await response.json()) as { secrets: string };
  expect(view.secrets).toMatch(/password.*private key|private key.*password/);
  expectNone(JSON.stringify(view));
});

test("no file of the data folder holds it, and the log names the kind and the place alone", async () => {
  const files = await readdir(docent.folder, { recursive: true });
  const held = await Promise.all(
    files.map((file) => readFile(join(docent.folder, file), "latin1").catch(() => "")),
  );
  expect(held.join("").length).toBeGreaterThan(10_000);
  expectNone(held.join("\n"));
  expect(docent.output()).toContain("AWS access key");
  expectNone(docent.output());
});

test("docent sources lists kind, place and number", async () => {
  const environment = { DOCENT_DATA: docent.folder, DOCENT_DOCUMENTS: documents };
  const told = await runDocent(["sources"], environment);
  expect(told.stdout).toContain("1 with secrets");
  expect(told.stdout).toMatch(/! secrets masked: .*password \(Setup\)/);
  const { sources } = JSON.parse((await runDocent(["sources", "--json"], environment)).stdout);
  expect(sources[0].findings).toEqual([
    {
      path: "vpn.md",
      title: "VPN of the key [secret removed: AWS access key]",
      secrets: expect.arrayContaining([{ kind: "password", place: "Setup", count: 1 }]),
    },
  ]);
  expectNone(told.stdout + JSON.stringify(sources));
});

(browser ? test : test.skip)(
  "the console's page of the document says so, and holds none of them",
  async () => {
    const console_ = await openConsole(browser!, docent.url);
    const reply = await console_.ask("What is the shared password for the VPN?");
    await reply.locator(".source").first().click();
    await console_.page.locator("#source-facts .secrets").waitFor();
    expect(await console_.page.locator("#source-facts").textContent()).toMatch(
      /Secrets masked here: .*password/,
    );
    expectNone(await console_.page.content());
    expect(console_.offences).toEqual([]);
    await console_.close();
  },
);
