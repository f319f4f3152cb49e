import type { Kysely } from "kysely";
import { inBatches } from "../storage/in-batches.ts";
import type { Tables } from "../storage/tables.ts";
import { noteSources } from "./answer-sources.ts";
import type { AskId } from "./ask.ts";
import type { ReceiptChain } from "./receipt-chain.ts";
import type { Reply } from "./reply.ts";
import { writeReply } from "./stored-reply.ts";

interface ReplyStoreParts {
  readonly db: Kysely<Tables>;
  readonly chain: ReceiptChain;
  /** Whose asks may be answered. */
  readonly owner: string;
  readonly now: () => number;
}

/**
 * Stores a reply with its sources and its link, all or nothing; false when the ask is in other hands. Replies of one
 * moment share a transaction.
 */
export function replyStore({
  db,
  chain,
  owner,
  now,
}: ReplyStoreParts): (answer: { readonly id: AskId; readonly reply: Reply }) => Promise<boolean> {
  return inBatches((answers: readonly { readonly id: AskId; readonly reply: Reply }[]) =>
    db.transaction().execute(async (transaction) => {
      const at = now();
      const stored = await Promise.all(
        answers.map(async ({ id, reply }) => {
          const { outcome } = reply;
          const json = writeReply(reply);
          const [held] = await Promise.all([
            transaction
              .updateTable("asks")
              .set({ state: "answered", answered_at: at, reply: json, outcome })
              .where("id", "=", id)
              .where("lease_owner", "=", owner)
              .returning("tenant")
              .executeTakeFirst(),
            noteSources(transaction, id, reply),
          ]);
          return (
            held && { ...held, entry: { ask: id, event: "answered", reply: { outcome, json } } as const }
          );
        }),
      );
      const held = stored.filter((each) => each !== undefined);
      for (const [tenant, ofTenant] of Map.groupBy(held, (each) => each.tenant))
        await chain.append(
          transaction,
          tenant,
          ofTenant.map(({ entry }) => entry),
          at,
        );
      return stored.map((each) => each !== undefined);
    }),
  );
}
