/**
 * The half of an outside index that stays in Docent's database: passages as they are quoted, and the statistics of
 * their words. It says what exists; what the outside index finds beyond that is gone.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Scope, TenantId } from "../../../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../../documents/document.ts";
import type { IndexPassageRow, Tables } from "../../../storage/tables.ts";
import type { Language } from "../../lexical/languages.ts";
import { ANALYSIS } from "../../lexical.ts";
import { Statistics } from "./statistics.ts";
import { type CountedDocument, countDocument, differenceOf, type ReadersCounts } from "./word-counts.ts";

/** A passage as the store keeps it. */
export interface StoredPassage {
  readonly record: string;
  /** Rises with every passage that is written. */
  readonly position: number;
  readonly language: Language;
  readonly passage: Passage;
}

/** Rows of one statement: what SQLite and PostgreSQL take, whatever the columns. */
const ROWS_AT_ONCE = 1_000;
/** For so many changes a word that is gone stays with a count of 0, for other processes to see. */
const REMEMBERED_CHANGES = 100;

/** Opens the store over Docent's database. */
export function createPassageStore(db: Kysely<Tables>) {
  const passages = (tenant: TenantId) => db.selectFrom("index_passages").where("tenant", "=", tenant);

  /**
   * Writes a document's new version in place of its old one, in one step.
   * @returns the records of the old version, those of vectors not among them
   */
  async function replace(
    tenant: TenantId,
    document: DocumentId,
    counted: CountedDocument,
    recordOf: (id: PassageId) => string,
  ): Promise<{ readonly formerRecords: readonly string[] }> {
    return db.transaction().execute(async (transaction) => {
      // The first write locks the tenant: two versions of a document never count at once.
      const { change, next_position: end } = await nextChange(transaction, tenant, counted.passages.length);
      const former = await transaction
        .selectFrom("index_passages")
        .select(["record", "passage"])
        .where("tenant", "=", tenant)
        .where("document", "=", document)
        .orderBy("ordinal")
        .execute();
      const before = countDocument(former.map(({ passage }) => JSON.parse(passage) as Passage));
      await transaction
        .deleteFrom("index_passages")
        .where("tenant", "=", tenant)
        .where("document", "=", document)
        .execute();
      await forgetVectors(
        transaction,
        tenant,
        former.map(({ record }) => record),
      );
      const rows = counted.passages.map(
        ({ passage, readers, language }, at): IndexPassageRow => ({
          tenant,
          id: passage.id,
          record: recordOf(passage.id),
          document,
          position: end - counted.passages.length + at,
          ordinal: passage.ordinal,
          readers,
          language,
          written_at: Date.now(),
          passage: JSON.stringify(passage),
        }),
      );
      for (const part of parts(rows)) await transaction.insertInto("index_passages").values(part).execute();
      await count(transaction, tenant, change, differenceOf(before, counted));
      return { formerRecords: former.map(({ record }) => record) };
    });
  }

  async function nextChange(transaction: Transaction<Tables>, tenant: TenantId, written: number) {
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

  async function count(
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
    for (const part of parts(terms)) {
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

  /** Blots out the words that had gone by that change. */
  async function forgetEmptied(
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
      .updateTable("lexical_state")
      .set({ emptied })
      .where("tenant", "=", tenant)
      .where("emptied", "<", emptied)
      .execute();
  }

  /**
   * The tenant's statistics as they are now: `known` with what changed since, or new ones when too much did.
   */
  async function statistics(tenant: TenantId, known?: Statistics): Promise<Statistics> {
    const state = await db
      .selectFrom("lexical_state")
      .select(["change", "emptied", "analysis"])
      .where("tenant", "=", tenant)
      .executeTakeFirst();
    if (!state) return new Statistics();
    if (state.analysis !== ANALYSIS) {
      await recount(tenant);
      return statistics(tenant);
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
  async function recount(tenant: TenantId): Promise<void> {
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

  /** The passages that these records stand for and that still exist, and those written after `since`, newest first. */
  async function candidates(
    tenant: TenantId,
    records: readonly string[],
    fresh: { since: number; limit: number },
  ): Promise<StoredPassage[]> {
    const columns = ["record", "position", "language", "passage"] as const;
    const found = await Promise.all(
      [...parts(records)].map((part) =>
        passages(tenant).select(columns).where("record", "in", part).execute(),
      ),
    );
    const recent = await passages(tenant)
      .select(columns)
      .where("written_at", ">", fresh.since)
      .orderBy("position", "desc")
      .limit(fresh.limit)
      .execute();
    const rows = new Map([...found.flat(), ...recent].map((row) => [row.record, row]));
    return Array.from(rows.values(), (row) => ({
      record: row.record,
      position: Number(row.position),
      language: row.language as Language,
      passage: JSON.parse(row.passage) as Passage,
    }));
  }

  return {
    replace,
    statistics,
    candidates,

    async passagesOf(tenant: TenantId, document: DocumentId): Promise<Passage[]> {
      const rows = await passages(tenant)
        .select("passage")
        .where("document", "=", document)
        .orderBy("ordinal")
        .orderBy("position")
        .execute();
      return rows.map(({ passage }) => JSON.parse(passage) as Passage);
    },

    /** The passages with these ids that exist, in the order of `ids`. */
    async get(tenant: TenantId, ids: readonly PassageId[]): Promise<Passage[]> {
      const found = new Map<string, Passage>();
      for (const part of parts(ids)) {
        const rows = await passages(tenant).select(["id", "passage"]).where("id", "in", part).execute();
        for (const { id, passage } of rows) found.set(id, JSON.parse(passage) as Passage);
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /** All documents of the tenant, one after another. */
    async documents(tenant: TenantId): Promise<DocumentId[]> {
      const rows = await passages(tenant).select("document").distinct().orderBy("document").execute();
      return rows.map(({ document }) => document as DocumentId);
    },

    async tenants(): Promise<TenantId[]> {
      const rows = await db.selectFrom("lexical_state").select("tenant").execute();
      return rows.map(({ tenant }) => tenant as TenantId);
    },

    async putVectors(tenant: TenantId, model: string, records: readonly string[]): Promise<void> {
      for (const part of parts(records)) {
        await db
          .insertInto("index_vectors")
          .values(part.map((record) => ({ tenant, model, record })))
          .onConflict((conflict) => conflict.columns(["tenant", "model", "record"]).doNothing())
          .execute();
      }
    },

    async missingVectors(tenant: TenantId, model: string, limit: number): Promise<Passage[]> {
      const rows = await passages(tenant)
        .select("passage")
        .where(({ eb, not, exists }) =>
          not(
            exists(
              eb
                .selectFrom("index_vectors")
                .select("index_vectors.record")
                .where("index_vectors.tenant", "=", tenant)
                .where("index_vectors.model", "=", model)
                .whereRef("index_vectors.record", "=", "index_passages.record"),
            ),
          ),
        )
        .orderBy("position")
        .limit(limit)
        .execute();
      return rows.map(({ passage }) => JSON.parse(passage) as Passage);
    },

    async vectorRecords(tenant: TenantId, model: string): Promise<string[]> {
      const rows = await db
        .selectFrom("index_vectors")
        .select("record")
        .where("tenant", "=", tenant)
        .where("model", "=", model)
        .execute();
      return rows.map(({ record }) => record);
    },

    async dropVectors(tenant: TenantId, model: string): Promise<void> {
      await db.deleteFrom("index_vectors").where("tenant", "=", tenant).where("model", "=", model).execute();
    },

    /** Forgets which passages have vectors, so that all are made again. */
    async forgetVectors(tenant: TenantId): Promise<void> {
      await db.deleteFrom("index_vectors").where("tenant", "=", tenant).execute();
    },

    /** Blots out the words that no passage holds any more; other processes load their statistics anew. */
    async forgetEmptied(tenant: TenantId): Promise<void> {
      const state = await db
        .selectFrom("lexical_state")
        .select("change")
        .where("tenant", "=", tenant)
        .executeTakeFirst();
      if (state) await forgetEmptied(db, tenant, Number(state.change));
    },
  };
}

async function forgetVectors(
  transaction: Transaction<Tables>,
  tenant: TenantId,
  records: readonly string[],
): Promise<void> {
  for (const part of parts(records)) {
    await transaction
      .deleteFrom("index_vectors")
      .where("tenant", "=", tenant)
      .where("record", "in", part)
      .execute();
  }
}

function* parts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_AT_ONCE)
    yield items.slice(start, start + ROWS_AT_ONCE);
}
