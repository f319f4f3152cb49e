/** Repairs typing mistakes: an unknown word is read as the nearest word that the index knows. */

/** Words of fewer letters are never repaired: too many others are one letter away. */
const SHORTEST_REPAIRED = 4;
/** From this many letters on, two mistakes are repaired instead of one. */
const TWO_MISTAKES_FROM = 8;

const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u;

/** How many mistakes `word` may have and still be repaired; 0 for identifiers, numbers and short words. */
export function repairableMistakes(word: string): 0 | 1 | 2 {
  if (word.length < SHORTEST_REPAIRED || !LETTERS_ONLY.test(word)) return 0;
  return word.length < TWO_MISTAKES_FROM ? 1 : 2;
}

/**
 * Which letters a word has, as bits. Each mistake changes at most two of them, so that most of a vocabulary is ruled
 * out by {@link couldBeWithin} without looking at the words.
 */
export function letterSignature(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits >>> 0;
}

/** False only when words with these signatures are more than `mistakes` apart. */
export function couldBeWithin(mistakes: number, one: number, other: number): boolean {
  let bits = one ^ other;
  for (let left = 2 * mistakes; left > 0 && bits !== 0; left--) bits &= bits - 1;
  return bits === 0;
}

/**
 * Insertions, deletions, replacements and swaps of neighbouring letters that lead from one word to the other
 * (Damerau 1964, Levenshtein 1966; the optimal string alignment form), or `limit + 1` when there are more.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) distance = Math.min(distance, beforeLast[column - 2]! + 1);
      current.push(distance);
      if (distance < smallest) smallest = distance;
    }
    if (smallest > limit) return limit + 1;
    [beforeLast, last] = [last, current];
  }
  return Math.min(last[other.length]!, limit + 1);
}
