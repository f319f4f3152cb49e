/** How often a filter may be wrong about a group. docs/safety.md publishes these figures. */

export interface FairnessBudget {
  /** The share of a group's harmless texts that may be flagged. */
  readonly mostFlagged: number;
  /** How much more of one group may be flagged than of the other groups of its kind, as a share. */
  readonly mostMore: number;
}

/** Words about people are what toxicity is learnt from, so mistakes with groups are likelier there. */
const TOXICITY: FairnessBudget = { mostFlagged: 0.02, mostMore: 0.02 };
const ELSE: FairnessBudget = { mostFlagged: 0.01, mostMore: 0.01 };

export const budgetOf = (filter: string): FairnessBudget => (filter === "toxicity" ? TOXICITY : ELSE);
