/**
 * The lexical model as one piece: what a text is made of. Content words keep their surface form here; stems are what
 * is matched, and both come from {@link contentWords} and {@link stemOf}.
 */
import { STEMMERS, stemWord } from "./lexical/stemming.ts";
import { isStopWord } from "./lexical/stop-words.ts";
import { words } from "./lexical/tokens.ts";

/** The words of `text` in reading order without stop words, lower case, unstemmed. */
export const contentWords = (text: string): string[] => words(text).filter((word) => !isStopWord(word));

/** The term a word is matched by. */
export function stemOf(word: string): string {
  const remembered = stems.get(word);
  if (remembered !== undefined) return remembered;
  const stem = stemWord(word, STEMMERS.en);
  if (stems.size === STEMS_REMEMBERED) stems.clear();
  stems.set(word, stem);
  return stem;
}

/** Stemming costs a microsecond or two, and the same words come again and again. */
const stems = new Map<string, string>();
const STEMS_REMEMBERED = 20_000;

/** A document's passages as the index keeps them: each word once, and each passage as numbers of words in order. */
export interface AnalysedDocument {
  readonly words: readonly string[];
  /** One array a passage: its content words in order, as indices into `words`. */
  readonly sequences: readonly Uint32Array[];
}

/** Analyses the searchable texts of one document's passages. */
export function analyse(texts: readonly string[]): AnalysedDocument {
  const numberOf = new Map<string, number>();
  const sequences = texts.map((text) => {
    const content = contentWords(text);
    const sequence = new Uint32Array(content.length);
    for (const [at, word] of content.entries()) {
      const number = numberOf.get(word) ?? numberOf.size;
      if (number === numberOf.size) numberOf.set(word, number);
      sequence[at] = number;
    }
    return sequence;
  });
  return { words: [...numberOf.keys()], sequences };
}
