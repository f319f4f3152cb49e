/** Finds what an embedding model's vectors should count beside words, on a folder of questions in BEIR layout. */
import { ORG } from "../access/scopes.ts";
import type { Embedder } from "../retrieval/embeddings/embedder.ts";
import type { PassageIndex, QueryVector } from "../retrieval/passage-index.ts";
import { createRetrieval } from "../retrieval/search.ts";
import {
  type BeirIndexOptions,
  EVALUATION_TENANT,
  type JudgedQuestion,
  weightedTexts,
  withBeirIndex,
} from "./beir-index.ts";
import { ndcg } from "./ranking-measures.ts";

/** Mean nDCG@10 of each half of the questions at one weight. */
export interface FusionPoint {
  readonly weight: number;
  readonly tuning: number;
  readonly validation: number;
}

export interface FusionCurve {
  readonly model: string;
  readonly queries: number;
  readonly curve: readonly FusionPoint[];
  /** The best of the tuning half; its figures on the validation half are what to expect. */
  readonly best: FusionPoint;
  /** Words alone. */
  readonly words: FusionPoint;
}

const WEIGHTS = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Enough that ten documents are among them: an entry may be several passages, and counts where its best one stands. */
const PASSAGES = 40;

/**
 * Asks every question at every weight. The weight is chosen on every second question and checked on the others, so that
 * chance on the first half shows on the second.
 * @throws {BeirError} and {EmbeddingError} as `withBeirIndex` does
 */
export async function tuneFusion(
  beirDir: string,
  options: BeirIndexOptions & { readonly embedder: Embedder },
): Promise<FusionCurve> {
  const { embedder, onProgress } = options;
  return withBeirIndex(beirDir, { ...options, cut: true }, async (index, questions) => {
    const scores: number[][] = [];
    for (const question of questions) {
      const values = await embedder.embedQuestion(question.text);
      const row: number[] = [];
      for (const weight of WEIGHTS)
        row.push(await score(index, question, { model: embedder.model, values, weight }));
      scores.push(row);
      onProgress?.({ stage: "searching", done: scores.length, total: questions.length });
    }
    const half = (at: number, rest: number) =>
      mean(scores.filter((_, row) => row % 2 === rest).map((row) => row[at]!));
    const curve = WEIGHTS.map((weight, at) => ({ weight, tuning: half(at, 0), validation: half(at, 1) }));
    const best = curve.reduce((one, other) => (other.tuning > one.tuning ? other : one));
    return { model: embedder.model, queries: questions.length, curve, best, words: curve[0]! };
  });
}

async function score(index: PassageIndex, question: JudgedQuestion, vector: QueryVector): Promise<number> {
  const { passages } = await createRetrieval({ index, vectorOf: async () => vector }).search({
    tenant: EVALUATION_TENANT,
    texts: weightedTexts(question),
    scopes: new Set([ORG]),
    limit: PASSAGES,
  });
  const ranking = new Set(passages.map(({ passage }) => passage.document as string));
  return ndcg([...ranking], question.relevance, 10);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
