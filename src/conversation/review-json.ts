import { replyJson } from "./reply-json.ts";
import { heldBackBy, type ReviewItem } from "./review-queue.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** A report as JSON: GET /api/review and `docent review list --json`. Other programs rely on its fields. */
export function reviewJson(item: ReviewItem) {
  const { ask, reply, decided } = item;
  const { outcome, text, citations, checks, receipt, model } = replyJson(reply);
  const isGone = outcome !== item.outcome;
  return {
    id: item.id,
    ask: ask.id,
    kind: item.kind,
    comment: item.comment,
    person: item.person,
    reportedAt: iso(item.reportedAt),
    platform: ask.platform,
    isPrivate: ask.audience.kind === "private",
    question: ask.question,
    isDelicate: item.isDelicate,
    outcome: item.outcome,
    reply: item.isHidden || isGone ? undefined : { text, citations },
    replyIsGone: isGone,
    model,
    receipt,
    checks,
    heldBackBy: heldBackBy(item),
    decided: decided && { ...decided, at: iso(decided.at) },
  };
}
