import { Lexer, type Token, type TokensList } from "marked";
import { plainInlineText } from "./markdown-inline.ts";

/**
 * Marked's lexer, which looks at every word of a text for markup in it. Most texts have none or the plainest, and one
 * look at the whole says so: their words are one token then, since what is read of a page is its words.
 */
class PlainTextFirst extends Lexer {
  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const words = plainInlineText(src);
    if (words === undefined) return super.inlineTokens(src, tokens);
    if (words !== "") tokens.push({ type: "text", raw: src, text: words, escaped: false });
    return tokens;
  }
}

/** The tokens of a Markdown text (GitHub's). */
export const lexMarkdown = (text: string): TokensList => new PlainTextFirst().lex(text);

/** The tokens of inline Markdown. */
export const lexInline = (text: string): Token[] => new Lexer().inlineTokens(text);
