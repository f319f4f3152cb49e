import type { Receipt, ReceiptEntry } from "./receipt.ts";
import { stricter } from "./stricter.ts";
import type { Verdict } from "./verdict.ts";

/** What becomes of a turn's texts, counted for its receipt. */
export interface Tally {
  record(verdict: Verdict, flagged: boolean): void;
  readonly sentences: { drafted: number; released: number; redacted: number; withheld: number };
  quarantinedPassages: number;
  receipt(): Omit<Receipt, "policy">;
}

/** @returns an empty tally. Entries come in the order in which filters first spoke. */
export function createTally(): Tally {
  const entries = new Map<string, ReceiptEntry>();
  const sentences = { drafted: 0, released: 0, redacted: 0, withheld: 0 };
  return {
    sentences,
    quarantinedPassages: 0,
    record(verdict, flagged) {
      const known = entries.get(verdict.filter);
      const checked = (known?.checked ?? 0) + 1;
      const flags = (known?.flagged ?? 0) + Number(flagged);
      const strictest = known && !isStricter(verdict, known) ? known : verdict;
      entries.set(verdict.filter, { ...strictest, checked, flagged: flags });
    },
    receipt() {
      return {
        entries: [...entries.values()],
        sentences: { ...sentences },
        quarantinedPassages: this.quarantinedPassages,
      };
    },
  };
}

function isStricter(verdict: Verdict, known: Verdict): boolean {
  if (verdict.action !== known.action) return stricter(verdict.action, known.action) === verdict.action;
  return verdict.score > known.score;
}
