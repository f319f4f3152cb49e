/** Snowball stemming ("Porter2", Porter 2001, snowballstem.org): the forms of one word become one term. */
import { stemmer as english } from "@orama/stemmers/english";

/** Brings a lower-case word to its stem. */
export type Stemmer = (word: string) => string;

/** The languages there is a stemmer for, by ISO 639-1 code. */
export const STEMMERS: { readonly en: Stemmer } = { en: english };

const DIGIT = /\p{N}/u;

/** Stems words and leaves identifiers ("td1", "401k") and numbers as they are. */
export const stemWord = (word: string, stem: Stemmer): string => (DIGIT.test(word) ? word : stem(word));
