import { gzipSync } from "node:zlib";
import { type GcsSource, gcsSource, type Unmapped } from "../../src/documents/sources/gcs/gcs-source.ts";
import { prefixRules } from "../../src/documents/sources/gcs/prefix-rules.ts";
import { type StorageClient, storageClient } from "../../src/documents/sources/gcs/storage-client.ts";
import type { SourceEntry } from "../../src/documents/sources/source.ts";
import { type GcsStandIn, startGcs } from "../stand-ins/gcs.ts";

const BUCKET = "acme-docs";
let gcs: GcsStandIn;
let client: StorageClient;
let unmapped: Unmapped[];

beforeEach(async () => {
  gcs = await startGcs({ maxPage: 3 });
  gcs.createBucket(BUCKET);
  client = await storageClient({ endpoint: gcs.endpoint, retryDelayMs: 50 });
  unmapped = [];
});
afterEach(() => gcs.stop());

const open = (
  rules = "=org",
  options: { prefix?: string; bucket?: string; maxBytes?: number } = {},
): GcsSource =>
  gcsSource({
    client,
    bucket: BUCKET,
    rules: prefixRules(rules),
    maxBytes: 1_000_000,
    onUnmapped: (found) => unmapped.push(found),
    ...options,
  });

async function listed(source: GcsSource): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for await (const entry of source.list()) entries.push(entry);
  return entries;
}
const text = async (source: GcsSource, entry: SourceEntry): Promise<string> =>
  new TextDecoder().decode(await source.read(entry));
const isDownload = ({ query }: { query: URLSearchParams }): boolean => query.get("alt") === "media";

test("lists every document over several pages, with generation, size, date, readers and link", async () => {
  for (let number = 0; number < 8; number++) gcs.put(BUCKET, `handbook/${number}.md`, "Words.");
  const generation = gcs.put(BUCKET, "handbook/Zürich & co/a b.md", "Two words.");
  const entries = await listed(open());
  expect(entries).toHaveLength(9);
  expect(entries.at(-1)).toEqual({
    path: "handbook/Zürich & co/a b.md",
    modifiedAt: new Date(Number(generation) / 1000).toISOString(),
    size: 10,
    scopes: ["org"],
    uri: "https://storage.cloud.google.com/acme-docs/handbook/Z%C3%BCrich%20%26%20co/a%20b.md",
    version: generation,
  });
  expect(gcs.requests.map(({ query }) => query.get("pageToken"))).toEqual([null, "3", "6"]);
});

test("folder markers, dotfiles and files that are no documents are passed over", async () => {
  for (const name of ["a/", "a/.env", ".git/config", "a/photo.xyz", "a/real.md"]) gcs.put(BUCKET, name, "x");
  expect((await listed(open())).map(({ path }) => path)).toEqual(["a/real.md"]);
});

test("the longest prefix decides who reads, a folder never means its neighbour, and the rest stays out, reported", async () => {
  for (const name of ["hr/a.md", "hr/open/b.md", "hr-private/c.md", "drafts/d.md", "e.md"])
    gcs.put(BUCKET, name, "x");
  const source = open("hr=group:managers, person:slack:U1; hr/open/=org; drafts/=none");
  const entries = await listed(source);
  expect(entries.map(({ path, scopes }) => [path, scopes])).toEqual([
    ["hr/a.md", ["group:managers", "person:slack:U1"]],
    ["hr/open/b.md", ["org"]],
  ]);
  expect(unmapped).toEqual([{ count: 2, examples: ["e.md", "hr-private/c.md"] }]);
  expect(await source.find("hr-private/c.md")).toBeUndefined();
  expect(await source.find("drafts/d.md")).toBeUndefined();
  expect(["hr/a.md", "hr-private/c.md", "drafts/d.md"].map(source.covers)).toEqual([true, false, false]);
});

test("a prefix limits the source to one folder, under its own name", async () => {
  for (const name of ["handbook/a.md", "handbook-old/b.md", "c.md"]) gcs.put(BUCKET, name, "x");
  const source = open("=org", { prefix: "handbook" });
  expect(source.name).toBe("gcs:acme-docs/handbook");
  expect((await listed(source)).map(({ path }) => path)).toEqual(["handbook/a.md"]);
  expect(await source.find("c.md")).toBeUndefined();
});

test("rules that cannot be meant are refused with the way to write them", () => {
  expect(() => prefixRules("handbook")).toThrow(/has no "=": write prefix=scopes/);
  expect(() => prefixRules("handbook=everyone")).toThrow(/"everyone" is no scope: use org/);
  expect(() => prefixRules("a=org; a/=none")).toThrow(/"a\/?" has two rules/);
  expect(() => prefixRules(" ; ")).toThrow(/there is no rule/);
});

describe("reading", () => {
  test("returns the bytes of the listed generation and asks for no other", async () => {
    const generation = gcs.put(BUCKET, "a.md", "Twenty days.");
    const source = open();
    const [entry] = await listed(source);
    expect(await text(source, entry!)).toBe("Twenty days.");
    expect(gcs.requests.at(-1)!.query.get("generation")).toBe(generation);
  });

  test("an object overwritten since it was listed is found again and read as it is now", async () => {
    gcs.put(BUCKET, "a.md", "Old.");
    const source = open();
    const [entry] = await listed(source);
    gcs.put(BUCKET, "a.md", "New.");
    expect(await text(source, entry!)).toBe("New.");
    gcs.remove(BUCKET, "a.md");
    await expect(source.read(entry!)).rejects.toThrow(/gone from gs:\/\/acme-docs/);
  });

  test("an object that grew over the limit since it was listed is refused, not downloaded", async () => {
    gcs.put(BUCKET, "a.md", "Old.");
    const source = open("=org", { maxBytes: 1_000 });
    const [entry] = await listed(source);
    gcs.put(BUCKET, "a.md", { size: 5_000 });
    await expect(source.read(entry!)).rejects.toThrow(/more than the .* allowed/);
    expect(gcs.bytesSent).toBe(0);
  });

  test("200 MB are refused without a download", async () => {
    gcs.put(BUCKET, "huge.pdf", { size: 200_000_000 });
    const source = open("=org", { maxBytes: 50_000_000 });
    const [entry] = await listed(source);
    await expect(source.read(entry!)).rejects.toThrow(/it has 200 MB, more than the 50 MB allowed/);
    expect(gcs.requests.filter(isDownload)).toHaveLength(0);
  });

  test("a body of 200 MB behind a wrong size is cut off at the limit", async () => {
    gcs.put(BUCKET, "huge.pdf", { size: 200_000_000 });
    const source = open("=org", { maxBytes: 5_000_000 });
    const [entry] = await listed(source);
    const before = process.memoryUsage();
    await expect(source.read({ ...entry!, size: 10 })).rejects.toThrow(/more than the 5 MB allowed/);
    const after = process.memoryUsage();
    expect(gcs.bytesSent).toBeLessThan(30_000_000);
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(
      60_000_000,
    );
  });

  test("a gzip-encoded object is unpacked, and a bomb is stopped at the limit", async () => {
    gcs.put(BUCKET, "a.md", gzipSync("Packed words."), { contentEncoding: "gzip" });
    gcs.put(BUCKET, "bomb.md", gzipSync(Buffer.alloc(50_000_000)), { contentEncoding: "gzip" });
    const source = open();
    const [small, bomb] = await listed(source);
    expect(await text(source, small!)).toBe("Packed words.");
    expect(bomb!.size).toBeLessThan(100_000);
    await expect(source.read(bomb!)).rejects.toThrow(/more than the 1 MB allowed/);
  });

  test.each(["cut", "corrupt"] as const)("a %s body is fetched again", async (kind) => {
    gcs.put(BUCKET, "a.md", "Words that arrive whole.");
    const source = open();
    const [entry] = await listed(source);
    gcs.faults.push({ matches: isDownload, times: 2, kind });
    expect(await text(source, entry!)).toBe("Words that arrive whole.");
    expect(gcs.requests.filter(isDownload)).toHaveLength(3);
  });

  test("a body that stays wrong is refused, never indexed", async () => {
    gcs.put(BUCKET, "a.md", "Words.");
    const source = open();
    const [entry] = await listed(source);
    gcs.faults.push({ matches: isDownload, times: 99, kind: "corrupt" });
    await expect(source.read(entry!)).rejects.toThrow();
    expect(gcs.requests.filter(isDownload)).toHaveLength(5);
  });
});

describe("a server in trouble", () => {
  test.each([429, 503])("%d is bridged while listing, finding and reading", async (status) => {
    gcs.put(BUCKET, "a.md", "Words.");
    const source = open();
    gcs.faults.push({ matches: () => true, times: 2, kind: status });
    const [entry] = await listed(source);
    gcs.faults[0]!.times = 2;
    expect(await source.find("a.md")).toEqual(entry);
    gcs.faults[0]!.times = 2;
    expect(await text(source, entry!)).toBe("Words.");
  });

  test("retries survive a save without a precondition, which switches the SDK's default off for good", async () => {
    gcs.put(BUCKET, "a.md", "Words.");
    await client.storage.bucket(BUCKET).file("b.md").save("More words.", { resumable: false });
    gcs.faults.push({ matches: () => true, times: 2, kind: 503 });
    expect(await listed(open())).toHaveLength(2);
  });

  test("a listing that fails throws, so that nothing counts as gone", async () => {
    for (let number = 0; number < 5; number++) gcs.put(BUCKET, `${number}.md`, "x");
    gcs.faults.push({ matches: ({ query }) => query.has("pageToken"), times: 99, kind: 503 });
    await expect(listed(open())).rejects.toThrow(/answered 503 however often it was asked/);
  });

  test.each([
    [401, /refused Docent's credentials: run gcloud auth application-default login/],
    [403, /grant Docent's service account roles\/storage.objectViewer/],
  ])("%d says what to do", async (status, remedy) => {
    gcs.faults.push({ matches: () => true, times: 99, kind: status });
    await expect(listed(open())).rejects.toThrow(remedy);
    await expect(open().find("a.md")).rejects.toThrow(remedy);
  });

  test("a bucket that does not exist is named", async () => {
    await expect(listed(open("=org", { bucket: "nowhere" }))).rejects.toThrow(
      "gs://nowhere does not exist: check the bucket's name",
    );
  });
});

test("what versioning archived is gone, though its bytes could still be had", async () => {
  gcs.createBucket("versioned", { versioning: true });
  gcs.put("versioned", "a.md", "One.");
  gcs.put("versioned", "a.md", "Two.");
  gcs.put("versioned", "b.md", "Three.");
  gcs.remove("versioned", "b.md");
  const source = open("=org", { bucket: "versioned" });
  const entries = await listed(source);
  expect(entries.map(({ path }) => path)).toEqual(["a.md"]);
  expect(await text(source, entries[0]!)).toBe("Two.");
  expect(await source.find("b.md")).toBeUndefined();
});
