/** The words of a text, each of them one object: what was once worked out about a word is known wherever it stands. */
import { GROUP_TOKEN } from "./filters/identity-terms.ts";
import { lastText } from "./last-text.ts";

/** A word, number, picture or mark. */
export interface Word {
  readonly text: string;
  /** What functions made by `perWord` said of it, by their numbers. */
  readonly said: unknown[];
}

const TOKEN = new RegExp(
  `[\\p{L}\\p{N}${GROUP_TOKEN}][\\p{L}\\p{N}\\p{M}'’]*|\\p{Extended_Pictographic}|[^\\s\\p{L}\\p{N}]`,
  "uy",
);

/** What a character can be in a token: its beginning, something inside it, all of it; with none of these, a space. */
const BEGINS = 1;
const CONTINUES = 2;
const ALONE = 4;
/** Beyond the characters that are told apart here: the expression decides. */
const UNKNOWN = 8;
const RIGHT_QUOTE = 0x2019;

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[\p{L}\p{N}]/u.test(character)) return BEGINS | CONTINUES;
  if (character === GROUP_TOKEN) return BEGINS;
  if (character === "'") return ALONE | CONTINUES;
  return /\s/.test(character) ? 0 : ALONE;
});

/** 0 at the end of the text too. */
function kindAt(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII[code] as number;
  if (code === RIGHT_QUOTE) return ALONE | CONTINUES;
  // Dashes, quotes, bullets and dots.
  return code >= 0x2010 && code <= 0x2027 ? ALONE : UNKNOWN;
}

/** The words, numbers, pictures and marks of a text, in reading order. */
export const wordsOf = lastText((text): readonly Word[] => {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if (kind === 0) {
      at++;
      continue;
    }
    let end = at + 1;
    let next = kind;
    if ((kind & BEGINS) !== 0) {
      next = kindAt(text, end);
      while ((next & CONTINUES) !== 0) next = kindAt(text, ++end);
    }
    if (next === UNKNOWN) {
      TOKEN.lastIndex = at;
      end = at + (TOKEN.exec(text)?.[0].length ?? 0);
    }
    if (end > at) words.push(wordAt(text, at, end));
    at = Math.max(end, at + 1);
  }
  return words;
});

/** The same as texts. */
export const tokensOf = (text: string): readonly string[] => wordsOf(text).map((word) => word.text);

/** So many words are known; then all are forgotten at once, which costs less than keeping their order. */
const MOST = 20_000;
/** Longer words are none, and would fill the memory. */
const LONGEST = 40;
/** A table of places by hash, three times as large as what is known. */
const PLACES = 1 << 16;
const known: (Word | undefined)[] = new Array(PLACES).fill(undefined);
let count = 0;

/** The word that stands in a text; found without making a string of it where it is known. */
function wordAt(text: string, start: number, end: number): Word {
  if (end - start > LONGEST) return { text: text.slice(start, end), said: [] };
  let place = hashOf(text, start, end) & (PLACES - 1);
  for (let word = known[place]; word !== undefined; word = known[place]) {
    if (standsAt(word.text, text, start, end)) return word;
    place = (place + 1) & (PLACES - 1);
  }
  const word: Word = { text: text.slice(start, end), said: [] };
  if (count === MOST) {
    known.fill(undefined);
    count = 0;
    return word;
  }
  count++;
  known[place] = word;
  return word;
}

/** FNV-1a over UTF-16 units, continued from `seed`. */
export function hashOf(text: string, start = 0, end = text.length, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

function standsAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index++)
    if (word.charCodeAt(index) !== text.charCodeAt(start + index)) return false;
  return true;
}

let functions = 0;

/** A function of a word that is asked once for each that is known. */
export function perWord<T extends NonNullable<unknown>>(of: (word: Word) => T): (word: Word) => T {
  const nth = functions++;
  return (word) => {
    word.said[nth] ??= of(word);
    return word.said[nth] as T;
  };
}
