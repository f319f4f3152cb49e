/** What an index outside of this database (Pinecone) needs here: its passages, and how often words stand in them. */
import type { Kysely } from "kysely";

/** Creates `index_passages`, `index_vectors`, `lexical_terms`, `lexical_readers` and `lexical_state`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("index_passages")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("position", "bigint", (column) => column.notNull())
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("readers", "text", (column) => column.notNull())
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("written_at", "bigint", (column) => column.notNull())
    .addColumn("passage", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("index_passages_once", ["tenant", "record"])
    .execute();
  for (const [name, column] of [
    ["index_passages_by_id", "id"],
    ["index_passages_by_document", "document"],
    ["index_passages_recent", "written_at"],
  ] as const) {
    await db.schema.createIndex(name).on("index_passages").columns(["tenant", column]).execute();
  }
  await db.schema
    .createTable("index_vectors")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("index_vectors_once", ["tenant", "model", "record"])
    .execute();

  await db.schema
    .createTable("lexical_terms")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("term", "text", (column) => column.notNull())
    .addColumn("readers", "text", (column) => column.notNull())
    .addColumn("passages", "integer", (column) => column.notNull())
    .addColumn("change", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("lexical_terms_once", ["tenant", "kind", "term", "readers"])
    .execute();
  await db.schema
    .createIndex("lexical_terms_changed")
    .on("lexical_terms")
    .columns(["tenant", "change"])
    .execute();
  await db.schema
    .createTable("lexical_readers")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("readers", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("passages", "integer", (column) => column.notNull())
    .addColumn("documents", "integer", (column) => column.notNull())
    .addColumn("words", "bigint", (column) => column.notNull())
    .addColumn("grams", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("lexical_readers_once", ["tenant", "readers"])
    .execute();
  await db.schema
    .createTable("lexical_state")
    .addColumn("tenant", "text", (column) => column.primaryKey())
    .addColumn("change", "bigint", (column) => column.notNull())
    .addColumn("next_position", "bigint", (column) => column.notNull())
    .addColumn("analysis", "integer", (column) => column.notNull())
    .addColumn("emptied", "bigint", (column) => column.notNull())
    .execute();
}
