import type { Verdict } from "./verdict.ts";

/**
 * How an answer was checked: for each filter its strictest verdict over everything the turn showed it, and how many
 * texts it saw. Every reply carries one, an abstention and a refusal too.
 */
export interface Receipt {
  /** The name of the policy it was checked by; replies stored before there were names have none. */
  readonly policy?: string;
  readonly entries: readonly ReceiptEntry[];
  /** Sentences that were drafted, and what became of them. */
  readonly sentences: {
    readonly drafted: number;
    readonly released: number;
    readonly redacted: number;
    readonly withheld: number;
  };
  /** Passages kept out of the prompt because they tried to give instructions or held nothing but secrets. */
  readonly quarantinedPassages: number;
}

export interface ReceiptEntry extends Verdict {
  /** Texts the filter looked at in this turn. */
  readonly checked: number;
  /** Texts it flagged. */
  readonly flagged: number;
}
