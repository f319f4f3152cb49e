import type { Span } from "./verdict.ts";

/**
 * The text with each span replaced. Overlapping spans of several filters become one, which shows the replacement of
 * the longest of them; the caller checks the result again, so that a replacement cannot bring back what another
 * filter took out.
 */
export function redact(text: string, spans: readonly Span[]): string {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) {
      merged.push(span);
      continue;
    }
    const longest = span.end - span.start > last.end - last.start ? span : last;
    merged[merged.length - 1] = { ...longest, start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged.reduceRight(
    (shown, { start, end, replacement }) => shown.slice(0, start) + replacement + shown.slice(end),
    text,
  );
}
