/** Mistypes words as fingers do, the same way for the same seed: one letter left out, doubled, swapped or replaced. */
import { seededRandom } from "../operations/seeded-random.ts";

/** Shorter words are rarely mistyped unnoticed. */
const WORD = /\p{L}{4,}/gu;
const LETTERS = "etaoinshrdlucmfwypvbgk";

/**
 * Gives a function that mistypes a share of a text's words of four letters or more; called for one text after another
 * it goes on with the same row of random numbers.
 * @param options.share 0 to 1
 */
export function typoPlanter({ share, seed }: { share: number; seed: number }): (text: string) => string {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const mistype = (word: string): string => {
    // The first letter is the one that people get right.
    const at = 1 + below(word.length - 2);
    const [before, here, next, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 1)];
    switch (below(4)) {
      case 0:
        return before + after;
      case 1:
        return before + here + here + after;
      case 2:
        return before + next + here + word.slice(at + 2);
      default:
        return before + LETTERS[below(LETTERS.length)] + after;
    }
  };
  return (text) => text.replace(WORD, (word) => (random() < share ? mistype(word) : word));
}
