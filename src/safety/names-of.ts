/** Which words of a text are names, as far as capitals show it. Read character by character: every sentence is. */
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "./cached-stem.ts";
import { NUMBER_WORDS } from "./reading.ts";
import { remembered } from "./remembered.ts";

const NO_NAMES: ReadonlySet<string> = new Set();

/** Words written like names in the middle of a sentence. Where capitals are everywhere (German), they say nothing. */
export function namesOf(text: string): ReadonlySet<string> {
  const found: string[] = [];
  let count = 0;
  /** Where a word with a capital begins a sentence, right before the one that is read. */
  let opening = { start: 0, end: -1 };
  let end = 0;
  for (let start = letterFrom(text, 0); start < text.length; start = letterFrom(text, end)) {
    const opens = beginsSentence(text, start, end);
    end = endOfWord(text, start);
    count++;
    if (!isCapital(text, start)) continue;
    if (opens) opening = { start, end };
    else {
      // "Maria Keller" is a name also where it begins a sentence.
      if (opening.end === start - 1) found.push(text.slice(opening.start, opening.end));
      found.push(text.slice(start, end));
    }
  }
  if (found.length === 0 || found.length * 2.5 > count) return NO_NAMES;
  return new Set(found.flatMap(namesWritten));
}

/** What of a word with a capital may be a name. */
const namesWritten = remembered((written): readonly string[] =>
  words(written)
    .filter((word) => word.length > 1 && !isStopWord(word) && !NUMBER_WORDS.has(word))
    .map((word) => cachedStem(word)),
);

/** Where the first letter stands from here on. */
function letterFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && letterAt(text, at) === 0) at++;
  return at;
}

/** A word is a letter and what may follow it. */
function endOfWord(text: string, start: number): number {
  let at = start + letterAt(text, start);
  for (let width = partAt(text, at); width > 0; width = partAt(text, at)) at += width;
  return at;
}

/** Whether a word at `start` begins the text, or stands behind a mark (and white space) that comes no earlier than `from`. */
function beginsSentence(text: string, start: number, from: number): boolean {
  let at = start - 1;
  while (at >= from && isSpace(text, at)) at--;
  return at < from ? from === 0 : OPENING_MARKS.includes(text.charAt(at));
}

const OPENING_MARKS = '.!?:"“(';
const SPACE = /\s/;
const LETTER = /^\p{L}/u;
const PART_OF_WORD = /^[\p{L}\p{N}'’-]/u;
const CAPITAL = /^\p{Lu}/u;

const isSpace = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0x20 || SPACE.test(text.charAt(at));
const isAsciiLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** How many UTF-16 units a letter takes that stands here; 0 where none does. */
function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAsciiLetter(code) ? 1 : 0;
  return widthOf(LETTER, text, at);
}

/** The same of anything that may follow a letter in its word. */
function partAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80)
    return isAsciiLetter(code) || (code >= 48 && code <= 57) || code === 39 || code === 45 ? 1 : 0;
  return widthOf(PART_OF_WORD, text, at);
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? code >= 65 && code <= 90 : widthOf(CAPITAL, text, at) > 0;
}

const widthOf = (pattern: RegExp, text: string, at: number): number =>
  pattern.exec(text.slice(at, at + 2))?.[0].length ?? 0;
