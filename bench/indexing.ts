/** How fast folders become searchable, and what a second run costs. `node bench/indexing.ts [folder ...]` */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readSettings } from "../src/config.ts";
import { openCore } from "../src/core.ts";
import type { SyncResult } from "../src/documents/sync.ts";
import { createLog } from "../src/operations/log.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import { printTable, sharedFolder } from "./measure.ts";

const MEGABYTE = 1_000_000;

/** Indexes one folder into an empty index, then again unchanged. */
export async function benchIndexing(folders: readonly string[]): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  for (const folder of folders) {
    const data = await mkdtemp(join(tmpdir(), "docent-bench-"));
    const settings = readSettings({ DOCENT_DATA: data });
    const log = createLog({ level: "error", secrets: [], json: false });
    const core = await openCore({ settings, log, metrics: createMetrics() });
    try {
      const first = await core.indexFolder(folder, {});
      const again = await core.indexFolder(folder, {});
      rows.push(row(basename(folder), first, again));
    } finally {
      await core.close();
      await rm(data, { recursive: true });
    }
  }
  printTable("Indexing a folder, lexical only", rows);
}

function row(name: string, first: SyncResult, again: SyncResult): Record<string, string | number> {
  const seconds = first.ms / 1_000;
  return {
    folder: name,
    documents: first.indexed,
    failed: first.failed,
    passages: first.passages,
    MB: (first.bytes / MEGABYTE).toFixed(2),
    seconds: seconds.toFixed(2),
    "passages/s": Math.round(first.passages / seconds),
    "MB/s": (first.bytes / MEGABYTE / seconds).toFixed(2),
    "unchanged run, ms": Math.round(again.ms),
  };
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const documents = `${sharedFolder()}/data/documents`;
  await benchIndexing(
    given.length ? given : [`${documents}/handbook-18f`, `${documents}/northwind-hr`, documents],
  );
}
