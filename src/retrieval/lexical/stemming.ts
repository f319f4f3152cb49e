/** Snowball stemming (Porter 1980 and 2001, snowballstem.org): the forms of one word become one term. */
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { foldDiacritics } from "./fold-diacritics.ts";
import type { Language } from "./languages.ts";

/** Brings a lower-case word to its stem. */
type Stemmer = (word: string) => string;

const STEMMERS: Readonly<Record<Language, Stemmer>> = {
  en: (word) => english(foldDiacritics(word)),
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  sv: swedish,
};

const DIGIT = /\p{N}/u;

/**
 * The term that a word of a text in `language` is matched by, without accents. Identifiers ("td1", "401k") and numbers
 * stay as they are.
 */
export function stemIn(language: Language, word: string): string {
  const remembered = stems[language].get(word);
  if (remembered !== undefined) return remembered;
  const stem = DIGIT.test(word) ? word : foldDiacritics(STEMMERS[language](word));
  if (stems[language].size === STEMS_REMEMBERED) stems[language].clear();
  stems[language].set(word, stem);
  return stem;
}

/** Stemming costs a microsecond or two, and the same words come again and again. */
const stems = Object.fromEntries(
  Object.keys(STEMMERS).map((language) => [language, new Map<string, string>()]),
) as Readonly<Record<Language, Map<string, string>>>;
const STEMS_REMEMBERED = 50_000;
