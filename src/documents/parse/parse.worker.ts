/** Reads and cuts one file at a time, away from the process that answers people. */
import { parentPort } from "node:worker_threads";
import { chunk } from "../chunk.ts";
import { lineageOf } from "../lineage.ts";
import { withoutSecrets } from "../without-secrets.ts";
import { parseFile } from "./catalogue.ts";
import type { ParseJob, ParseResult } from "./create-parser.ts";
import { UnreadableDocument } from "./unreadable.ts";

async function read({ path, bytes }: ParseJob): Promise<ParseResult> {
  try {
    const { document, secrets } = withoutSecrets(await parseFile(path, bytes));
    const { title, hiddenText = [], unread = [] } = document;
    const lineage = lineageOf(path, bytes, document);
    return { ok: true, document: { title, chunks: chunk(document), hiddenText, unread, secrets, lineage } };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { ok: false, reason: error.reason, message: error.message };
    throw error;
  }
}

parentPort?.on("message", async (job: ParseJob) => {
  parentPort?.postMessage(await read(job));
});
