import type { Token, Tokens } from "marked";
import type { ParsedDocument } from "../document.ts";
import { decodeText } from "./decode.ts";
import { lexMarkdown } from "./markdown-lexer.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";
import { titleFromPath } from "./title.ts";

/**
 * Markdown (GitHub's) with optional front matter. The title is the front matter's, else the first heading of level
 * 1, else the file's name. Liquid and MDX leftovers of site generators are dropped, as a reader of the site sees it.
 */
export async function parseMarkdown(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const { frontMatter, body } = splitFrontMatter(decodeText(bytes));
  const hiddenText: string[] = [];
  const outline = createOutline();
  await addBlocks(lexMarkdown(withoutTemplating(body, hiddenText)), outline, hiddenText);
  const title = frontMatterTitle(frontMatter) ?? outline.firstTitle ?? titleFromPath(path);
  return { title, blocks: outline.under(title), hiddenText };
}

async function addBlocks(tokens: readonly Token[], outline: Outline, hiddenText: string[]): Promise<void> {
  for (const token of tokens as readonly Tokens.Generic[]) {
    switch (token.type) {
      case "heading":
        outline.heading(token.depth, inlineText(token.tokens));
        break;
      case "paragraph":
      case "text":
        outline.add("paragraph", inlineText(token.tokens ?? [token as Token]));
        break;
      case "list":
        outline.add("list", listText(token as Tokens.List, ""));
        break;
      case "table": {
        const table = token as Tokens.Table;
        const rows = [table.header, ...table.rows];
        outline.add("table", tableText(rows.map((row) => row.map((cell) => inlineText(cell.tokens)))));
        break;
      }
      case "code":
        outline.add("code", token.text);
        break;
      case "blockquote":
        await addBlocks(token.tokens ?? [], outline, hiddenText);
        break;
      case "html":
        await addHtml(token.text, outline, hiddenText);
        break;
    }
  }
}

async function addHtml(html: string, outline: Outline, hiddenText: string[]): Promise<void> {
  if (/^\s*<\/[^>]*>\s*$/.test(html)) return;
  const { addHtmlBlocks } = await import("./html.ts");
  addHtmlBlocks(html, outline, hiddenText);
}

function listText(list: Tokens.List, indent: string): string {
  return list.items
    .map((item, index) => {
      const marker = list.ordered ? `${Number(list.start || 1) + index}.` : "-";
      const inner = `${indent}  `;
      const parts = item.tokens.map((token) => itemPart(token, inner)).filter((part) => part.trim() !== "");
      return `${indent}${marker} ${parts.join("\n").trimStart()}`;
    })
    .join("\n");
}

function itemPart(token: Token, indent: string): string {
  if (token.type === "list") return listText(token as Tokens.List, indent);
  if (token.type === "space") return "";
  const text =
    "tokens" in token && token.tokens ? inlineText(token.tokens) : "text" in token ? token.text : "";
  return `${indent}${String(text).replace(/\s*\n\s*/g, " ")}`;
}

/** The words of inline tokens, as a page shows them: link texts, image descriptions, no marks. */
function inlineText(tokens: readonly Token[] | undefined): string {
  let text = "";
  for (const token of (tokens ?? []) as readonly Tokens.Generic[]) {
    if (token.type === "br") text += "\n";
    else if (token.type === "html") text += /^<br/i.test(token.text) ? "\n" : "";
    else if (token.type === "image") text += token.text;
    else if (token.type === "text" && token.tokens === undefined)
      text += unescapeEntities(token.text).replace(/\n/g, " ");
    else text += token.tokens ? inlineText(token.tokens) : (token.text ?? "");
  }
  return text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  copy: "©",
  trade: "™",
  reg: "®",
  euro: "€",
  pound: "£",
  times: "×",
  rarr: "→",
};

function unescapeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
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
function withoutTemplating(body: string, hiddenText: string[]): string {
  if (!body.includes("{%") && !body.includes("{{") && !body.includes("{:")) return body;
  return body
    .replace(/\{%-?\s*comment\s*-?%\}([\s\S]*?)\{%-?\s*endcomment\s*-?%\}/g, (_, hidden: string) => {
      if (hidden.trim()) hiddenText.push(hidden.trim());
      return "";
    })
    .replace(/\{%-?\s*(\w+)\s+"([^"\n]*)"\s*-?%\}/g, (_, tag: string, words: string) =>
      NAMES_SOMETHING.test(tag) || PATH.test(words) ? "" : words,
    )
    .replace(/\{%[^{}]{0,500}%\}/g, "")
    .replace(/\{\{[^{}]*\}\}/g, "")
    .replace(/\{:[^{}\n]*\}/g, "");
}
