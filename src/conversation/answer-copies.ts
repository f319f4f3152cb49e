/** Answers that their askers repeated in a channel: each is an answer of its own, for other readers. */
import type { Kysely } from "kysely";
import type { ChannelId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";
import { noteSources } from "./answer-sources.ts";
import type { AskId, Json } from "./ask.ts";
import type { ReceiptChain } from "./receipt-chain.ts";
import { readReply, writeReply } from "./stored-reply.ts";

/** Where an answer was repeated. */
export interface AnswerCopy {
  readonly channel: ChannelId;
  /** The platform's own id of the message. */
  readonly message: string;
  /** As an ask from there would carry it. */
  readonly address: Json;
  /** What a courier would have left behind. */
  readonly handle: Json;
}

/**
 * Writes a repeated answer down as one that was asked and delivered in the channel, so that it is taken back when its
 * documents are gone or not for everyone there. Its asker is told of the original alone, and nothing builds on it.
 * @param at the id that the copy gets, when it was made in ms since 1970, and the chain of receipts
 */
export async function noteCopy(
  db: Kysely<Tables>,
  original: AskId,
  copy: AnswerCopy,
  at: { readonly id: AskId; readonly now: number; readonly chain: ReceiptChain },
): Promise<void> {
  const row = await db.selectFrom("asks").selectAll().where("id", "=", original).executeTakeFirst();
  if (!row?.reply) return;
  const { interpretedAs: _, ...reply } = readReply(row.reply);
  const json = writeReply({ ...reply, privateSources: 0 });
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("asks")
      .values({
        ...row,
        id: at.id,
        dedupe_key: `copy:${copy.message}`,
        audience_kind: "channel",
        audience_id: copy.channel,
        conversation: `copy:${at.id}`,
        received_at: at.now,
        address: JSON.stringify(copy.address),
        handle: JSON.stringify(copy.handle),
        state: "delivered",
        reply: json,
        finished_at: at.now,
      })
      .execute();
    await noteSources(transaction, at.id, reply);
    const copied = { ask: at.id, event: "copied", reply: { outcome: reply.outcome, json } } as const;
    await at.chain.append(transaction, row.tenant, [copied], at.now);
    await transaction
      .insertInto("recalls")
      .values({
        ask_id: at.id,
        tenant: row.tenant,
        platform: row.platform,
        needs_review: 0,
        needs_amend: 0,
        needs_tell: 0,
        revision: 0,
        since: at.now,
        attempts: 0,
        due_at: at.now,
        tell_handle: null,
        told_at: at.now,
      })
      .execute();
  });
}
