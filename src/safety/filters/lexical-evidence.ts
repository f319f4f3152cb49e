import { cachedStem } from "../cached-stem.ts";
import { perWord, wordsOf } from "../words.ts";
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
  /** The same for entries of one term in one category. */
  readonly sense: number;
  readonly category: LexicalCategory;
  readonly weight: number;
  readonly settles?: true;
}

const WORD = /[a-z0-9\u00df-\u024f][a-z0-9'’\u00df-\u024f]*/g;
/** The words of a text by their stems, in reading order; "don't" is one word. */
const stemsOf = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) => cachedStem(word.replace(/['’]/g, "")));

function lexiconOf(): {
  readonly terms: ReadonlyMap<string, readonly Entry[]>;
  readonly longest: ReadonlyMap<string, number>;
} {
  const terms = new Map<string, Entry[]>();
  const longest = new Map<string, number>();
  const senses = new Map<string, number>();
  const add = (term: string, entry: Omit<Entry, "sense">): void => {
    const stems = stemsOf(term);
    const key = stems.join(" ");
    const first = stems[0] ?? "";
    const known = terms.get(key) ?? [];
    if (known.some(({ category, settles }) => category === entry.category && settles === entry.settles))
      return;
    const sense = senses.get(`${entry.category} ${key}`) ?? senses.size;
    senses.set(`${entry.category} ${key}`, sense);
    terms.set(key, [...known, { ...entry, sense }]);
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

interface Stem {
  readonly stem: string;
  /** Of how many words is the longest term that begins with it. */
  readonly longest: number;
}
const stemsOfText = (text: string): readonly Stem[] =>
  stemsOf(text).map((stem) => ({ stem, longest: longest.get(stem) ?? 0 }));
const stemsOfWord = perWord(({ text }) => stemsOfText(text));

/** A division sign is a letter to the words of terms, and joins what `wordsOf` takes apart. */
const stemsIn = (text: string): readonly Stem[] =>
  text.includes("÷") ? stemsOfText(text) : wordsOf(text).flatMap(stemsOfWord);

interface Hit {
  readonly entry: Entry;
  readonly at: number;
}

function hitsIn(stems: readonly Stem[]): Hit[] {
  const hits: Hit[] = [];
  for (const [at, { stem, longest: most }] of stems.entries()) {
    let term = stem;
    for (let length = 1; length <= most; length++) {
      if (length > 1) term += ` ${stems[at + length - 1]?.stem ?? ""}`;
      for (const entry of terms.get(term) ?? []) hits.push({ entry, at });
    }
  }
  return hits;
}

/**
 * Per category the log-odds that the words of a text lend, at its loudest stretch: each term once, less for every
 * settling word near it. `text` is plain text (`plainText`). A category of which nothing is said is left out.
 */
export function lexicalEvidence(text: string): Partial<Record<LexicalCategory, number>> {
  const stems = stemsIn(text);
  const hits = hitsIn(stems);
  if (hits.length === 0) return {};
  const loudest: Partial<Record<LexicalCategory, number>> = {};
  let first = 0;
  for (let from = 0; from === 0 || from + STRETCH - STRIDE < stems.length; from += STRIDE) {
    const sums = new Map<LexicalCategory, { lent: number; faint: number; settled: number }>();
    const seen = new Set<number>();
    while (first < hits.length && (hits[first] as Hit).at < from) first++;
    for (let nth = first; nth < hits.length && (hits[nth] as Hit).at < from + STRETCH; nth++) {
      const { sense, category, weight, settles } = (hits[nth] as Hit).entry;
      if (seen.has(sense)) continue;
      seen.add(sense);
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
