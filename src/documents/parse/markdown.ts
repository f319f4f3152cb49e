import { parser, type Token, type Tokens, type TokensList } from "marked";
import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { plainInlineText } from "./markdown-inline.ts";
import { lexInline, lexMarkdown, lexWords } from "./markdown-lexer.ts";
import { type MarkdownList, type MarkdownPart, markdownParts } from "./markdown-parts.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";

/**
 * Markdown (GitHub's) with optional front matter. The title is the front matter's, else the first heading of level
 * 1, else the file's name. Liquid and MDX leftovers of site generators are dropped, as a reader of the site sees it.
 */
export async function parseMarkdown(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const { frontMatter, body } = splitFrontMatter(decodeText(bytes));
  const outline = createOutline();
  const page = withoutTemplating(body, outline);
  // Its own HTML may hide what stands between its tags, so such a page is read as the HTML that it becomes.
  if (HIDING_HTML.test(body)) {
    const tokens = lexMarkdown(page);
    noteUnusedTitles(tokens, outline);
    await addHtml(parser(tokens), outline);
  } else {
    for (const part of markdownParts(page)) {
      if (part.kind === "markdown") await addMarkdown(part.text, outline);
      else addPart(part, outline);
    }
  }
  const title = outline.title(path, frontMatterTitle(frontMatter), outline.firstTitle);
  return { title, blocks: outline.under(title), hidden: outline.hidden };
}

/** Tags and attributes that keep text from being shown. Classes and ids do so by a style sheet only, which is one of the tags. */
const HIDING_HTML =
  /<(?:style|template|noscript|script|dialog|svg|object|iframe|font)[\s>]|<[a-z][^<>]*\s(?:style|hidden|bgcolor)[\s=>/]/i;

/** `[//]: # (words)` is how Markdown hides a comment: a link's title for a link that nothing uses. */
function noteUnusedTitles({ links }: TokensList, outline: Outline): void {
  for (const { href, title } of Object.values(links)) {
    if (title && (href === "#" || href === "" || href === "<>")) outline.hide("comment", title);
  }
}

function addPart(part: Exclude<MarkdownPart, { kind: "markdown" }>, outline: Outline): void {
  const words = (text: string): string => textOf(text, outline);
  if (part.kind === "heading") outline.heading(part.level, words(part.text));
  else if (part.kind === "list") outline.add("list", listText(part.list, "", words));
  else if (part.kind === "table") outline.add("table", tableText(part.rows.map((row) => row.map(words))));
  else outline.add(part.kind, part.kind === "code" ? part.text : words(part.text));
}

async function addMarkdown(text: string, outline: Outline): Promise<void> {
  const tokens = lexWords(text);
  noteUnusedTitles(tokens, outline);
  await addBlocks(tokens, outline);
}

/** The words of inline Markdown. */
const textOf = (source: string, outline: Outline): string =>
  plainInlineText(source) ?? inlineText(lexInline(source), outline);

async function addBlocks(tokens: readonly Token[], outline: Outline): Promise<void> {
  for (const token of tokens as readonly Tokens.Generic[]) {
    switch (token.type) {
      case "heading":
        outline.heading(token.depth, inlineText(token.tokens, outline));
        break;
      case "paragraph":
      case "text":
        outline.add("paragraph", inlineText(token.tokens ?? [token as Token], outline));
        break;
      case "list":
        outline.add(
          "list",
          listText(listOf(token as Tokens.List, outline), "", (words) => words),
        );
        break;
      case "table":
        outline.add("table", tableWords(token as Tokens.Table, outline));
        break;
      case "code":
        outline.add("code", token.text);
        break;
      case "blockquote":
        await addBlocks(token.tokens ?? [], outline);
        break;
      case "html":
        await addHtml(token.text, outline);
        break;
    }
  }
}

async function addHtml(html: string, outline: Outline): Promise<void> {
  if (/^\s*<\/[^>]*>\s*$/.test(html)) return;
  const { addHtmlBlocks } = await import("./html.ts");
  addHtmlBlocks(html, outline);
}

/** A list of tokens as {@link markdownParts} gives one, its texts being words already. */
const listOf = (list: Tokens.List, outline: Outline): MarkdownList => ({
  isOrdered: list.ordered,
  start: Number(list.start),
  items: list.items.map((item) =>
    item.tokens
      .filter(({ type }) => type !== "space")
      .map((token) =>
        token.type === "list" ? listOf(token as Tokens.List, outline) : wordsOf(token, outline),
      ),
  ),
});

const tableWords = ({ header, rows }: Tokens.Table, outline: Outline): string =>
  tableText([header, ...rows].map((row) => row.map((cell) => inlineText(cell.tokens, outline))));

function wordsOf(token: Token, outline: Outline): string {
  if (token.type === "html") return inlineText([token], outline);
  if (token.type === "table") return tableWords(token as Tokens.Table, outline);
  if ("tokens" in token && token.tokens) return inlineText(token.tokens, outline);
  return "text" in token ? String(token.text) : "";
}

/** A list as text, an item a line; `read` makes words of an item's text. */
function listText(list: MarkdownList, indent: string, read: (text: string) => string): string {
  const inner = `${indent}  `;
  return list.items
    .map((item, index) => {
      const marker = list.isOrdered ? `${(list.start || 1) + index}.` : "-";
      const parts = item
        .map((part) =>
          typeof part === "string"
            ? `${inner}${read(part)
                .replace(/\s{2,}|[^\S ]/g, " ")
                .trim()}`
            : listText(part, inner, read),
        )
        .filter((part) => part.trim() !== "");
      return `${indent}${marker} ${parts.join("\n").trimStart()}`;
    })
    .join("\n");
}

/** The words of inline tokens, as a page shows them: link texts, no marks, no image descriptions. */
function inlineText(tokens: readonly Token[] | undefined, outline: Outline): string {
  let text = "";
  for (const token of (tokens ?? []) as readonly Tokens.Generic[]) {
    if (token.type === "image") continue;
    if (token.type === "br") text += "\n";
    else if (token.type === "html") text += htmlWords(token.text, outline);
    else if (token.type === "text" && token.tokens === undefined)
      text += unescapeEntities(token.text).replace(/\n/g, " ");
    else text += token.tokens ? inlineText(token.tokens, outline) : (token.text ?? "");
  }
  return text;
}

/** The words of HTML among Markdown; pages with tags that hide words are not read this way. */
function htmlWords(html: string, outline: Outline): string {
  const shown = html.replace(/<!--([\s\S]*?)(?:-->|$)/g, (_, comment: string) => {
    outline.hide("comment", comment);
    return "";
  });
  return unescapeEntities(shown.replace(/<br[^<>]*>/gi, "\n").replace(/<\/?[a-z][^<>]*>/gi, ""));
}

/** The names of U+00A0 to U+00FF in order (HTML 4.01, 24.2). */
const LATIN_1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  bull: "•",
  trade: "™",
  euro: "€",
  larr: "←",
  rarr: "→",
  ...Object.fromEntries(LATIN_1.split(" ").map((name, at) => [name, String.fromCharCode(0xa0 + at)])),
};

function unescapeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+\d{0,2}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function splitFrontMatter(text: string): { frontMatter: string; body: string } {
  const match = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  return match
    ? { frontMatter: match[1]!, body: text.slice(match[0].length) }
    : { frontMatter: "", body: text };
}

/** YAML has many ways to write a string; a page's title is in practice one line, quoted or not. */
function frontMatterTitle(frontMatter: string): string | undefined {
  const value = /^title:[ \t]*(.+)$/m.exec(frontMatter)?.[1]?.trim() ?? "";
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
  const title = quoted ? quoted[2]!.replace(/\\"/g, '"').replace(/''/g, "'") : value.replace(/\s+#.*$/, "");
  return title === "" || /^[|>&*{[]/.test(title) ? undefined : unescapeEntities(title);
}

/** Tags of Liquid and its relatives whose quoted argument is a file's name or a language. */
const NAMES_SOMETHING =
  /^(include|include_relative|include_cached|render|section|layout|extends|import|from|block|highlight|asset)$/;
const PATH = /\/|\.\w{2,5}$/;

/**
 * Liquid comments are hidden text; tags such as `{% include %}` go, the words between block tags stay. A site's own
 * tag with one quoted argument that is no path, such as `{% alert "Closed on Friday" %}`, stands for those words.
 */
function withoutTemplating(body: string, outline: Outline): string {
  if (!body.includes("{%") && !body.includes("{{") && !body.includes("{:")) return body;
  return body
    .replace(/\{%-?\s*comment\s*-?%\}([\s\S]*?)\{%-?\s*endcomment\s*-?%\}/g, (_, hidden: string) => {
      outline.hide("comment", hidden);
      return "";
    })
    .replace(/\{%-?\s*(\w+)\s+"([^"\n]*)"\s*-?%\}/g, (_, tag: string, words: string) =>
      NAMES_SOMETHING.test(tag) || PATH.test(words) ? "" : words,
    )
    .replace(/\{%[^{}]{0,500}%\}/g, "")
    .replace(/\{\{[^{}]*\}\}/g, "")
    .replace(/\{:[^{}\n]*\}/g, "");
}
