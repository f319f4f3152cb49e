/** Where every policy begins, and what none may undo. */
import { stricter } from "./stricter.ts";
import type { Action, Stage } from "./verdict.ts";

/** What follows at each stage when a filter flags a text. */
export type Actions = Readonly<Record<Stage, Action>>;

export const STAGES = ["question", "passage", "sentence", "answer", "label"] as const satisfies Stage[];

export const PRESETS = ["strict", "balanced", "observe"] as const;
export type Preset = (typeof PRESETS)[number];

/** Whether a word names a preset. */
export const isPreset = (word: string): word is Preset => (PRESETS as readonly string[]).includes(word);

type ByStage = Partial<Actions> & { readonly otherwise: Action };

const everywhere = (action: Action): ByStage => ({ otherwise: action });

/** Everything that a moderation service flags. */
const services = (byStage: ByStage): Readonly<Record<string, ByStage>> =>
  Object.fromEntries(
    ["openai-moderation", "azure-content-safety", "model-armor", "judge"].map((name) => [name, byStage]),
  );

/** The default: what most workplaces want. */
const BALANCED: Readonly<Record<string, ByStage>> = {
  secrets: everywhere("redact"),
  "personal-data": { question: "note", passage: "allow", otherwise: "redact" },
  // Documents quote what they forbid: a label is the document's own words.
  toxicity: { question: "note", passage: "allow", label: "note", otherwise: "withhold" },
  profanity: { question: "note", passage: "allow", label: "note", otherwise: "redact" },
  injection: everywhere("withhold"),
  links: everywhere("redact"),
  "inclusive-language": everywhere("note"),
  // Rules cannot tell what is meant: they flag, and a judging model decides (bias-check.ts).
  stereotypes: everywhere("note"),
  "people-decisions": { question: "note", otherwise: "withhold" },
  grounding: everywhere("withhold"),
  "crisis-help": { question: "withhold", otherwise: "allow" },
  // They are asked about sentences that a source supports by its words: they can only hold back more.
  "grounding-embedding": everywhere("withhold"),
  "grounding-model": everywhere("withhold"),
  ...services({ question: "note", otherwise: "withhold" }),
};

const CHANGES: Readonly<Record<Preset, Readonly<Record<string, ByStage>>>> = {
  balanced: {},
  /** For people who would rather miss a sentence than read a wrong one. */
  strict: {
    "personal-data": { question: "redact", passage: "allow", otherwise: "redact" },
    toxicity: { question: "withhold", passage: "allow", otherwise: "withhold" },
    profanity: { question: "note", passage: "allow", label: "redact", otherwise: "withhold" },
    ...services(everywhere("withhold")),
  },
  /** For the first weeks: everything is recorded and, beyond the floors, nothing is held back. */
  observe: {
    "personal-data": { passage: "allow", otherwise: "note" },
    toxicity: { passage: "allow", otherwise: "note" },
    profanity: { passage: "allow", otherwise: "note" },
    injection: { question: "note", otherwise: "withhold" },
    "people-decisions": everywhere("note"),
    "grounding-embedding": everywhere("note"),
    "grounding-model": everywhere("note"),
    ...services(everywhere("note")),
  },
};

/**
 * The mildest action that a policy may choose, by filter and stage: no credential is shown, no passage that gives
 * orders reaches a model, no sentence goes out without support, no invented link works, and whoever speaks of hurting
 * themselves finds help.
 */
const FLOORS: Readonly<Record<string, Partial<Actions>>> = {
  secrets: { question: "redact", passage: "redact", sentence: "redact", answer: "redact", label: "redact" },
  injection: { passage: "withhold" },
  links: { sentence: "redact", answer: "redact", label: "redact" },
  grounding: { sentence: "withhold", answer: "withhold" },
  "crisis-help": { question: "withhold" },
};

/** The mildest action allowed for a filter at a stage. */
export const floorOf = (filter: string, stage: Stage): Action => FLOORS[filter]?.[stage] ?? "allow";

/** Whether a filter holds something up that no policy may undo: its threshold may be lowered, never raised. */
export const hasFloor = (filter: string): boolean => filter in FLOORS;

/** What a preset does with what a filter flags. A filter that no preset knows withholds. */
export function presetActions(preset: Preset, filter: string): Actions {
  const byStage = CHANGES[preset][filter] ?? BALANCED[filter] ?? everywhere("withhold");
  return actionsAt((stage) => stricter(byStage[stage] ?? byStage.otherwise, floorOf(filter, stage)));
}

/** Actions from a function of the stage. */
export const actionsAt = (actionOf: (stage: Stage) => Action): Actions =>
  Object.fromEntries(STAGES.map((stage) => [stage, actionOf(stage)])) as Record<Stage, Action>;
