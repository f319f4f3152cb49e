/**
 * How far the words of a passage support a sentence: the share of the sentence's content words that a window of one
 * to three neighbouring sentences holds, provided that numbers, names, negations and opposites agree with it.
 */

import { describeLocation, type Passage } from "../documents/document.ts";
import { countedIn, negationsAgree, numbersAgree, oppositesAgree, timesAgree } from "./agreement.ts";
import { namesOf } from "./names-of.ts";
import { placesAgree } from "./places-agree.ts";
import { formsAmong, type Reading, read, type Token } from "./reading.ts";
import { sentenceStretches } from "./sentences.ts";

/** The best window of one passage for one sentence. */
export interface Support {
  readonly passage: Passage;
  /** The window in `passage.text`, as UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1; 0 when a number, name, negation or opposite contradicts. */
  readonly score: number;
  /** Which content words and numbers of the claim the window or the headings above it hold. */
  readonly held: ReadonlySet<string>;
}

/**
 * A sentence counts as supported from here on. Measured on 622 sentences of reference answers about two near-copies of
 * a benefits plan (tests/acceptance/grounding.test.ts): .75 of them are supported by their own page, .06 by another
 * page, none with a changed number or unit of time, none with a name that the page lacks, .45 with another name of the
 * page, .13 with a negation put in or left out.
 */
export const SUPPORT_THRESHOLD = 0.45;

const LONGEST_WINDOW = 3;
/** So many content words in a row that the passage has nowhere are no other way to say it, they say something else. */
const UNKNOWN_RUN = 4;
/** What a longer window must gain over a shorter one: quotes should be short. */
const WINDOW_COST = 0.04;

/** A passage's sentences, read once. */
interface ReadPassage {
  readonly sentences: readonly { readonly start: number; readonly end: number; readonly reading: Reading }[];
  /** Terms of the title and headings, which say what every sentence below them is about. */
  readonly heading: ReadonlySet<string>;
  /** All numbers of its sentences. */
  readonly numbers: ReadonlySet<string>;
  /** By term of the headings and sentences, which sentences have it as a content word. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Of those terms a term and its forms. */
  formsOf(token: Token): readonly string[];
}

/** The sentence of the source that the claim repeats word for word, if it does. */
function quotedBy(
  { reading }: Claim,
  { sentences }: ReadPassage,
): ReadPassage["sentences"][number] | undefined {
  for (const sentence of sentences) if (saysTheSame(reading.tokens, sentence.reading.tokens)) return sentence;
  return undefined;
}

const saysTheSame = (one: readonly Token[], other: readonly Token[]): boolean =>
  one.length === other.length && one.every(({ term }, nth) => term === other[nth]?.term);

const namesKnown = new WeakMap<Passage, ReadonlySet<string>>();

/** All names that a passage speaks of. */
function namesIn(passage: Passage): ReadonlySet<string> {
  const known = namesKnown.get(passage);
  if (known) return known;
  const made = new Set(
    sentenceStretches(passage.text).flatMap(({ start, end }) => [...namesOf(passage.text.slice(start, end))]),
  );
  namesKnown.set(passage, made);
  return made;
}

const passagesRead = new WeakMap<Passage, ReadPassage>();

/** A sentence that wants support. */
export interface Claim {
  readonly text: string;
  readonly reading: Reading;
  readonly names: ReadonlySet<string>;
  readonly question: string;
  /** The terms of the question, which a sentence may repeat. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Reads a sentence (plain text or Markdown without citations) once, to hold it against several passages with
 * {@link supportOf}. Names that stand in the question need not stand in the passage.
 */
export function readClaim(sentence: string, question = ""): Claim {
  const text = sentence.replace(/^\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)\s+/, "").replace(/[*_`~]+/g, "");
  const asked = termsOf(question);
  const found = namesOf(text);
  const names = found.size === 0 ? found : new Set([...found].filter((name) => !asked.has(name)));
  return { text, reading: read(text), names, question, asked };
}

let last: { readonly question: string; readonly terms: ReadonlySet<string> } = {
  question: "",
  terms: new Set(),
};

/** The question is the same for all sentences of an answer. */
function termsOf(question: string): ReadonlySet<string> {
  if (last.question !== question)
    last = { question, terms: new Set(read(question).tokens.map((token) => token.term)) };
  return last.terms;
}

/** Whether a claim says anything that could be supported: it has content words or numbers. */
export const claims = (claim: Claim): boolean =>
  claim.reading.content.size > 0 || claim.reading.numbers.size > 0;

/**
 * The window of `passage` that supports the claim best; score 0 when none does or the nearest contradicts.
 * @param least a lower score is as good as 0: passages that cannot reach it are not looked through
 */
export function supportOf(claim: Claim, passage: Passage, least = 0): Support {
  const source = readPassage(passage);
  if (!claims(claim)) return nothingIn(passage);
  const quoted = quotedBy(claim, source);
  if (quoted) {
    const held = new Set([...claim.reading.content, ...claim.reading.numbers]);
    return { passage, ...spanOf([quoted]), score: 1, held };
  }
  if (!mayReach(claim, source, least)) return nothingIn(passage);
  const best = bestWindow(claim, source, least);
  return best && agrees(claim, best, passage, source) ? supportBy(best, passage) : nothingIn(passage);
}

const NOTHING_HELD: ReadonlySet<string> = new Set();
const nothingIn = (passage: Passage): Support => ({
  passage,
  start: 0,
  end: 0,
  score: 0,
  held: NOTHING_HELD,
});

/** A quick look that most passages end at: whether they have the numbers, the names and enough of the words somewhere. */
function mayReach({ reading, names }: Claim, source: ReadPassage, least: number): boolean {
  for (const number of reading.numbers) if (!source.numbers.has(number)) return false;
  for (const name of names) if (!source.places.has(name)) return false;
  const total = reading.contentTokens.length + reading.numbers.size;
  let most = total;
  for (const token of reading.contentTokens)
    if (!isHeld(token, source) && shareOf(--most, total) < least) return false;
  return true;
}

/** Whether a sentence or heading has a content word or a form of it. */
const isHeld = (token: Token, { heading, places, formsOf }: ReadPassage): boolean => {
  if (heading.has(token.term)) return true;
  for (const form of formsOf(token)) if (places.get(form)?.length) return true;
  return false;
};

interface Window {
  readonly sentences: ReadPassage["sentences"];
  readonly score: number;
  readonly held: ReadonlySet<string>;
}

/** The window that holds most of a claim, with its numbers and names, if one reaches `least`. */
function bestWindow(claim: Claim, source: ReadPassage, least: number): Window | undefined {
  const terms = termsIn(claim, source);
  if (scoreOf(claim, terms, 0, source.sentences.length) < least || addsMore(claim, source)) return undefined;
  const counted = countedIn(claim.reading, source.sentences);
  let score = 0;
  let from = 0;
  let to = 0;
  for (let first = 0; first < source.sentences.length; first++) {
    for (let size = 1; size <= LONGEST_WINDOW && first + size <= source.sentences.length; size++) {
      const own = scoreOf(claim, terms, first, first + size) - (size - 1) * WINDOW_COST;
      if (own <= score) continue;
      const window = source.sentences.slice(first, first + size);
      if (!numbersAgree(counted, window) || !namesStand(claim, first, size, source)) continue;
      score = own;
      from = first;
      to = first + size;
    }
  }
  if (score === 0 || score < least) return undefined;
  return { sentences: source.sentences.slice(from, to), score, held: heldOf(claim, terms, from, to) };
}

const supportBy = ({ sentences, score, held }: Window, passage: Passage): Support => ({
  passage,
  ...spanOf(sentences),
  score,
  held,
});

/** Only the nearest window may contradict, and it must not: a farther one that merely holds the words proves nothing. */
function agrees(claim: Claim, { sentences }: Window, passage: Passage, { heading }: ReadPassage): boolean {
  const { start, end } = spanOf(sentences);
  return (
    negationsAgree(claim.reading, sentences) &&
    timesAgree(claim.reading, sentences, new Set([...heading, ...claim.asked])) &&
    oppositesAgree(claim.text, passage.text.slice(start, end)) &&
    placesAgree(claim, sentences, () => namesIn(passage))
  );
}

/** A name may stand so many sentences before what is said of it: "Northwind ... It covers ...". */
const NAME_REACH = 2;

/** Whether every name stands with what is said of it, shortly before or above it: the passage may name others as well. */
function namesStand({ names }: Claim, first: number, size: number, source: ReadPassage): boolean {
  if (names.size === 0) return true;
  const near = source.sentences.slice(Math.max(0, first - NAME_REACH), first + size);
  return [...names].every(
    (name) =>
      source.heading.has(name) ||
      near.some(({ reading }) => reading.tokens.some(({ term }) => term === name)),
  );
}

/** Whether the claim goes on about something that its source never mentions, however well the rest of it is supported. */
function addsMore({ reading, asked }: Claim, source: ReadPassage): boolean {
  let run = 0;
  for (const token of reading.tokens) {
    if (!token.content || token.number !== undefined) continue;
    run = asked.has(token.term) || source.formsOf(token).length > 0 ? 0 : run + 1;
    if (run === UNKNOWN_RUN) return true;
  }
  return false;
}

const spanOf = (window: ReadPassage["sentences"]): Pick<Support, "start" | "end"> => ({
  start: window[0]?.start ?? 0,
  end: window.at(-1)?.end ?? 0,
});

/** A content word of a claim beside a passage. */
interface HeldTerm {
  readonly term: string;
  /** Which sentences hold it. */
  readonly places: readonly number[];
  readonly inHeading: boolean;
}

const termsIn = ({ reading }: Claim, { heading, places, formsOf }: ReadPassage): readonly HeldTerm[] =>
  reading.contentTokens.map((token) => ({
    term: token.term,
    places: formsOf(token).flatMap((form) => places.get(form) ?? []),
    inHeading: heading.has(token.term),
  }));

/** One word in common proves nothing: it is taken off both sides, so that short claims need nearly all of their words. */
const shareOf = (held: number, total: number): number => (held === total ? 1 : (held - 1) / (total - 1));

const isWithin = (places: readonly number[], from: number, to: number): boolean =>
  places.some((at) => at >= from && at < to);

/** How much of a claim the sentences from `from` up to `to` hold, if they hold any of it, and the headings above them. */
function scoreOf({ reading }: Claim, terms: readonly HeldTerm[], from: number, to: number): number {
  let held = reading.numbers.size;
  let here = reading.numbers.size;
  for (const { places, inHeading } of terms) {
    const isHere = isWithin(places, from, to);
    if (isHere) here++;
    if (isHere || inHeading) held++;
  }
  return here === 0 ? 0 : shareOf(held, terms.length + reading.numbers.size);
}

/** What `scoreOf` counted. */
const heldOf = ({ reading }: Claim, terms: readonly HeldTerm[], from: number, to: number): Set<string> =>
  new Set([
    ...reading.numbers,
    ...terms
      .filter(({ places, inHeading }) => inHeading || isWithin(places, from, to))
      .map(({ term }) => term),
  ]);

function readPassage(passage: Passage): ReadPassage {
  const known = passagesRead.get(passage);
  if (known) return known;
  const heading = read(describeLocation(passage.title, passage.location));
  const sentences = sentenceStretches(passage.text).map(({ start, end }) => ({
    start,
    end,
    reading: read(passage.text.slice(start, end)),
  }));
  const spoken = [...heading.tokens, ...sentences.flatMap(({ reading }) => reading.tokens)];
  const made: ReadPassage = {
    sentences,
    heading: heading.content,
    numbers: new Set(spoken.flatMap(({ number }) => number ?? [])),
    places: placesIn(spoken, sentences),
    formsOf: formsAmong(spoken),
  };
  passagesRead.set(passage, made);
  return made;
}

const NOWHERE: readonly number[] = [];

function placesIn(
  spoken: readonly Token[],
  sentences: ReadPassage["sentences"],
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [nth, { reading }] of sentences.entries())
    for (const { term } of reading.contentTokens) {
      const known = places.get(term);
      if (known === undefined) places.set(term, [nth]);
      else known.push(nth);
    }
  const all: Map<string, readonly number[]> = places;
  for (const { term } of spoken) if (!all.has(term)) all.set(term, NOWHERE);
  return all;
}
