/** The chain of receipts, and what people report about replies. Answers given before this stay outside of the chain. */
import { type Kysely, sql } from "kysely";

/** Creates `receipt_links`, `receipt_heads`, `receipt_salts` and `reports`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("receipt_links")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("sequence", "bigint", (column) => column.notNull())
    // No reference: a link outlives its ask.
    .addColumn("ask_id", "text", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("receipt_links_once", ["tenant", "sequence"])
    .execute();
  await db.schema
    .createIndex("receipt_links_of")
    .on("receipt_links")
    .columns(["ask_id", "sequence"])
    .execute();
  await db.schema
    .createTable("receipt_heads")
    .addColumn("tenant", "text", (column) => column.primaryKey())
    .addColumn("sequence", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("receipt_salts")
    .addColumn("ask_id", "text", (column) => column.primaryKey().references("asks.id").onDelete("cascade"))
    .addColumn("sequence", "bigint", (column) => column.notNull())
    .addColumn("salt", "text", (column) => column.notNull())
    .execute();

  await db.schema
    .createTable("reports")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("ask_id", "text", (column) => column.notNull().references("asks.id").onDelete("cascade"))
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("comment", "text")
    .addColumn("reported_at", "bigint", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("decision", "text")
    .addColumn("filter", "text")
    .addColumn("note", "text")
    .addColumn("decided_by", "text")
    .addColumn("decided_at", "bigint")
    .addColumn("needs_tell", "integer", (column) => column.notNull())
    .addColumn("tell_handle", "text")
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addUniqueConstraint("reports_once", ["ask_id", "person", "kind"])
    .execute();
  await db.schema
    .createIndex("reports_by_age")
    .on("reports")
    .columns(["tenant", "reported_at", "id"])
    .execute();
  await db.schema
    .createIndex("reports_to_tell")
    .on("reports")
    .columns(["tenant", "due_at"])
    .where(sql<boolean>`needs_tell = 1`)
    .execute();
}
