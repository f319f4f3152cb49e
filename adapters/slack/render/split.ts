import type { types } from "@slack/bolt";
import { slackLimits } from "../limits.ts";
import { isTable, weight } from "./measure.ts";
import { type Inline, type Part, richText } from "./rich-text.ts";

/**
 * Puts blocks into as few messages as Slack allows, in order. A block is never cut here: `splitRichText` and the
 * table renderer make sure that each one fits.
 */
export function intoMessages(blocks: readonly types.AnyBlock[]): types.AnyBlock[][] {
  const messages: types.AnyBlock[][] = [];
  let current: types.AnyBlock[] = [];
  let used = 0;
  for (const block of blocks) {
    const size = weight(block);
    const full =
      current.length >= slackLimits.blocksPerMessage ||
      used + size > slackLimits.messageCharacters ||
      (isTable(block) && current.filter(isTable).length >= slackLimits.tablesPerMessage);
    if (full && current.length) {
      messages.push(current);
      current = [];
      used = 0;
    }
    current.push(block);
    used += size;
  }
  if (current.length) messages.push(current);
  return messages;
}

/**
 * One unit of an answer as rich text blocks: one block when it fits a message; otherwise cut between its parts,
 * then between list items or lines, and inside a text only when that text alone is too long.
 */
export function splitRichText(
  parts: readonly Part[],
  characters: number = slackLimits.messageCharacters,
): types.RichTextBlock[] {
  const blocks: types.RichTextBlock[] = [];
  let current: Part[] = [];
  let used = 0;
  for (const part of parts.flatMap((whole) => splitPart(whole, characters))) {
    const size = weight(part);
    if (current.length && used + size > characters) {
      blocks.push(richText(...current));
      current = [];
      used = 0;
    }
    current.push(part);
    used += size;
  }
  if (current.length) blocks.push(richText(...current));
  return blocks;
}

function splitPart(part: Part, characters: number): Part[] {
  if (weight(part) <= characters) return [part];
  if (part.type !== "rich_text_list") {
    return splitInlines(part.elements as Inline[], characters).map(
      (elements) => ({ ...part, elements }) as Part,
    );
  }
  const start = part.offset ?? 0;
  return part.elements.flatMap((item, index) =>
    splitInlines(item.elements as Inline[], characters).map((elements) => ({
      ...part,
      elements: [{ ...item, elements }],
      ...(part.style === "ordered" && start + index > 0 && { offset: start + index }),
    })),
  );
}

function splitInlines(elements: readonly Inline[], characters: number): Inline[][] {
  const groups: Inline[][] = [];
  let current: Inline[] = [];
  let used = 0;
  for (const element of elements.flatMap((whole) => splitInline(whole, characters))) {
    const size = weight(element);
    if (current.length && used + size > characters) {
      groups.push(current);
      current = [];
      used = 0;
    }
    current.push(element);
    used += size;
  }
  if (current.length) groups.push(current);
  return groups;
}

function splitInline(element: Inline, characters: number): Inline[] {
  if (weight(element) <= characters) return [element];
  const room = characters - (element.type === "link" ? element.url.length : 0);
  return cutText(element.text ?? "", room).map((text) => ({ ...element, text }));
}

/** Pieces of at most `characters`, cut after a line or word where there is one, never inside a surrogate pair. */
export function cutText(text: string, characters: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > characters) {
    const window = rest.slice(0, characters);
    const line = window.lastIndexOf("\n");
    const word = window.lastIndexOf(" ");
    let end = line > characters / 2 ? line + 1 : word > characters / 2 ? word + 1 : characters;
    if (/[\uD800-\uDBFF]/.test(rest[end - 1] ?? "")) end -= 1;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest) pieces.push(rest);
  return pieces;
}
