/**
 * How far the words of a passage support a sentence: the share of the sentence's content words that a window of one
 * to three neighbouring sentences holds, provided that numbers, names, negations and opposites agree with it.
 */

import { describeLocation, type Passage } from "../documents/document.ts";
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "./cached-stem.ts";
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
 * a benefits plan (tests/acceptance/grounding.test.ts): .76 of them are supported by their own page, .06 by another
 * page, none with a changed number, .13 with a negation put in or left out.
 */
export const SUPPORT_THRESHOLD = 0.45;

const LONGEST_WINDOW = 3;
/** What a longer window must gain over a shorter one: quotes should be short. */
const WINDOW_COST = 0.04;
/** Stems that limit or deny without a negation. */
const LIMITS =
  /^(?:exclu|except|unless|limit|deni|deny|prohibit|forbid|refus|declin|avoid|lack|fail|ineligib|instead)/;
/** Where a sentence turns, a negation ends. */
const TURNS = new Set(
  "but however although though while wherea unless except aber sondern mais pero".split(" "),
);
/** A negation reaches this many words to its right. */
const NEGATION_REACH = 8;
/** The words around a number that say what it counts. */
const NUMBER_REACH = 6;

const NEGATIONS = new Set(
  "not no never none neither nor cannot cant wont dont doesnt didnt isnt arent wasnt werent shouldnt mustnt couldnt wouldnt havent hasnt without unable nicht kein keine keinen keiner ohne pas jamais sans no nunca sin niente mai senza não sem niet geen zonder inte ingen utan".split(
    " ",
  ),
);

/** Pairs of which a sentence must not use one where its source has only the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bin[- ]network\b/i, /\bout[- ]of[- ]network\b/i],
  [
    /\bat least\b|\bminimum\b|\bno (?:less|fewer) than\b/i,
    /\bat most\b|\bmaximum\b|\bup to\b|\bno more than\b/i,
  ],
  [/\bbefore\b|\bprior to\b/i, /\bafter\b|\bfollowing\b/i],
  [/\bmore than\b|\bover\b|\babove\b/i, /\bless than\b|\bunder\b|\bbelow\b|\bfewer than\b/i],
  [/\bincreas\w*/i, /\bdecreas\w*|\breduc\w*/i],
  [/\binclud\w*/i, /\bexclud\w*/i],
  [/\ballow\w*|\bpermit\w*/i, /\bprohibit\w*|\bforbid\w*|\bforbidden\b|\bbanned\b/i],
  [/\bmandatory\b|\brequired\b/i, /\boptional\b|\bvoluntary\b/i],
  [/\bdaily\b/i, /\bweekly\b|\bmonthly\b|\bannually\b|\byearly\b/i],
  [/\bweekly\b/i, /\bmonthly\b|\bannually\b|\byearly\b/i],
  [/\bmonthly\b/i, /\bannually\b|\byearly\b|\bquarterly\b/i],
  [/\binternal\b/i, /\bexternal\b/i],
  [/\bfull[- ]time\b/i, /\bpart[- ]time\b/i],
  [/\bunpaid\b/i, /(?<!un)\bpaid\b/i],
];

const NUMBER_WORDS = new Map(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, value) => [word, String(value)]),
);
for (const [word, value] of Object.entries({
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  half: 0.5,
  once: 1,
  twice: 2,
  dozen: 12,
}))
  NUMBER_WORDS.set(word, String(value));
/** Words that are as often an article or adverb as a number: never demanded of a source, though it may offer them. */
const WEAK_NUMBERS = new Set(["one", "half", "once", "zero", "hundred"]);

interface Token {
  readonly term: string;
  readonly content: boolean;
  /** The value, when it is a number. */
  readonly number?: string;
  /** Whether a source must hold the number: digits always, "one" never. */
  readonly strict: boolean;
  readonly negation: boolean;
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly content: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Whether it has any number, "one" included. */
  readonly numeric: boolean;
}

/** A passage's sentences, read once. */
interface ReadPassage {
  readonly sentences: readonly { readonly start: number; readonly end: number; readonly reading: Reading }[];
  /** Terms of the title and headings, which say what every sentence below them is about. */
  readonly heading: ReadonlySet<string>;
  /** Everything that may be called by name. */
  readonly vocabulary: ReadonlySet<string>;
}

const passagesRead = new WeakMap<Passage, ReadPassage>();

/** A sentence that wants support. */
export interface Claim {
  readonly text: string;
  readonly reading: Reading;
  readonly names: ReadonlySet<string>;
}

/**
 * Reads a sentence (plain text or Markdown without citations) once, to hold it against several passages with
 * {@link supportOf}. Names that stand in the question need not stand in the passage.
 */
export function readClaim(sentence: string, question = ""): Claim {
  const text = sentence.replace(/^\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)\s+/, "").replace(/[*_`~]+/g, "");
  const asked = new Set(read(question).tokens.map((token) => token.term));
  return { text, reading: read(text), names: new Set([...namesOf(text)].filter((name) => !asked.has(name))) };
}

/** Whether a claim says anything that could be supported: it has content words or numbers. */
export const claims = (claim: Claim): boolean =>
  claim.reading.content.size > 0 || claim.reading.numbers.size > 0;

/** The window of `passage` that supports the claim best; score 0 when none does or the nearest contradicts. */
export function supportOf(claim: Claim, passage: Passage): Support {
  const source = readPassage(passage);
  const nothing: Support = { passage, start: 0, end: 0, score: 0, held: new Set() };
  if (!claims(claim)) return nothing;
  for (const name of claim.names) if (!source.vocabulary.has(name)) return nothing;
  let best = nothing;
  let bestWindow: ReadPassage["sentences"] = [];
  for (let first = 0; first < source.sentences.length; first++) {
    for (let size = 1; size <= LONGEST_WINDOW && first + size <= source.sentences.length; size++) {
      const window = source.sentences.slice(first, first + size);
      const found = weigh(claim, window, source, passage);
      const score = found.score - (size - 1) * WINDOW_COST;
      if (score <= best.score || !numbersAgree(claim.reading, window, source.sentences)) continue;
      best = { ...found, score };
      bestWindow = window;
    }
  }
  // Only the nearest window may contradict, and it must not: a farther one that merely holds the words proves nothing.
  const agrees =
    negationsAgree(claim.reading, bestWindow) &&
    oppositesAgree(claim.text, passage.text.slice(best.start, best.end));
  return agrees ? best : nothing;
}

function weigh(
  claim: Claim,
  window: ReadPassage["sentences"],
  source: ReadPassage,
  passage: Passage,
): Support {
  const held = new Set<string>(claim.reading.numbers);
  let inWindow = 0;
  for (const term of claim.reading.content) {
    const here = window.some(({ reading }) => holds(reading.content, term));
    if (here) inWindow++;
    if (here || source.heading.has(term)) held.add(term);
  }
  const total = claim.reading.content.size + claim.reading.numbers.size;
  // One word in common proves nothing: it is taken off both sides, so that short claims need nearly all of their words.
  const coverage = held.size === total ? 1 : Math.max(0, held.size - 1) / (total - 1);
  const score = inWindow + claim.reading.numbers.size > 0 ? coverage : 0;
  return { passage, start: window[0]?.start ?? 0, end: window.at(-1)?.end ?? 0, score, held };
}

/** Whether the source has the term, or a form of it that stemming keeps apart ("eligible", "eligibility"). */
function holds(terms: ReadonlySet<string>, term: string): boolean {
  if (terms.has(term)) return true;
  if (term.length < 6) return false;
  const root = term.slice(0, Math.max(5, term.length - 3));
  for (const other of terms)
    if (other.startsWith(root) && Math.abs(other.length - term.length) <= 4) return true;
  return false;
}

/**
 * Each number of the claim stands in the window, in the sentence of the passage that shares most of the words around
 * it: the deductible of one plan is not that of the other.
 */
function numbersAgree(
  claim: Reading,
  window: ReadPassage["sentences"],
  all: ReadPassage["sentences"],
): boolean {
  return claim.tokens.every((token, at) => {
    if (token.number === undefined || !token.strict) return true;
    const near = [...neighbours(claim.tokens, at)];
    const common = ({ content }: Reading) => near.filter((term) => holds(content, term)).length;
    const most = Math.max(
      ...all.filter(({ reading }) => reading.numeric).map(({ reading }) => common(reading)),
    );
    return window.some(
      ({ reading }) =>
        reading.tokens.some((other) => other.number === token.number) && common(reading) === most,
    );
  });
}

function neighbours(tokens: readonly Token[], at: number): ReadonlySet<string> {
  return new Set(
    tokens
      .slice(Math.max(0, at - NUMBER_REACH), at + NUMBER_REACH + 1)
      .filter((token) => token.content && token.number === undefined)
      .map((token) => token.term),
  );
}

/**
 * What one side denies the other does not affirm: of the sentences that speak of the denied thing, the one that is
 * nearest to the claim decides. A denial is the first content word behind a negation together with its objects, so
 * that "does not cover X" and "covers Y" go together.
 */
function negationsAgree(claim: Reading, window: ReadPassage["sentences"]): boolean {
  const source = window.map(({ reading }) => reading);
  const said = denials(claim.tokens);
  const limited = source.some(({ tokens }) =>
    tokens.some((token) => token.negation || LIMITS.test(token.term)),
  );
  if (said.length && !limited) return false;
  const nearness = (reading: Reading) => shared(reading.content, claim.content);
  const contradicted = said.some((denial) => {
    const affirming = Math.max(0, ...source.filter((reading) => affirms(reading, denial)).map(nearness));
    const denying = Math.max(0, ...source.filter((reading) => denies(reading, denial)).map(nearness));
    return affirming > denying;
  });
  if (contradicted) return false;
  return source.every((reading) =>
    denials(reading.tokens).every((denial) => {
      if (!affirms(claim, denial)) return true;
      const near = nearness(reading);
      return source.some((other) => affirms(other, denial) && nearness(other) >= near);
    }),
  );
}

interface Denial {
  readonly verb: string;
  readonly objects: readonly string[];
}

function denials(tokens: readonly Token[]): Denial[] {
  return tokens.flatMap((token, at) => {
    if (!token.negation) return [];
    const after = tokens.slice(at + 1, at + 1 + NEGATION_REACH);
    const barrier = after.findIndex(({ term }) => TURNS.has(term));
    const [verb, ...objects] = contentOf(barrier < 0 ? after : after.slice(0, barrier));
    if (verb === undefined) return [];
    return [
      {
        verb,
        objects: objects.length ? objects : contentOf(tokens.slice(Math.max(0, at - NEGATION_REACH), at)),
      },
    ];
  });
}

const contentOf = (tokens: readonly Token[]): string[] =>
  tokens.filter((token) => token.content).map((token) => token.term);

const denies = ({ tokens }: Reading, { verb }: Denial): boolean =>
  denials(tokens).some((other) => other.verb === verb || other.objects.includes(verb));

/** Whether a text says of the same objects, without a negation, what was denied. */
const affirms = (reading: Reading, denial: Denial): boolean =>
  reading.content.has(denial.verb) &&
  shared(denial.objects, reading.content) >= Math.min(2, denial.objects.length) &&
  !denies(reading, denial);

function shared(terms: Iterable<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const term of terms) if (others.has(term)) count++;
  return count;
}

function oppositesAgree(claim: string, source: string): boolean {
  return OPPOSITES.every(([one, other]) => {
    const says = [one.test(claim), other.test(claim)];
    const has = [one.test(source), other.test(source)];
    return !(says[0] && !says[1] && has[1] && !has[0]) && !(says[1] && !says[0] && has[0] && !has[1]);
  });
}

function read(text: string): Reading {
  const tokens = words(text).map((word): Token => {
    const number = numberValue(word);
    const negation = NEGATIONS.has(word);
    return {
      term: number ?? cachedStem(word),
      content: !negation && (number !== undefined || !isStopWord(word)),
      number,
      strict: number !== undefined && !WEAK_NUMBERS.has(word),
      negation,
    };
  });
  return {
    tokens,
    content: new Set(
      tokens.filter((token) => token.content && token.number === undefined).map((token) => token.term),
    ),
    numbers: new Set(tokens.filter((token) => token.strict).map((token) => token.term)),
    numeric: tokens.some((token) => token.number !== undefined),
  };
}

function numberValue(word: string): string | undefined {
  const named = NUMBER_WORDS.get(word);
  if (named !== undefined) return named;
  if (!/^\d+(?:\.\d+)*$/.test(word)) return /^\d/.test(word) ? word : undefined;
  return word
    .replace(/^0+(?=\d)/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** Words written like names in the middle of a sentence. Where capitals are everywhere (German), they say nothing. */
function namesOf(text: string): ReadonlySet<string> {
  const tokens = [...text.matchAll(/(?<before>[.!?:"“(]\s*|^\s*|)(?<word>\p{L}[\p{L}\p{N}'’-]*)/gu)];
  const capitals = tokens.filter(
    ({ index, groups }) => index > 0 && groups?.before === "" && /^\p{Lu}/u.test(groups.word ?? ""),
  );
  if (capitals.length * 2.5 > tokens.length) return new Set();
  return new Set(
    capitals
      .flatMap(({ groups }) => words(groups?.word ?? ""))
      .filter((word) => word.length > 1 && !isStopWord(word) && !NUMBER_WORDS.has(word))
      .map((word) => cachedStem(word)),
  );
}

function readPassage(passage: Passage): ReadPassage {
  const known = passagesRead.get(passage);
  if (known) return known;
  const heading = read(describeLocation(passage.title, passage.location));
  const made: ReadPassage = {
    sentences: sentenceStretches(passage.text).map(({ start, end }) => ({
      start,
      end,
      reading: read(passage.text.slice(start, end)),
    })),
    heading: heading.content,
    vocabulary: new Set([...heading.tokens, ...read(passage.text).tokens].map((token) => token.term)),
  };
  passagesRead.set(passage, made);
  return made;
}
