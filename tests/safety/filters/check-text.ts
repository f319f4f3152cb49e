import type { Filter, Finding, Stage, Subject } from "../../../src/safety/verdict.ts";

/** One text through one filter that answers at once. */
export function checkText(
  filter: Filter,
  text: string,
  more: Partial<Subject> & { stage?: Stage } = {},
): Finding {
  const finding = filter.check({ stage: "sentence", text, passages: [], question: "", ...more });
  if (finding instanceof Promise) throw new Error(`${filter.name} answers later`);
  return finding;
}

/** The text with every span replaced, last first so that offsets stay true. */
export function redacted(text: string, finding: Finding): string {
  return [...(finding.spans ?? [])]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (rest, { start, end, replacement }) => rest.slice(0, start) + replacement + rest.slice(end),
      text,
    );
}
