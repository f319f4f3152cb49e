/** Words that are written together: "Urlaub" and "Antrag" in "Urlaubsantrag" (see COMPOUNDING in languages.ts). */

/** Shorter stems stand at the end of too many words. */
export const SHORTEST_PART = 4;
/** What may follow a stem at the end of a compound. */
const LONGEST_ENDING = 3;
/** A compound has this much more than its part, at least. */
const SHORTEST_REST = 3;

/** Whether a word begins with the stem, or ends with it and an ending, and has room for another. */
export function isPartOfCompound(stem: string, word: string): boolean {
  if (stem.length < SHORTEST_PART || word.length < stem.length + SHORTEST_REST) return false;
  if (word.startsWith(stem)) return true;
  const at = word.lastIndexOf(stem);
  return at >= SHORTEST_REST && word.length - at - stem.length <= LONGEST_ENDING;
}
