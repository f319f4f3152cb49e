/** A text as the checks of its support see it: terms, numbers and negations. */
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "./cached-stem.ts";
import { remembered } from "./remembered.ts";

const NEGATIONS = new Set(
  "not no never none nobody nowhere neither nor cannot cant wont dont doesnt didnt isnt arent wasnt werent shouldnt mustnt couldnt wouldnt havent hasnt without unable nicht niemand kein keine keinen keiner ohne pas jamais aucun aucune sans no nunca nadie sin niente mai senza não sem niet geen zonder inte ingen utan".split(
    " ",
  ),
);

/** Numbers that are written out, with their values. */
export const NUMBER_WORDS: Map<string, string> = new Map(
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
  /** What all forms of the term begin with. */
  readonly family: string;
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
  /** Of the tokens whose terms these are, the first of each. */
  readonly contentTokens: readonly Token[];
  readonly numbers: ReadonlySet<string>;
  /** Whether it has any number, "one" included. */
  readonly numeric: boolean;
}

const tokenOf = remembered((word): Token => {
  const number = numberValue(word);
  const negation = NEGATIONS.has(word);
  const term = number ?? cachedStem(word);
  return {
    term,
    family: term.slice(0, SHORTEST_ROOT),
    content: !negation && (number !== undefined || !isStopWord(word)),
    number,
    strict: number !== undefined && !WEAK_NUMBERS.has(word),
    negation,
  };
});

const NO_TERMS: ReadonlySet<string> = new Set();

/** Reads a text once. */
export function read(text: string): Reading {
  const tokens = words(text).map(tokenOf);
  const content = new Set<string>();
  const contentTokens: Token[] = [];
  let numeric = false;
  for (const token of tokens) {
    if (token.number !== undefined) numeric = true;
    else if (token.content && !content.has(token.term)) {
      content.add(token.term);
      contentTokens.push(token);
    }
  }
  return { tokens, content, contentTokens, numbers: numeric ? numbersOf(tokens) : NO_TERMS, numeric };
}

const numbersOf = (tokens: readonly Token[]): ReadonlySet<string> =>
  new Set(tokens.filter(({ strict }) => strict).map(({ term }) => term));

function numberValue(word: string): string | undefined {
  const named = NUMBER_WORDS.get(word);
  if (named !== undefined) return named;
  if (!/^\d+(?:\.\d+)*$/.test(word)) return /^\d/.test(word) ? word : undefined;
  return word
    .replace(/^0+(?=\d)/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** Shorter terms have no forms that stemming keeps apart. */
const SHORTEST_WITH_FORMS = 6;
const SHORTEST_ROOT = 5;

const rootOf = (term: string): string => term.slice(0, Math.max(SHORTEST_ROOT, term.length - 3));

const isFormOf = (other: string, term: string, root: string): boolean =>
  other.startsWith(root) && Math.abs(other.length - term.length) <= 4;

/** Whether the source has the term, or a form of it that stemming keeps apart ("eligible", "eligibility"). */
export function holds(terms: ReadonlySet<string>, term: string): boolean {
  if (terms.has(term)) return true;
  if (term.length < SHORTEST_WITH_FORMS) return false;
  const root = rootOf(term);
  for (const other of terms) if (isFormOf(other, term, root)) return true;
  return false;
}

const NONE: readonly string[] = [];

/** {@link holds} for many tokens: which of these terms one rests on, itself among them where it is one. */
export function formsAmong(tokens: Iterable<Token>): (token: Token) => readonly string[] {
  const byFamily = new Map<string, string[]>();
  for (const { term, family } of tokens) {
    const known = byFamily.get(family);
    if (known === undefined) byFamily.set(family, [term]);
    else if (!known.includes(term)) known.push(term);
  }
  return ({ term, family }) => {
    const near = byFamily.get(family);
    if (near === undefined) return NONE;
    if (term.length < SHORTEST_WITH_FORMS) return near.includes(term) ? [term] : NONE;
    const root = rootOf(term);
    const isForm = (other: string) => other === term || isFormOf(other, term, root);
    // Nearly every family has one member.
    return near.every(isForm) ? near : near.filter(isForm);
  };
}
