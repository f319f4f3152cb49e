/** What follows when a filter flags a text, for one audience; read from a file by policy-file.ts. */
import type { ChannelId } from "../access/scopes.ts";
import { type Actions, type Preset, presetActions } from "./policy-presets.ts";
import type { Action, Finding, Stage } from "./verdict.ts";

/** What a policy says of one filter. */
export interface Rule {
  /** Flags from this score on; without it the filter's own threshold counts. */
  readonly threshold?: number;
  readonly actions: Actions;
  /** Of a filter that asks a service: whether the local filters suffice when that cannot be reached. */
  readonly unreachable?: "local" | "withhold";
  /** What whoever asked reads when this filter refuses the question, in the operator's words. */
  readonly message?: string;
  /** Of stereotypes: which sentences the judging model is asked about, where one is set. */
  readonly judge?: BiasRules["judge"];
  /** Of stereotypes: what becomes of a sentence that the judging model finds biased. */
  readonly biased?: BiasRules["biased"];
}

/** What the judging model is asked about bias, and what follows. */
export interface BiasRules {
  readonly judge: "never" | "flagged" | "always";
  readonly biased: "note" | "withhold" | "rewrite";
}

/** Whether a question is asked again about somebody else, and what follows when the answers differ. */
export type Counterfactual = "off" | "show" | "withhold";

/** A preset and what differs from it, by filter. */
export interface Rules {
  readonly preset: Preset;
  readonly filters: Readonly<Record<string, Rule>>;
  /** Without it the preset's. */
  readonly counterfactual?: Counterfactual;
}

/** What was decided, and the threshold that it was decided by. */
export interface Decision {
  readonly action: Action;
  readonly threshold: number;
}

export interface Policy {
  /** Its preset, and a name of all its rules that changes with any of them: `balanced 3f2a91c04b7e`. */
  readonly name: string;
  decide(filter: string, stage: Stage, finding: Finding, text: string): Decision;
  /** What follows when the service of a filter cannot be reached: its opinion is done without, or the text withheld. */
  whenUnreachable(filter: string): "local" | "withhold";
  /** The operator's words for whoever asks a question that this filter refuses. */
  messageOf(filter: string): string | undefined;
  readonly bias: BiasRules;
  readonly counterfactual: Counterfactual;
}

/** The policy for a channel's readers, or without one for private replies. */
export type Policies = (channel?: ChannelId) => Policy;

/** The reason that a filter gives where a person may need help rather than a refusal. */
export const SELF_HARM = "self-harm";
const OF_ONESELF = /\bmyself\b|\bi(?:['’]m| am| want| feel| will| might| can['’]?t| don['’]?t)\b/i;

/** Someone who shouts at Docent is refused only when the filter is this sure. */
const ABUSE_SCORE = 0.95;
const ADDRESSED = /\b(?:you|your|you're|u|ur)\b/i;
const QUOTED = /"[^"]*"|“[^”]*”|(?<!\p{L})'[^']*'(?!\p{L})|‘[^’]*’/gu;

const WHEN_BIASED = { strict: "withhold", balanced: "rewrite", observe: "note" } as const;
const BALANCED: Rules = { preset: "balanced", filters: {} };

/** A policy from its rules; the balanced preset by default. */
export function createPolicy(rules: Rules = BALANCED, name: string = rules.preset): Policy {
  return {
    name,
    decide(filter, stage, finding, text) {
      const rule = rules.filters[filter] ?? { actions: presetActions(rules.preset, filter) };
      const threshold = rule.threshold ?? finding.threshold;
      const flagged = rule.threshold === undefined ? finding.flagged : finding.score >= threshold;
      if (!flagged) return { action: "allow", threshold };
      const refused =
        stage === "question" &&
        (needsHelp(finding, text) ||
          (filter === "toxicity" && rules.preset !== "observe" && isAbuse(finding, text)));
      return { action: refused ? "withhold" : rule.actions[stage], threshold };
    },
    whenUnreachable: (filter) =>
      rules.filters[filter]?.unreachable ?? (rules.preset === "strict" ? "withhold" : "local"),
    messageOf: (filter) => rules.filters[filter]?.message,
    bias: {
      judge: rules.filters.stereotypes?.judge ?? "flagged",
      biased: rules.filters.stereotypes?.biased ?? WHEN_BIASED[rules.preset],
    },
    counterfactual: rules.counterfactual ?? (rules.preset === "strict" ? "show" : "off"),
  };
}

const needsHelp = ({ reason }: Finding, text: string): boolean =>
  reason === SELF_HARM && OF_ONESELF.test(text);

/** Abuse of whoever reads, as opposed to a question about what somebody was called. */
const isAbuse = (finding: Finding, text: string): boolean =>
  finding.score >= ABUSE_SCORE && ADDRESSED.test(text.replace(QUOTED, " ")) && !text.includes("?");
