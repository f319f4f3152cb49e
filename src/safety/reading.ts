/** A text as the checks of its support see it: terms, numbers, negations and names. */
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "./cached-stem.ts";
import { remembered } from "./remembered.ts";

const NEGATIONS = new Set(
  "not no never none nobody nowhere neither nor cannot cant wont dont doesnt didnt isnt arent wasnt werent shouldnt mustnt couldnt wouldnt havent hasnt without unable nicht niemand kein keine keinen keiner ohne pas jamais aucun aucune sans no nunca nadie sin niente mai senza não sem niet geen zonder inte ingen utan".split(
    " ",
  ),
);

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

/** One word of a text. */
export interface Token {
  readonly term: string;
  readonly content: boolean;
  /** The value, when it is a number. */
  readonly number?: string;
  /** Whether a source must hold the number: digits always, "one" never. */
  readonly strict: boolean;
  readonly negation: boolean;
}

/** All of them, and what they are looked up by. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly content: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Whether it has any number, "one" included. */
  readonly numeric: boolean;
}

const tokenOf = remembered((word): Token => {
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

/** Reads a text once. */
export function read(text: string): Reading {
  const tokens = words(text).map(tokenOf);
  const content = new Set<string>();
  const numbers = new Set<string>();
  let numeric = false;
  for (const token of tokens) {
    if (token.number !== undefined) numeric = true;
    else if (token.content) content.add(token.term);
    if (token.strict) numbers.add(token.term);
  }
  return { tokens, content, numbers, numeric };
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
export function namesOf(text: string): ReadonlySet<string> {
  const tokens = Array.from(text.matchAll(WRITTEN), ({ 0: whole, 1: before, 2: word = "", index }) => ({
    word,
    start: index,
    end: index + whole.length,
    isInside: index > 0 && before === "" && CAPITAL.test(word),
  }));
  const capitals = tokens.filter(({ word, end, isInside }, nth) => {
    if (isInside) return true;
    // "Maria Keller" is a name also where it begins a sentence.
    const next = tokens[nth + 1];
    return next?.isInside && next.start === end + 1 && CAPITAL.test(word);
  });
  if (capitals.length * 2.5 > tokens.length) return new Set();
  return new Set(
    capitals
      .flatMap(({ word }) => words(word))
      .filter((word) => word.length > 1 && !isStopWord(word) && !NUMBER_WORDS.has(word))
      .map((word) => cachedStem(word)),
  );
}

/** A word, behind what begins a sentence where one begins. */
const WRITTEN = /([.!?:"“(]\s*|^\s*|)(\p{L}[\p{L}\p{N}'’-]*)/gu;
const CAPITAL = /^\p{Lu}/u;

/** Shorter terms have no forms that stemming keeps apart. */
export const SHORTEST_WITH_FORMS = 6;
const SHORTEST_ROOT = 5;

/** What all forms of a term begin with. */
export const familyOf = (term: string): string => term.slice(0, SHORTEST_ROOT);

const rootOf = (term: string): string => term.slice(0, Math.max(SHORTEST_ROOT, term.length - 3));

const isFormOf = (other: string, term: string, root: string): boolean =>
  other.startsWith(root) && Math.abs(other.length - term.length) <= 4;

/** Whether `other` is a form of a term (of at least {@link SHORTEST_WITH_FORMS} letters): "eligible", "eligibility". */
export const areForms = (term: string, other: string): boolean => isFormOf(other, term, rootOf(term));

/** Whether the source has the term, or a form of it that stemming keeps apart ("eligible", "eligibility"). */
export function holds(terms: ReadonlySet<string>, term: string): boolean {
  if (terms.has(term)) return true;
  if (term.length < SHORTEST_WITH_FORMS) return false;
  const root = rootOf(term);
  for (const other of terms) if (isFormOf(other, term, root)) return true;
  return false;
}
