import { randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import type { PersonId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";
import type { AskId } from "./ask.ts";
import type { Outcome } from "./reply.ts";
import type { Feedback } from "./turns.ts";

/**
 * Puts a report into the queue, beside the opinion that it is. Said again with a comment it takes the new one, and what
 * was decided is open again. What has no reply yet cannot be reported.
 */
export async function noteReport(
  transaction: Transaction<Tables>,
  ask: { readonly id: AskId; readonly tenant: string; readonly outcome: Outcome | null },
  person: PersonId,
  { kind, comment }: Feedback,
  now: number,
): Promise<void> {
  if (!ask.outcome || (kind !== "biased-or-wrong" && kind !== "appeal")) return;
  const open = { decision: null, filter: null, note: null, decided_by: null, decided_at: null };
  await transaction
    .insertInto("reports")
    .values({
      id: `report_${randomBytes(8).toString("hex")}`,
      tenant: ask.tenant,
      ask_id: ask.id,
      person,
      kind,
      comment: comment ?? null,
      reported_at: now,
      outcome: ask.outcome,
      ...open,
      needs_tell: 0,
      tell_handle: null,
      attempts: 0,
      due_at: 0,
    })
    .onConflict((conflict) => {
      const again = conflict.columns(["ask_id", "person", "kind"]);
      return comment
        ? again.doUpdateSet({ comment, reported_at: now, ...open, needs_tell: 0 })
        : again.doNothing();
    })
    .execute();
}
