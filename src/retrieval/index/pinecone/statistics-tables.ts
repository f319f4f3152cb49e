/** The tables of a tenant's statistics: how they are counted up and down, and read into memory. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Scope, TenantId } from "../../../access/scopes.ts";
import type { Passage } from "../../../documents/document.ts";
import type { Tables } from "../../../storage/tables.ts";
import { ANALYSIS } from "../../lexical.ts";
import { rowParts } from "./row-parts.ts";
import { Statistics } from "./statistics.ts";
import { countDocument, differenceOf, type ReadersCounts } from "./word-counts.ts";

/** For so many changes a word that is gone stays with a count of 0, for other processes to see. */
const REMEMBERED_CHANGES = 100;

/** Counts a change of the tenant's, which also locks the tenant until the transaction ends. */
export async function nextChange(transaction: Transaction<Tables>, tenant: TenantId, written: number) {
  await transaction
    .insertInto("lexical_state")
    .values({ tenant, change: 1, next_position: written, analysis: ANALYSIS, emptied: 0 })
    .onConflict((conflict) =>
      conflict.column("tenant").doUpdateSet(({ eb, ref }) => ({
        change: eb(ref("lexical_state.change"), "+", 1),
        next_position: eb(ref("lexical_state.next_position"), "+", written),
      })),
    )
    .execute();
  const state = await transaction
    .selectFrom("lexical_state")
    .select(["change", "next_position"])
    .where("tenant", "=", tenant)
    .executeTakeFirstOrThrow();
  return { change: Number(state.change), next_position: Number(state.next_position) };
}

/** Adds a difference to the counts. */
export async function count(
  transaction: Transaction<Tables>,
  tenant: TenantId,
  change: number,
  difference: ReadonlyMap<string, ReadersCounts>,
): Promise<void> {
  const terms = [...difference].flatMap(([readers, { terms: changed }]) =>
    [...changed]
      .filter(([, passages]) => passages !== 0)
      .map(([key, passages]) => {
        const space = key.indexOf(" ");
        return { tenant, kind: key.slice(0, space), term: key.slice(space + 1), readers, passages, change };
      }),
  );
  for (const part of rowParts(terms)) {
    await transaction
      .insertInto("lexical_terms")
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(["tenant", "kind", "term", "readers"]).doUpdateSet({
          passages: sql<number>`lexical_terms.passages + excluded.passages`,
          change,
        }),
      )
      .execute();
  }
  for (const [readers, { scopes, terms: _, ...numbers }] of difference) {
    await transaction
      .insertInto("lexical_readers")
      .values({ tenant, readers, scopes: JSON.stringify([...scopes].sort()), ...numbers })
      .onConflict((conflict) =>
        conflict.columns(["tenant", "readers"]).doUpdateSet({
          passages: sql<number>`lexical_readers.passages + excluded.passages`,
          documents: sql<number>`lexical_readers.documents + excluded.documents`,
          words: sql<number>`lexical_readers.words + excluded.words`,
          grams: sql<number>`lexical_readers.grams + excluded.grams`,
        }),
      )
      .execute();
  }
  const emptied = change - REMEMBERED_CHANGES;
  if (change % REMEMBERED_CHANGES === 0) await forgetEmptied(transaction, tenant, emptied);
}

/** Blots out the words that had gone by that change, and the readers who have no passage any more. */
export async function forgetEmptied(
  database: Kysely<Tables> | Transaction<Tables>,
  tenant: TenantId,
  emptied: number,
): Promise<void> {
  await database
    .deleteFrom("lexical_terms")
    .where("tenant", "=", tenant)
    .where("passages", "=", 0)
    .where("change", "<=", emptied)
    .execute();
  await database
    .deleteFrom("lexical_readers")
    .where("tenant", "=", tenant)
    .where("passages", "=", 0)
    .where("documents", "=", 0)
    .execute();
  await database
    .updateTable("lexical_state")
    .set({ emptied })
    .where("tenant", "=", tenant)
    .where("emptied", "<", emptied)
    .execute();
}

/**
 * The tenant's statistics as they are now: `known` with what changed since, or new ones when too much did.
 */
export async function readStatistics(
  db: Kysely<Tables>,
  tenant: TenantId,
  known?: Statistics,
): Promise<Statistics> {
  const state = await db
    .selectFrom("lexical_state")
    .select(["change", "emptied", "analysis"])
    .where("tenant", "=", tenant)
    .executeTakeFirst();
  if (!state) return new Statistics();
  if (state.analysis !== ANALYSIS) {
    await recount(db, tenant);
    return readStatistics(db, tenant);
  }
  const change = Number(state.change);
  if (known?.change === change) return known;
  const current = known && known.change >= Number(state.emptied) ? known : new Statistics();
  const terms = await db
    .selectFrom("lexical_terms")
    .select(["kind", "term", "readers", "passages"])
    .where("tenant", "=", tenant)
    .where("change", ">", current.change)
    .where("change", "<=", change)
    .execute();
  const totals = await db.selectFrom("lexical_readers").selectAll().where("tenant", "=", tenant).execute();
  current.apply(
    terms,
    totals
      .filter(({ passages: held, documents }) => held > 0 || documents > 0)
      .map(({ readers, scopes, passages: held, documents, words, grams }) => ({
        readers,
        scopes: JSON.parse(scopes) as Scope[],
        passages: Number(held),
        documents: Number(documents),
        words: Number(words),
        grams: Number(grams),
      })),
  );
  current.change = change;
  return current;
}

/** Counts a tenant's words anew, after an update of Docent that analyses texts in another way. */
async function recount(db: Kysely<Tables>, tenant: TenantId): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { change } = await nextChange(transaction, tenant, 0);
    await transaction.deleteFrom("lexical_terms").where("tenant", "=", tenant).execute();
    await transaction.deleteFrom("lexical_readers").where("tenant", "=", tenant).execute();
    const documents = await transaction
      .selectFrom("index_passages")
      .select("document")
      .distinct()
      .where("tenant", "=", tenant)
      .execute();
    for (const { document } of documents) {
      const rows = await transaction
        .selectFrom("index_passages")
        .select("passage")
        .where("tenant", "=", tenant)
        .where("document", "=", document)
        .orderBy("ordinal")
        .execute();
      const counted = countDocument(rows.map(({ passage }) => JSON.parse(passage) as Passage));
      await count(transaction, tenant, change, differenceOf(countDocument([]), counted));
      const language = counted.passages[0]?.language ?? "en";
      await transaction
        .updateTable("index_passages")
        .set({ language })
        .where("tenant", "=", tenant)
        .where("document", "=", document)
        .execute();
    }
    await transaction
      .updateTable("lexical_state")
      .set({ analysis: ANALYSIS, emptied: change })
      .where("tenant", "=", tenant)
      .execute();
  });
}
