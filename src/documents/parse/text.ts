import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { createOutline, type Outline } from "./outline.ts";
import { titleFromPath } from "./title.ts";

/** Plain text: blank lines end paragraphs, lines that begin with a bullet or number are a list. */
export function parseText(path: string, bytes: Uint8Array): ParsedDocument {
  const outline = createOutline();
  addTextBlocks(decodeText(bytes), outline);
  return { title: titleFromPath(path), blocks: outline.blocks };
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
