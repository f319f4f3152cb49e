/** Measures retrieval on a folder of questions in BEIR layout, through the index and search that answer people. */
import { ORG } from "../access/scopes.ts";
import { createRetrieval } from "../retrieval/search.ts";
import { type BeirIndexOptions, EVALUATION_TENANT, weightedTexts, withBeirIndex } from "./beir-index.ts";
import { percentile } from "./percentile.ts";
import { typoPlanter } from "./plant-typos.ts";
import { ndcg, recall, reciprocalRank } from "./ranking-measures.ts";

/** Means over the questions that have judgements; times are of one search, in milliseconds. */
export interface RetrievalFigures {
  readonly ndcg10: number;
  readonly recall20: number;
  readonly mrr10: number;
  readonly queries: number;
  readonly msP50: number;
  readonly msP95: number;
}

interface EvaluationOptions extends BeirIndexOptions {
  /** What meaning counts beside words, where an embedder is given. */
  readonly weight?: number;
  /** The share of the questions' words that are mistyped, 0 to 1 (see plant-typos.ts). */
  readonly typos?: number;
  /** Which words, and how: the same seed mistypes the same. */
  readonly seed?: number;
}

/**
 * Indexes the folder's corpus, asks its questions, and compares with its judgements. A question with `history` is
 * asked as a follow-up. Times are without those of the embedder.
 * @throws {BeirError} when the folder cannot be read as BEIR layout; the message says what is missing.
 * @throws {EmbeddingError} when the embedder's provider fails
 */
export async function evaluateRetrieval(
  beirDir: string,
  options: EvaluationOptions = {},
): Promise<RetrievalFigures> {
  const { embedder, weight = 0, typos = 0, seed = 1, onProgress } = options;
  const plant = typoPlanter({ share: typos, seed });
  return withBeirIndex(beirDir, options, async (index, judged) => {
    const questions = judged.map((question) => ({ ...question, text: plant(question.text) }));
    const rows: { ndcg10: number; recall20: number; mrr10: number; ms: number }[] = [];
    for (const question of questions) {
      const texts = weightedTexts(question);
      const values = await embedder?.embedQuestion(question.text);
      const vector = values && { model: embedder!.model, values, weight };
      const retrieval = createRetrieval({ index, vectorOf: async () => vector });
      const started = performance.now();
      const { passages } = await retrieval.search({
        tenant: EVALUATION_TENANT,
        texts,
        scopes: new Set([ORG]),
        limit: 20,
      });
      const ms = performance.now() - started;
      const ranking = passages.map(({ passage }) => passage.document as string);
      rows.push({
        ndcg10: ndcg(ranking, question.relevance, 10),
        recall20: recall(ranking, question.relevance, 20),
        mrr10: reciprocalRank(ranking, question.relevance, 10),
        ms,
      });
      onProgress?.({ stage: "searching", done: rows.length, total: questions.length });
    }
    const mean = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
    const times = rows.map((row) => row.ms);
    return {
      ndcg10: mean((row) => row.ndcg10),
      recall20: mean((row) => row.recall20),
      mrr10: mean((row) => row.mrr10),
      queries: rows.length,
      msP50: percentile(times, 0.5),
      msP95: percentile(times, 0.95),
    };
  });
}
