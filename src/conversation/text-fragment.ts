/** Text fragments: how an address says which words of a page a browser finds and highlights. */

/** A quote of up to this many words is named whole, a longer one by its first and last words. */
const WORDS_NAMED_WHOLE = 10;
const WORDS_AT_EACH_END = 5;
/** Words that also stand elsewhere in the passage are lengthened up to here; longer ones only make the link long. */
const MOST_WORDS_AT_AN_END = 12;

/** The mark of a list item, which a page shows in its own way. */
const MARK = /^\s*(?:[-*+•‣▪◦]|\d{1,3}[.)])\s+/;
/** "column: value; column: value": how a table's row is told, not how the page shows it. */
const ROW = /^[^:;]{1,60}: [^;]*; [^:;]{1,60}: /;
/** What the guard put in place of what it took out, or a cut. */
const GAP = /\[[^\]]*\]|…/;

/**
 * The directive `text=start` or `text=start,end` that finds a quote in a page
 * (https://wicg.github.io/scroll-to-text-fragment/). Within `start` and `end` no block of the page may end, so that each
 * stays in one line of the quote; both are long enough to be found in the right place of the passage. Empty when the
 * page shows the quote otherwise than it stands here.
 */
export function textFragment(quote: string, passage: string): string {
  const lines = quote
    .split("\n")
    .map((line) => line.replace(MARK, "").trim())
    .filter(Boolean);
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || ROW.test(first)) return "";
  if (lines.length === 1 && GAP.test(first)) return "";
  const [start, end] = [wordsOf(first), wordsOf(last)];
  if (lines.length === 1 && start.length <= WORDS_NAMED_WHOLE) return `text=${encode(start)}`;

  const text = ` ${wordsOf(passage).join(" ")} `;
  const isPlain = (words: readonly string[]) => words.length > 0 && !GAP.test(words.join(" "));
  const from = shortest(start.length, (size) => occurrences(text, start.slice(0, size)) < 2);
  const to = shortest(end.length, (size) => occurrences(text, end.slice(-size)) < 2);
  const [opening, closing] = [start.slice(0, from), end.slice(-to)];
  return isPlain(opening) && isPlain(closing) ? `text=${encode(opening)},${encode(closing)}` : "";
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The least number of words, from the usual one on, that is enough. */
function shortest(available: number, isEnough: (size: number) => boolean): number {
  const most = Math.min(available, MOST_WORDS_AT_AN_END);
  for (let size = Math.min(available, WORDS_AT_EACH_END); size < most; size++)
    if (isEnough(size)) return size;
  return most;
}

const occurrences = (text: string, words: readonly string[]): number =>
  text.split(` ${words.join(" ")} `).length - 1;

/** `-` and `,` and `&` have meanings of their own in a fragment; encodeURIComponent leaves the first alone. */
const encode = (words: readonly string[]): string =>
  encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
