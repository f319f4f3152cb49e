import { scope, tenantId } from "../../src/access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";
import type { ReleasedSentence } from "../../src/safety/guard.ts";
import type { Filter, Finding, Span, Stage } from "../../src/safety/verdict.ts";

/** A passage with this text; everything else is what a test does not care about. */
export function passage(text: string, more: Partial<Passage> = {}): Passage {
  return {
    id: `p:${text.slice(0, 20)}` as PassageId,
    document: "d" as DocumentId,
    tenant: tenantId("default"),
    version: "1",
    ordinal: 0,
    title: "Handbook",
    uri: "https://docs.acme.example/handbook",
    scopes: [scope("org")],
    location: { headings: [] },
    modifiedAt: "2026-01-01T00:00:00Z",
    text,
    ...more,
  };
}

export const agreed: Finding = { score: 0, threshold: 0.5, flagged: false };

export function filter(
  name: string,
  check: (text: string, stage: Stage) => Finding | Promise<Finding>,
  stages: readonly Stage[] = ["sentence"],
): Filter {
  return { name, version: "1", stages, check: ({ text, stage }) => check(text, stage) };
}

/** Flags every occurrence of a word, with spans. */
export const flagging = (word: string, replacement = "[removed]"): ((text: string) => Finding) => {
  return (text) => {
    const spans: Span[] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      spans.push({ start: at, end: at + word.length, kind: "word", replacement });
    return spans.length
      ? { score: 1, threshold: 0.5, flagged: true, spans, reason: "a planted word" }
      : agreed;
  };
};

export async function* stream(...chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks;
}

export async function collect(released: AsyncIterable<ReleasedSentence>): Promise<ReleasedSentence[]> {
  const all: ReleasedSentence[] = [];
  for await (const one of released) all.push(one);
  return all;
}
