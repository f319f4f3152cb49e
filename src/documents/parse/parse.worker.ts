/** Reads and cuts one file at a time, away from the process that answers people. */
import { parentPort } from "node:worker_threads";
import { chunk } from "../chunk.ts";
import { parseFile } from "./catalogue.ts";
import type { ParseJob, ParseResult } from "./create-parser.ts";
import { UnreadableDocument } from "./unreadable.ts";

async function read({ path, bytes }: ParseJob): Promise<ParseResult> {
  try {
    const parsed = await parseFile(path, bytes);
    const { title, hiddenText = [], unread = [] } = parsed;
    return { ok: true, document: { title, chunks: chunk(parsed), hiddenText, unread } };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { ok: false, reason: error.reason, message: error.message };
    throw error;
  }
}

parentPort?.on("message", async (job: ParseJob) => {
  parentPort?.postMessage(await read(job));
});
