import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG, scope, tenantId } from "../../src/access/scopes.ts";
import type { SourceEntry } from "../../src/documents/sources/source.ts";
import { uploadSource } from "../../src/documents/sources/upload.ts";

const tenant = tenantId("acme");
let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "docent-uploads-"));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const open = (maxBytes?: number) => uploadSource({ data, tenant, maxBytes });
const bytes = (text: string) => new TextEncoder().encode(text);
async function listed(source = open()): Promise<SourceEntry[]> {
  const found: SourceEntry[] = [];
  for await (const entry of source.list()) found.push(entry);
  return found;
}

test("what is added is listed with its readers and read back, also after a restart", async () => {
  expect(await listed()).toEqual([]);
  const path = await open().add("Leave rules.md", bytes("# Leave"), [scope("group:people-team")]);
  const [entry] = await listed();
  expect(entry).toMatchObject({ path, size: 7, scopes: ["group:people-team"] });
  expect(Buffer.from(await open().read(entry!)).toString()).toBe("# Leave");
  expect(await open().find(path)).toEqual(entry);
});

test("adding again replaces words and readers, and nothing unfinished stays", async () => {
  await open().add("a.md", bytes("One."), [ORG]);
  await open().add("a.md", bytes("Two, for few."), [scope("person:local:ada")]);
  expect(await listed()).toEqual([expect.objectContaining({ size: 13, scopes: ["person:local:ada"] })]);
  expect((await readdir(join(data, "uploads", "acme"))).sort()).toEqual(["a.md", "a.md.readers"]);
});

test("what is removed is gone; what was never there may be removed", async () => {
  const path = await open().add("a.md", bytes("One."), [ORG]);
  await open().remove(path);
  await open().remove("never.md");
  expect(await listed()).toEqual([]);
  expect(await open().find(path)).toBeUndefined();
});

test("tenants do not see each other's", async () => {
  await open().add("a.md", bytes("One."), [ORG]);
  expect(await listed(uploadSource({ data, tenant: tenantId("../acme") }))).toEqual([]);
  expect(await listed(uploadSource({ data, tenant: tenantId("other") }))).toEqual([]);
});

test.each([
  ["../../etc/passwd.md", /no file's name/],
  ["a/b.md", /no file's name/],
  [".hidden.md", /no file's name/],
  ["a\u0000.md", /no file's name/],
  ["", /no file's name/],
  [`${"x".repeat(300)}.md`, /longer than 200 bytes/],
  ["program.exe", /no kind of document/],
  ["a.md.readers", /no kind of document/],
])("the name %j is refused", async (name, why) => {
  await expect(open().add(name, bytes("x"), [ORG])).rejects.toThrow(why);
  await open().remove(name);
  expect(await open().find(name)).toBeUndefined();
});

test("too large a document, and one that nobody may read, are refused", async () => {
  await expect(open(3).add("a.md", bytes("Four"), [ORG])).rejects.toThrow(/more than/);
  await expect(open().add("a.md", bytes("One."), [])).rejects.toThrow(/at least one scope/);
  expect(await listed()).toEqual([]);
});
