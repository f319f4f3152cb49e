/** The languages that the lexical model knows, by ISO 639-1 code; texts in others are treated as English. */
export const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv"] as const;

export type Language = (typeof LANGUAGES)[number];

/** In these a compound is written as one word ("Urlaubsantrag"). */
export const COMPOUNDING: ReadonlySet<Language> = new Set(["de", "nl", "sv"]);
