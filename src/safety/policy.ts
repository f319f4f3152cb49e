import type { Action, Finding, Stage } from "./verdict.ts";

/** What follows when a filter flags a text. */
export interface Policy {
  decide(filter: string, stage: Stage, finding: Finding, text: string): Action;
}

type ByStage = Readonly<Partial<Record<Stage, Action>>> & { readonly otherwise: Action };

/** The default policy: filter → stage → action. A filter that is not listed withholds what it flags. */
const DEFAULTS: Readonly<Record<string, ByStage>> = {
  secrets: { otherwise: "redact" },
  "personal-data": { question: "note", passage: "allow", otherwise: "redact" },
  // Documents quote what they forbid: a label is the document's own words.
  toxicity: { question: "note", passage: "allow", label: "note", otherwise: "withhold" },
  profanity: { question: "note", passage: "allow", label: "note", otherwise: "redact" },
  injection: { otherwise: "withhold" },
  links: { otherwise: "redact" },
  "inclusive-language": { otherwise: "note" },
  stereotypes: { otherwise: "note" },
  grounding: { otherwise: "withhold" },
  "crisis-help": { question: "withhold", otherwise: "allow" },
};

/** The reason that the toxicity filter gives where a person may need help rather than a refusal. */
export const SELF_HARM = "self-harm";
const OF_ONESELF = /\bmyself\b|\bi(?:['’]m| am| want| feel| will| might| can['’]?t| don['’]?t)\b/i;

/** Someone who shouts at Docent is refused only when the filter is this sure. */
const ABUSE_SCORE = 0.95;
const ADDRESSED = /\b(?:you|your|you're|u|ur)\b/i;
const QUOTED = /"[^"]*"|“[^”]*”|(?<!\p{L})'[^']*'(?!\p{L})|‘[^’]*’/gu;

const STRICTNESS: readonly Action[] = ["allow", "note", "redact", "withhold"];

/** The stricter of two actions. */
export const stricter = (one: Action, other: Action): Action =>
  STRICTNESS.indexOf(one) >= STRICTNESS.indexOf(other) ? one : other;

/**
 * The default policy with the operator's changes (DOCENT_POLICY). A change counts for answers and their labels: what a
 * question or passage may contain is not a matter of taste, and `grounding` cannot be weakened (cited or silent).
 */
export function createPolicy(changes: Readonly<Record<string, Action>> = {}): Policy {
  return {
    decide(filter, stage, finding, text) {
      if (!finding.flagged) return "allow";
      const standard = DEFAULTS[filter] ?? { otherwise: "withhold" as const };
      const action = standard[stage] ?? standard.otherwise;
      if (
        filter === "toxicity" &&
        stage === "question" &&
        (isAbuse(finding, text) || needsHelp(finding, text))
      )
        return "withhold";
      const changed = stage === "question" || stage === "passage" ? undefined : changes[filter];
      if (changed === undefined) return action;
      return filter === "grounding" ? stricter(action, changed) : changed;
    },
  };
}

const needsHelp = ({ reason }: Finding, text: string): boolean =>
  reason === SELF_HARM && OF_ONESELF.test(text);

/** Abuse of whoever reads, as opposed to a question about what somebody was called. */
const isAbuse = (finding: Finding, text: string): boolean =>
  finding.score >= ABUSE_SCORE && ADDRESSED.test(text.replace(QUOTED, " ")) && !text.includes("?");
