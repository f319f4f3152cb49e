/** The document catalogue: what is indexed, from where, who may read it, and what failed. */
import type { Kysely } from "kysely";

/** Creates `documents`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("documents")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("path", "text", (column) => column.notNull())
    .addColumn("uri", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("seen_version", "text", (column) => column.notNull())
    .addColumn("size", "bigint", (column) => column.notNull())
    .addColumn("modified_at", "text", (column) => column.notNull())
    .addColumn("indexed_at", "text")
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("passages", "integer", (column) => column.notNull())
    .addUniqueConstraint("documents_once", ["tenant", "source", "path"])
    .execute();
}
