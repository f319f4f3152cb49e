import type { ChannelId } from "../access/scopes.ts";
import { checkName } from "./explain-receipt.ts";
import type { Counterfactual } from "./policy.ts";
import type { PolicyBook } from "./policy-file.ts";
import { type Actions, type Preset, presetActions } from "./policy-presets.ts";

/** One policy as a person reads it: every filter, whether the file names it or not. */
export interface PolicyView {
  /** Whose readers it is for; without one, everybody else's. */
  readonly channel?: ChannelId;
  readonly preset: Preset;
  /** As receipts name it. */
  readonly name: string;
  /** Whether questions are asked again about somebody else. */
  readonly counterfactual: Counterfactual;
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

/** The policies in force, the organisation's first. `filters` are the names of those that run. */
export const policyViews = ({ entries }: PolicyBook, filters: readonly string[]): readonly PolicyView[] =>
  entries.map(({ channel, rules, policy }) => ({
    ...(channel && { channel }),
    preset: rules.preset,
    name: policy.name,
    counterfactual: policy.counterfactual,
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
