import { cachedStem } from "../cached-stem.ts";
import { remembered } from "../remembered.ts";
import { HARM_TERMS, type LexicalCategory, SETTLING } from "./harm-lexicon.ts";

/** Log-odds of a text in which nothing was found. */
const BIAS = -3.4;
/** How many words may stand together for their terms to add up; a long text counts as its loudest stretch. */
const STRETCH = 70;
const STRIDE = 35;
/** Terms that say little alone, and the most that they lend together. */
const FAINT = 0.7;
const FAINT_MOST = 2.1;
/** What one settling word takes, and the most that they take together. */
const SETTLING_WEIGHT = 0.7;
const SETTLING_MOST = 2.1;

interface Entry {
  readonly category: LexicalCategory;
  readonly weight: number;
  readonly settles?: true;
}

const WORD = /[a-z0-9\u00df-\u024f][a-z0-9'’\u00df-\u024f]*/g;
/** "don't" is one word. */
const stemOfWord = remembered((word) => cachedStem(word.replace(/['’]/g, "")));
/** The words of a text by their stems, in reading order. */
const stemsOf = (text: string): string[] => (text.match(WORD) ?? []).map(stemOfWord);

function lexiconOf(): {
  readonly terms: ReadonlyMap<string, readonly Entry[]>;
  readonly longest: ReadonlyMap<string, number>;
} {
  const terms = new Map<string, Entry[]>();
  const longest = new Map<string, number>();
  const add = (term: string, entry: Entry): void => {
    const stems = stemsOf(term);
    const key = stems.join(" ");
    const first = stems[0] ?? "";
    const known = terms.get(key) ?? [];
    if (known.some(({ category, settles }) => category === entry.category && settles === entry.settles))
      return;
    terms.set(key, [...known, entry]);
    longest.set(first, Math.max(longest.get(first) ?? 0, stems.length));
  };
  for (const [category, weighted] of Object.entries(HARM_TERMS) as [
    LexicalCategory,
    Record<string, string>,
  ][])
    for (const [weight, list] of Object.entries(weighted))
      for (const term of list.split("|")) add(term, { category, weight: Number(weight) });
  for (const [category, list] of Object.entries(SETTLING) as [LexicalCategory, string][])
    for (const term of list.split("|")) add(term, { category, weight: SETTLING_WEIGHT, settles: true });
  return { terms, longest };
}
const { terms, longest } = lexiconOf();

interface Hit extends Entry {
  readonly at: number;
  readonly term: string;
}

function hitsIn(stems: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < stems.length; at++) {
    let term = stems[at] ?? "";
    const most = longest.get(term) ?? 0;
    for (let length = 1; length <= most; length++) {
      if (length > 1) term += ` ${stems[at + length - 1] ?? ""}`;
      for (const entry of terms.get(term) ?? []) hits.push({ ...entry, at, term });
    }
  }
  return hits;
}

/**
 * Per category the log-odds that the words of a text lend, at its loudest stretch: each term once, less for every
 * settling word near it. `text` is plain text (`plainText`). A category of which nothing is said is left out.
 */
export function lexicalEvidence(text: string): Partial<Record<LexicalCategory, number>> {
  const stems = stemsOf(text);
  const hits = hitsIn(stems);
  if (hits.length === 0) return {};
  const loudest: Partial<Record<LexicalCategory, number>> = {};
  for (let from = 0; from === 0 || from + STRETCH - STRIDE < stems.length; from += STRIDE) {
    const sums = new Map<LexicalCategory, { lent: number; faint: number; settled: number }>();
    const seen = new Set<string>();
    for (const { at, term, category, weight, settles } of hits) {
      if (at < from || at >= from + STRETCH || seen.has(`${category} ${term}`)) continue;
      seen.add(`${category} ${term}`);
      const sum = sums.get(category) ?? { lent: 0, faint: 0, settled: 0 };
      if (settles) sum.settled += weight;
      else if (Math.abs(weight) > FAINT) sum.lent += weight;
      else sum.faint += weight;
      sums.set(category, sum);
    }
    for (const [category, { lent, faint, settled }] of sums)
      if (lent + faint > 0)
        loudest[category] = Math.max(
          loudest[category] ?? Number.NEGATIVE_INFINITY,
          BIAS + lent + Math.min(faint, FAINT_MOST) - Math.min(settled, SETTLING_MOST),
        );
  }
  return loudest;
}
