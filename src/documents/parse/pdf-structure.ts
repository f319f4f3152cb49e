import type { Outline } from "./outline.ts";
import type { Line } from "./pdf-lines.ts";
import { ITEM, type Typography, typography } from "./pdf-typography.ts";
import { tableText } from "./table.ts";

const PAGE_NUMBER = /^(page\s*)?[-–]?\s*\d{1,4}\s*[-–]?((of|\/)\s*\d{1,4})?$/i;

/** Pages without the headers and footers that repeat on at least half of them, and without page numbers. */
export function withoutRunningLines(pages: readonly Line[][]): Line[][] {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    for (const key of new Set(edges(lines).map(runningKey))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const enough = Math.max(3, pages.length / 2);
  return pages.map((lines) => {
    const edge = new Set(edges(lines));
    return lines.filter(
      (line) =>
        !edge.has(line) ||
        ((counts.get(runningKey(line)) ?? 0) < enough && !(pages.length > 1 && PAGE_NUMBER.test(line.text))),
    );
  });
}

/** The two highest and two lowest lines. */
function edges(lines: readonly Line[]): Line[] {
  const byHeight = lines.toSorted((a, b) => b.y - a.y);
  return [...byHeight.slice(0, 2), ...byHeight.slice(2).slice(-2)];
}

const runningKey = (line: Line): string => line.text.toLowerCase().replace(/\d+/g, "#");

/**
 * Writes a document's lines to an outline as headings, paragraphs, lists and tables.
 * @returns the title as printed: a cover page's words, or the only text of the largest size on the first page.
 */
export function structure(pages: readonly Line[][], outline: Outline): string | undefined {
  const all = pages.flat();
  const type = typography(all);
  const cover = coverLines(all, type);
  const lines = all.slice(cover.length);
  const writer = createWriter(outline, hyphenation(all));
  let previous: Line | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const level = type.headingLevel(line, previous, lines[index + 1]);
    const rows = level === undefined ? tableRows(lines, index) : [];
    if (level !== undefined) {
      const heading = [line.text];
      while (continuesHeading(lines[index]!, lines[index + 1])) heading.push(lines[++index]!.text);
      writer.heading(level, heading.join(" "), line.page);
    } else if (rows.length > 0) {
      writer.table(rows, line.page);
      index += rows.length - 1;
    } else {
      const isNew = previous !== undefined && type.isNewParagraph(previous, line);
      writer.line(line, isNew, previous !== undefined && type.endsEarly(previous));
    }
    previous = lines[index];
  }
  writer.end();
  return cover.length > 0 ? cover.map((line) => line.text).join(" ") : undefined;
}

/** A page of large type only, before any text, is a cover; otherwise the title is what is set largest at the top. */
function coverLines(lines: readonly Line[], { isLarge }: Typography): Line[] {
  const first = lines.filter((line) => line.page === lines[0]?.page);
  const words = (some: readonly Line[]): number => some.flatMap((line) => line.text.split(" ")).length;
  if (first.length < lines.length && first.every(isLarge) && words(first) <= 25) return first;
  const largest = Math.max(...first.map((line) => line.size));
  const end = first.findIndex((line) => line.size !== largest);
  const top = first.slice(0, end < 0 ? first.length : end);
  const isAlone = lines.every((line) => line.size < largest || top.includes(line));
  return top.length > 0 && top.every(isLarge) && isAlone && words(top) <= 25 ? top : [];
}

/** A long heading goes on in the next line, of the same type and close below. */
function continuesHeading(heading: Line, next: Line | undefined): boolean {
  return (
    next !== undefined &&
    next.page === heading.page &&
    next.size === heading.size &&
    next.font === heading.font &&
    next.level === heading.level &&
    heading.y - next.y < 1.45 * heading.size &&
    heading.text.length > 25
  );
}

/** Three or more lines with as many cells each are a table; two are when they have three cells. */
function tableRows(lines: readonly Line[], from: number): string[][] {
  const first = lines[from]!;
  if (first.cells.length < 2) return [];
  let end = from;
  while (lines[end]?.page === first.page && lines[end]!.cells.length === first.cells.length) end++;
  const enough = first.cells.length === 2 ? 3 : 2;
  return end - from >= enough ? lines.slice(from, end).map((line) => [...line.cells]) : [];
}

/** Joins lines into paragraphs and lists. A paragraph that runs over a page's end stands where it began. */
function createWriter(outline: Outline, isBroken: Mend) {
  let paragraph = "";
  let items: string[] = [];
  let page = 0;

  const end = (): void => {
    if (items.length > 0) outline.add("list", items.join("\n"));
    outline.add("paragraph", paragraph);
    paragraph = "";
    items = [];
  };
  const turnTo = (next: number): void => {
    if (next === page) return;
    page = next;
    outline.at({ page });
  };
  return {
    end,
    heading(level: number, text: string, onPage: number): void {
      end();
      turnTo(onPage);
      outline.heading(level, text);
    },
    table(rows: readonly string[][], onPage: number): void {
      end();
      turnTo(onPage);
      outline.add("table", tableText(rows));
    },
    line(line: Line, isNewParagraph: boolean, isAfterShortLine: boolean): void {
      const open = items.at(-1) ?? paragraph;
      const runsOn = open !== "" && !/[.!?:;”"]$/.test(open) && /^\p{Ll}/u.test(line.text);
      if (line.page !== page && !runsOn) {
        end();
        turnTo(line.page);
      }
      if (ITEM.test(line.text)) {
        if (items.length === 0) end();
        items.push(line.text);
      } else if (items.length > 0 && !(isNewParagraph && !runsOn)) {
        items.push(join(items.pop()!, line.text, isBroken));
      } else {
        if (isNewParagraph || items.length > 0) end();
        const isOwnLine = isAfterShortLine && !/^\p{Ll}/u.test(line.text);
        if (paragraph === "") paragraph = line.text;
        else paragraph = isOwnLine ? `${paragraph}\n${line.text}` : join(paragraph, line.text, isBroken);
      }
    },
  };
}

/** Mends a word broken at a line's end, or keeps the hyphen it is written with. */
type Mend = (start: string, rest: string) => boolean;

/**
 * Whether a hyphen at a line's end was put there to break the word. What the document writes elsewhere decides;
 * else whether it breaks words at all, which shows in many lines ending so.
 */
function hyphenation(lines: readonly Line[]): Mend {
  const words = new Set(lines.flatMap((line) => line.text.toLowerCase().match(/\p{L}+(-\p{L}+)*/gu) ?? []));
  const broken = lines.filter(
    ({ text }, index) => /\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(lines[index + 1]?.text ?? ""),
  );
  const breaksWords = broken.length > lines.length * 0.02;
  return (start, rest) => {
    if (words.has(start + rest)) return true;
    return words.has(`${start}-${rest}`) ? false : breaksWords;
  };
}

function join(before: string, after: string, isBroken: Mend): string {
  const start = /\p{L}+(?=[-\u00ad]$)/u.exec(before)?.[0].toLowerCase();
  const rest = /^\p{Ll}+/u.exec(after)?.[0];
  if (start && rest && (before.endsWith("\u00ad") || isBroken(start, rest)))
    return before.slice(0, -1) + after;
  return /[\p{L}\d][-–/]$/u.test(before) ? before + after : `${before} ${after}`;
}
