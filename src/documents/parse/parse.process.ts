/** Reads and cuts one file at a time, away from the process that answers people. */
import { Worker } from "node:worker_threads";
import { parseFile } from "./catalogue.ts";
import { toReadDocument } from "./read-document.ts";
import type { ParseJob, ParseResult } from "./reader-process.ts";
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

const [, , memoryLimitMb, timeLimitMs] = process.argv;
/** When the file under way was begun, by the clock and in processor time; zeros between files. */
const begun = new Float64Array(new SharedArrayBuffer(16));
// The thread that reads may be too busy to notice anything, so another one watches.
new Worker(new URL("./watch-reader.ts", import.meta.url), {
  workerData: {
    memoryLimitBytes: Number(memoryLimitMb) * 1024 * 1024,
    timeLimitMs: Number(timeLimitMs),
    parent: process.ppid,
    begun,
  } satisfies ReaderWatch,
}).unref();
process.on("message", async (job: ParseJob) => {
  begun.set([performance.timeOrigin + performance.now(), processorMs()]);
  const result = await read(job);
  begun.fill(0);
  process.send?.(result);
});
process.once("disconnect", () => process.exit());
// Ctrl-C and service managers signal whole groups; whoever started this process decides when it ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
