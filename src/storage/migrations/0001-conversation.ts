/** The ledger of asks and what readers thought of the replies. */
import { type Kysely, sql } from "kysely";

/** Creates `asks` and `feedback`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("asks")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("dedupe_key", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("audience_kind", "text", (column) => column.notNull())
    .addColumn("audience_id", "text", (column) => column.notNull())
    .addColumn("conversation", "text", (column) => column.notNull())
    .addColumn("question", "text", (column) => column.notNull())
    .addColumn("received_at", "bigint", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("lease_owner", "text")
    .addColumn("lease_until", "bigint", (column) => column.notNull())
    .addColumn("reply", "text")
    .addColumn("outcome", "text")
    .addColumn("answered_at", "bigint")
    .addColumn("handle", "text")
    .addColumn("finished_at", "bigint")
    .addColumn("failure", "text")
    .addUniqueConstraint("asks_once", ["tenant", "platform", "dedupe_key"])
    .execute();
  // Finished asks outnumber open ones by far: a partial index keeps the queue's search small.
  await db.schema
    .createIndex("asks_open")
    .on("asks")
    .columns(["due_at", "id"])
    .where(sql<boolean>`finished_at is null`)
    .execute();
  await db.schema
    .createIndex("asks_by_conversation")
    .on("asks")
    .columns(["tenant", "conversation", "id"])
    .execute();
  await db.schema.createIndex("asks_by_age").on("asks").column("received_at").execute();

  await db.schema
    .createTable("feedback")
    .addColumn("ask_id", "text", (column) => column.notNull().references("asks.id").onDelete("cascade"))
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("comment", "text")
    .addColumn("given_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("feedback_once", ["ask_id", "person"])
    .execute();
}
