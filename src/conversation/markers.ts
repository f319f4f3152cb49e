/** How citation numbers stand in a text; adapters that stream use the same function, so that all forms agree. */
import { joinReleased, ownWords, type Released } from "../safety/released.ts";

/** A sentence followed by its `[n]` markers; after a table or a code block they stand on a line of their own. */
export function withMarkers(text: Released, citations: readonly number[]): Released {
  if (!citations.length) return text;
  const markers = joinReleased(citations.map((n) => ownWords`[${n}]`));
  const isBlock = /(^|\n)(\||```|~~~)[^\n]*$/.test(text.text.trimEnd());
  return joinReleased([text, markers], isBlock ? "\n\n" : " ");
}
