/** How good a ranking is, given the relevance (0, 1, 2, ...) that people gave to what could be found. */

export type Relevance = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulated gain of the first `depth` (Järvelin & Kekäläinen, "Cumulated gain-based evaluation
 * of IR techniques", 2002), with linear gain and log2(rank + 1) discount as trec_eval computes it.
 */
export function ndcg(ranking: readonly string[], relevance: Relevance, depth: number): number {
  const ideal = [...relevance.values()].filter((gain) => gain > 0).sort((one, other) => other - one);
  const best = discounted(ideal.slice(0, depth));
  return best === 0 ? 0 : discounted(ranking.slice(0, depth).map((id) => relevance.get(id) ?? 0)) / best;
}

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);

/** Which part of what is relevant stands among the first `depth`. */
export function recall(ranking: readonly string[], relevance: Relevance, depth: number): number {
  const relevant = [...relevance].filter(([, gain]) => gain > 0).map(([id]) => id);
  const first = new Set(ranking.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => first.has(id)).length / relevant.length;
}

/** 1 / rank of the first relevant one among the first `depth`, 0 when there is none. */
export function reciprocalRank(ranking: readonly string[], relevance: Relevance, depth: number): number {
  const index = ranking.slice(0, depth).findIndex((id) => (relevance.get(id) ?? 0) > 0);
  return index < 0 ? 0 : 1 / (index + 1);
}
