import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { createOutline, type Outline } from "./outline.ts";

/**
 * Plain text: blank lines end paragraphs, lines that begin with a bullet or number are a list, and the headings are
 * those that people write without a word processor. The title is the first line when it is underlined with `=`.
 */
export function parseText(path: string, bytes: Uint8Array): ParsedDocument {
  const outline = createOutline();
  const paragraphs = decodeText(bytes).split(/\n\s*\n/);
  for (const [nth, paragraph] of paragraphs.entries()) {
    const heading = headingOf(paragraph, paragraphs[nth + 1]);
    if (heading) outline.heading(heading.level, heading.text);
    addTextBlocks(heading ? heading.rest : paragraph, outline);
  }
  const title = outline.title(path, outline.firstTitle);
  return { title, blocks: outline.under(title), hidden: outline.hidden };
}

interface TextHeading {
  readonly level: number;
  readonly text: string;
  /** What follows it in the same paragraph. */
  readonly rest: string;
}

/** Longer lines are sentences. */
const MAX_HEADING_LENGTH = 80;
/** "3 Leave", "3.1 Parental leave", "IV. Travel": begins with a capital and does not end as a sentence does. */
const NUMBERED = /^(\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}\.)[.)]?\s+\p{Lu}[^\n]*[^.!?:;,\s]$/u;

/**
 * A paragraph's first line as a heading, if it is one: underlined with `=` (level 1) or `-` (level 2), or a line of
 * its own before other text that is in capitals or numbered; numbers nest by their dots.
 */
function headingOf(paragraph: string, following: string | undefined): TextHeading | undefined {
  const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
  const text = lines[0]?.trim() ?? "";
  if (text === "" || text.length > MAX_HEADING_LENGTH) return undefined;
  const underline = /^\s*(={3,}|-{3,}|~{3,})\s*$/.exec(lines[1] ?? "")?.[1];
  if (underline) return { level: underline[0] === "=" ? 1 : 2, text, rest: lines.slice(2).join("\n") };
  // A line by itself heads what follows; another line like it makes both items of a list.
  if (lines.length !== 1 || following === undefined || NUMBERED.test(following.trim())) return undefined;
  const number = NUMBERED.exec(text)?.[1];
  if (number) return { level: 1 + (number.match(/\d+/g)?.length || 1), text, rest: "" };
  const isCapitals = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase() && !/[.!?,;]$/.test(text);
  return isCapitals ? { level: 2, text: text.replace(/:$/, ""), rest: "" } : undefined;
}

const ITEM = /^\s*([-*•‣▪–]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;

/** Adds plain text to an outline; hard-wrapped lines of a paragraph are joined. */
export function addTextBlocks(text: string, outline: Outline): void {
  for (const paragraph of text.split(/\n\s*\n/)) {
    const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
    const firstItem = lines.findIndex((line) => ITEM.test(line));
    const prose = firstItem < 0 ? lines : lines.slice(0, firstItem);
    outline.add("paragraph", unwrapped(prose));
    if (firstItem >= 0) outline.add("list", items(lines.slice(firstItem)).join("\n"));
  }
}

/** Lines that fill the width were wrapped by a program; short ones (addresses, signatures) were meant. */
function unwrapped(lines: readonly string[]): string {
  const widest = lines.reduce((width, line) => Math.max(width, line.length), 0);
  return lines.map((line) => line.trim()).join(widest >= 50 ? " " : "\n");
}

function items(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line) || found.length === 0) found.push(line.trimEnd());
    else found.push(`${found.pop()} ${line.trim()}`);
  }
  return found;
}
