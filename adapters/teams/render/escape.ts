/** Text of documents and models made harmless for Teams, which reads some XML (`<at>`, `<b>`, …) within Markdown. */

/** Keeps a bracket from what stands before it, unseen. */
export const ZERO_WIDTH_SPACE = "\u200b";

/** Angle brackets become entities, so that no tag, and no mention, can come out of a text; nor can an image. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll("<", "&lt;").replaceAll("![", `!${ZERO_WIDTH_SPACE}[`);

/**
 * The same for code, where entities would be shown as they are: a zero-width space after the bracket keeps Teams
 * from seeing a tag, and only where there could be one.
 */
export const escapeCode = (text: string): string => text.replace(/<(?=\/?[a-z!])/gi, `<${ZERO_WIDTH_SPACE}`);

/** Cuts at a character (grapheme) boundary and says so with an ellipsis. `length` counts UTF-16 units, like Teams. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The address when a person may be sent to it: web and mail only, no credentials in it. */
export function safeLink(uri: string): string | undefined {
  const url = URL.parse(uri);
  if (!url || url.username || url.password) return undefined;
  return ["https:", "http:", "mailto:"].includes(url.protocol) ? url.href : undefined;
}
