/**
 * Do these passages answer the question? One score from lexical evidence in the tenant's own statistics, calibrated
 * so that one threshold serves collections as different as a handbook and benefit plans.
 */
import { searchableText } from "../documents/document.ts";
import { sentenceStretches } from "../safety/sentences.ts";
import { idf, lengthNorm, saturation } from "./lexical/bm25.ts";
import { isFrameWord } from "./lexical/frame-words.ts";
import { stemOf, termsLike } from "./lexical.ts";
import type { IndexAnswer } from "./passage-index.ts";

export interface Answerability {
  /** From 0 to 1; comparable between questions and tenants. */
  readonly score: number;
  readonly threshold: number;
  readonly answerable: boolean;
}

/**
 * What speaks for an answer, each from 0 to 1. The first four are each taken from the one best of the first passages.
 * The last two are means over more of them, each counting by its strength: some passage has the words by chance, but
 * where the answering page is missing, what is found is about something else.
 */
export interface LexicalEvidence {
  /** How much of the question's terms a passage says, as a share of the greatest BM25 there could be. */
  readonly strength: number;
  /** How near to each other a passage has the terms that are neighbours in the question. */
  readonly nearness: number;
  /** The share of the question's terms in one sentence; those only in the headings above it count for less. */
  readonly sentence: number;
  /** How much is said at all, saturated: "How do I get help?" fits any passage about help and proves little. */
  readonly amount: number;
  /**
   * The share of the passages' words that are asked for, in terms as rare as can be. A page about the question says its
   * words again and again, one that merely mentions it once. Like weighted information gain (Zhou & Croft, "Query
   * Performance Prediction in Web Search Environments", 2007) it looks at all of the first passages together.
   */
  readonly density: number;
  /** The share of the words in the passages' titles and headings that are asked for: these say what a page is about. */
  readonly heading: number;
}

/**
 * Chosen on the curve that `docent evaluate answerability` prints: about 90 % of the questions that a collection
 * answers, and at most 10 % of those that belong to another organisation's (docs/benchmarks.md).
 */
export const ANSWERABILITY_THRESHOLD = 0.36;

/**
 * Logistic weights, fitted by `node bench/fit-answerability.ts` on four collections: each one's questions against
 * those of the others and against its own with the answering page taken out. With weights fitted on the other three
 * only, each collection's questions are told from those of the others nearly as well.
 */
const WEIGHTS: LexicalEvidence = {
  strength: 1.68,
  nearness: 0.72,
  sentence: 2.38,
  amount: 6.48,
  density: 12.19,
  heading: 2.04,
};
const CONSTANT = -9.13;

/** Passages that may be the one that answers. */
const FIRST = 5;
/** Passages that show whether anything here is about the question. */
const LOOKED_AT = 10;
/** Content words of a passage of usual length (about 110 words): BM25's average, the same for every tenant. */
const USUAL_LENGTH = 60;
/** Terms that are further apart than this have nothing to do with each other. */
const FARTHEST = 6;
/** What a term counts that the title or a heading has and the sentence lacks. */
const ABOVE = 0.6;
/** How much must be said to count half, in terms as rare as can be. */
const HALF_AMOUNT = 0.06;

/** Scores what the index found for a question. */
export function answerability(
  found: Pick<IndexAnswer, "hits" | "terms" | "searched">,
  threshold = ANSWERABILITY_THRESHOLD,
): Answerability {
  const evidence = lexicalEvidence(found);
  if (!evidence) return { score: 0, threshold, answerable: false };
  const logOdds = (Object.keys(WEIGHTS) as (keyof LexicalEvidence)[]).reduce(
    (total, name) => total + WEIGHTS[name] * evidence[name],
    CONSTANT,
  );
  const score = 1 / (1 + Math.exp(-logOdds));
  return { score, threshold, answerable: score >= threshold };
}

/** The evidence in what the index found; `undefined` when the question asks for nothing. */
export function lexicalEvidence({
  hits,
  terms,
  searched,
}: Pick<IndexAnswer, "hits" | "terms" | "searched">): LexicalEvidence | undefined {
  const all = terms.map(({ term, idf: given }) => ({
    stem: stemOf(term),
    idf: steadied(given, searched.passages),
    frame: isFrameWord(term),
  }));
  const telling = all.filter((term) => !term.frame);
  const asked = telling.length > 0 ? telling : all;
  const mass = sum(asked.map((term) => term.idf));
  if (mass === 0) return undefined;

  const askedStems = new Set(asked.map(({ stem }) => stem));
  const rarest = idf(searched.passages + BACKGROUND, 0);
  const termsOf = termsLike(terms.map(({ term }) => term));
  const passages = hits.slice(0, LOOKED_AT).map(({ passage }) => {
    const whole = searchableText(passage);
    const stemsOf = (text: string): ReadonlySet<string> => new Set(termsOf(text, whole));
    const { byStem, length } = placesOf(termsOf(whole));
    const norm = lengthNorm(length, USUAL_LENGTH);
    return {
      byStem,
      length,
      strength: share(asked, ({ stem }) => saturation(byStem.get(stem)?.length ?? 0, norm) / MOST_SATURATED),
      above: stemsOf([passage.title, ...passage.location.headings].join(" ")),
      sentences: () =>
        sentenceStretches(passage.text).map(({ start, end }) => stemsOf(passage.text.slice(start, end))),
    };
  });
  type Read = (typeof passages)[number];
  const best = (value: (passage: Read) => number) => Math.max(0, ...passages.slice(0, FIRST).map(value));
  const strongly = sum(passages.map(({ strength }) => strength));
  const mean = (value: (passage: Read) => number) =>
    strongly && sum(passages.map((passage) => passage.strength * value(passage))) / strongly;

  const strength = best((passage) => passage.strength);
  const pairs = asked.slice(1).map((second, nth) => pairOf(asked[nth]!, second));
  const said = (strength * mass) / rarest;
  return {
    strength,
    nearness: best(({ byStem }) =>
      pairs.length
        ? share(pairs, ({ first, second }) => nearness(byStem.get(first), byStem.get(second)))
        : share(asked, ({ stem }) => Number(byStem.has(stem))),
    ),
    sentence: best(({ sentences, above }) =>
      Math.max(
        0,
        ...sentences().map((sentence) =>
          share(asked, ({ stem }) => (sentence.has(stem) ? 1 : above.has(stem) ? ABOVE : 0)),
        ),
      ),
    ),
    amount: said / (said + HALF_AMOUNT),
    density: mean(
      ({ byStem, length }) =>
        sum(asked.map(({ stem, idf }) => idf * (byStem.get(stem)?.length ?? 0))) /
        (rarest * Math.max(1, length)),
    ),
    heading: mean(
      ({ above }) => above.size && [...above].filter((stem) => askedStems.has(stem)).length / above.size,
    ),
  };
}

/** What BM25's saturation tends to. */
const MOST_SATURATED = saturation(1, 0);

/**
 * In a handful of passages every word is frequent and idf says nothing. So many passages that hold none of the words
 * are imagined beside them; in a collection of hundreds they make no difference.
 */
const BACKGROUND = 20;

/** A term's idf with the background: its passages are recovered from the idf that the index gave. */
function steadied(given: number, size: number): number {
  const odds = Math.exp(given) - 1;
  const holding = Math.min(size, Math.max(0, (size + 0.5 - 0.5 * odds) / (1 + odds)));
  return idf(size + BACKGROUND, holding);
}

interface AskedTerm {
  readonly stem: string;
  readonly idf: number;
}

const pairOf = (first: AskedTerm, second: AskedTerm) => ({
  first: first.stem,
  second: second.stem,
  idf: first.idf + second.idf,
});

/** Where a text of these stems has each of them. */
function placesOf(stems: readonly string[]): {
  byStem: ReadonlyMap<string, readonly number[]>;
  length: number;
} {
  const byStem = new Map<string, number[]>();
  for (const [at, stem] of stems.entries()) {
    const places = byStem.get(stem);
    if (places) places.push(at);
    else byStem.set(stem, [at]);
  }
  return { byStem, length: stems.length };
}

/** 1 side by side, falling to 0 with the shortest distance between two stems. */
function nearness(first: readonly number[] = [], second: readonly number[] = []): number {
  let least = Number.POSITIVE_INFINITY;
  for (const one of first) for (const other of second) least = Math.min(least, Math.abs(one - other));
  return Math.max(0, 1 - (least - 1) / FARTHEST);
}

/** The idf-weighted mean of `value`. */
const share = <Item extends { idf: number }>(items: readonly Item[], value: (item: Item) => number): number =>
  sum(items.map((item) => item.idf * value(item))) / sum(items.map((item) => item.idf));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
