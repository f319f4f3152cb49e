import type { Passage } from "../documents/document.ts";
import { askedWords } from "../retrieval/lexical/asked-words.ts";
import { isStopWord, languageOf } from "../retrieval/lexical/stop-words.ts";
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
export const termsOf = (text: string): Terms => termsOfWords(words(text));

/**
 * The same of a question: without the words that only say who is meant, as far as others are left. A person's name is
 * asked about where the passages know all of it.
 */
export function termsAsked(question: string, passages: readonly Passage[]): Terms {
  if (languageOf(words(question)) !== "en") return termsOf(question);
  const asked = askedWords(question);
  let known: ReadonlySet<string> | undefined;
  const isKnown = (word: string) => {
    known ??= new Set(passages.flatMap(({ text }) => words(text)));
    return known.has(word);
  };
  const telling = asked.filter(
    ({ isAside, isFunctionWord, name }) => !isAside && !isFunctionWord && (!name || name.every(isKnown)),
  );
  return telling.length > 0
    ? termsOfWords(telling.map(({ word, standard }) => standard ?? word))
    : termsOf(question);
}

function termsOfWords(all: readonly string[]): Terms {
  const stems = all.filter((word) => !isStopWord(word)).map(cachedStem);
  return {
    terms: new Set(stems),
    pairs: new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)),
    numeric: all.some((word) => /^\d/.test(word)),
  };
}
