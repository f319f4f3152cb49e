import { DataSet, englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";
import type { Filter, Finding } from "../verdict.ts";
import { harmlessWords } from "./harmless-words.ts";
import { mergeSpans } from "./merge-spans.ts";

const VERSION = "2";
const THRESHOLD = 0.5;

/** Words of the library's list with an ordinary meaning at work: anatomy in a health plan, a form field, a bird. */
const ORDINARY: ReadonlySet<string> = new Set([
  "sex",
  "penis",
  "vagina",
  "orgasm",
  "abo",
  "tit",
  "cock",
  "cum",
  "anus",
  "pussy cat",
  "dick",
  "prick",
  "negro",
  "lesbian",
  "rape",
  "incest",
  "ejaculate",
  "erection",
  "hentai",
  "scat",
  "titty",
  "arse",
  "fat",
  "boob",
]);

/** Swedish words of ending and deciding, which hold an English insult: "slutade", "beslut", "anslutning". */
const SWEDISH = [
  "slutad",
  "slutar",
  "slutat",
  "slutet",
  "slutf",
  "slutl",
  "sluts",
  "beslut",
  "avslut",
  "anslut",
];

/**
 * Swear words and slurs by the `obscenity` library, which sees through leet spelling, repeated letters and look-alikes.
 * Score 1 when one was found; spans cover the words.
 */
export function profanityFilter(): Filter {
  const words = new DataSet<{ originalWord: string }>()
    .addAll(englishDataset)
    .removePhrasesIf(({ metadata }) => ORDINARY.has(metadata?.originalWord ?? ""));
  const { blacklistedTerms, whitelistedTerms = [] } = words.build();
  const options = {
    blacklistedTerms,
    whitelistedTerms: [...whitelistedTerms, ...SWEDISH],
    ...englishRecommendedTransformers,
  };
  const matcher = new RegExpMatcher(options);
  const isHarmless = harmlessWords(matcher, options);
  return {
    name: "profanity",
    version: VERSION,
    stages: ["question", "sentence", "answer", "label"],
    check({ text }): Finding {
      if (isHarmless(text)) return { score: 0, threshold: THRESHOLD, flagged: false };
      const spans = mergeSpans(
        matcher.getAllMatches(text).map(({ startIndex, endIndex }) => ({
          start: startIndex,
          end: endIndex + 1,
          kind: "profanity",
          replacement: "[word removed]",
        })),
      );
      if (spans.length === 0) return { score: 0, threshold: THRESHOLD, flagged: false };
      return {
        score: 1,
        threshold: THRESHOLD,
        flagged: true,
        reason: "Contains swearing",
        spans,
        categories: { profanity: 1 },
      };
    },
  };
}
