/** Reads and cuts one file at a time, away from the process that answers people. */
import { Worker } from "node:worker_threads";
import { parseFile } from "./catalogue.ts";
import type { ParseJob, ParseResult } from "./create-parser.ts";
import { toReadDocument } from "./read-document.ts";
import { UnreadableDocument } from "./unreadable.ts";

async function read({ path, bytes }: ParseJob): Promise<ParseResult> {
  try {
    return { ok: true, document: toReadDocument(await parseFile(path, bytes)) };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { ok: false, reason: error.reason, message: error.message };
    throw error;
  }
}

// The thread that reads may be too busy to notice anything, so another one watches.
new Worker(new URL("./watch-memory.ts", import.meta.url), {
  workerData: { limitBytes: Number(process.argv[2]) * 1024 * 1024, parent: process.ppid },
}).unref();
process.on("message", async (job: ParseJob) => {
  const result = await read(job);
  process.send?.(result);
});
process.once("disconnect", () => process.exit());
// Ctrl-C and service managers signal whole groups; whoever started this process decides when it ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
