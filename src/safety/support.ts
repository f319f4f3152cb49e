/**
 * How far the words of a passage support a sentence: the share of the sentence's content words that a window of one
 * to three neighbouring sentences holds, provided that numbers, names, negations and opposites agree with it.
 */

import { describeLocation, type Passage } from "../documents/document.ts";
import { countedIn, negationsAgree, numbersAgree, oppositesAgree, timesAgree } from "./agreement.ts";
import { placesAgree } from "./places-agree.ts";
import { holds, namesOf, type Reading, read } from "./reading.ts";
import { remembered } from "./remembered.ts";
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
  /** Everything that may be called by name. */
  readonly vocabulary: ReadonlySet<string>;
  /** Whether the vocabulary holds a term. */
  knows(term: string): boolean;
  /** Which sentences hold a term: 1 for each that does, by its place. */
  placesOf(term: string): Uint8Array;
}

/** The sentence of the source that the claim repeats word for word, if it does. */
const quotedBy = ({ reading: { tokens } }: Claim, { sentences }: ReadPassage) =>
  sentences.find(
    ({ reading }) =>
      reading.tokens.length === tokens.length &&
      tokens.every(({ term }, nth) => term === reading.tokens[nth]?.term),
  );

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
  const names = new Set([...namesOf(text)].filter((name) => !asked.has(name)));
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
  const nothing: Support = { passage, start: 0, end: 0, score: 0, held: new Set() };
  if (!claims(claim)) return nothing;
  const quoted = quotedBy(claim, source);
  if (quoted) {
    const held = new Set([...claim.reading.content, ...claim.reading.numbers]);
    return { passage, ...spanOf([quoted]), score: 1, held };
  }
  for (const name of claim.names) if (!source.vocabulary.has(name)) return nothing;
  const terms = termsIn(claim, source);
  if (scoreOf(claim, terms, 0, source.sentences.length) < least) return nothing;
  if (addsMore(claim, source)) return nothing;
  const counted = countedIn(claim.reading, source.sentences);
  let score = 0;
  let bestFirst = 0;
  let bestWindow: ReadPassage["sentences"] = [];
  for (let first = 0; first < source.sentences.length; first++) {
    for (let size = 1; size <= LONGEST_WINDOW && first + size <= source.sentences.length; size++) {
      const own = scoreOf(claim, terms, first, first + size) - (size - 1) * WINDOW_COST;
      if (own <= score) continue;
      const window = source.sentences.slice(first, first + size);
      if (!numbersAgree(counted, window) || !namesStand(claim, first, size, source)) continue;
      score = own;
      bestFirst = first;
      bestWindow = window;
    }
  }
  if (score === 0 || score < least) return nothing;
  const held = heldOf(claim, terms, bestFirst, bestFirst + bestWindow.length);
  const best = { passage, ...spanOf(bestWindow), score, held };
  // Only the nearest window may contradict, and it must not: a farther one that merely holds the words proves nothing.
  const agrees =
    best.score > 0 &&
    negationsAgree(claim.reading, bestWindow) &&
    timesAgree(claim.reading, bestWindow, new Set([...source.heading, ...claim.asked])) &&
    oppositesAgree(claim.text, passage.text.slice(best.start, best.end)) &&
    placesAgree(claim, bestWindow, () => namesIn(passage));
  return agrees ? best : nothing;
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
  for (const { content, number, term } of reading.tokens) {
    if (!content || number !== undefined) continue;
    run = asked.has(term) || source.knows(term) ? 0 : run + 1;
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
  readonly places: Uint8Array;
  readonly inHeading: boolean;
}

const termsIn = ({ reading }: Claim, source: ReadPassage): readonly HeldTerm[] =>
  Array.from(reading.content, (term) => ({
    term,
    places: source.placesOf(term),
    inHeading: source.heading.has(term),
  }));

function isWithin(places: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (places[at] === 1) return true;
  return false;
}

/** How much of a claim the sentences from `from` up to `to` hold, if they hold any of it, and the headings above them. */
function scoreOf({ reading }: Claim, terms: readonly HeldTerm[], from: number, to: number): number {
  let held = reading.numbers.size;
  let here = reading.numbers.size;
  for (const { places, inHeading } of terms) {
    const isHere = isWithin(places, from, to);
    if (isHere) here++;
    if (isHere || inHeading) held++;
  }
  if (here === 0) return 0;
  const total = terms.length + reading.numbers.size;
  // One word in common proves nothing: it is taken off both sides, so that short claims need nearly all of their words.
  return held === total ? 1 : (held - 1) / (total - 1);
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
  const vocabulary = new Set([...heading.tokens, ...read(passage.text).tokens].map((token) => token.term));
  const made: ReadPassage = {
    sentences,
    heading: heading.content,
    vocabulary,
    knows: remembered((term) => holds(vocabulary, term)),
    placesOf: remembered((term) =>
      Uint8Array.from(sentences, ({ reading }) => (holds(reading.content, term) ? 1 : 0)),
    ),
  };
  passagesRead.set(passage, made);
  return made;
}
