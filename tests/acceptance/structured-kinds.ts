import { readFileSync } from "node:fs";
import { findPersonalData } from "../../src/safety/filters/personal-data.ts";

/** Kinds of the annotated set that have a form of their own, and what the filter calls them. */
export const STRUCTURED_KINDS: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: "email",
  PHONE_NUMBER: "phone number",
  CREDIT_CARD: "card number",
  IBAN_CODE: "bank account",
  US_SSN: "US social security number",
  IP_ADDRESS: "IP address",
};

/** The kind whose form is looser: what counts as its beginning and end is anybody's choice. */
export const ADDRESS_KIND: Readonly<Record<string, string>> = { STREET_ADDRESS: "address" };

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A text with the places of its personal data; `type` is the annotated set's own name of a kind. */
export interface AnnotatedText {
  readonly text: string;
  readonly spans: readonly (Place & { readonly type: string; readonly value: string })[];
}

/** Spans of one kind or of several: those annotated and found, those claimed and right. */
export interface SpanCounts {
  readonly expected: number;
  readonly found: number;
  readonly claimed: number;
  readonly right: number;
}

/** Rows of `presidio-synth`. */
export const readAnnotated = (file: string): AnnotatedText[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as AnnotatedText);

const meets = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/**
 * Holds what the filter finds against annotated spans of `kinds`. Found is a span that any claim of these kinds touches:
 * it is blacked out whatever it is called. Right is a claim that touches a span of its own kind.
 */
export function countSpans(
  rows: readonly AnnotatedText[],
  kinds: Readonly<Record<string, string>>,
): SpanCounts {
  const names = new Set(Object.values(kinds));
  const counts = { expected: 0, found: 0, claimed: 0, right: 0 };
  for (const { text, spans } of rows) {
    const claims = findPersonalData(text).filter(({ kind }) => names.has(kind));
    const annotated = spans.filter(({ type }) => type in kinds);
    counts.expected += annotated.length;
    counts.found += annotated.filter((span) => claims.some((claim) => meets(claim, span))).length;
    counts.claimed += claims.length;
    counts.right += claims.filter((claim) =>
      annotated.some((span) => meets(claim, span) && kinds[span.type] === claim.kind),
    ).length;
  }
  return counts;
}
