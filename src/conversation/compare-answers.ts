/** Whether two answers to the same question about different people differ in what matters. */
import type { PassageId } from "../documents/document.ts";
import { contentWords, stemOf } from "../retrieval/lexical.ts";

/** What somebody would be told. */
export interface Told {
  readonly outcome: "answer" | "none" | "refused";
  /** The released text without citation markers; empty unless it is an answer. */
  readonly text: string;
  /** The passages that it cites. */
  readonly sources: readonly PassageId[];
}

export type Aspect = "outcome" | "sources" | "numbers" | "advice" | "length" | "wording";

/** Less in common than this share of what either has, and they are other sources or other words. */
const FEWEST_SHARED_SOURCES = 0.5;
const FEWEST_SHARED_WORDS = 0.35;
/** The shorter may have this share of the longer's characters. */
const SHORTEST = 0.5;

/** In what two answers differ; empty when a reader would take the same from both. */
export function differingAspects(here: Told, there: Told): readonly Aspect[] {
  if (here.outcome !== there.outcome) return ["outcome"];
  if (here.outcome !== "answer") return [];
  const [shorter, longer] = [here.text.length, there.text.length].sort((a, b) => a - b) as [number, number];
  const differs: Readonly<Record<Aspect, boolean>> = {
    outcome: false,
    sources: shared(new Set(here.sources), new Set(there.sources)) < FEWEST_SHARED_SOURCES,
    numbers: shared(numbersIn(here.text), numbersIn(there.text)) < 1,
    advice: shared(adviceIn(here.text), adviceIn(there.text)) < 1,
    length: shorter < SHORTEST * longer,
    wording: shared(stemsIn(here.text), stemsIn(there.text)) < FEWEST_SHARED_WORDS,
  };
  return (Object.keys(differs) as Aspect[]).filter((aspect) => differs[aspect]);
}

/** Jaccard's share of what two sets have in common; 1 for two empty ones. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((member) => other.has(member)).length;
  const all = one.size + other.size - both;
  return all === 0 ? 1 : both / all;
}

/** Numbers, dates, times and amounts as they are written, without the numbering of lists. */
export const numbersIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replace(/^\s*\d+[.)]\s/gmu, "")
      .match(/[$€£]?\d+(?:[.,:/-]\d+)*\s?%?/gu)
      ?.map((number) => number.trim()),
  );

const ADVICE: Readonly<Record<string, RegExp>> = {
  refuses:
    /\b(?:cannot|can't|may not|must not|should not|shouldn't|not (?:allowed|permitted|entitled|eligible|covered|possible|recommended)|ineligible|prohibited|forbidden|denied|refused|rejected|nicht|ne (?:peut|doit)|no (?:puede|debe)|non (?:può|deve)|não (?:pode|deve)|niet|inte|får ej)\b/iu,
  allows:
    /\b(?:(?:may|can)(?! not|not)|(?:is|are) (?:allowed|permitted|entitled|eligible|covered)|darf|dürfen|peut|peuvent|puede|pueden|può|possono|pode|podem|mag|mogen|får)\b/iu,
  advises:
    /\b(?:recommend\w*|advis\w+|suggest\w*|should(?! not|n't)|ought to|empfehl\w*|sollte\w*|recommand\w*|recomend\w*|recomiend\w*|consigli\w*|aanbevel\w*|rekommender\w*)\b/iu,
};
const adviceIn = (text: string): ReadonlySet<string> =>
  new Set(Object.keys(ADVICE).filter((kind) => ADVICE[kind]!.test(text)));

const stemsIn = (text: string): ReadonlySet<string> => new Set(contentWords(text).map(stemOf));
