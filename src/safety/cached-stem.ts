import { stemOf } from "../retrieval/lexical.ts";

/**
 * The stem of a lower-case word, remembered: the words of a workplace repeat, and stemming them took more time than
 * everything else a sentence's check does. Identifiers and numbers stay as they are.
 */
export const cachedStem = (word: string): string => stemOf(word);
