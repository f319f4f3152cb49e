/** How documents replace each other, which secrets they hold, and who is to be told of those. */
import { type Kysely, sql } from "kysely";

/** Creates `document_lineage` and `owner_notices`; documents learn their owner, their standing, their secrets and what they hide. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("documents").addColumn("owner", "text").execute();
  await db.schema.alterTable("documents").addColumn("secrets", "text").execute();
  await db.schema.alterTable("documents").addColumn("hidden", "text").execute();
  await db.schema.alterTable("documents").addColumn("standing", "text").execute();

  await db.schema
    .createTable("document_lineage")
    .addColumn("document", "text", (column) =>
      column.notNull().references("documents.id").onDelete("cascade"),
    )
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("document_lineage_by_document")
    .on("document_lineage")
    .column("document")
    .execute();
  await db.schema
    .createIndex("document_lineage_by_name")
    .on("document_lineage")
    .columns(["tenant", "name"])
    .execute();

  await db.schema
    .createTable("owner_notices")
    .addColumn("document", "text", (column) =>
      column.notNull().references("documents.id").onDelete("cascade"),
    )
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("settled_at", "bigint")
    .addPrimaryKeyConstraint("owner_notices_once", ["document", "version"])
    .execute();
  await db.schema
    .createIndex("owner_notices_due")
    .on("owner_notices")
    .columns(["tenant", "next_at"])
    .where(sql<boolean>`settled_at is null`)
    .execute();

  // What was indexed before was never looked through for secrets: it is read again, whatever its source says of it.
  await sql`update documents set version = '', seen_version = '', source_version = null where status = 'indexed'`.execute(
    db,
  );
  await sql`update source_state set reconciled_at = 0`.execute(db);
}
