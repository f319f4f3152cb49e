/**
 * The lexical model as sparse vectors, for an index elsewhere: the product of a query's vector and a passage's is the
 * score of bm25.ts. The passage's half holds what a text says by itself: how often each term stands in it, saturated
 * and held back by its length. The query's half holds idf and weights, which change as documents come and go, so
 * that no passage is ever rewritten because another came.
 */
import { lengthNorm, saturation } from "./bm25.ts";

export interface SparseValues {
  indices: number[];
  values: number[];
}

/** What is counted apart: a word and a 4-gram may be spelled alike. */
export type TermKind = "word" | "pair" | "gram";

/** More values than this an index does not take (https://docs.pinecone.io/reference/api/database-limits). */
const MOST_VALUES = 1000;

/**
 * The lengths that count as average in stored vectors, frozen so that they stay comparable: what a passage of 110
 * words has in content words and in 4-grams. The final order is computed with the true averages.
 */
const FROZEN_AVERAGE = { words: 60, grams: 330 };

/**
 * A term's place among 2³² (FNV-1a with a final mix). In a vocabulary of a million about a hundred terms share their
 * place with another; both then count a little too much for the choice of candidates, and not for their order.
 */
export function placeOf(kind: TermKind, term: string): number {
  let hash = 0x811c9dc5;
  for (const character of Buffer.from(`${kind} ${term}`)) hash = Math.imul(hash ^ character, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A passage's half: words, then pairs, then 4-grams, as many as there is room for. */
export function passageValues(counts: Readonly<Record<TermKind, ReadonlyMap<string, number>>>): SparseValues {
  const words = total(counts.word);
  const norms = {
    word: lengthNorm(words, FROZEN_AVERAGE.words),
    pair: lengthNorm(words, FROZEN_AVERAGE.words),
    gram: lengthNorm(total(counts.gram), FROZEN_AVERAGE.grams),
  };
  const values = new Map<number, number>();
  for (const kind of ["word", "pair", "gram"] as const) {
    for (const [term, count] of counts[kind])
      add(values, placeOf(kind, term), saturation(count, norms[kind]));
  }
  return packed(values);
}

/** A query's half: each term's idf times what it counts. */
export function queryValues(
  terms: Iterable<{ readonly kind: TermKind; readonly term: string; readonly value: number }>,
): SparseValues {
  const values = new Map<number, number>();
  for (const { kind, term, value } of terms) if (value > 0) add(values, placeOf(kind, term), value);
  return packed(values);
}

function add(values: Map<number, number>, place: number, value: number): void {
  if (values.size < MOST_VALUES || values.has(place)) values.set(place, (values.get(place) ?? 0) + value);
}

const packed = (values: ReadonlyMap<number, number>): SparseValues => ({
  indices: [...values.keys()],
  values: [...values.values()],
});

const total = (counts: ReadonlyMap<string, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0);
