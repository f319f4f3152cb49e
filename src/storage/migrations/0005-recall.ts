/** What answers rest on, which of them have to be taken back, and what was forgotten for good. */
import { type Kysely, sql } from "kysely";

/** Creates `answer_sources` (from the replies that are stored), `recalls`, `notices` and `certificates`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("answer_sources")
    .addColumn("ask_id", "text", (column) => column.notNull().references("asks.id").onDelete("cascade"))
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("answer_sources_once", ["ask_id", "document", "version"])
    .execute();
  await db.schema.createIndex("answers_by_source").on("answer_sources").column("document").execute();

  await db.schema
    .createTable("recalls")
    .addColumn("ask_id", "text", (column) => column.primaryKey().references("asks.id").onDelete("cascade"))
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("needs_review", "integer", (column) => column.notNull())
    .addColumn("needs_amend", "integer", (column) => column.notNull())
    .addColumn("needs_tell", "integer", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("tell_handle", "text")
    .addColumn("told_at", "bigint")
    .execute();
  await db.schema
    .createIndex("recalls_due")
    .on("recalls")
    .columns(["tenant", "due_at"])
    .where(sql<boolean>`needs_review + needs_amend + needs_tell > 0`)
    .execute();

  await db.schema
    .createTable("notices")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("notices_of").on("notices").columns(["tenant", "person"]).execute();

  await db.schema
    .createTable("certificates")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("issued_at", "bigint", (column) => column.notNull())
    .addColumn("certificate", "text", (column) => column.notNull())
    .execute();

  await backfill(db as Kysely<Stored>);
}

/** The tables as this migration finds them: later ones may change what the rest of Docent sees. */
interface Stored {
  asks: { id: string; reply: string | null };
  answer_sources: { ask_id: string; document: string; version: string };
}

const AT_ONCE = 500;

/** Answers given before this migration rest on documents, too. */
async function backfill(db: Kysely<Stored>): Promise<void> {
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("asks")
      .select(["id", "reply"])
      .where("id", ">", after)
      .where("reply", "is not", null)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    for (const { id, reply } of rows) {
      for (const [document, version] of passagesIn(reply ?? "").map((passage) => passage.split(":"))) {
        if (!document) continue;
        await db
          .insertInto("answer_sources")
          .values({ ask_id: id, document, version: version ?? "" })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.id;
  }
}

/** One damaged reply must not keep Docent from starting; whoever reads it will say so. */
function passagesIn(reply: string): string[] {
  try {
    const { citations = [], named = [] } = JSON.parse(reply) as {
      citations?: { passage?: string }[];
      named?: string[];
    };
    return [...citations.map(({ passage = "" }) => passage), ...named];
  } catch {
    return [];
  }
}
