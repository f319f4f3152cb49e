/** What people report and appeal, and what a person decides about it. */
import type { Kysely } from "kysely";
import type { PersonId, TenantId } from "../access/scopes.ts";
import { checkName } from "../safety/explain-receipt.ts";
import type { Guard } from "../safety/guard.ts";
import type { ReportRow, Tables } from "../storage/tables.ts";
import type { AnswerParts } from "./answer-parts.ts";
import { countUnreadable } from "./as-readable-now.ts";
import type { Ask } from "./ask.ts";
import { askOf } from "./ask-row.ts";
import type { Outcome, Reply } from "./reply.ts";
import { readReply } from "./stored-reply.ts";

/** What a person may decide: of a check that it was right or wrong, of a reply that it was biased or mistaken, or neither. */
export const DECISIONS = ["filter-right", "filter-wrong", "biased", "mistaken", "nothing-wrong"] as const;
export type Decision = (typeof DECISIONS)[number];
export type ReportKind = ReportRow["kind"];

export interface Report {
  readonly id: string;
  readonly ask: Ask;
  readonly kind: ReportKind;
  /** In the reporter's own words. */
  readonly comment?: string;
  readonly person: PersonId;
  /** Milliseconds since 1970. */
  readonly reportedAt: number;
  /** How the ask had ended when it was reported; a reply that was taken back since is a reason. */
  readonly outcome: Outcome;
  /** As it is stored now. */
  readonly reply: Reply;
  readonly decided?: {
    readonly decision: Decision;
    /** The filter it is about, where it is about one alone. */
    readonly filter?: string;
    readonly note?: string;
    readonly by: string;
    readonly at: number;
  };
}

/** A report as one reviewer may see it. */
export interface ReviewItem extends Report {
  /** Whether the checks hold the question back: it is shown on demand only. */
  readonly isDelicate: boolean;
  /** Whether the reply rests on documents that this reviewer may not read: then its words stay away from them. */
  readonly isHidden: boolean;
}

export type ReportState = "open" | "decided";

export interface ReviewQueue {
  /** Open ones oldest first, decided ones latest first. */
  reports(state: ReportState, limit?: number): Promise<readonly Report[]>;
  /** The same for a reviewer's eyes. */
  list(state: ReportState, reviewer: PersonId, limit?: number): Promise<readonly ReviewItem[]>;
  countOpen(): Promise<number>;
  /** Decides, or decides anew. @throws {ReviewError} */
  decide(
    id: string,
    decision: { readonly decision: Decision; readonly filter?: string; readonly note?: string },
    by: string,
  ): Promise<void>;
  /** Told when something was decided and its reporter is to hear of it. */
  onDecision(listener: () => void): void;
}

/** There is no such report, or its ask knows no such filter: the message says so. */
export class ReviewError extends Error {
  override name = "ReviewError";
}

interface QueueParts extends Pick<AnswerParts, "membership" | "passages"> {
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  readonly guard: Guard;
}

/** So many are shown at once. */
const AT_ONCE = 100;

export function createReviewQueue(parts: QueueParts): ReviewQueue {
  const { db, tenant, guard } = parts;
  const listeners: (() => void)[] = [];
  const isOpen = (state: ReportState) => (state === "open" ? "is" : "is not");

  const reports: ReviewQueue["reports"] = async (state, limit = AT_ONCE) => {
    const rows = await reported(db, tenant)
      .where("reports.decision", isOpen(state), null)
      .orderBy("reports.reported_at", state === "open" ? "asc" : "desc")
      .orderBy("reports.id")
      .limit(limit)
      .execute();
    return rows.map(toReport);
  };

  async function forEyesOf(report: Report, reviewer: PersonId): Promise<ReviewItem> {
    const { ask, reply } = report;
    const [shown, unreadable] = await Promise.all([
      ask.question ? guard.open().label(ask.question, []) : undefined,
      countUnreadable(ask, reply, { kind: "private", person: reviewer }, parts),
    ]);
    const wasWithheld = reply.receipt.entries.some(
      ({ stage, action }) => stage === "question" && action === "withhold",
    );
    const isDelicate = ask.question !== "" && (wasWithheld || !shown);
    return { ...report, isDelicate, isHidden: unreadable > 0 };
  }

  return {
    reports,
    list: async (state, reviewer, limit) =>
      Promise.all((await reports(state, limit)).map((report) => forEyesOf(report, reviewer))),
    async countOpen() {
      const { open } = await db
        .selectFrom("reports")
        .select(({ fn }) => fn.countAll().as("open"))
        .where("tenant", "=", tenant)
        .where("decision", "is", null)
        .executeTakeFirstOrThrow();
      return Number(open);
    },
    async decide(id, { decision, filter, note }, by) {
      const row = await reported(db, tenant).where("reports.id", "=", id).executeTakeFirst();
      if (!row) throw new ReviewError(`There is no report ${id}: docent review list shows what there is.`);
      const { entries } = toReport(row).reply.receipt;
      if (filter !== undefined && !entries.some((entry) => entry.filter === filter))
        throw new ReviewError(
          `The filter ${filter} did not check this: use one of ${entries.map((entry) => entry.filter).join(", ")}.`,
        );
      await db
        .updateTable("reports")
        .set({ decision, filter: filter ?? null, note: note || null, decided_by: by, decided_at: Date.now() })
        .set(row.decision === decision ? {} : { needs_tell: 1, tell_handle: null, attempts: 0, due_at: 0 })
        .where("id", "=", id)
        .execute();
      for (const listener of listeners) listener();
    },
    onDecision: (listener) => void listeners.push(listener),
  };
}

/** The filters that a decision about a check is about: those that held something back, in plain words too. */
export const heldBackBy = ({
  reply,
}: Report): readonly { readonly filter: string; readonly check: string }[] =>
  reply.receipt.entries
    .filter(({ action }) => action === "withhold" || action === "redact")
    .map(({ filter }) => ({ filter, check: checkName(filter) }));

const reported = (db: Kysely<Tables>, tenant: TenantId) =>
  db
    .selectFrom("reports")
    .innerJoin("asks", "asks.id", "reports.ask_id")
    .selectAll("asks")
    .select([
      "reports.id as report",
      "reports.kind",
      "reports.comment",
      "reports.person as reporter",
      "reports.reported_at",
      "reports.outcome as reported_outcome",
      "reports.decision",
      "reports.filter",
      "reports.note",
      "reports.decided_by",
      "reports.decided_at",
    ])
    .where("reports.tenant", "=", tenant)
    .where("asks.reply", "is not", null);

function toReport(row: Awaited<ReturnType<ReturnType<typeof reported>["execute"]>>[number]): Report {
  const { comment, filter, note } = row;
  return {
    id: row.report,
    ask: askOf(row),
    kind: row.kind,
    ...(comment && { comment }),
    person: row.reporter as PersonId,
    reportedAt: Number(row.reported_at),
    outcome: row.reported_outcome,
    reply: readReply(row.reply ?? ""),
    ...(row.decision && {
      decided: {
        decision: row.decision as Decision,
        ...(filter && { filter }),
        ...(note && { note }),
        by: row.decided_by ?? "",
        at: Number(row.decided_at),
      },
    }),
  };
}
