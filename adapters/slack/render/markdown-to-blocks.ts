import type { types } from "@slack/bolt";
import type { BlockContent, Definition, List as MarkdownList, Root, RootContent } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { slackLimits } from "../limits.ts";
import { type InlineContext, inline } from "./inline.ts";
import { type Inline, type List, type Part, section, text } from "./rich-text.ts";
import { splitRichText } from "./split.ts";
import { tableBlocks } from "./table.ts";

const markdown = unified().use(remarkParse).use(remarkGfm);

/** Parses Markdown with tables, strike-through, task lists and footnotes. */
export const parseMarkdown = (source: string): Root => markdown.parse(source);

/**
 * Markdown as Block Kit, one block for each paragraph, list, quote, code block and table, each within Slack's limits.
 * Only rich text, headers, dividers and tables are used: none of them reads markup, so a document cannot mention
 * people or dress itself up.
 *
 * @param citation the address behind `[n]`, or `undefined` when the source cannot be opened from Slack.
 */
export function markdownToBlocks(
  source: string,
  citation: (n: number) => string | undefined = () => undefined,
): types.AnyBlock[] {
  const tree = parseMarkdown(source);
  const definitions = new Map<string, Definition>();
  visit(tree, "definition", (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  return tree.children.flatMap((node) => unit(node, { citation, definitions }));
}

function unit(node: RootContent, context: InlineContext): types.AnyBlock[] {
  if (node.type === "thematicBreak") return [{ type: "divider" }];
  if (node.type === "table") return tableBlocks(node, context);
  if (node.type === "heading" && node.depth <= 2) {
    const words = inline(node.children, context);
    const title = words.map((piece) => piece.text ?? "").join("");
    if (title.trim() && title.length <= slackLimits.headerCharacters && words.every(isUnstyledText))
      return [{ type: "header", text: { type: "plain_text", text: title, emoji: false } }];
  }
  return splitRichText(parts(node, context));
}

const isUnstyledText = (piece: Inline) => piece.type === "text" && !piece.style;

/** A node and everything in it as parts of one rich text block. */
function parts(node: RootContent, context: InlineContext): Part[] {
  switch (node.type) {
    case "paragraph":
      return sections(inline(node.children, context));
    case "heading":
      return sections(inline(node.children, context, { bold: true }));
    case "code":
      return node.value ? [{ type: "rich_text_preformatted", elements: [text(node.value)] }] : [];
    case "html":
      return sections([text(node.value)]);
    case "list":
      return listParts(node, context, 0);
    case "blockquote": {
      const elements = flattened(node.children, context);
      return elements.length ? [{ type: "rich_text_quote", elements }] : [];
    }
    case "footnoteDefinition":
      return sections([text(`[^${node.label ?? node.identifier}]: `), ...flattened(node.children, context)]);
    case "table":
      return sections(flattened([node], context));
    default:
      return [];
  }
}

const sections = (elements: Inline[]): Part[] => (elements.length ? [section(...elements)] : []);

/**
 * Slack's lists are flat: an item is a line of text, and a list within it is a further list with more indent. Code
 * within an item becomes a block of its own, after which the list goes on counting where it was.
 */
function listParts(list: MarkdownList, context: InlineContext, indent: number): Part[] {
  const result: Part[] = [];
  const first = list.ordered ? (list.start ?? 1) : 1;
  list.children.forEach((item, index) => {
    let line: Inline[] = [];
    const mark = item.checked === true ? "☑ " : item.checked === false ? "☐ " : "";
    if (mark) line.push(text(mark));
    let opened = false;
    const flush = () => {
      if (!line.length && opened) return;
      append(result, list.ordered ? "ordered" : "bullet", indent, first - 1 + index, line, opened);
      opened = true;
      line = [];
    };
    for (const child of item.children) {
      if (child.type === "list") {
        flush();
        result.push(...listParts(child, context, Math.min(indent + 1, slackLimits.listIndent)));
      } else if (child.type === "code") {
        flush();
        result.push(...parts(child, context));
      } else {
        const words = flattened([child], context);
        if (line.length > (mark ? 1 : 0) && words.length) line.push(text("\n"));
        line.push(...words);
      }
    }
    flush();
  });
  return result;
}

/** Adds an item to the list that is still open at this indent, or opens one; text after an interruption stands alone. */
function append(
  result: Part[],
  style: List["style"],
  indent: number,
  position: number,
  line: Inline[],
  isContinuation: boolean,
): void {
  if (isContinuation) {
    result.push(section(...line));
    return;
  }
  const last = result.at(-1);
  const item = section(...(line.length ? line : [text(" ")]));
  if (last?.type === "rich_text_list" && last.style === style && (last.indent ?? 0) === indent) {
    last.elements.push(item);
    return;
  }
  const opened: List = { type: "rich_text_list", style, indent, elements: [item] };
  if (style === "ordered" && position > 0) opened.offset = position;
  result.push(opened);
}

/** Everything in some blocks as one run of text with line breaks, for places that hold nothing else. */
function flattened(nodes: readonly (BlockContent | RootContent)[], context: InlineContext): Inline[] {
  return nodes.flatMap((node, index) => {
    const words = flattenedNode(node, context);
    return index > 0 && words.length ? [text("\n"), ...words] : words;
  });
}

function flattenedNode(node: RootContent, context: InlineContext): Inline[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return inline(node.children, context);
    case "code":
      return node.value ? [text(node.value, { code: true })] : [];
    case "html":
      return [text(node.value)];
    case "list":
      return node.children.flatMap((item, index) => [
        text(`${index ? "\n" : ""}${node.ordered ? `${(node.start ?? 1) + index}.` : "•"} `),
        ...flattened(item.children, context),
      ]);
    case "blockquote":
      return flattened(node.children, context);
    case "table":
      return node.children.flatMap((row, index) => [
        ...(index ? [text("\n")] : []),
        ...row.children.flatMap((cell, column) => [
          ...(column ? [text(" | ")] : []),
          ...inline(cell.children, context),
        ]),
      ]);
    default:
      return [];
  }
}
