/** What keeping sources in step must not forget: cursors, documents to look at again, and changes to be told. */
import { type Kysely, sql } from "kysely";

/** Creates `source_state`, `source_work` and `document_changes`; documents learn their source's own version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("documents").addColumn("source_version", "text").execute();
  await db.schema
    .alterTable("documents")
    .addColumn("seen_at", "bigint", (column) => column.notNull().defaultTo(sql`0`))
    .execute();

  await db.schema
    .createTable("source_state")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("cursor", "text")
    .addColumn("filling_since", "bigint")
    .addColumn("reconciled_at", "bigint")
    .addColumn("problem", "text")
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("forgetting", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("source_state_once", ["tenant", "source"])
    .execute();

  await db.schema
    .createTable("source_work")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("path", "text", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("source_work_once", ["tenant", "source", "path"])
    .execute();

  await db.schema
    .createTable("document_changes")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("from_version", "text", (column) => column.notNull())
    .addColumn("changed_at", "bigint", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("document_changes_due")
    .on("document_changes")
    .columns(["tenant", "next_at"])
    .execute();
}
