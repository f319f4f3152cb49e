/** However much there is to read, only a bounded part of it is under way. */
import { NO_LINEAGE } from "../../src/documents/lineage.ts";
import type { DocumentParser } from "../../src/documents/parse/create-parser.ts";
import { syncSource } from "../../src/documents/sync.ts";
import { memoryIndex } from "../stand-ins/memory-index.ts";
import { type KeeperBench, openKeeperBench, tenant } from "./keeper-bench.ts";
import { scriptedSource } from "./scripted-source.ts";

const MEGABYTE = 1024 * 1024;
const WORKERS = 2;
const UNDER_WAY = 32 * WORKERS;

let bench: KeeperBench;
beforeAll(async () => {
  bench = await openKeeperBench();
});
afterAll(() => bench.close());

/** Sizes of documents → the most documents and bytes that were held at once between reading and writing. */
async function heldAtOnce(name: string, sizes: readonly number[]) {
  const script = scriptedSource(name);
  for (const [at, size] of sizes.entries()) script.put(`${at}.md`, "x".repeat(size));
  let [documents, bytes, mostDocuments, mostBytes] = [0, 0, 0, 0];
  const parser: DocumentParser = {
    workers: WORKERS,
    maxBytes: 100 * MEGABYTE,
    async parse(path, { length }) {
      documents++;
      bytes += length;
      mostDocuments = Math.max(mostDocuments, documents);
      mostBytes = Math.max(mostBytes, bytes);
      await new Promise((resolve) => setImmediate(resolve));
      documents--;
      bytes -= length;
      const chunks = [{ text: path, location: { headings: [] } }];
      return { title: path, chunks, findings: [], unread: [], secrets: [], lineage: NO_LINEAGE };
    },
    close: async () => undefined,
  };
  const index = memoryIndex();
  const { indexed } = await syncSource({
    source: script.source,
    tenant,
    catalogue: bench.catalogue,
    index,
    parser,
  });
  expect(indexed).toBe(sizes.length);
  return { mostDocuments, mostBytes };
}

test("of many small documents a few dozen are held", async () => {
  const { mostDocuments } = await heldAtOnce(
    "small",
    Array.from({ length: 1_000 }, () => 10),
  );
  expect(mostDocuments).toBeGreaterThan(WORKERS);
  expect(mostDocuments).toBeLessThanOrEqual(UNDER_WAY);
});

test("of large ones, as many as 64 MB hold; a larger one passes alone", async () => {
  const sizes = [...Array.from({ length: 20 }, () => 10 * MEGABYTE), 80 * MEGABYTE];
  const { mostBytes } = await heldAtOnce("large", sizes);
  expect(mostBytes).toBeLessThanOrEqual(80 * MEGABYTE);
});
