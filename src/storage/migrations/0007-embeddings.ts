/** Which embedding models' vectors the index has, so that one can take over from another without a gap. */
import { type Kysely, sql } from "kysely";

/** Creates `embedding_models`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("embedding_models")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("dimension", "integer")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("held_until", "bigint", (column) => column.notNull().defaultTo(sql`0`))
    .addPrimaryKeyConstraint("embedding_models_once", ["tenant", "model"])
    .execute();
}
