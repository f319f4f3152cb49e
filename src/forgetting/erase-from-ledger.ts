/** A person on their way out of the ledger. */
import type { Kysely } from "kysely";
import type { PersonId, TenantId } from "../access/scopes.ts";
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
  const asks = db.selectFrom("asks").where("tenant", "=", tenant).where("person", "=", person);
  const inChannels = await asks
    .where("audience_kind", "=", "channel")
    .where("state", "=", "delivered")
    .selectAll()
    .execute();
  for (const row of inChannels) {
    await db.updateTable("recalls").set({ tell_handle: null }).where("ask_id", "=", row.id).execute();
    await db.updateTable("asks").set(withoutPerson(row)).where("id", "=", row.id).execute();
  }
  const deleted = await db
    .deleteFrom("asks")
    .where("tenant", "=", tenant)
    .where((either) => either.or([either("person", "=", person), either("audience_id", "=", person)]))
    .executeTakeFirst();
  const count = async (table: "asks" | "feedback" | "notices"): Promise<number> => {
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
      removed: Number(deleted.numDeletedRows),
      left: await count("asks"),
    },
    { place, what: "questions in channels", removed: inChannels.length, left: 0 },
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
