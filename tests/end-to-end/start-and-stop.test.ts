/** `npm start` as somebody meets it on a terminal: what it says, and how it ends. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

afterAll(removeTemporaryFolders);

test("the first start reads the samples and says where to go; the second finds nothing changed", async () => {
  const first = await startDocent();
  expect(first.output()).toContain("Documents: 24 indexed, from samples");
  expect(first.output()).toContain("Local mode: bound to this machine only");
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  const stopping = performance.now();
  expect(await first.end("SIGINT")).toBe(0);
  expect(performance.now() - stopping).toBeLessThan(2_000);
  expect(first.output()).toMatch(/Stopping \(SIGINT\)\n$/);

  const second = await startDocent({ folder: first.folder });
  expect(second.output()).toContain("Documents: 24 unchanged, from samples");
  expect(await second.end()).toBe(0);
}, 120_000);

test("told to stop while it reads, it stops in order", async () => {
  const started = startDocent({ readyWhen: /^indexed /m });
  const docent = await started;
  expect(await docent.end("SIGINT")).toBe(0);
  expect(docent.output()).not.toContain("is ready");
  expect(docent.output()).not.toMatch(/error|warn/i);
});

test("a port in use is one clear line and exit code 1", async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const { port } = other.address() as AddressInfo;
  try {
    await expect(startDocent({ environment: { PORT: String(port) } })).rejects.toThrow(
      new RegExp(
        `ended with 1 before.*\\nerror: Docent cannot listen on 127\\.0\\.0\\.1:${port}\\. Another program uses it: set PORT to a free one\\.[^\\n]*\\n$`,
      ),
    );
  } finally {
    other.close();
  }
});

test("a documents folder that is not there is one clear line and exit code 1", async () => {
  const nowhere = join(await temporaryFolder(), "nowhere");
  await expect(startDocent({ environment: { DOCENT_DOCUMENTS: nowhere } })).rejects.toThrow(
    /ended with 1 before.*\nerror: [^\n]*nowhere[^\n]*\n$/,
  );
});

test("a wrong setting is one clear line and exit code 2", async () => {
  await expect(startDocent({ environment: { DOCENT_MODE: "prod" } })).rejects.toThrow(
    /ended with 2 before.*\nDOCENT_MODE is not usable\. [^\n]* Use local or production\.\n$/,
  );
});
