/** A question's vector, within a deadline: when the provider is slow or down, words alone decide. */
import type { Log } from "../../operations/log.ts";
import type { Metrics } from "../../operations/metrics.ts";
import { within } from "../../operations/within.ts";
import type { QueryVector } from "../passage-index.ts";
import { withinTokens } from "./batches.ts";
import type { Embedder } from "./embedder.ts";

export interface QuestionVectors {
  /** The vector, or undefined when there is none in time; never throws. */
  vectorOf(question: string, embedder: Embedder, weight: number): Promise<QueryVector | undefined>;
}

/** After a failure the provider is left alone for so long: not every question shall wait for the deadline. */
const REST_MS = 30_000;
/** Questions whose vectors are remembered: the same one is often searched twice in a turn. */
const REMEMBERED = 500;

export function createQuestionVectors({
  timeoutMs,
  log,
  metrics,
  now = Date.now,
}: {
  /** How long a question waits. */
  timeoutMs: number;
  log: Log;
  metrics: Pick<Metrics, "embeddingFailures">;
  now?: () => number;
}): QuestionVectors {
  const remembered = new Map<string, Float32Array>();
  let restingUntil = 0;
  const tooLate = `nothing came within ${timeoutMs} ms: raise DOCENT_EMBEDDINGS_TIMEOUT_MS or use a faster model`;
  return {
    async vectorOf(question, embedder, weight) {
      const { model } = embedder;
      const text = withinTokens(question.trim(), embedder.limits.tokensPerInput);
      if (text === "") return undefined;
      const key = `${model}\n${text}`;
      const known = remembered.get(key);
      if (known) return { model, values: known, weight };
      if (now() < restingUntil) return undefined;
      try {
        const values = await within(timeoutMs, embedder.embedQuestion(text), tooLate);
        remembered.set(key, values);
        if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
        return { model, values, weight };
      } catch (error) {
        restingUntil = now() + REST_MS;
        metrics.embeddingFailures.inc({ model, what: "question" });
        log.warn("Questions are answered by words alone for a while: no vector came", { model, error });
        return undefined;
      }
    },
  };
}
