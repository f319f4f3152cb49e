import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { tenantId } from "../../src/access/scopes.ts";
import { createCatalogue } from "../../src/documents/catalogue.ts";
import { forgetDocument } from "../../src/documents/forget.ts";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import { folderSource } from "../../src/documents/sources/folder.ts";
import { type SyncOptions, syncSource } from "../../src/documents/sync.ts";
import type { SyncEvent } from "../../src/documents/sync-event.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { type MemoryIndex, memoryIndex } from "../stand-ins/memory-index.ts";

const tenant = tenantId("acme");
let parser: DocumentParser;
let base: string;
let folder: string;
let database: Database;
let index: MemoryIndex;

beforeAll(() => {
  parser = createParser({ workers: 2, maxBytes: 100_000 });
});
afterAll(() => parser.close());
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "docent-sync-"));
  folder = join(base, "docs");
  await mkdir(folder);
  database = await openDatabase({ folder: join(base, "data") });
  index = memoryIndex();
});
afterEach(async () => {
  await database.close();
  await rm(base, { recursive: true, force: true });
});

let clock = Date.parse("2026-01-01T00:00:00Z") / 1000;
/** Writes a file with a time of its own, as if seconds had passed. */
async function put(path: string, text: string | Uint8Array, time = ++clock): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  await utimes(join(folder, path), time, time);
}
const catalogue = () => createCatalogue(database.db);

async function sync(
  options: Partial<SyncOptions> = {},
): Promise<{ events: string[]; result: Awaited<ReturnType<typeof syncSource>> }> {
  const events: string[] = [];
  const report = (event: SyncEvent): void => {
    if ("path" in event)
      events.push(`${event.kind} ${event.path}${event.kind === "failed" ? `: ${event.reason}` : ""}`);
  };
  const source = await folderSource(folder);
  const result = await syncSource({
    source,
    tenant,
    catalogue: catalogue(),
    index,
    parser,
    report,
    ...options,
  });
  return { events: events.sort(), result };
}
const texts = (): string[] =>
  [...index.documents.values()]
    .flat()
    .map(({ text }) => text)
    .sort();

describe("a forgotten document", () => {
  async function forget(path: string): Promise<void> {
    const [document] = (await catalogue().list(tenant)).filter((entry) => entry.path === path);
    await forgetDocument(document!, { index, catalogue: catalogue() });
  }
  beforeEach(async () => {
    await put("a.md", "# Leave\nTwenty days.");
    await put("b.txt", "Ask payroll.");
    await sync();
    await forget("a.md");
  });

  test("is gone at once, words and title", async () => {
    expect(texts()).toEqual(["Ask payroll."]);
    expect(await catalogue().count(tenant)).toEqual({ documents: 1, passages: 1, failed: 0 });
    expect(JSON.stringify(await catalogue().list(tenant))).not.toContain("Leave");
  });

  test("stays out although its file is there, touched, copied over or read again", async () => {
    await sync();
    await put("a.md", "# Leave\nTwenty days.");
    await sync();
    await sync({ checkContent: true });
    expect(texts()).toEqual(["Ask payroll."]);
  });

  test("comes back when its content changes", async () => {
    await put("a.md", "# Leave\nThirty days.");
    expect((await sync()).events).toContain("indexed a.md");
    expect(texts()).toEqual(["Ask payroll.", "Thirty days."]);
  });

  test("leaves the catalogue with its file", async () => {
    await rm(join(folder, "a.md"));
    expect((await sync()).events).toEqual(["removed a.md", "unchanged b.txt"]);
    expect((await catalogue().list(tenant)).map(({ path }) => path)).toEqual(["b.txt"]);
  });
});

test("the first run indexes everything, the second does nothing", async () => {
  await put("a.md", "# Leave\nTwenty days.");
  await put("deep/b.txt", "Ask payroll.");
  const first = await sync();
  expect(first.result).toMatchObject({ indexed: 2, unchanged: 0, removed: 0, failed: 0, passages: 2 });
  const writes = index.writes.length;
  const second = await sync();
  expect(second.events).toEqual(["unchanged a.md", "unchanged deep/b.txt"]);
  expect(index.writes).toHaveLength(writes);
  const [passage] = [...index.documents.values()].flat().filter(({ title }) => title === "Leave");
  expect(passage).toMatchObject({
    tenant,
    ordinal: 0,
    text: "Twenty days.",
    scopes: ["org"],
    uri: `docent:${passage!.document}`,
  });
  expect(passage!.id).toBe(`${passage!.document}:${passage!.version.slice(0, 12)}:0`);
});

test("only what changed is read again, and what is gone is removed", async () => {
  await put("a.md", "One.");
  await put("b.md", "Two.");
  await put("c.md", "Three.");
  await sync();
  await put("a.md", "Uno.");
  await rm(join(folder, "c.md"));
  const { events } = await sync();
  expect(events).toEqual(["indexed a.md", "removed c.md", "unchanged b.md"]);
  expect(texts()).toEqual(["Two.", "Uno."]);
  expect((await catalogue().list(tenant)).map(({ path }) => path)).toEqual(["a.md", "b.md"]);
});

test("a document keeps its id over versions, and another source's documents are left alone", async () => {
  await put("a.md", "One.");
  await sync();
  const [before] = await catalogue().list(tenant);
  const other = await folderSource(join(folder, "a.md"));
  await syncSource({ source: other, tenant, catalogue: catalogue(), index, parser });
  await put("a.md", "Two.");
  await sync();
  const after = (await catalogue().list(tenant)).find(({ source }) => source === before!.source);
  expect(after!.id).toBe(before!.id);
  expect(after!.version).not.toBe(before!.version);
  expect(await catalogue().count(tenant)).toMatchObject({ documents: 2 });
});

test("a touched file is read but not indexed again", async () => {
  await put("a.md", "Same words.");
  await sync();
  await put("a.md", "Same words.");
  expect((await sync()).events).toEqual(["restamped a.md"]);
  expect((await catalogue().list(tenant))[0]!.modifiedAt).toBe(new Date(clock * 1000).toISOString());
  expect([...index.documents.values()].flat()[0]!.modifiedAt).toBe(new Date(clock * 1000).toISOString());
});

test("content changed behind the same size and time is found when asked for", async () => {
  await put("a.md", "One.", 1_700_000_000);
  await sync();
  await put("a.md", "Two.", 1_700_000_000);
  expect((await sync()).events).toEqual(["unchanged a.md"]);
  expect((await sync({ checkContent: true })).events).toEqual(["indexed a.md"]);
  expect(texts()).toEqual(["Two."]);
});

test("readers changed in docent.json reach passages whose words did not change", async () => {
  await put("finance/q3.md", "Forecast.");
  await put("a.md", "Open.");
  await sync();
  await put(
    "docent.json",
    JSON.stringify({
      documents: [
        { path: "finance/", scopes: ["channel:local:finance"], uri: "https://wiki.example.com/fin" },
      ],
    }),
  );
  expect((await sync()).events).toEqual(["restamped finance/q3.md", "unchanged a.md"]);
  const passage = [...index.documents.values()].flat().find(({ text }) => text === "Forecast.");
  expect(passage).toMatchObject({
    scopes: ["channel:local:finance"],
    uri: "https://wiki.example.com/fin/q3.md",
  });
  expect((await catalogue().list(tenant)).find(({ path }) => path === "finance/q3.md")).toMatchObject({
    scopes: ["channel:local:finance"],
  });
});

test("a document that becomes everybody's is said to, whether its rule was removed or its words changed as well", async () => {
  const rules = (...paths: string[]) =>
    put("docent.json", JSON.stringify({ documents: paths.map((path) => ({ path, scopes: ["group:hr"] })) }));
  await rules("hr/");
  await put("hr/pay.md", "Pay.");
  await put("hr/bonus.md", "Bonus.");
  expect((await sync()).events).toEqual(["indexed hr/bonus.md", "indexed hr/pay.md"]);
  await rules();
  await put("hr/bonus.md", "Bonus, again.");
  expect((await sync()).events).toEqual([
    "indexed hr/bonus.md",
    "opened hr/bonus.md",
    "opened hr/pay.md",
    "restamped hr/pay.md",
  ]);
  expect((await sync()).events).toEqual(["unchanged hr/bonus.md", "unchanged hr/pay.md"]);
});

test("a rule that protects nothing is remarked on", async () => {
  await put("hr/pay.md", "Pay.");
  await put("Gehälter/pay.md".normalize("NFD"), "Pay.");
  const documents = ["HR/", "./hr/pay.md", "hr", "Gehälter/".normalize("NFC")].map((path) => ({
    path,
    scopes: ["group:hr"],
  }));
  await put("docent.json", JSON.stringify({ documents }));
  const remarks: string[] = [];
  await sync({ report: (event) => void (event.kind === "remark" && remarks.push(event.text)) });
  expect(remarks.map((text) => /a rule for (\S+),/.exec(text)?.[1])).toEqual(["HR/", "./hr/pay.md"]);
  expect((await catalogue().list(tenant)).map(({ scopes }) => scopes.join())).toEqual([
    "group:hr",
    "group:hr",
  ]);
});

test("a link within the folder has the readers of the file that it leads to", async () => {
  await put("hr/pay.md", "Pay.");
  await put("docent.json", JSON.stringify({ documents: [{ path: "hr/", scopes: ["group:hr"] }] }));
  await symlink(join(folder, "hr/pay.md"), join(folder, "alias.md"));
  await sync();
  const scopes = (await catalogue().list(tenant)).map((entry) => `${entry.path} ${entry.scopes.join()}`);
  expect(scopes).toEqual(["alias.md group:hr", "hr/pay.md group:hr"]);
});

test("bad files are reported by name, stop nothing, and are not tried again until they change", async () => {
  await put("good.md", "Fine.");
  await put("empty.md", "");
  await put("fake.pdf", "not a pdf");
  await put("huge.txt", "x".repeat(100_001));
  const { events, result } = await sync();
  expect(result).toMatchObject({ indexed: 1, failed: 3 });
  expect(events).toEqual([
    expect.stringMatching(/^failed empty\.md: the file is empty/),
    expect.stringMatching(/^failed fake\.pdf: it is named \.pdf but is plain text/),
    expect.stringMatching(/^failed huge\.txt: it has .* more than/),
    "indexed good.md",
  ]);
  let parsed = 0;
  const counting: DocumentParser = {
    ...parser,
    parse(path, bytes) {
      parsed++;
      return parser.parse(path, bytes);
    },
  };
  expect((await sync({ parser: counting })).events).toEqual(
    events.map((event) => event.replace("indexed", "unchanged")),
  );
  expect(parsed).toBe(0);
  await put("empty.md", "Now it says something.");
  expect((await sync()).events).toContain("indexed empty.md");
  expect(await catalogue().count(tenant)).toEqual({ documents: 2, passages: 2, failed: 2 });
});

test("a document that breaks keeps its earlier version searchable, with the readers it now has", async () => {
  await put("finance/a.md", "Old words.");
  await sync();
  await put("finance/a.md", "");
  await put("docent.json", JSON.stringify({ documents: [{ path: "finance", scopes: ["group:managers"] }] }));
  expect((await sync()).events).toEqual([expect.stringMatching(/^failed finance\/a\.md: the file is empty/)]);
  expect([...index.documents.values()].flat()).toEqual([
    expect.objectContaining({ text: "Old words.", scopes: ["group:managers"] }),
  ]);
  expect((await catalogue().list(tenant))[0]).toMatchObject({ status: "failed", passages: 1 });
  await put("finance/a.md", "Old words.");
  await sync();
  expect((await catalogue().list(tenant))[0]).toMatchObject({ status: "indexed", reason: undefined });
});

test("links that lead out of the folder are refused", async () => {
  await writeFile(join(base, "secret.md"), "Salaries.");
  await mkdir(join(base, "outside"));
  await writeFile(join(base, "outside", "more.md"), "More salaries.");
  await symlink(join(base, "secret.md"), join(folder, "link.md"));
  await symlink(join(base, "outside"), join(folder, "linked"));
  await put("a.md", "Fine.");
  const { events } = await sync();
  expect(events).toEqual([
    expect.stringMatching(/^failed link\.md: it is a link that leads out/),
    "indexed a.md",
  ]);
  expect(texts()).toEqual(["Fine."]);
});

describe("a run that dies", () => {
  const crash = new Error("power cut");

  test("between index and catalogue is taken up by the next", async () => {
    await put("a.md", "One.");
    await put("b.md", "Two.");
    const real = catalogue();
    const dying = {
      ...real,
      save: (entry: Parameters<typeof real.save>[0]) =>
        entry.version ? Promise.reject(crash) : real.save(entry),
    };
    await expect(sync({ catalogue: dying })).rejects.toThrow(crash);
    expect((await catalogue().list(tenant)).every(({ status }) => status === "failed")).toBe(true);
    expect((await sync()).result).toMatchObject({ indexed: 2, failed: 0 });
    expect(texts()).toEqual(["One.", "Two."]);
  });

  test("leaves nothing of a document that is deleted before the next run", async () => {
    await put("a.md", "One.");
    const real = catalogue();
    const dying = {
      ...real,
      save: (entry: Parameters<typeof real.save>[0]) =>
        entry.version ? Promise.reject(crash) : real.save(entry),
    };
    await expect(sync({ catalogue: dying })).rejects.toThrow(crash);
    expect(texts()).toEqual(["One."]);
    await rm(join(folder, "a.md"));
    expect((await sync()).events).toEqual(["removed a.md"]);
    expect(texts()).toEqual([]);
  });

  test("while swapping versions leaves the old one, and the next run brings the new", async () => {
    await put("a.md", "One.");
    await sync();
    await put("a.md", "Two.");
    await expect(sync({ index: { ...index, replace: () => Promise.reject(crash) } })).rejects.toThrow(crash);
    expect(texts()).toEqual(["One."]);
    await sync();
    expect(texts()).toEqual(["Two."]);
  });

  test("an index that was lost is filled again", async () => {
    await put("a.md", "One.");
    await sync();
    index = memoryIndex();
    expect((await sync()).events).toEqual(["indexed a.md"]);
  });
});

test("a folder that is not there removes nothing", async () => {
  await put("a.md", "One.");
  const source = await folderSource(folder);
  await sync();
  await rm(folder, { recursive: true });
  await expect(syncSource({ source, tenant, catalogue: catalogue(), index, parser })).rejects.toThrow();
  expect(texts()).toEqual(["One."]);
});

test("an aborted run stops between documents, removes nothing, and the next goes on", async () => {
  for (let number = 0; number < 120; number++) await put(`${number}.md`, `Text ${number}.`);
  const stop = new AbortController();
  const told: string[] = [];
  await expect(
    sync({
      signal: stop.signal,
      report(event) {
        told.push(event.kind);
        if (event.kind === "indexed") stop.abort(new Error("stopped"));
      },
    }),
  ).rejects.toThrow("stopped");
  expect(told.at(-1)).toBe("finished");
  const done = index.documents.size;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(120);
  expect((await sync()).result).toMatchObject({ indexed: 120 - done, unchanged: done });
});

test("no more documents are under way at once than the parser's threads call for", async () => {
  for (let number = 0; number < 100; number++) await put(`${number}.md`, `Text ${number}.`);
  let open = 0;
  let most = 0;
  const counting: DocumentParser = {
    ...parser,
    async parse(path, bytes) {
      most = Math.max(most, ++open);
      return parser.parse(path, bytes).finally(() => open--);
    },
  };
  await sync({ parser: counting });
  expect(index.documents.size).toBe(100);
  expect(most).toBeLessThanOrEqual(64);
});
