/**
 * Do these passages answer the question? One score from lexical evidence, calibrated so that one threshold serves
 * collections as different as a handbook and benefit plans.
 *
 * Three shares, each weighted by idf and taken from the one best of the first passages: how much of the question's
 * terms it holds, how often it holds them (saturated as in BM25), and how many of the question's neighbouring terms
 * stand side by side in it. They are shrunk for questions that say little ("How do I get help?" fits any passage
 * about help) and go through a logistic function.
 */
import { searchableText } from "../documents/document.ts";
import { idf, K1 } from "./lexical/bm25.ts";
import { isFrameWord } from "./lexical/frame-words.ts";
import { stemOf, termsLike } from "./lexical.ts";
import type { IndexAnswer } from "./passage-index.ts";

export interface Answerability {
  /** From 0 to 1; comparable between questions. */
  readonly score: number;
  readonly threshold: number;
  readonly answerable: boolean;
}

/**
 * Chosen to answer at least 90 % of the questions that a collection answers (measured: handbook_18f 93 %,
 * northwind_hr 96 %) and at most 20 % of another's (5 % of northwind_hr's from handbook_18f, 18 % the other way:
 * those are short questions that fit anywhere, such as "How do I get help?").
 */
export const ANSWERABILITY_THRESHOLD = 0.45;

/**
 * Logistic weights fitted on the questions of handbook_18f, northwind_hr, scifact and mtragun_dev against the first
 * two's passages. Fitted on one collection alone they separate the other's questions as well: AUC .99 and .96.
 */
const WEIGHTS = { coverage: 5.01, strength: 4.87, pairs: 4.8, constant: -4.58 };

/** How much a question must ask for before its evidence counts half, in rarest possible terms. */
const SHRINKAGE = 0.5;

const PASSAGES_LOOKED_AT = 5;

/** Scores what the index found for a question. */
export function answerability(
  found: Pick<IndexAnswer, "hits" | "terms" | "searched">,
  threshold = ANSWERABILITY_THRESHOLD,
): Answerability {
  const { passages: size } = found.searched;
  const asked = found.terms.map(({ term, idf }) => ({
    stem: stemOf(term),
    idf: steadied(idf, size),
    frame: isFrameWord(term),
  }));
  const telling = asked.filter((term) => !term.frame);
  const terms = telling.length > 0 ? telling : asked;
  const mass = sum(terms.map((term) => term.idf));
  if (mass === 0) return { score: 0, threshold, answerable: false };

  const pairs = neighbours(asked);
  const termsOf = termsLike(found.terms.map(({ term }) => term));
  const passages = found.hits
    .slice(0, PASSAGES_LOOKED_AT)
    .map(({ passage }) => evidence(termsOf(searchableText(passage))));
  const best = (share: (passage: Evidence) => number) => Math.max(0, ...passages.map(share));
  const coverage = best(({ counts }) => share(terms, (term) => (counts.has(term.stem) ? 1 : 0)));
  const strength = best(({ counts }) => share(terms, (term) => saturated(counts.get(term.stem) ?? 0)));
  const together =
    pairs.length === 0
      ? coverage
      : best((passage) => share(pairs, (pair) => (passage.pairs.has(pair.key) ? 1 : 0)));

  const said = mass / idf(size + BACKGROUND, 0);
  const trust = said / (said + SHRINKAGE);
  const { constant } = WEIGHTS;
  const sumOfEvidence = WEIGHTS.coverage * coverage + WEIGHTS.strength * strength + WEIGHTS.pairs * together;
  const score = 1 / (1 + Math.exp(-(constant + trust * sumOfEvidence)));
  return { score, threshold, answerable: score >= threshold };
}

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

interface Evidence {
  readonly counts: ReadonlyMap<string, number>;
  readonly pairs: ReadonlySet<string>;
}

function evidence(stems: readonly string[]): Evidence {
  const counts = new Map<string, number>();
  const pairs = new Set<string>();
  for (const [at, stem] of stems.entries()) {
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
    if (at > 0) pairs.add(`${stems[at - 1]} ${stem}`);
  }
  return { counts, pairs };
}

interface AskedTerm {
  readonly stem: string;
  readonly idf: number;
  readonly frame: boolean;
}

function neighbours(asked: readonly AskedTerm[]): { key: string; idf: number }[] {
  return asked.slice(1).flatMap((second, at) => {
    const first = asked[at]!;
    return first.frame || second.frame
      ? []
      : [{ key: `${first.stem} ${second.stem}`, idf: first.idf + second.idf }];
  });
}

/** The idf-weighted mean of `value`. */
const share = <Item extends { idf: number }>(items: readonly Item[], value: (item: Item) => number): number =>
  sum(items.map((item) => item.idf * value(item))) / sum(items.map((item) => item.idf));

const saturated = (count: number): number => count / (count + K1);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
