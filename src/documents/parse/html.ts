import type { Element, Nodes, Root } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { hidingOf, type Look, lookOf, PLAIN, styleOf } from "./html-visibility.ts";
import { createOutline, type Outline } from "./outline.ts";
import { readStyleSheet, type StyleSheet } from "./style-sheet.ts";
import { tableText } from "./table.ts";

/**
 * A web page: the words that a browser shows, without navigation and the site's frame around them. The title is
 * `<title>`, else the first `<h1>`. What the page hides is reported; attributes are never read.
 */
export async function parseHtml(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString("latin1");
  const charset = /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1];
  const outline = createOutline();
  const pageTitle = addHtmlBlocks(decodeText(bytes, charset), outline);
  const title = outline.title(path, siteless(pageTitle, outline.firstTitle), outline.firstTitle);
  return { title, blocks: outline.under(title), hidden: outline.hidden };
}

const pages = unified().use(rehypeParse).freeze();
const fragments = unified().use(rehypeParse, { fragment: true }).freeze();

/** Adds a page's or fragment's blocks to an outline, and notes there what it hides; answers its `<title>`. */
export function addHtmlBlocks(html: string, outline: Outline): string | undefined {
  const root: Root = (/<(html|body)[\s>]/i.test(html) ? pages : fragments).parse(html);
  const sheet = readStyleSheet(stylesIn(root), root);
  const walk: Walk = { outline, inline: "", title: undefined, frame: frameOf(root), sheet };
  for (const child of root.children) visit(child, walk, PLAIN, 0);
  endParagraph(walk);
  return walk.title;
}

interface Walk {
  readonly outline: Outline;
  /** Inline text of the paragraph under way. */
  inline: string;
  title: string | undefined;
  /** What stands around the page's own content on every page of its site. */
  readonly frame: ReadonlySet<Element>;
  readonly sheet: StyleSheet | undefined;
}

const DROPPED = new Set(
  "script style noscript template svg canvas iframe object nav form button select dialog".split(" "),
);
/** Dropped elements whose words a browser does not show, while they look like a page's own to a program. */
const UNSHOWN = new Set(["noscript", "template"]);
const INLINE = new Set(
  "a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Deeper nesting than any editor writes; a page beyond it is not walked further. */
const MAX_DEPTH = 400;

/** How text inside an element looks; undefined when none of it is seen, which is noted. */
function look(element: Element, walk: Walk, around: Look): Look | undefined {
  const style = styleOf(element, walk.sheet);
  const hiding = hidingOf(element, style);
  if (hiding === undefined) return lookOf(element, style, around);
  walk.outline.hide(hiding, textOf(element));
  return undefined;
}

/** A text's words, or nothing when its look hides them. */
function seen(text: string, walk: Walk, { hides }: Look): string {
  if (hides === undefined) return text;
  walk.outline.hide(hides, text);
  return "";
}

function noteComment(text: string, walk: Walk): void {
  // Conditional comments of Office and empty markers say nothing to anybody.
  if (!/^\s*(\[if |<?!?\[endif)/.test(text)) walk.outline.hide("comment", text);
}

/** Whether an element is passed over, with a note when what it holds might be taken for the page's words. */
function isDropped(element: Element, walk: Walk): boolean {
  if (!DROPPED.has(element.tagName)) return false;
  if (UNSHOWN.has(element.tagName)) walk.outline.hide(element.tagName, textOf(element));
  return true;
}

function visit(node: Nodes, walk: Walk, around: Look, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (node.type === "comment") noteComment(node.value, walk);
  if (node.type === "text") walk.inline += seen(node.value.replace(/\s+/g, " "), walk, around);
  if (node.type !== "element" || walk.frame.has(node) || isDropped(node, walk)) return;
  if (node.tagName === "title") {
    walk.title ??= textOf(node).replace(/\s+/g, " ").trim() || undefined;
    return;
  }
  const own = look(node, walk, around);
  if (!own) return;
  const inside = (): void => {
    for (const child of node.children) visit(child, walk, own, depth + 1);
  };
  if (node.tagName === "br") walk.inline += "\n";
  else if (INLINE.has(node.tagName)) inside();
  else if (/^h[1-6]$/.test(node.tagName)) {
    endParagraph(walk);
    walk.outline.heading(Number(node.tagName[1]), visibleText(node, walk, own, depth));
  } else if (node.tagName === "pre") {
    endParagraph(walk);
    walk.outline.add("code", visibleText(node, walk, own, depth, true));
  } else if (node.tagName === "ul" || node.tagName === "ol") {
    endParagraph(walk);
    walk.outline.add("list", listLines(node, walk, own, depth, "").join("\n"));
  } else if (node.tagName === "table" && !isLayoutTable(node)) {
    endParagraph(walk);
    addTable(node, walk, own, depth);
  } else {
    endParagraph(walk);
    inside();
    endParagraph(walk);
  }
}

/** Elements that make a header, footer or aside inside them part of the content (HTML 4.3.8, WAI-ARIA 1.2 banner). */
const CONTENT = new Set(["main", "article", "section"]);

/**
 * The site's frame, which would say the same in every document: the landmarks around the content. A header without
 * its role counts only where the page marks its main content, because elsewhere it may hold the page's own heading.
 */
function frameOf(root: Root): ReadonlySet<Element> {
  const frame = new Set<Element>();
  const headers: Element[] = [];
  let hasMain = false;
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "element") {
      const role = String(node.properties.role ?? "");
      if (node.tagName === "main" || role === "main") hasMain = true;
      if (node.tagName === "footer" || /^(banner|contentinfo|navigation|search)$/.test(role)) frame.add(node);
      if (node.tagName === "header" || node.tagName === "aside") headers.push(node);
      if (frame.has(node) || CONTENT.has(node.tagName) || role === "main") continue;
    }
    if ("children" in node) for (const child of node.children) stack.push(child);
  }
  return hasMain ? new Set([...frame, ...headers]) : frame;
}

/** The page's own style sheets for screens, in order. */
function stylesIn(root: Root): string[] {
  const styles: string[] = [];
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "element" && node.tagName === "style") {
      const isForPrint = /^\s*print\s*$/i.test(String(node.properties.media ?? ""));
      if (!isForPrint)
        styles.push(node.children.map((child) => ("value" in child ? child.value : "")).join(""));
    } else if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
  return styles;
}

function endParagraph(walk: Walk): void {
  walk.outline.add("paragraph", walk.inline);
  walk.inline = "";
}

/** The words inside an element that a reader sees, as one text; what is hidden is noted. `own` is its look. */
function visibleText(element: Element, walk: Walk, own: Look, depth: number, verbatim = false): string {
  let text = "";
  for (const child of element.children) {
    if (child.type === "text")
      text += seen(verbatim ? child.value : child.value.replace(/\s+/g, " "), walk, own);
    else if (child.type === "comment") noteComment(child.value, walk);
    else if (child.type === "element" && depth < MAX_DEPTH && !isDropped(child, walk)) {
      const inner = look(child, walk, own);
      if (!inner) continue;
      if (child.tagName === "br") text += "\n";
      else {
        const words = visibleText(child, walk, inner, depth + 1, verbatim);
        text += INLINE.has(child.tagName) || verbatim ? words : ` ${words} `;
      }
    }
  }
  return text;
}

/** The items of a list whose look is `around`. */
function listLines(list: Element, walk: Walk, around: Look, depth: number, indent: string): string[] {
  if (depth > MAX_DEPTH) return [];
  const lines: string[] = [];
  let number = Number(list.properties.start ?? 1);
  for (const item of list.children) {
    if (item.type === "comment") noteComment(item.value, walk);
    if (item.type !== "element" || isDropped(item, walk)) continue;
    const own = look(item, walk, around);
    if (!own) continue;
    const nested = item.children.filter(isList);
    const words = visibleText(
      { ...item, children: item.children.filter((child) => !isList(child)) },
      walk,
      own,
      depth + 1,
    )
      .replace(/\s+/g, " ")
      .trim();
    const marker = list.tagName === "ol" ? `${number++}.` : "-";
    if (words && !isList(item)) lines.push(`${indent}${marker} ${words}`);
    if (isList(item)) lines.push(...listLines(item, walk, own, depth + 1, `${indent}  `));
    for (const child of isList(item) ? [] : nested) {
      const inner = look(child as Element, walk, own);
      if (inner) lines.push(...listLines(child as Element, walk, inner, depth + 1, `${indent}  `));
    }
  }
  return lines;
}

const isList = (node: Nodes): boolean =>
  node.type === "element" && (node.tagName === "ul" || node.tagName === "ol");

/** A table of a single column or with tables inside lays out a page (as in e-mails): its cells are read as text. */
function isLayoutTable(table: Element): boolean {
  const rows = rowsOf(table);
  return rows.every((row) => cellsOf(row).length < 2) || rows.some((row) => cellsOf(row).some(hasTable));
}

const hasTable = (element: Element): boolean =>
  element.children.some(
    (child) => child.type === "element" && (child.tagName === "table" || hasTable(child)),
  );

function addTable(table: Element, walk: Walk, own: Look, depth: number): void {
  const rows: string[][] = [];
  for (const [row, inRow] of shownRows(table, walk, own)) {
    rows.push(
      cellsOf(row).flatMap((cell) => {
        const inCell = look(cell, walk, inRow);
        const text = inCell ? visibleText(cell, walk, inCell, depth + 1) : "";
        const span = Math.min(Math.max(Number(cell.properties.colSpan ?? 1) || 1, 1), 50);
        return [text, ...Array<string>(span - 1).fill("")];
      }),
    );
  }
  walk.outline.add("table", tableText(rows));
}

/** The rows of a table that are shown, with their looks. */
function* shownRows(part: Element, walk: Walk, around: Look): Generator<[row: Element, own: Look]> {
  for (const child of part.children) {
    if (child.type === "comment") noteComment(child.value, walk);
    if (child.type !== "element" || !/^(tr|thead|tbody|tfoot)$/.test(child.tagName)) continue;
    const own = look(child, walk, around);
    if (own && child.tagName === "tr") yield [child, own];
    else if (own) yield* shownRows(child, walk, own);
  }
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap((child) => {
    if (child.type !== "element") return [];
    if (child.tagName === "tr") return [child];
    return ["thead", "tbody", "tfoot"].includes(child.tagName) ? rowsOf(child) : [];
  });
}

const cellsOf = (row: Element): Element[] =>
  row.children.filter((child): child is Element => child.type === "element" && /^t[dh]$/.test(child.tagName));

/** All text inside a node; iterative, because hidden parts may be nested as deep as their author likes. */
function textOf(node: Nodes): string {
  const parts: string[] = [];
  const stack: Nodes[] = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.type === "text") parts.push(next.value);
    else if (next.type === "element" && /^(script|style)$/.test(next.tagName)) continue;
    else if ("children" in next) for (const child of next.children.toReversed()) stack.push(child);
    // The words of a template stand in a tree of their own.
    if (next.type === "element" && next.content) stack.push(next.content);
  }
  return parts.join("");
}

/** "Leave | Contoso Intranet" under the heading "Leave" is called "Leave". */
function siteless(pageTitle: string | undefined, heading: string | undefined): string | undefined {
  return pageTitle && heading && pageTitle.toLowerCase().startsWith(heading.toLowerCase())
    ? heading
    : pageTitle;
}
