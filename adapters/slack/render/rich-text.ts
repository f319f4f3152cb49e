import type { types } from "@slack/bolt";

/**
 * Slack's rich text holds plain strings, never markup: a title such as `<!channel>` or `*` stays what it is, so
 * everything that comes from documents or models is written with these pieces.
 */
export type Inline = types.RichTextText | types.RichTextLink;
type Style = NonNullable<types.RichTextText["style"]>;

/** An ordered list goes on counting after an interruption by `offset`, which Slack's types do not know. */
export type List = types.RichTextList & { offset?: number };
export type Part = types.RichTextSection | List | types.RichTextQuote | types.RichTextPreformatted;

export function text(value: string, style?: Style): types.RichTextText {
  return { type: "text", text: value, ...(style && { style }) };
}

export function link(url: string, shown: string, style?: Style): types.RichTextLink {
  return { type: "link", url, text: shown, ...(style && { style }) };
}

export const section = (...elements: Inline[]): types.RichTextSection => ({
  type: "rich_text_section",
  elements,
});

export const richText = (...elements: Part[]): types.RichTextBlock => ({ type: "rich_text", elements });

/** A quiet line under or above an answer, shown small and grey; plain text, so nothing in it is markup. */
export const quietLine = (line: string): types.ContextBlock => ({
  type: "context",
  elements: [{ type: "plain_text", text: line, emoji: false }],
});

/** Cuts at a space where one is near, and says so with an ellipsis. */
export function shorten(value: string, characters: number): string {
  if (value.length <= characters) return value;
  const cut = value.slice(0, characters - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > characters / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, "").trimEnd()}…`;
}
