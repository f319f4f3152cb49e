/** A person on their way out of the ledger. */
import type { Kysely, Transaction } from "kysely";
import type { PersonId, TenantId } from "../access/scopes.ts";
import { createReceiptChain, type ReceiptChain } from "../conversation/receipt-chain.ts";
import { readReply, writeReply } from "../conversation/stored-reply.ts";
import type { AskRow, Tables } from "../storage/tables.ts";
import type { Removal } from "./place.ts";

/**
 * Deletes what a person asked in private, with replies, opinions and what Docent remembers of its messages. Of what
 * they asked in a channel the reply stays, nobody's from now on: others read it, and it must still be taken back when
 * a document goes. The question and every trace of who asked leave it.
 */
export async function eraseFromLedger(
  db: Kysely<Tables>,
  tenant: TenantId,
  person: PersonId,
  chain: ReceiptChain = createReceiptChain(),
): Promise<Removal[]> {
  const opinions = await db.deleteFrom("feedback").where("person", "=", person).executeTakeFirst();
  const notices = await db
    .deleteFrom("notices")
    .where("tenant", "=", tenant)
    .where("person", "=", person)
    .executeTakeFirst();
  const owned = await db
    .deleteFrom("owner_notices")
    .where("tenant", "=", tenant)
    .where("owner", "=", person)
    .executeTakeFirst();
  const documents = await db
    .updateTable("documents")
    .set({ owner: null })
    .where("tenant", "=", tenant)
    .where("owner", "=", person)
    .executeTakeFirst();
  const reports = await forgetReporter(db, tenant, person);
  const { inChannels, deleted } = await db
    .transaction()
    .execute((transaction) => eraseAsks(transaction, tenant, person, chain));
  const count = async (table: "asks" | "feedback" | "notices" | "reports"): Promise<number> => {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as("rows"))
      .where("person", "=", person)
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  const place = "the ledger and its history";
  return [
    {
      place,
      what: "questions with their replies",
      removed: deleted,
      left: await count("asks"),
    },
    { place, what: "questions in channels", removed: inChannels, left: 0 },
    { place, what: "reports and appeals", removed: reports, left: await count("reports") },
    { place, what: "opinions", removed: Number(opinions.numDeletedRows), left: await count("feedback") },
    {
      place: "the console",
      what: "notices",
      removed: Number(notices.numDeletedRows),
      left: await count("notices"),
    },
    {
      place: "the catalogue",
      what: "notes of whose documents they are",
      removed: Number(owned.numDeletedRows) + Number(documents.numUpdatedRows),
      left: 0,
    },
  ];
}

/** Every reply that goes or changes leaves a link in the chain of receipts, without whose it was. */
async function eraseAsks(
  transaction: Transaction<Tables>,
  tenant: TenantId,
  person: PersonId,
  chain: ReceiptChain,
): Promise<{ inChannels: number; deleted: number }> {
  const now = Date.now();
  const inChannels = await transaction
    .selectFrom("asks")
    .where("tenant", "=", tenant)
    .where("person", "=", person)
    .where("audience_kind", "=", "channel")
    .where("state", "=", "delivered")
    .selectAll()
    .execute();
  for (const row of inChannels) {
    const nobodys = withoutPerson(row);
    await transaction
      .updateTable("recalls")
      .set({ tell_handle: null })
      .where("ask_id", "=", row.id)
      .execute();
    await transaction.updateTable("asks").set(nobodys).where("id", "=", row.id).execute();
    if (nobodys.reply && row.outcome) {
      const reply = { outcome: row.outcome, json: nobodys.reply };
      await chain.append(transaction, tenant, [{ ask: row.id, event: "anonymised", reply }], now);
    }
  }
  const deleted = await transaction
    .deleteFrom("asks")
    .where("tenant", "=", tenant)
    .where((either) => either.or([either("person", "=", person), either("audience_id", "=", person)]))
    .returning(["id", "tenant", "reply"])
    .execute();
  await chain.gone(transaction, deleted, "erased", now);
  return { inChannels: inChannels.length, deleted: deleted.length };
}

/** What a person reported goes; what they decided stays, as nobody's. */
async function forgetReporter(db: Kysely<Tables>, tenant: TenantId, person: PersonId): Promise<number> {
  const reports = await db
    .deleteFrom("reports")
    .where("tenant", "=", tenant)
    .where("person", "=", person)
    .executeTakeFirst();
  await db
    .updateTable("reports")
    .set({ decided_by: "erased" })
    .where("tenant", "=", tenant)
    .where("decided_by", "=", person)
    .execute();
  return Number(reports.numDeletedRows);
}

/** A delivered ask of a channel that nobody asked. */
function withoutPerson(row: AskRow): Partial<AskRow> {
  const reply = row.reply === null ? undefined : readReply(row.reply);
  return {
    person: `${row.platform}:erased`,
    question: "",
    // Threads and tabs are named after whoever opened them; what follows must not build on it.
    conversation: `erased:${row.id}`,
    address: withoutUser(row.address),
    reply: reply ? writeReply({ ...reply, interpretedAs: undefined, privateSources: 0 }) : null,
    failure: null,
  };
}

/** Addresses are the adapters'; each calls the asker's account on its platform `user`. */
function withoutUser(json: string): string {
  const address: unknown = JSON.parse(json);
  if (typeof address !== "object" || address === null || !("user" in address)) return json;
  return JSON.stringify({ ...address, user: "erased" });
}
