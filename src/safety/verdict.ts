/** What a filter is asked and what it answers. One filter, one small file; the guard alone decides what follows. */
import type { Passage } from "../documents/document.ts";

/** What was decided about a text, from mildest to strictest. */
export type Action = "allow" | "note" | "redact" | "withhold";

/** Where in the turn a text stands. `label` is a title, heading or quote of a document that is shown beside the answer. */
export type Stage = "question" | "passage" | "sentence" | "answer" | "label";

export interface Subject {
  readonly stage: Stage;
  readonly text: string;
  /** The passages the text may rest on: those that it cites first. Empty for a question. */
  readonly passages: readonly Passage[];
  /** What was asked; empty while the question itself is checked. */
  readonly question: string;
}

/** A part of the text, as UTF-16 offsets, and what to show in its place when the policy is to redact. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly replacement: string;
}

/** What a filter found; it proposes nothing. `flagged` is `score >= threshold`. */
export interface Finding {
  /** 0 to 1. */
  readonly score: number;
  readonly threshold: number;
  readonly flagged: boolean;
  /** In plain words, without repeating the offending text: it is shown in the receipt. */
  readonly reason?: string;
  readonly spans?: readonly Span[];
  /** What the score is made of, where a filter tells several kinds apart: 0 to 1 each. */
  readonly categories?: Readonly<Record<string, number>>;
}

export interface Filter {
  /** kebab-case, as in policy settings, receipts, metrics and `docent evaluate filters --filter`. */
  readonly name: string;
  /** Changes whenever its verdicts may change. */
  readonly version: string;
  readonly stages: readonly Stage[];
  /** Looks at what a text rests on: not asked of lines that claim nothing, nor again about what redaction left. */
  readonly aboutSupport?: true;
  /** Asks a service elsewhere: when that cannot be reached, the policy says whether the local filters suffice. */
  readonly isRemote?: true;
  /** May throw: the guard then withholds (a filter that cannot speak has not agreed). */
  check(subject: Subject): Finding | Promise<Finding>;
}

/** A filter's finding and what the policy made of it. */
export interface Verdict {
  readonly filter: string;
  readonly version: string;
  readonly stage: Stage;
  readonly score: number;
  readonly threshold: number;
  readonly action: Action;
  readonly reason?: string;
  readonly categories?: Readonly<Record<string, number>>;
}

/** The reason of a verdict that no filter gave: one failed or took too long, or the service that it asks is away. */
export const UNCHECKED = "could not be checked";
export const UNREACHABLE = "the service could not be reached; the local checks decided";

/** Whether a verdict is none of the filter's own: its score means nothing. */
export const hasNoOpinion = ({ reason }: Pick<Verdict, "reason">): boolean =>
  reason === UNCHECKED || reason === UNREACHABLE;
