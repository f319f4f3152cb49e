import { describeLocation } from "../../documents/document.ts";
import { groundsOf } from "../filters/grounding.ts";
import type { Subject } from "../verdict.ts";

/** The words that a sentence rests on, each span with its place; empty when there are none. */
export function sourceOf({ text, passages, question }: Subject): string[] {
  return groundsOf(text, [], passages, question).flatMap(({ passage, start, end }) => {
    const source = passages[passage - 1];
    return source
      ? [`${describeLocation(source.title, source.location)}\n${source.text.slice(start, end)}`]
      : [];
  });
}
