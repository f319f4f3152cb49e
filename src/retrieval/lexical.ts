/**
 * The lexical model as one piece: what a text is made of, in which language, and the terms it is matched by. Every
 * index and every judgement of a passage takes its words from here; how matches count is in lexical/bm25.ts.
 */
import { isPartOfCompound } from "./lexical/compounds.ts";
import { foldDiacritics } from "./lexical/fold-diacritics.ts";
import { COMPOUNDING, type Language } from "./lexical/languages.ts";
import { stemIn } from "./lexical/stemming.ts";
import { languageByDistinct, languageOf, stopWordsOf, WORDS_LOOKED_AT } from "./lexical/stop-words.ts";
import { words } from "./lexical/tokens.ts";
import { WordNumbers } from "./lexical/word-numbers.ts";

/** The words of `text` in reading order without the stop words of its language, lower case, unstemmed. */
export function contentWords(text: string): string[] {
  const all = words(text);
  const isStop = stopWordsOf(languageOf(all));
  return all.filter((word) => !isStop(word));
}

/** The term that a word of an English text is matched by. */
export const stemOf = (word: string): string => stemIn("en", word);

/** A text's words and the stem of each, in the text's language. */
export interface StemmedWords {
  readonly language: Language;
  readonly words: readonly string[];
  readonly stems: readonly string[];
}

/** The same words with their stems, for whoever asks about them more than once. */
export const stemmed = <Text extends Omit<StemmedWords, "stems">>(text: Text): Text & StemmedWords => ({
  ...text,
  stems: text.words.map((word) => stemIn(text.language, word)),
});

/**
 * Reads words for what was asked: gives a function from the words of a text to the terms that they are matched by, in
 * which a word that an asked word stands for, in the text's own language or as a part of a compound, is that asked
 * word's {@link stemOf}. In English texts that is the stem of each word.
 */
export function termsLike(asked: readonly string[]): (text: StemmedWords) => string[] {
  const termsIn = new Map<Language, ReadonlyMap<string, string>>();
  return ({ language, words, stems }) => {
    const known =
      termsIn.get(language) ?? new Map(asked.map((word) => [stemIn(language, word), stemOf(word)] as const));
    termsIn.set(language, known);
    const isCompounding = COMPOUNDING.has(language);
    return stems.map((stem, at) => {
      const meant = known.get(stem) ?? (isCompounding ? partner(known, words[at]!, stem) : undefined);
      return meant ?? stem;
    });
  };
}

function partner(known: ReadonlyMap<string, string>, word: string, stem: string): string | undefined {
  const folded = foldDiacritics(word);
  for (const [asked, term] of known)
    if (isPartOfCompound(asked, folded) || isPartOfCompound(stem, asked)) return term;
  return undefined;
}

/**
 * The terms that a word of a question may stand for in texts of these languages. A question is too short to say for
 * sure which language it is in, and may be asked in another than the text's: so each language's stem is looked for.
 */
export const termsInAnyOf = (languages: Iterable<Language>, word: string): string[] => [
  ...new Set(Array.from(languages, (language) => stemIn(language, word))),
];

/** A document's passages as an index keeps them: each word once, and each passage as numbers of words in order. */
export interface AnalysedDocument {
  readonly language: Language;
  readonly words: readonly string[];
  /** One array a passage: its content words in order, as indices into `words`. */
  readonly sequences: readonly Uint32Array[];
}

/** Rises when {@link analyse} makes something else of a text, so that what was counted before is counted anew. */
export const ANALYSIS = 2;

/**
 * Analyses the searchable texts of one document's passages; together they say which language it is in, unless it is
 * known or the first is to say it for all.
 */
export function analyse(texts: readonly string[], known?: Language | "of the first"): AnalysedDocument {
  reader.begin();
  const sequences = texts.map((text) => reader.read(text));
  const all = reader.words;
  const language =
    known === "of the first" ? languageIn(all, sequences.slice(0, 1)) : (known ?? languageIn(all, sequences));
  const isStop = stopWordsOf(language);
  const words: string[] = [];
  // What is asked of a word is asked once for the document, however often it stands there.
  const numbers = all.map((word) => (isStop(word) ? STOP : words.push(word) - 1));
  return { language, words, sequences: sequences.map((sequence) => renumber(sequence, numbers)) };
}

const reader = new WordNumbers();
const STOP = -1;

/** The language of a text that these words, in the order in which they first stand there, are the different ones of. */
function languageIn(words: readonly string[], sequences: readonly Uint32Array[]): Language {
  let length = 0;
  let different = 0;
  for (const sequence of sequences) {
    for (const number of sequence.subarray(0, Math.max(0, WORDS_LOOKED_AT - length)))
      if (number === different) different += 1;
    length += sequence.length;
  }
  return languageByDistinct(words.slice(0, different), length);
}

/** Writes the new numbers over the old ones, without those that are dropped. */
function renumber(sequence: Uint32Array, numbers: readonly number[]): Uint32Array {
  let length = 0;
  for (const old of sequence) {
    const number = numbers[old]!;
    if (number !== STOP) sequence[length++] = number;
  }
  return sequence.subarray(0, length);
}
