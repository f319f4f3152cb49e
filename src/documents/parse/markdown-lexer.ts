import { Lexer, type Token, type TokensList } from "marked";
import { plainInlineText } from "./markdown-inline.ts";

/** Whatever can begin something else than text: escapes, emphasis, links, HTML, line breaks, addresses. */
const MARKUP = /[\\`*_~[\]<>&!@|]|https?:|ftp:|www\.| {2}\n/i;

/**
 * Marked's lexer, which looks at every word of a text for markup in it. Most paragraphs have none, and one look at the
 * whole says so: this halves the time that inline text takes. The tokens are the same.
 */
class PlainTextFirst extends Lexer {
  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (src === "" || MARKUP.test(src)) return super.inlineTokens(src, tokens);
    tokens.push({ type: "text", raw: src, text: src, escaped: false });
    return tokens;
  }
}

/** The same for a page of which only the words are wanted: texts with the plainest markup are one token, too. */
class PlainWordsFirst extends Lexer {
  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const words = plainInlineText(src);
    if (words === undefined) return super.inlineTokens(src, tokens);
    if (words !== "") tokens.push({ type: "text", raw: src, text: words, escaped: false });
    return tokens;
  }
}

/** The tokens of a Markdown text (GitHub's), from which the page can be made: a style sheet may hide its emphasis. */
export const lexMarkdown = (text: string): TokensList => lexed(text, () => new PlainTextFirst().lex(text));

/** The blocks of a Markdown text, and its words; markup among them may be missing. */
export const lexWords = (text: string): TokensList => lexed(text, () => new PlainWordsFirst().lex(text));

/** The tokens of inline Markdown. */
export const lexInline = (text: string): Token[] =>
  lexed(text, () => Object.assign(new Lexer().inlineTokens(text), { links: {} }));

/**
 * A few odd texts are more than the lexer can read (a quote in an item, going on under it). Such a text is taken for
 * HTML: its words are there, comments and tags are treated as such, and marks of Markdown stand among them.
 */
function lexed(text: string, lex: () => TokensList): TokensList {
  try {
    return lex();
  } catch (error) {
    // It calls itself for each level of nesting.
    if (error instanceof RangeError) throw error;
    return Object.assign([{ type: "html", raw: text, text, pre: false, block: true }], { links: {} });
  }
}
