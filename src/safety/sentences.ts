/**
 * Sentence boundaries by rules that look only a few characters ahead, so that a text that is still streaming in is
 * cut exactly as it would be cut whole. (Intl.Segmenter may look ahead without bound, breaks inside ".[1]", and
 * knows no abbreviations.)
 */

import { abbreviationOf, isOrdinal, isStarter } from "./abbreviations.ts";

/** A stretch of a text in UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a sentence ends: an offset, `"none"` when the text holds no end, `"unsure"` when more text must decide. */
export type SentenceEnd = number | "none" | "unsure";

const TERMINATOR = /[.!?…]+|[。！？｡]+/gu;
const CJK_TERMINATOR = /[。！？｡]/u;
/** What may close a sentence behind its full stop: quotes, brackets and emphasis; in French also " »". */
const CLOSER = `(?:["'”’“»«›‹)\\]*_\`~]|[ \u00a0\u202f][»›](?![\\p{L}\\p{N}]))*`;
/** Citations such as [1] or [2, 3]. */
const CITATION = "(?: {0,3}\\[\\^?\\d+(?: ?[,;] ?\\d+)*\\][.]?)*";
const TAIL = new RegExp(`^${CLOSER}${CITATION}${CLOSER}`, "u");
/** The beginning of something that TAIL may yet take. */
const OPEN_TAIL = new RegExp(`^${CLOSER}${CITATION}${CLOSER}(?: {0,3}(?:\\[\\^?[\\d,; ]*)?)$`, "u");
const LONGEST_TAIL = 200;
/** No more white space is taken for the gap between two sentences. */
const WIDEST_GAP = 50;

/** The longest word that matters after a full stop is a month's name. */
const LOOK_AHEAD = 24;
const LOOK_BACK = 32;
/** Marks before the first word of a sentence. */
const OPENERS = /^["'“„‚«»‹›([¿¡*_`~]+/u;
/** A sentence that goes on behind a full stop: in small letters (but not "iPhone"), also in brackets or after a dash. */
const GOES_ON = /^(?:[–—-]\s?|\()?\p{Ll}(?!\p{Lu})/u;
/** The beginning of something that GOES_ON may yet take, or half a character. */
const OPEN_GOES_ON = /^(?:[–—-]\s?|\()?\p{Ll}?$|[\ud800-\udbff]$/u;
/** "12", "L. 121-1", "IV" */
const NUMBER = /^(?:\p{Lu}{1,2}\.?[ -]?)?\p{N}|^[IVX]{2,}(?!\p{L})/u;
const LONGEST_NUMBER_LEAD = 6;
/** Words that a single letter completes: "Plan B." ends a sentence where "J." would not. */
const LETTERED =
  /(?:plan|plano|piano|type|class|part|schedule|appendix|annex|option|grade|level|team|group|exhibit|vitamin|form|formular|formulaire|formulario|formulário|modulo|formulier|blankett)\s+$/iu;
const SPACE = /\s/;
const LAST_WORD = /[\p{L}\p{N}ºª]+$/u;
/** The abbreviated words before a word, such as "z. " before "B". */
const SHORTENED = /(?:(?<!\p{L})(?:\p{L}{1,3}\.[\s-]?|ad\s))+$/u;
const NUMBERED = /(?<!\p{L})(?:art|arts|artt)\. ?$/iu;
/** A code span is shown as one; a lone backtick opens none. */
const LONGEST_CODE_SPAN = 200;

/**
 * The end of the sentence that begins at `start`, closers and citations behind it included.
 * @param complete whether nothing follows `text`; otherwise the answer is "unsure" where more text could change it
 */
export function sentenceEnd(text: string, start: number, complete: boolean): SentenceEnd {
  let code = start;
  TERMINATOR.lastIndex = start;
  for (let match = TERMINATOR.exec(text); match; match = TERMINATOR.exec(text)) {
    const span = codeSpanAround(text, code, match.index, complete);
    if (span === "unsure") return "unsure";
    code = span.end;
    if (span.end > match.index) {
      TERMINATOR.lastIndex = span.end;
      continue;
    }
    const stop = match.index + match[0].length;
    let end = stop;
    if (mayHaveTail(text, stop)) {
      const rest = text.slice(stop, stop + LONGEST_TAIL);
      if (!complete && OPEN_TAIL.test(rest)) return "unsure";
      end += TAIL.exec(rest)?.[0].length ?? 0;
    }
    if (end === text.length) return end;
    const gap = Math.min(skipSpace(text, end) - end, WIDEST_GAP);
    if (end + gap === text.length) return complete ? end : "unsure";
    const stopped = { text, start, stop: match.index, terminator: match[0] };
    const ends = gap > 0 && endsSentence(stopped, text.slice(end + gap, end + gap + LOOK_AHEAD), complete);
    if (ends === "unsure") return "unsure";
    if (ends || CJK_TERMINATOR.test(match[0])) return end;
    TERMINATOR.lastIndex = Math.max(stop, end);
  }
  return "none";
}

/** Whether {@link TAIL} may take what stands here: neither a word nor a space before one. */
const mayHaveTail = (text: string, at: number): boolean =>
  !isPlain(text.charCodeAt(text.charCodeAt(at) === 0x20 ? at + 1 : at));

/** An ASCII letter or digit. */
const isPlain = (code: number): boolean => isCapital(code) || (code >= 97 && code <= 122) || isDigit(code);
const isCapital = (code: number): boolean => code >= 65 && code <= 90;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Looks for code spans from `from` on: where the first ends that reaches beyond `at`, or where the last before it did. */
function codeSpanAround(
  text: string,
  from: number,
  at: number,
  complete: boolean,
): { end: number } | "unsure" {
  let end = from;
  for (let open = text.indexOf("`", end); open >= 0 && open < at; open = text.indexOf("`", end)) {
    const fence = /^`+/.exec(text.slice(open, open + LONGEST_CODE_SPAN))?.[0] ?? "`";
    const close = text.indexOf(fence, open + fence.length);
    if (close < 0 || close > open + LONGEST_CODE_SPAN) {
      if (!complete && text.length <= open + LONGEST_CODE_SPAN + fence.length) return "unsure";
      end = open + fence.length;
    } else end = close + fence.length;
  }
  return { end };
}

interface Stop {
  readonly text: string;
  readonly start: number;
  readonly stop: number;
  readonly terminator: string;
}

/** Whether a sentence ends at a stop with white space behind it, by the word before and what follows (`ahead`). */
function endsSentence(
  { text, start, stop, terminator }: Stop,
  ahead: string,
  complete: boolean,
): boolean | "unsure" {
  const isCut = !complete && ahead.length < LOOK_AHEAD;
  if (isCut && OPEN_GOES_ON.test(ahead)) return "unsure";
  const first = ahead.charCodeAt(0);
  if (!isCapital(first) && !isDigit(first) && GOES_ON.test(ahead)) return false;
  if (terminator !== ".") return true;
  const before = text.slice(Math.max(start, stop - LOOK_BACK), stop);
  const word = lastWord(before);
  const lead = before.slice(0, before.length - word.length);
  if (word.length <= 3 && lead.trim() === "" && /^(?:\d{1,3}|\p{L})$/u.test(word)) return false;
  const abbreviation = abbreviationOf(shortenedBefore(lead) + word);
  if (abbreviation === "none" && word.length > 2) return true;

  const next = ahead.replace(OPENERS, "");
  const [nextWord = ""] = /^\p{L}+/u.exec(next) ?? [];
  const isWordCut = isCut && nextWord.length === next.length;
  switch (abbreviation) {
    case "leading":
      return false;
    case "counting":
      if (isCut && next.length < LONGEST_NUMBER_LEAD) return "unsure";
      if (NUMBER.test(next)) return false;
      break;
    case "either":
      if (isWordCut) return "unsure";
      return isStarter(nextWord) || !/^\p{Lu}/u.test(next);
  }
  if (/^\d{1,2}$/.test(word)) return isWordCut ? "unsure" : !isOrdinal(lead, nextWord);
  if (!/^\p{L}$/u.test(word) || LETTERED.test(lead)) return true;
  if (isCut && next.length < 2) return "unsure";
  if (/^\p{L}\./u.test(next)) return false;
  if (!/^\p{Lu}$/u.test(word)) return true;
  if (/^\p{N}/u.test(next)) return !NUMBERED.test(lead);
  if (!/^\p{Lu}/u.test(next)) return true;
  // "U.N." is no person's initials.
  return isWordCut ? "unsure" : isStarter(nextWord, !/\p{Lu}\.$/u.test(lead));
}

/** The letters and digits that a text ends in. */
function lastWord(text: string): string {
  let from = text.length;
  while (isPlain(text.charCodeAt(from - 1))) from--;
  const isWhole = from === 0 || text.charCodeAt(from - 1) < 0x80;
  return isWhole ? text.slice(from) : (LAST_WORD.exec(text)?.[0] ?? "");
}

/** The abbreviated words that a text ends in, without spaces. */
function shortenedBefore(lead: string): string {
  const last = lead.at(-1);
  const mayEndSo = last === "." || lead.at(-2) === "." || lead.at(-2) === "d";
  return mayEndSo ? (SHORTENED.exec(lead)?.[0].replace(/[\s-]/g, "") ?? "") : "";
}

/**
 * The sentences of a finished text, list items and table rows on their own, without the white space between them.
 * A line that goes on in lower case on the next one (a wrapped PDF line) is one sentence.
 */
export function sentenceStretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { start: from, end: to } of lineStretches(text)) {
    const line = text.slice(0, to);
    let start = skipSpace(line, from);
    while (start < to) {
      const end = sentenceEnd(line, start, true);
      const stop = typeof end === "number" ? end : line.trimEnd().length;
      found.push({ start, end: stop });
      start = skipSpace(line, stop);
    }
  }
  return found;
}

/**
 * Where a line is a statement of its own: before blank lines, capitals and marks, after a full stop or colon, around
 * rows ("column: value; …"), and before bullets that a parser left within a line.
 */
const LINE_BREAK =
  /\n(?:(?=\s*\n)|(?<=[.!?:;]\n)|(?!\s*\p{Ll})|(?=[^\n:.]{1,40}: )|(?<=\n[^\n:.]{1,40}: [^\n]*\n))| (?=[•‣▪◦] )(?<=\S )/gu;

function lineStretches(text: string): Stretch[] {
  const ends = [...text.matchAll(LINE_BREAK)].map((match) => match.index);
  return [...ends, text.length].map((end, nth) => ({ start: nth ? (ends[nth - 1] as number) : 0, end }));
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) === 0x20 || SPACE.test(text[at] as string))) at++;
  return at;
}
