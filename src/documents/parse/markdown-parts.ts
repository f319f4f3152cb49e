/**
 * Markdown cut into its blocks, as far as they are written plainly: most pages are nothing but headings, paragraphs,
 * lists, tables, quotes and code whose every line says what it is by its first characters. What is not is left to a
 * lexer that knows all of Markdown, up to the next place where a block begins for certain.
 */

/** A block; its text is inline Markdown, but that of code is the code. */
export type MarkdownPart =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph" | "code"; readonly text: string }
  | { readonly kind: "list"; readonly list: MarkdownList }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  /** Markdown of any kind, blocks and all. */
  | { readonly kind: "markdown"; readonly text: string };

/** Texts and lists of each item, in order. */
export interface MarkdownList {
  readonly isOrdered: boolean;
  readonly start: number;
  readonly items: readonly (readonly (string | MarkdownList)[])[];
}

const HEADING = /^(#{1,6}) (.*[^\s#])\s*$/;
const FENCE = /^(`{3,})[^`]*$/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])( {1,4})(?=\S)/;
/** A line that can begin or go on with a paragraph and nothing else; no dots after its number, no rule of stars. */
const PLAIN = /^(?:[^\s#><|:\-+=~`*_\d]|`(?!``)|[*_]{1,3}[^\s*_]|#{1,6}[^\s#]|\d+(?:[^\d.)]|[.)]\S|$))/;
/** Those that a paragraph's next line may begin with. */
const INTERRUPTS = /^(?:[-*+]|1[.)]) {1,4}\S/;

const QUOTED = /^> ?/;
/** What parts a table's head from its rows. */
const RULE = /^\|(?: *:?-+:? *\|)+ *$/;

/** Names that links stand for hold for the whole page. */
const DEFINES = "]:";
/** Code and some HTML may go on over blank lines. */
const GOES_ON = /```|~~~|<(?:[?!]|script|pre|style|textarea)/i;
const COMMENTS = /<!--[\s\S]*?-->/g;

/** The parts of a page in order. */
export function* markdownParts(page: string): Generator<MarkdownPart> {
  if (page.includes(DEFINES)) {
    yield { kind: "markdown", text: page };
    return;
  }
  const lines = page.split("\n");
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at]!)) {
      at++;
      continue;
    }
    const quoteEnd = endOfQuote(lines, at);
    if (quoteEnd > at) {
      yield* markdownParts(quotedText(lines.slice(at, quoteEnd)));
      at = quoteEnd;
      continue;
    }
    const found =
      headingAt(lines, at) ??
      codeAt(lines, at) ??
      listAt(lines, at) ??
      tableAt(lines, at) ??
      paragraphAt(lines, at);
    const { part, end } = found ?? anythingAt(lines, at);
    yield part;
    at = end;
  }
}

interface Found {
  readonly part: MarkdownPart;
  /** The line after it. */
  readonly end: number;
}

const isBlank = (line: string): boolean => line === "" || /^[ \t]*$/.test(line);

function headingAt(lines: readonly string[], at: number): Found | undefined {
  if (!lines[at]!.startsWith("#")) return undefined;
  const [, marks, text] = HEADING.exec(lines[at]!) ?? [];
  return marks
    ? { part: { kind: "heading", level: marks.length, text: text!.trim() }, end: at + 1 }
    : undefined;
}

function codeAt(lines: readonly string[], at: number): Found | undefined {
  const fence = lines[at]!.startsWith("```") && FENCE.exec(lines[at]!)?.[1];
  if (!fence) return undefined;
  let end = at + 1;
  while (end < lines.length && !lines[end]!.trimStart().startsWith(fence)) end++;
  if (end === lines.length || !/^`+ *$/.test(lines[end]!)) return undefined;
  return { part: { kind: "code", text: lines.slice(at + 1, end).join("\n") }, end: end + 1 };
}

function paragraphAt(lines: readonly string[], at: number): Found | undefined {
  if (!PLAIN.test(lines[at]!)) return undefined;
  let end = at + 1;
  while (end < lines.length && PLAIN.test(lines[end]!.trimStart())) end++;
  return endsBefore(lines[end]) || INTERRUPTS.test(lines[end]!)
    ? { part: { kind: "paragraph", text: lines.slice(at, end).join("\n") }, end }
    : undefined;
}

/** The line after a quote of nothing but paragraphs; `at` where there is none. */
function endOfQuote(lines: readonly string[], at: number): number {
  let end = at;
  for (; end < lines.length && QUOTED.test(lines[end]!); end++) {
    const text = lines[end]!.replace(QUOTED, "");
    if (!PLAIN.test(text) && text !== "") return at;
  }
  return end > at && endsBefore(lines[end]) ? end : at;
}

const quotedText = (lines: readonly string[]): string =>
  lines.map((line) => line.replace(QUOTED, "")).join("\n");

/** A table whose every row begins with a bar. */
function tableAt(lines: readonly string[], at: number): Found | undefined {
  if (!lines[at]!.startsWith("|") || !RULE.test(lines[at + 1] ?? "")) return undefined;
  let end = at + 2;
  while (end < lines.length && lines[end]!.startsWith("|")) end++;
  const table = lines.slice(at, end);
  if (!endsBefore(lines[end]) || table.some((line) => line.includes("\\"))) return undefined;
  const [head, rule, ...rows] = table.map(cellsOf);
  const columns = head!.length;
  if (columns === 0 || columns !== rule!.length) return undefined;
  const filled = rows.map((row) => Array.from({ length: columns }, (_, column) => row[column] ?? ""));
  return { part: { kind: "table", rows: [head!, ...filled] }, end };
}

/** The texts of a row between its bars. */
function cellsOf(row: string): string[] {
  const cells = row.split("|").map((cell) => cell.trim());
  cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells;
}

/** Whether a paragraph is over before this line, whatever follows it. */
const endsBefore = (line: string | undefined): boolean =>
  line === undefined || isBlank(line) || HEADING.test(line) || FENCE.test(line);

interface OpenList {
  readonly column: number;
  readonly mark: string;
  readonly isOrdered: boolean;
  readonly start: number;
  readonly items: (string | OpenList)[][];
  /** Where the text of its present item begins. */
  text: number;
}

/** A list of plain lines, each list in it with one mark and one column. */
function listAt(lines: readonly string[], from: number): Found | undefined {
  if (lines[from]!.startsWith(" ")) return undefined;
  const open: OpenList[] = [];
  let isApart = false;
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      isApart = true;
      continue;
    }
    const item = ITEM.exec(line);
    if (item) {
      const isOther = item[1] === "" && item[2]!.at(-1) !== open[0]?.mark;
      if (isOther && isApart && open.length > 0) break;
      if (!takeItem(open, item, line)) return undefined;
    } else if (isApart && !line.startsWith(" ")) {
      if (/^[>|]/.test(line) || PLAIN.test(line) || HEADING.test(line) || FENCE.test(line)) break;
      return undefined;
    } else if (!takeLine(open.at(-1), line, isApart)) return undefined;
    isApart = false;
  }
  return open[0] && { part: { kind: "list", list: open[0] }, end: at };
}

/** Begins an item of an open list or of one below it; false when it is not clear of which. */
function takeItem(open: OpenList[], [whole, indent, mark, gap]: RegExpExecArray, line: string): boolean {
  const column = indent!.length;
  const text = line.slice(whole!.length);
  if (!PLAIN.test(text) || /^\[[ x]\]/i.test(text)) return false;
  const depth = open.length;
  while (open.length > 1 && column < open.at(-1)!.column) open.pop();
  const last = open.at(-1);
  // Between the columns of two lists it might belong to either.
  if (open.length < depth && last!.column !== column) return false;
  const isOrdered = mark!.length > 1;
  if (last?.column === column) {
    if (last.mark !== mark!.at(-1)) return false;
    last.items.push([text]);
    last.text = column + mark!.length + gap!.length;
    return true;
  }
  const start = isOrdered ? Number.parseInt(mark!, 10) : 0;
  if (last && (column < last.text || column > last.text + 3 || (isOrdered && start !== 1))) return false;
  const list = {
    column,
    mark: mark!.at(-1)!,
    isOrdered,
    start,
    items: [[text]],
    text: column + mark!.length + gap!.length,
  };
  last?.items.at(-1)?.push(list);
  open.push(list);
  return true;
}

/** Goes on with the text of an item, or with a text more; false when it is neither for certain. */
function takeLine(list: OpenList | undefined, line: string, isApart: boolean): boolean {
  const text = line.trimStart();
  if (!list || !PLAIN.test(text)) return false;
  const parts = list.items.at(-1)!;
  const indent = line.length - text.length;
  if (!isApart) {
    parts.push(`${parts.pop()}\n${text}`);
    return true;
  }
  if (indent < list.text || indent > list.text + 3) return false;
  parts.push(text);
  return true;
}

/** Lines up to one that begins a block for certain, or all that are left. */
function anythingAt(lines: readonly string[], at: number): Found {
  let end = at + 1;
  for (; end < lines.length; end++) {
    const isStart = PLAIN.test(lines[end]!) || HEADING.test(lines[end]!);
    if (isStart && isBlank(lines[end - 1]!)) break;
  }
  const text = lines.slice(at, end).join("\n");
  const isOpen = text.lastIndexOf("<!--") > text.lastIndexOf("-->");
  if (!isOpen && !GOES_ON.test(text.replace(COMMENTS, ""))) return { part: { kind: "markdown", text }, end };
  return { part: { kind: "markdown", text: lines.slice(at).join("\n") }, end: lines.length };
}
