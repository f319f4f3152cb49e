/** What was decided about reports, as labelled rows for `docent evaluate filters`. */
import { heldBackBy, type Report } from "../conversation/review-queue.ts";
import type { ReceiptEntry } from "../safety/receipt.ts";

export interface LabelledRow {
  readonly text: string;
  /** 1: the filter should flag it, or the reply was as bad as was said; 0: not. */
  readonly label: 0 | 1;
  /** Null for a mistaken reply, which is no filter's matter. */
  readonly filter: string | null;
  readonly stage: string;
  /** As it was when it was checked; absent where the filter did not look. */
  readonly score?: number;
  readonly threshold?: number;
  readonly action?: string;
  readonly decision: string;
  readonly kind: string;
  readonly ask: string;
  readonly report: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/**
 * The rows of one decided report. None where there is no text: a sentence that was held back was never kept, a question
 * was erased, a reply was taken back since.
 */
export function labelReport(item: Report): readonly LabelledRow[] {
  const { decided, ask, reply, kind, outcome } = item;
  if (!decided) return [];
  const { decision } = decided;
  const entries = reply.receipt.entries;
  const rowOf = (text: string, label: 0 | 1, filter: string | null, entry?: ReceiptEntry): LabelledRow[] =>
    text.trim()
      ? [
          {
            text,
            label,
            filter,
            stage: entry?.stage ?? "answer",
            ...(entry && { score: entry.score, threshold: entry.threshold, action: entry.action }),
            decision,
            kind,
            ask: ask.id,
            report: item.id,
            decidedAt: new Date(decided.at).toISOString(),
          },
        ]
      : [];
  if (decision === "filter-right" || decision === "filter-wrong") {
    const names = decided.filter ? [decided.filter] : heldBackBy(item).map(({ filter }) => filter);
    // The question is kept as it was asked; one that was blacked out is not.
    return entries
      .filter(
        ({ filter, stage, action }) => names.includes(filter) && stage === "question" && action !== "redact",
      )
      .flatMap((entry) => rowOf(ask.question, decision === "filter-right" ? 1 : 0, entry.filter, entry));
  }
  if (reply.outcome !== outcome) return [];
  const text = reply.text.text.replace(MARKERS, "");
  if (decision === "mistaken") return rowOf(text, 1, null);
  const stereotypes = entries.find(({ filter, stage }) => filter === BIAS_FILTER && stage !== "question");
  if (decision === "biased") return rowOf(text, 1, BIAS_FILTER, stereotypes);
  return kind === "biased-or-wrong" ? rowOf(text, 0, BIAS_FILTER, stereotypes) : [];
}

/** The filter that looks for what "biased" means. */
const BIAS_FILTER = "stereotypes";
const MARKERS = /\s*\[\d+\]/g;
