/** Reads and cuts files one after the other, away from the process that answers people. */
import { Worker } from "node:worker_threads";
import { parseFile } from "./catalogue.ts";
import { toReadDocument } from "./read-document.ts";
import type { ParseJob, ParseOrder, ParseResult } from "./reader-process.ts";
import { UnreadableDocument } from "./unreadable.ts";
import { processorMs, type ReaderWatch } from "./watch-reader.ts";

async function read({ path, bytes }: ParseJob): Promise<ParseResult> {
  try {
    // A Buffer arrives as one, which pdf.js does not take.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { ok: true, document: toReadDocument(path, plain, await parseFile(path, plain)) };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { ok: false, reason: error.reason, message: error.message };
    throw error;
  }
}

const [, , memoryLimitMb] = process.argv;
/** As {@link ReaderWatch.underWay}. */
const underWay = new Float64Array(new SharedArrayBuffer(24));
// The thread that reads may be too busy to notice anything, so another one watches.
new Worker(new URL("./watch-reader.ts", import.meta.url), {
  workerData: {
    memoryLimitBytes: Number(memoryLimitMb) * 1024 * 1024,
    parent: process.ppid,
    underWay,
  } satisfies ReaderWatch,
}).unref();
process.on("message", async ({ jobs, timeLimitMs }: ParseOrder) => {
  const results: ParseResult[] = [];
  for (const job of jobs) {
    underWay.set([performance.timeOrigin + performance.now(), processorMs(), timeLimitMs]);
    results.push(await read(job));
  }
  underWay.fill(0);
  process.send?.(JSON.stringify(results));
});
process.once("disconnect", () => process.exit());
// Ctrl-C and service managers signal whole groups; whoever started this process decides when it ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
