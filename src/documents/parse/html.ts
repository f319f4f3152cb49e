import type { Element, Nodes, Root } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";
import { titleFromPath } from "./title.ts";

/**
 * A web page: its own words, without scripts, navigation and the site's frame around them. The title is `<title>`,
 * else the first `<h1>`.
 */
export async function parseHtml(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString("latin1");
  const charset = /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1];
  const hiddenText: string[] = [];
  const outline = createOutline();
  const pageTitle = addHtmlBlocks(decodeText(bytes, charset), outline, hiddenText);
  const title = siteless(pageTitle, outline.firstTitle) ?? outline.firstTitle ?? titleFromPath(path);
  return { title, blocks: outline.under(title), hiddenText };
}

/** Adds a page's or fragment's blocks to an outline, and what it hides to `hiddenText`; answers its `<title>`. */
export function addHtmlBlocks(html: string, outline: Outline, hiddenText: string[]): string | undefined {
  const root: Root = unified()
    .use(rehypeParse, { fragment: !/<(html|body)[\s>]/i.test(html) })
    .parse(html);
  const walk: Walk = { outline, hiddenText, inline: "", title: undefined, frame: frameOf(root) };
  for (const child of root.children) visit(child, walk, false, 0);
  endParagraph(walk);
  return walk.title;
}

interface Walk {
  readonly outline: Outline;
  readonly hiddenText: string[];
  /** Inline text of the paragraph under way. */
  inline: string;
  title: string | undefined;
  /** What stands around the page's own content on every page of its site. */
  readonly frame: ReadonlySet<Element>;
}

const DROPPED = new Set(
  "script style noscript template svg canvas iframe object nav form button select dialog".split(" "),
);
const INLINE = new Set(
  "a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Deeper nesting than any editor writes; a page beyond it is not walked further. */
const MAX_DEPTH = 400;

function visit(node: Nodes, walk: Walk, hasBackground: boolean, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (node.type === "comment") noteHidden(node.value, walk);
  if (node.type === "text") walk.inline += node.value.replace(/\s+/g, " ");
  if (node.type !== "element" || DROPPED.has(node.tagName) || walk.frame.has(node)) return;
  if (node.tagName === "title") {
    walk.title ??= textOf(node).replace(/\s+/g, " ").trim() || undefined;
    return;
  }
  if (isHidden(node, hasBackground)) {
    noteHidden(textOf(node), walk);
    return;
  }
  const background = hasBackground || hasOwnBackground(node);
  const inside = (): void => {
    for (const child of node.children) visit(child, walk, background, depth + 1);
  };
  if (node.tagName === "br") walk.inline += "\n";
  else if (node.tagName === "img") walk.inline += ` ${String(node.properties.alt ?? "")} `;
  else if (INLINE.has(node.tagName)) inside();
  else if (/^h[1-6]$/.test(node.tagName)) {
    endParagraph(walk);
    walk.outline.heading(Number(node.tagName[1]), visibleText(node, walk, background, depth));
  } else if (node.tagName === "pre") {
    endParagraph(walk);
    walk.outline.add("code", visibleText(node, walk, background, depth, true));
  } else if (node.tagName === "ul" || node.tagName === "ol") {
    endParagraph(walk);
    walk.outline.add("list", listLines(node, walk, background, depth, "").join("\n"));
  } else if (node.tagName === "table" && !isLayoutTable(node)) {
    endParagraph(walk);
    addTable(node, walk, background, depth);
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
    if ("children" in node) stack.push(...node.children);
  }
  return hasMain ? new Set([...frame, ...headers]) : frame;
}

function endParagraph(walk: Walk): void {
  walk.outline.add("paragraph", walk.inline);
  walk.inline = "";
}

/** The words inside an element that a reader sees, as one text; what is hidden goes to the report. */
function visibleText(
  element: Element,
  walk: Walk,
  hasBackground: boolean,
  depth: number,
  verbatim = false,
): string {
  let text = "";
  for (const child of element.children) {
    if (child.type === "text") text += verbatim ? child.value : child.value.replace(/\s+/g, " ");
    else if (child.type === "comment") noteHidden(child.value, walk);
    else if (child.type === "element" && !DROPPED.has(child.tagName) && depth < MAX_DEPTH) {
      if (isHidden(child, hasBackground)) noteHidden(textOf(child), walk);
      else if (child.tagName === "br") text += "\n";
      else if (child.tagName === "img") text += String(child.properties.alt ?? "");
      else {
        const inner = visibleText(child, walk, hasBackground || hasOwnBackground(child), depth + 1, verbatim);
        text += INLINE.has(child.tagName) || verbatim ? inner : ` ${inner} `;
      }
    }
  }
  return text;
}

function listLines(
  list: Element,
  walk: Walk,
  hasBackground: boolean,
  depth: number,
  indent: string,
): string[] {
  if (depth > MAX_DEPTH) return [];
  const lines: string[] = [];
  let number = Number(list.properties.start ?? 1);
  for (const item of list.children) {
    if (item.type !== "element") continue;
    if (isHidden(item, hasBackground)) {
      noteHidden(textOf(item), walk);
      continue;
    }
    const nested = item.children.filter(isList);
    const own = { ...item, children: item.children.filter((child) => !isList(child)) };
    const words = visibleText(own, walk, hasBackground, depth + 1)
      .replace(/\s+/g, " ")
      .trim();
    const marker = list.tagName === "ol" ? `${number++}.` : "-";
    if (words) lines.push(`${indent}${marker} ${words}`);
    for (const child of isList(item) ? [item] : nested) {
      lines.push(...listLines(child as Element, walk, hasBackground, depth + 1, `${indent}  `));
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

function addTable(table: Element, walk: Walk, hasBackground: boolean, depth: number): void {
  const rows: string[][] = [];
  for (const row of rowsOf(table)) {
    if (isHidden(row, hasBackground)) {
      noteHidden(textOf(row), walk);
      continue;
    }
    const background = hasBackground || hasOwnBackground(table) || hasOwnBackground(row);
    rows.push(
      cellsOf(row).flatMap((cell) => {
        const shaded = background || hasOwnBackground(cell);
        if (isHidden(cell, shaded)) noteHidden(textOf(cell), walk);
        const text = isHidden(cell, shaded) ? "" : visibleText(cell, walk, shaded, depth + 1);
        const span = Math.min(Math.max(Number(cell.properties.colSpan ?? 1) || 1, 1), 50);
        return [text, ...Array<string>(span - 1).fill("")];
      }),
    );
  }
  walk.outline.add("table", tableText(rows));
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

/** Hidden from the eye by the element itself. Style sheets are not evaluated. */
function isHidden(element: Element, hasBackground: boolean): boolean {
  if (element.properties.hidden !== undefined && element.properties.hidden !== false) return true;
  const style = styleOf(element);
  if (style === "" && element.tagName !== "font") return false;
  if (/(^|;)(display:none|visibility:(hidden|collapse)|opacity:0*(\.0+)?(;|$))/.test(style)) return true;
  if (/(^|;)font-size:(0*(\.0+)?|0*1)(px|pt|em|rem|%)?(!important)?(;|$)/.test(style)) return true;
  if (/(^|;)(left|top|text-indent|margin-left):-\d{4,}/.test(style)) return true;
  const color =
    /(^|;)color:([^;!]+)/.exec(style)?.[2] ?? String(element.properties.color ?? "").toLowerCase();
  return isWhite(color) && !hasBackground && !hasOwnBackground(element);
}

const isWhite = (color: string): boolean =>
  /^(white|transparent|#fff(f)?|#f{6}(ff)?|rgba?\(255,255,255(,[\d.]+)?\)|rgba\(\d+,\d+,\d+,0\))$/.test(
    color,
  );

function hasOwnBackground(element: Element): boolean {
  const color =
    /(^|;)background(-color|-image)?:([^;!]+)/.exec(styleOf(element))?.[3] ?? element.properties.bgColor;
  return color !== undefined && !isWhite(String(color).toLowerCase());
}

const styleOf = (element: Element): string =>
  typeof element.properties.style === "string"
    ? element.properties.style.toLowerCase().replace(/\s+/g, "")
    : "";

/** All text inside a node; iterative, because hidden parts may be nested as deep as their author likes. */
function textOf(node: Nodes): string {
  const parts: string[] = [];
  const stack: Nodes[] = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.type === "text") parts.push(next.value);
    else if ("children" in next) stack.push(...next.children.toReversed());
  }
  return parts.join("");
}

function noteHidden(text: string, walk: Walk): void {
  const words = text.replace(/\s+/g, " ").trim();
  // Conditional comments of Office and empty markers say nothing to anybody.
  if (/\p{L}{2}/u.test(words) && !/^\[if |^\[endif/.test(words)) walk.hiddenText.push(words);
}

/** "Leave | Contoso Intranet" under the heading "Leave" is called "Leave". */
function siteless(pageTitle: string | undefined, heading: string | undefined): string | undefined {
  return pageTitle && heading && pageTitle.toLowerCase().startsWith(heading.toLowerCase())
    ? heading
    : pageTitle;
}
