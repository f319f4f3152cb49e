/**
 * The embedded index: passages in a SQLite file, everything that ranking needs in the memory of a worker thread, so
 * that the main thread stays free while a search or a write runs.
 */
import { Worker } from "node:worker_threads";
import type { Passage } from "../../documents/document.ts";
import type { PassageIndex } from "../passage-index.ts";
import type { PackedAnswer } from "./embedded-engine.ts";
import type { Call, Reply, Request } from "./embedded-protocol.ts";
import { HeldPassages } from "./held-passages.ts";
import { IndexFileError } from "./index-file.ts";
import { packPassage } from "./packed-passage.ts";

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Opens the index in `folder` (its file is `index.db`; the folder is created when missing) and loads it. Several
 * processes may open the same folder: each sees what the others commit.
 * @throws {IndexFileError} when the folder cannot be written or the file is damaged; the message says what to do.
 */
export async function openEmbeddedIndex({ folder }: { folder: string }): Promise<PassageIndex> {
  const worker = new Worker(new URL("./embedded.worker.ts", import.meta.url), { workerData: { folder } });
  const pending = new Map<number, Pending>();
  const held = new HeldPassages();
  let calls = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
  };
  const ready = new Promise<void>((resolve, reject) => {
    worker.on("message", (reply: Reply) => {
      if ("ready" in reply) return resolve();
      const call = pending.get(reply.call);
      pending.delete(reply.call);
      if ("error" in reply) call?.reject(new IndexFileError(reply.error));
      else call?.resolve(reply.result);
      held.drop(reply.dropped);
    });
    worker.on("error", (error) => {
      const explained = new IndexFileError(error instanceof Error ? error.message : String(error), {
        cause: error,
      });
      end(explained);
      reject(explained);
    });
    worker.on("exit", () => end(new IndexFileError("the index is closed: open it again")));
  });
  /** @param read of the result, as soon as it arrives and before anything that comes after it */
  const ask = <Result, Read = Result>(request: Request, read?: (result: Result) => Read): Promise<Read> => {
    if (ended) return Promise.reject(ended);
    return new Promise<Read>((resolve, reject) => {
      const settle = (result: unknown) => {
        try {
          resolve(read ? read(result as Result) : (result as Read));
        } catch (error) {
          reject(error);
        }
      };
      pending.set(++calls, { resolve: settle, reject });
      worker.postMessage({ call: calls, request } satisfies Call);
    });
  };

  await ready;
  return {
    async replace(tenant, document, passages) {
      const stranger = passages.find((passage) => passage.tenant !== tenant || passage.document !== document);
      if (stranger) {
        throw new IndexFileError(
          `passage ${stranger.id} belongs to ${stranger.tenant}/${stranger.document}: replace that document instead`,
        );
      }
      await ask({ kind: "write", write: { tenant, document, passages: passages.map(packPassage) } });
    },
    remove: (tenant, document) => ask({ kind: "write", write: { tenant, document } }),
    search: (query) =>
      ask({ kind: "search", query }, ({ rows, fresh, scores, similarities, ...rest }: PackedAnswer) => ({
        hits: held.unpack({ rows, fresh }).map((passage, at) => {
          const similarity = similarities[at];
          return { passage, score: scores[at]!, ...(similarity !== undefined && { similarity }) };
        }),
        ...rest,
      })),
    putVectors: (tenant, model, items) => ask({ kind: "putVectors", tenant, model, items }),
    async missingVectors(tenant, model, limit) {
      const missing = await ask<string[]>({ kind: "missingVectors", tenant, model, limit });
      return missing.map((json) => JSON.parse(json) as Passage);
    },
    dropVectors: (tenant, model) => ask({ kind: "dropVectors", tenant, model }),
    passagesOf: (tenant, document) => ask({ kind: "passagesOf", tenant, document }),
    get: (tenant, ids) => ask({ kind: "get", tenant, ids }),
    size: (tenant) => ask({ kind: "size", tenant }),
    async close() {
      if (ended) return;
      const exited = new Promise((resolve) => worker.once("exit", resolve));
      await ask({ kind: "close" });
      await exited;
    },
  };
}
