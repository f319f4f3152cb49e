/** The guard's contract; created by `createGuard` (create-guard.ts). */
import type { ChannelId } from "../access/scopes.ts";
import type { Passage } from "../documents/document.ts";
import type { Counterfactual } from "./policy.ts";
import type { Receipt } from "./receipt.ts";
import type { Released } from "./released.ts";
import type { Verdict } from "./verdict.ts";

/** The span of a passage that a sentence rests on. */
export interface Evidence {
  /** The passage's number in the prompt, from 1. */
  readonly passage: number;
  /** The exact words of the passage, checked like everything else that is shown. */
  readonly quote: Released;
}

/** One unit of an answer (a sentence, a list item, a whole table or code block), checked and cited. */
export interface ReleasedSentence {
  /** Markdown, without citation markers. */
  readonly text: Released;
  /** White space between this and the unit before it: "", " ", "\n" or "\n\n". */
  readonly lead: string;
  /** Best support first; never empty, unless the unit is a connecting line that claims nothing (a heading). */
  readonly evidence: readonly Evidence[];
}

export type Admission =
  /** `question` is the text to work with: secrets are masked before anything is searched or sent to a model. */
  | { readonly admitted: true; readonly question: string }
  /** `advice` is what the asker reads instead: why, and what to do. */
  | { readonly admitted: false; readonly advice: Released };

/** The checks of one turn. Everything it is asked goes into its receipt. */
export interface Checks {
  /** Whether the question may be worked on at all. */
  question(text: string): Promise<Admission>;
  /** The passages that may be put before a model: injected ones are left out and counted. */
  passages(passages: readonly Passage[]): Promise<readonly Passage[]>;
  /**
   * Splits a draft into units as it streams in, checks each one and lets go of what passed. Nothing is yielded
   * before every filter agreed; whole-answer checks run before the last unit leaves.
   */
  release(
    draft: AsyncIterable<string>,
    context: { question: string; passages: readonly Passage[] },
  ): AsyncGenerator<ReleasedSentence>;
  /** A title, heading or quote of a document, redacted where the policy says so; `undefined` when withheld. */
  label(text: string, passages: readonly Passage[]): Promise<Released | undefined>;
  /** Whether the policy wants the question asked again about somebody else. */
  readonly counterfactual: Counterfactual;
  /** Puts into the receipt what a check of the conversation's found; the guard's own are there already. */
  note(verdict: Verdict, flagged: boolean): void;
  receipt(): Receipt;
}

export interface Guard {
  /** Opens the checks of one turn, by the policy of the channel whose readers will see it. */
  open(channel?: ChannelId): Checks;
}
