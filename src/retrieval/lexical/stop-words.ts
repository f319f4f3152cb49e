/**
 * Words that say how a sentence is built or that a question is asked, not what it is about, by language. The long
 * lists, question words included, give most of the lexical model's gain over plain BM25. They also tell languages
 * apart: a text without any of a language's stop words has none that would have to be dropped.
 */
import { foldDiacritics } from "./fold-diacritics.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import { dutch } from "./stop-words/dutch.ts";
import { english } from "./stop-words/english.ts";
import { french } from "./stop-words/french.ts";
import { german } from "./stop-words/german.ts";
import { italian } from "./stop-words/italian.ts";
import { portuguese } from "./stop-words/portuguese.ts";
import { spanish } from "./stop-words/spanish.ts";
import { swedish } from "./stop-words/swedish.ts";

const LISTS: Readonly<Record<Language, string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  sv: swedish,
};

/** In these people leave accents out when they type; "å", "ä" and "ö" are letters of their own in the others. */
const TYPED_WITHOUT_ACCENTS: ReadonlySet<Language> = new Set(["fr", "es", "it", "pt"]);

/** By word: the languages it is a stop word of, one bit each in the order of {@link LANGUAGES}. */
const LANGUAGES_OF = new Map<string, number>();
for (const [at, language] of LANGUAGES.entries()) {
  for (const word of LISTS[language].trim().split(/\s+/)) {
    const forms = TYPED_WITHOUT_ACCENTS.has(language) ? [word, foldDiacritics(word)] : [word];
    for (const form of forms) LANGUAGES_OF.set(form, (LANGUAGES_OF.get(form) ?? 0) | (1 << at));
  }
}

const bitOf = (language: Language): number => 1 << LANGUAGES.indexOf(language);
const isOneOf = (word: string, bit: number): boolean => ((LANGUAGES_OF.get(word) ?? 0) & bit) !== 0;

/** Whether a token carries no meaning of its own for search in a text of this language. */
export const isStopWord = (word: string, language: Language = "en"): boolean =>
  isOneOf(word, bitOf(language));

/** {@link isStopWord} for many tokens of one language. */
export function stopWordsOf(language: Language): (word: string) => boolean {
  const bit = bitOf(language);
  return (word) => isOneOf(word, bit);
}

/** How many words are looked at: a page says enough. */
export const WORDS_LOOKED_AT = 600;
/** One stop word may be a name or a prefix ("non-exempt"): it takes more, more yet in a page. */
const EVIDENCE = { line: 1, page: 2 };
const WORDS_OF_A_LINE = 40;

/**
 * The language that the words are in, by how many different stop words they hold; one that several languages have
 * counts for each in equal parts, a single letter for none. English where no other stands out, so that lists of names
 * and numbers are not taken for a foreign language.
 */
export const languageOf = (words: readonly string[]): Language =>
  languageByDistinct(
    new Set(words.length > WORDS_LOOKED_AT ? words.slice(0, WORDS_LOOKED_AT) : words),
    words.length,
  );

/** {@link languageOf} a text of so many words, of whose first {@link WORDS_LOOKED_AT} these are the different ones. */
export function languageByDistinct(looked: Iterable<string>, length: number): Language {
  const evidence = new Float64Array(LANGUAGES.length);
  for (const word of looked) {
    const languages = word.length > 1 ? (LANGUAGES_OF.get(word) ?? 0) : 0;
    if (languages === 0) continue;
    const part = 1 / bits(languages);
    for (let at = 0; at < evidence.length; at++) if (languages & (1 << at)) evidence[at]! += part;
  }
  let best = 0;
  for (let at = 1; at < evidence.length; at++) if (evidence[at]! > evidence[best]!) best = at;
  const needed = length > WORDS_OF_A_LINE ? EVIDENCE.page : EVIDENCE.line;
  return evidence[best]! - evidence[0]! <= needed ? LANGUAGES[0] : LANGUAGES[best]!;
}

function bits(number: number): number {
  let count = 0;
  for (let rest = number; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
