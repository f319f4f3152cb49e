import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/**
 * Rewrites every database in the data folder, so that no page and no journal holds what was deleted: SQLite overwrites
 * what it frees (secure_delete), but pages that were split before keep copies, and the journal keeps what it was told.
 * Searches go on meanwhile, also those of other processes; writes wait.
 *
 * @returns how many databases there are, and how many could not be rewritten because another program held them.
 */
export async function scrubDatabases(
  folder: string,
): Promise<{ readonly files: number; readonly left: number }> {
  const files = (await readdir(folder))
    .filter((name) => name.endsWith(".db"))
    .map((name) => join(folder, name));
  const worker = new Worker(new URL("./scrub.worker.ts", import.meta.url), {
    workerData: { files },
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  worker.once("message", resolve);
  worker.once("error", reject);
  const left = await promise;
  await worker.terminate();
  return { files: files.length, left: left.length };
}
