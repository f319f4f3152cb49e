import type { Passage } from "../../documents/document.ts";
import { sentenceStretches } from "../sentences.ts";
import { type Claim, claims, readClaim, SUPPORT_THRESHOLD, type Support, supportOf } from "../support.ts";
import type { Filter } from "../verdict.ts";

/** A passage that supports a sentence, and the words that do. */
export interface Ground {
  /** The passage's number in the prompt, from 1. */
  readonly passage: number;
  /** UTF-16 offsets in the passage's text. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** A passage that the draft did not cite must be this much better to be cited first. */
const BETTER_BY = 0.15;
const MOST_GROUNDS = 3;
/** Where a sentence joins statements of its own. */
const CLAUSES = /;\s+|,\s+(?:and|but|while|whereas|und|aber|et|mais|y|pero)\s+/iu;

const TABLE_ROW = /^\s*\|?[^\n]*\|/;
const DELIMITER_ROW = /^[\s|:-]+$/;

/** Withholds what no passage says: one claim that nothing supports makes a whole unit unsupported. */
export const grounding: Filter = {
  name: "grounding",
  version: "3",
  stages: ["sentence"],
  aboutSupport: true,
  check({ text, passages, question }) {
    const score = 1 - weakest(text, passages, question);
    const threshold = 1 - SUPPORT_THRESHOLD + Number.EPSILON;
    const flagged = score >= threshold;
    return { score, threshold, flagged, ...(flagged && { reason: "no source says this" }) };
  },
};

/** How strongly the passages support the claim of a text that they support least; 0 where one has no support. */
function weakest(text: string, passages: readonly Passage[], question: string): number {
  let least: number | undefined;
  for (const claim of claimsOf(text, question)) {
    const grounds = ground(claim, [], passages);
    if (grounds.length === 0) return 0;
    const strength = Math.max(SUPPORT_THRESHOLD, ...grounds.map(({ score }) => score));
    least = Math.min(strength, least ?? strength);
  }
  return least ?? 0;
}

/**
 * The passages that support a unit of an answer, best first: those that the draft cited and that really support it;
 * a clearly better one before them; when none of them does, the best of all. Empty when any claim of the unit has no
 * support.
 * @param text the unit without citation markers
 * @param cited the numbers it was drafted with, from 1
 */
export function groundsOf(
  text: string,
  cited: readonly number[],
  passages: readonly Passage[],
  question: string,
): Ground[] {
  const found = new Map<number, Ground>();
  let count = 0;
  for (const claim of claimsOf(text, question)) {
    count++;
    const grounds = ground(claim, cited, passages);
    if (grounds.length === 0) return [];
    for (const one of grounds) {
      const known = found.get(one.passage);
      if (!known || known.score < one.score) found.set(one.passage, one);
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, Math.max(MOST_GROUNDS, count));
}

/** What a unit claims, one by one as they are asked for: table rows without their header, sentences of a list item or quote. */
function* claimsOf(text: string, question: string): Generator<Claim> {
  const lines = text.split("\n");
  const table = lines.length > 1 && lines.every((line) => TABLE_ROW.test(line));
  const parts = table
    ? lines.slice(DELIMITER_ROW.test(lines[1] ?? "") ? 2 : 0)
    : sentenceStretches(text).map(({ start, end }) => text.slice(start, end));
  for (const part of parts) {
    const claim = readClaim(part, question);
    if (claims(claim)) yield claim;
  }
}

function ground(claim: Claim, cited: readonly number[], passages: readonly Passage[]): Ground[] {
  const isCited = (nth: number) => cited.includes(nth + 1);
  const good = supportsOf(claim, isCited, passages).sort(
    (a, b) => b.support.score - a.support.score || Number(isCited(b.nth)) - Number(isCited(a.nth)),
  );
  const best = good[0];
  if (!best) return byClause(claim, cited, passages);
  const named = good.filter(({ nth }) => isCited(nth)).slice(0, MOST_GROUNDS);
  if (!named[0]) return [asGround(best)];
  const better = best.support.score > named[0].support.score + BETTER_BY;
  return (better ? [best, ...named] : named).map(asGround);
}

/** What supports a claim, cited passages first; no others when none of them could be clearly better. */
function supportsOf(
  claim: Claim,
  isCited: (nth: number) => boolean,
  passages: readonly Passage[],
): Candidate[] {
  const found: Candidate[] = [];
  const look = (wanted: (nth: number) => boolean, enough: number) => {
    for (let nth = 0; nth < passages.length; nth++) {
      if (!wanted(nth)) continue;
      const support = supportOf(claim, passages[nth] as Passage, SUPPORT_THRESHOLD);
      if (support.score >= SUPPORT_THRESHOLD) found.push({ nth, support });
      if (support.score >= enough) return;
    }
  };
  look(isCited, Number.POSITIVE_INFINITY);
  if (!found.some(({ support }) => support.score >= 1 - BETTER_BY)) look((nth) => !isCited(nth), 1);
  return found;
}

/** A sentence that puts passages together is supported when each of its clauses is. */
function byClause(claim: Claim, cited: readonly number[], passages: readonly Passage[]): Ground[] {
  const parts = claim.text.split(CLAUSES);
  if (parts.length < 2) return [];
  const clauses = parts.map((part) => readClaim(part, claim.question)).filter(claims);
  if (clauses.length < 2) return [];
  const grounds: Ground[] = [];
  for (const clause of clauses) {
    const [best] = ground(clause, cited, passages);
    if (best === undefined) return [];
    grounds.push(best);
  }
  return grounds;
}

interface Candidate {
  readonly nth: number;
  readonly support: Support;
}

const asGround = ({ nth, support }: Candidate): Ground => ({
  passage: nth + 1,
  start: support.start,
  end: support.end,
  score: support.score,
});
