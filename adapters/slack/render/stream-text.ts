import type { Node } from "mdast";
import { visit } from "unist-util-visit";
import { parseMarkdown } from "./markdown-to-blocks.ts";

/** Invisible, and enough for Slack to see no mention or entity. */
const WORD_JOINER = "\u2060";

/**
 * Released Markdown as Slack's `markdown_text`, which unlike rich text reads mentions: `<@…>`, `<!…>` and `<#…>`
 * lose their meaning, in code with an invisible character, elsewhere by escaping the bracket.
 */
export function streamText(markdown: string): string {
  if (!markdown.includes("<")) return markdown;
  const code: { start: number; end: number }[] = [];
  visit(parseMarkdown(markdown), (node: Node) => {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if ((node.type === "code" || node.type === "inlineCode") && start !== undefined && end !== undefined)
      code.push({ start, end });
  });
  return markdown.replaceAll("<", (bracket, offset: number) => {
    if (!code.some(({ start, end }) => offset >= start && offset < end)) return "&lt;";
    return /^<[@!#a-z]/i.test(markdown.slice(offset, offset + 2)) ? bracket + WORD_JOINER : bracket;
  });
}
