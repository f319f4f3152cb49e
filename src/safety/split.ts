/**
 * Cuts a draft into units while it streams in: sentences, list items, headings, quotes, and whole tables and code
 * blocks. What comes out does not depend on how the stream was chunked.
 */
import { sentenceEnd } from "./sentences.ts";

/** One unit as it was drafted. Leads and texts in a row give the draft again, but for white space at its very end. */
export interface Unit {
  readonly kind: "sentence" | "item" | "heading" | "rule" | "quote" | "table" | "code" | "math" | "html";
  /** The white space before it. The indentation of a list item belongs to its text. */
  readonly lead: string;
  readonly text: string;
}

/** Holds what cannot be cut yet. */
export interface Splitter {
  /** The units that `chunk` completed. */
  push(chunk: string): Unit[];
  /** The units that are left when the draft ends. */
  end(): Unit[];
}

/** A line's kind shows within this many characters, indentation aside: "###### " is the longest mark but for a tag. */
const MARK_LENGTH = 8;
const TAG_LENGTH = 16;
/** Hardly a unit is longer; one that is is looked at again when it has grown by a tenth, lest a hostile one take minutes. */
const LONG = 1_500;
const GROWTH = 1.1;
const ITEM = /^[ \t]*(?:[-*+•‣]|\d{1,3}[.)])[ \t]/;
/** In a list a fence may stand far in. A line such as "```ls``` lists files" is none. */
const FENCE = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;
const MATH = /^[ \t]*(\$\$|\\\[)/;
/** Comments, and tags that begin a block rather than a word in a sentence. */
const HTML =
  /^ {0,3}<(?:(!--)|(pre|script|style|textarea)|\/?(?:article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul))(?![a-z0-9-])/i;
const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const RULE = /^ {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*$/;

/** @returns a splitter at the start of a draft. */
export function createSplitter(): Splitter {
  let buffer = "";
  let first = true;
  /** Nothing is looked at before the buffer is so long. */
  let enough = 0;
  const take = (complete: boolean): Unit[] => {
    const units: Unit[] = [];
    for (let unit = nextUnit(buffer, first, complete); unit; unit = nextUnit(buffer, first, complete)) {
      units.push(unit);
      buffer = buffer.slice(unit.lead.length + unit.text.length);
      first = false;
    }
    return units;
  };
  return {
    push: (chunk) => {
      buffer += chunk;
      if (buffer.length < enough) return [];
      const units = take(false);
      enough = buffer.length > LONG ? buffer.length * GROWTH : 0;
      return units;
    },
    end: () => take(true),
  };
}

/** The first unit of `buffer`, or nothing while more text could still change it. */
function nextUnit(buffer: string, first: boolean, complete: boolean): Unit | undefined {
  const space = /^\s*/.exec(buffer)?.[0] ?? "";
  if (space.length === buffer.length) return undefined;
  const atLineStart = first || /[\n\r]/.test(space);
  const lineStart = atLineStart
    ? Math.max(space.lastIndexOf("\n"), space.lastIndexOf("\r")) + 1
    : space.length;
  const kind = atLineStart ? lineKind(buffer, lineStart, complete) : "text";
  if (kind === undefined || kind === "blank") return undefined;
  if (kind === "text") return textUnit(buffer, space.length, atLineStart, complete);
  const from = kind === "item" || kind === "code" ? lineStart : space.length;
  const end = blockEnd(buffer, lineStart, kind, complete);
  if (end === undefined) return undefined;
  return { kind, lead: buffer.slice(0, from), text: buffer.slice(from, end).trimEnd() };
}

type LineKind = Exclude<Unit["kind"], "sentence"> | "text" | "blank";

/** What the line at `start` begins, or nothing while its mark may be incomplete. */
function lineKind(buffer: string, start: number, complete: boolean): LineKind | undefined {
  const newline = buffer.indexOf("\n", start);
  const line = buffer.slice(start, newline < 0 ? undefined : newline);
  const whole = complete || newline >= 0;
  const mark = line.trimStart();
  if (!whole && mark.length < (mark.startsWith("<") ? TAG_LENGTH : MARK_LENGTH)) return undefined;
  if (mark === "") return "blank";
  if (!whole && mark.startsWith("```")) return undefined;
  if (FENCE.test(line)) return "code";
  if (MATH.test(line)) return "math";
  if (HTML.test(line)) return "html";
  if (mark.startsWith("|")) return "table";
  if (mark.startsWith(">")) return "quote";
  if (/^#{1,6}(?:\s|$)/.test(mark)) return "heading";
  if (/^[-*_=][-*_= \t]*$/.test(mark)) {
    if (!whole) return undefined;
    if (RULE.test(line)) return "rule";
  }
  return ITEM.test(line) ? "item" : "text";
}

/** Where the block that begins at `start` ends, or nothing while it may go on. */
function blockEnd(buffer: string, start: number, kind: LineKind, complete: boolean): number | undefined {
  const closing = closingOf(buffer, start, kind);
  let at = lineEnd(buffer, start);
  const rest = kind === "code" ? "" : buffer.slice(start, at).trimStart().slice(2);
  if (at !== undefined && rest.trim() !== "" && closing?.(rest)) return at;
  for (;;) {
    if (at === undefined) return complete ? buffer.length : undefined;
    if (kind === "heading" || kind === "rule") return at;
    const next = at + 1;
    if (closing) {
      const end = lineEnd(buffer, next);
      if (end === undefined && !complete) return undefined;
      if (closing(buffer.slice(next, end))) return end ?? buffer.length;
      at = end;
      continue;
    }
    if (next >= buffer.length) return complete ? at : undefined;
    const follows = lineKind(buffer, next, complete);
    if (follows === undefined) return undefined;
    if (!goesOn(kind, follows, hasIndent(buffer, next))) return at;
    at = lineEnd(buffer, next);
  }
}

function goesOn(kind: LineKind, follows: LineKind, isIndented: boolean): boolean {
  if (kind === "html") return follows !== "blank";
  if (kind === "item") return follows === "text" && isIndented;
  return follows === kind;
}

/** What tells the last line of a block that goes on over blank lines and whatever else stands in it. */
function closingOf(buffer: string, start: number, kind: LineKind): ((line: string) => boolean) | undefined {
  const line = buffer.slice(start, lineEnd(buffer, start));
  if (kind === "code") {
    const fence = FENCE.exec(line)?.[1] ?? "";
    return (next) => closesFence(next, fence);
  }
  if (kind === "math") {
    const mark = MATH.exec(line)?.[1] === "$$" ? "$$" : "\\]";
    return (next) => next.includes(mark) || next.trim() === "";
  }
  const [, comment, raw] = (kind === "html" && HTML.exec(line)) || [];
  if (comment) return (next) => next.includes("-->");
  return raw === undefined ? undefined : (next) => next.toLowerCase().includes(`</${raw.toLowerCase()}`);
}

const closesFence = (line: string, fence: string): boolean => {
  const mark = line.trim();
  return mark.length >= fence.length && mark === (fence[0] as string).repeat(mark.length);
};

const hasIndent = (buffer: string, at: number): boolean => /[ \t]/.test(buffer[at] ?? "");

function lineEnd(buffer: string, from: number): number | undefined {
  const at = buffer.indexOf("\n", from);
  return at < 0 ? undefined : at;
}

/** A sentence of a paragraph; or a table without outer bars, which only its second line gives away. */
function textUnit(buffer: string, start: number, atLineStart: boolean, complete: boolean): Unit | undefined {
  const lead = buffer.slice(0, start);
  const paragraph = paragraphEnd(buffer, start, complete);
  const end = sentenceEnd(buffer.slice(0, paragraph.end), start, paragraph.decided);
  const bar = buffer.indexOf("|", start);
  if (atLineStart && bar >= 0 && bar < (typeof end === "number" ? end : paragraph.end)) {
    const table = barlessTableEnd(buffer, start, complete);
    if (table === undefined) return undefined;
    if (table > start) return { kind: "table", lead, text: buffer.slice(start, table).trimEnd() };
  }
  if (typeof end === "number") return { kind: "sentence", lead, text: buffer.slice(start, end) };
  if (!paragraph.decided) return undefined;
  return { kind: "sentence", lead, text: buffer.slice(start, paragraph.end).trimEnd() };
}

/** How far the paragraph around `start` reaches for certain, and whether it ends there: at a blank line or a block. */
function paragraphEnd(buffer: string, start: number, complete: boolean): { end: number; decided: boolean } {
  for (let at = lineEnd(buffer, start); at !== undefined; at = lineEnd(buffer, at + 1)) {
    const follows = at + 1 < buffer.length ? lineKind(buffer, at + 1, complete) : undefined;
    if (follows === undefined) return { end: at, decided: complete };
    if (follows !== "text") return { end: at, decided: true };
  }
  return { end: buffer.length, decided: complete };
}

/** The end of a table such as "a | b\n--- | ---\n1 | 2"; `start` when it is none; nothing while unknown. */
function barlessTableEnd(buffer: string, start: number, complete: boolean): number | undefined {
  const header = lineEnd(buffer, start);
  if (header === undefined) return complete ? start : undefined;
  let end = lineEnd(buffer, header + 1);
  if (end === undefined && !complete) return undefined;
  const second = buffer.slice(header + 1, end);
  if (!second.includes("|") || !DELIMITER_ROW.test(second)) return start;
  for (;;) {
    if (end === undefined) return buffer.length;
    const next = lineEnd(buffer, end + 1);
    if (next === undefined && !complete) return undefined;
    if (!buffer.slice(end + 1, next).includes("|")) return end;
    end = next;
  }
}
