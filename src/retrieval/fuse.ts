/**
 * Words and meaning brought together by a convex sum: each side's best passages are stretched to the range from 0 to 1
 * and weighed. On questions about workplaces this beats reciprocal rank fusion, which forgets how much better the
 * first is than the second (Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023).
 */

/** How many of each side's best are looked at, at least; what is further down counts 0 on that side. */
export const FUSED = 200;

export interface Scored<Id> {
  readonly id: Id;
  readonly score: number;
}

/**
 * The union of both sides, best first; of equal ones those that words rank higher.
 * @param words best first, BM25 scores; passages that are not among them when there are fewer than {@link FUSED} have 0
 * @param meaning best first, cosines
 * @param weight of `meaning`, 0 to 1
 */
export function fuse<Id>(
  words: readonly Scored<Id>[],
  meaning: readonly Scored<Id>[],
  weight: number,
): Scored<Id>[] {
  const fused = new Map<Id, number>();
  const worstWords = words.length < FUSED ? 0 : words.at(-1)!.score;
  for (const { id, score } of words)
    fused.set(id, (1 - weight) * stretched(score, worstWords, words[0]!.score));
  for (const { id, score } of meaning) {
    const part = weight * stretched(score, meaning.at(-1)!.score, meaning[0]!.score);
    fused.set(id, (fused.get(id) ?? 0) + part);
  }
  return Array.from(fused, ([id, score]) => ({ id, score })).sort((one, other) => other.score - one.score);
}

/** From 0 (the worst) to 1 (the best); 1 when all are equally good. */
const stretched = (score: number, worst: number, best: number): number =>
  best > worst ? (score - worst) / (best - worst) : 1;
