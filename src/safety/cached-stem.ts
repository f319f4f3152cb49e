import { STEMMERS, stemWord } from "../retrieval/lexical/stemming.ts";

/** The words of a workplace repeat; stemming them took more time than everything else a sentence's check does. */
const MOST_WORDS = 50_000;
const stems = new Map<string, string>();

/** The stem of a lower-case word, remembered; identifiers and numbers stay as they are. */
export function cachedStem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_WORDS) stems.clear();
  const stem = stemWord(word, STEMMERS.en);
  stems.set(word, stem);
  return stem;
}
