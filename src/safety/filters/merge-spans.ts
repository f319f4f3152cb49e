import type { Span } from "../verdict.ts";

/** Sorts spans and drops those that another covers; overlapping ones become one, under the name of the first. */
export function mergeSpans(spans: Iterable<Span>): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
