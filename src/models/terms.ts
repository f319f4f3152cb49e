import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "../safety/cached-stem.ts";

/** What a text is about. */
export interface Terms {
  /** Stems of its content words. */
  readonly terms: ReadonlySet<string>;
  /** Pairs of neighbouring stems, stop words left out. */
  readonly pairs: ReadonlySet<string>;
  /** Whether it holds a number in digits; those within names such as B12 don't count. */
  readonly numeric: boolean;
}

/** The stems of a text's content words, their pairs, and whether it holds a number. */
export function termsOf(text: string): Terms {
  const all = words(text);
  const stems = all.filter((word) => !isStopWord(word)).map(cachedStem);
  return {
    terms: new Set(stems),
    pairs: new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)),
    numeric: all.some((word) => /^\d/.test(word)),
  };
}
