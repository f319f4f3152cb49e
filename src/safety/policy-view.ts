import type { ChannelId } from "../access/scopes.ts";
import { checkName } from "./explain-receipt.ts";
import type { BiasRules, Counterfactual } from "./policy.ts";
import type { PolicyBook } from "./policy-file.ts";
import { type Actions, type Preset, presetActions } from "./policy-presets.ts";

/** One policy as a person reads it: every filter, whether the file names it or not. */
export interface PolicyView {
  /** Whose readers it is for; without one, everybody else's. */
  readonly channel?: ChannelId;
  readonly preset: Preset;
  /** As receipts name it. */
  readonly name: string;
  /** What there is beside actions, a sentence each. */
  readonly also: readonly string[];
  readonly filters: readonly {
    readonly filter: string;
    /** What it looks for, in plain words. */
    readonly check: string;
    /** Undefined: the filter's own. */
    readonly threshold?: number;
    readonly actions: Actions;
    readonly message?: string;
    /** Whether it differs from the preset. */
    readonly changed: boolean;
  }[];
}

const EQUALITY: Readonly<Record<Counterfactual, string>> = {
  off: "No question is asked again about somebody else.",
  show: "A question that names a gender, an age, an origin or the like is asked again about somebody else; a different answer is shown as such.",
  withhold:
    "A question that names a gender, an age, an origin or the like is asked again about somebody else; a different answer is held back.",
};
const BIASED: Readonly<Record<BiasRules["biased"], string>> = {
  note: "noted",
  withhold: "held back",
  rewrite: "said anew and checked again",
};
const JUDGED: Readonly<Record<BiasRules["judge"], (then: string) => string>> = {
  never: () => "No model judges whether a sentence is biased.",
  flagged: (then) =>
    `A judging model, where one is set, looks at sentences flagged as stereotypes; biased ones are ${then}.`,
  always: (then) => `A judging model, where one is set, looks at every sentence; biased ones are ${then}.`,
};

/** The policies in force, the organisation's first. `filters` are the names of those that run. */
export const policyViews = ({ entries }: PolicyBook, filters: readonly string[]): readonly PolicyView[] =>
  entries.map(({ channel, rules, policy }) => ({
    ...(channel && { channel }),
    preset: rules.preset,
    name: policy.name,
    also: [EQUALITY[policy.counterfactual], JUDGED[policy.bias.judge](BIASED[policy.bias.biased])],
    filters: filters.map((filter) => {
      const rule = rules.filters[filter];
      return {
        filter,
        check: checkName(filter),
        ...(rule ?? { actions: presetActions(rules.preset, filter) }),
        changed: rule !== undefined,
      };
    }),
  }));
