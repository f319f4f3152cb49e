/** Rewrites database files in a thread of its own: nothing else waits for the disk meanwhile. */
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** Another process may be writing for a while. */
const BUSY_TIMEOUT_MS = 30_000;
/** A reader that is under way keeps the journal; how often and how long it is waited for. */
const ATTEMPTS = 50;
const PAUSE_MS = 100;

const { files, isWhole } = workerData as { files: readonly string[]; isWhole: boolean };

/** Whether nothing of what was deleted is left in the journal and, when it is rewritten, in the file. @throws what SQLite refuses. */
function scrub(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    if (isWhole) database.exec("pragma secure_delete = on; vacuum");
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { busy } = database.prepare("pragma wal_checkpoint(truncate)").get() as { busy: number };
      if (!busy) return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
    return false;
  } finally {
    database.close();
  }
}

parentPort!.postMessage(
  files.filter((file) => {
    try {
      return !scrub(file);
    } catch {
      return true;
    }
  }),
);
