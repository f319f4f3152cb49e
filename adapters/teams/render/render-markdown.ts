/** Released Markdown in the subset that every Teams client shows: no HTML, images, headings or tables. */
import { Lexer, type Token, type Tokens } from "marked";
import type { Released } from "../../../src/safety/released.ts";
import { escapeCode, escapeMarkup, safeLink, ZERO_WIDTH_SPACE } from "./escape.ts";

/**
 * Headings become bold lines; each table row becomes a list item that names its columns, which reads on a phone too;
 * images become their description; markup of documents is shown as text.
 */
export function renderMarkdown(text: Released): string {
  return blocks(new Lexer({ gfm: true }).lex(text.text), "\n\n");
}

const blocks = (tokens: readonly Token[], separator: string): string =>
  tokens
    .map(block)
    .filter((text) => text !== "")
    .join(separator);

function block(token: Token): string {
  switch (token.type) {
    case "space":
    case "def":
      return "";
    case "heading":
      return `**${inline(token.tokens ?? []).replaceAll("**", "")}**`;
    case "paragraph":
    case "text":
      return token.tokens ? inline(token.tokens) : escapeMarkup(token.raw);
    case "blockquote":
      return prefixed("> ", "> ", blocks(token.tokens ?? [], "\n\n"));
    case "list":
      return list(token as Tokens.List);
    case "code":
      return fenced(token as Tokens.Code);
    case "table":
      return table(token as Tokens.Table);
    case "hr":
      return "---";
    default:
      return escapeMarkup(token.raw.trimEnd());
  }
}

function list({ items, ordered, start, loose }: Tokens.List): string {
  return items
    .map((item, index) => {
      const marker = ordered ? `${Number(start || 1) + index}. ` : "- ";
      const box = item.task ? (item.checked ? "☑ " : "☐ ") : "";
      // marked puts a "checkbox" token before the text of a task.
      const content = item.tokens.filter(({ type }) => type !== "checkbox");
      return prefixed(marker + box, " ".repeat(marker.length), blocks(content, loose ? "\n\n" : "\n"));
    })
    .join("\n");
}

function table({ header, rows }: Tokens.Table): string {
  const columns = header.map((cell) => inline(cell.tokens));
  return rows
    .map((cells) => {
      const named = cells.map((cell, index) => {
        const value = inline(cell.tokens).trim();
        return columns[index] && value ? `**${columns[index].replaceAll("**", "")}:** ${value}` : value;
      });
      return `- ${named.filter(Boolean).join("; ")}`;
    })
    .join("\n");
}

function fenced({ text }: Tokens.Code): string {
  const longestRun = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longestRun + 1));
  return `${fence}\n${escapeCode(text)}\n${fence}`;
}

/** A link after an exclamation mark must not become an image. */
const inline = (tokens: readonly Token[]): string =>
  tokens.reduce((text, token) => {
    const next = span(token);
    return text + (text.endsWith("!") && next.startsWith("[") ? ZERO_WIDTH_SPACE : "") + next;
  }, "");

function span(token: Token): string {
  switch (token.type) {
    case "strong":
      return `**${inline(token.tokens ?? [])}**`;
    case "em":
      return `*${inline(token.tokens ?? [])}*`;
    case "del":
      return `~~${inline(token.tokens ?? [])}~~`;
    case "codespan":
      return escapeCode(token.raw);
    case "link": {
      const shown = inline(token.tokens ?? []);
      const href = safeLink(token.href);
      if (!href) return shown;
      return shown === token.href ? href : `[${shown}](${href.replaceAll(")", "%29")})`;
    }
    case "image":
      return escapeMarkup(token.text);
    case "br":
      return "  \n";
    default:
      return escapeMarkup(token.raw);
  }
}

/** Puts a list marker or quote sign before the first line and its counterpart before the others. */
const prefixed = (first: string, rest: string, text: string): string =>
  first +
  text.replaceAll("\n", `\n${rest}`).replace(/[ \t]+(?=\n|$)/g, (blank) => (blank === "  " ? blank : ""));
