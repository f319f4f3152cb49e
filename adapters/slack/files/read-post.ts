/** Slack's posts, made before there were canvases: JSON with the text as HTML, or as a tree of paragraphs. */

/** The bytes as a web page; what is no such JSON stays as it is. */
export function readPost(bytes: Uint8Array): Uint8Array {
  let post: unknown;
  try {
    post = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    // It came as the page that people see.
    return bytes;
  }
  const { full } = (post ?? {}) as { full?: unknown };
  const html = typeof full === "string" ? full : textsOf(post, 0).map(paragraph).join("\n");
  return Buffer.from(`<html><body>${html}</body></html>`);
}

const MAX_DEPTH = 40;

function textsOf(node: unknown, depth: number): string[] {
  if (depth > MAX_DEPTH || typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((each) => textsOf(each, depth + 1));
  const { text, ...rest } = node as Record<string, unknown>;
  const own = typeof text === "string" && text.trim() ? [text] : textsOf(text, depth + 1);
  return [...own, ...Object.values(rest).flatMap((each) => textsOf(each, depth + 1))];
}

const paragraph = (text: string): string =>
  `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`;
