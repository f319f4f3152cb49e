/** Puts what the index found in a reranker's order, within a deadline: late or down, the order stays as it was. */
import { searchableText } from "../../documents/document.ts";
import type { Log } from "../../operations/log.ts";
import type { Hit } from "../passage-index.ts";
import type { Reranker } from "./reranker.ts";

/** After a failure the reranker is left alone for so long: not every question shall wait for the deadline. */
const REST_MS = 30_000;

export type Rerank = (question: string, hits: readonly Hit[]) => Promise<readonly Hit[]>;

/** @param timeoutMs how long a question waits for the reranker */
export function createRerank({
  reranker,
  timeoutMs,
  log,
  now = Date.now,
}: {
  reranker: Reranker;
  timeoutMs: number;
  log: Pick<Log, "warn">;
  now?: () => number;
}): Rerank {
  let restingUntil = 0;
  return async (question, hits) => {
    if (hits.length < 2 || now() < restingUntil) return hits;
    try {
      const texts = hits.map(({ passage }) => searchableText(passage));
      const scores = await reranker.scores(question, texts, AbortSignal.timeout(timeoutMs));
      return hits
        .map((hit, at) => ({ ...hit, score: scores[at]! }))
        .sort((one, other) => other.score - one.score);
    } catch (error) {
      restingUntil = now() + REST_MS;
      log.warn("Passages keep the index's order for a while: the reranker failed or was late", {
        reranker: reranker.name,
        error,
      });
      return hits;
    }
  };
}
