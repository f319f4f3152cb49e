/**
 * The half of an outside index that stays in Docent's database: passages as they are quoted, and the statistics of
 * their words. It says what exists; what the outside index finds beyond that is gone.
 */
import type { Kysely, Transaction } from "kysely";
import type { TenantId } from "../../../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../../documents/document.ts";
import type { IndexPassageRow, Tables } from "../../../storage/tables.ts";
import type { Language } from "../../lexical/languages.ts";
import { rowParts } from "./row-parts.ts";
import type { Statistics } from "./statistics.ts";
import { count, forgetEmptied, nextChange, readStatistics } from "./statistics-tables.ts";
import { type CountedDocument, countDocument, differenceOf } from "./word-counts.ts";

/** A passage as the store keeps it. */
export interface StoredPassage {
  readonly record: string;
  /** Rises with every passage that is written. */
  readonly position: number;
  readonly language: Language;
  readonly passage: Passage;
}

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
      for (const part of rowParts(rows))
        await transaction.insertInto("index_passages").values(part).execute();
      await count(transaction, tenant, change, differenceOf(before, counted));
      return { formerRecords: former.map(({ record }) => record) };
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
      [...rowParts(records)].map((part) =>
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
    /** The tenant's statistics as they are now; `known` with what changed since where that is enough. */
    statistics: (tenant: TenantId, known?: Statistics): Promise<Statistics> =>
      readStatistics(db, tenant, known),
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
      for (const part of rowParts(ids)) {
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
      for (const part of rowParts(records)) {
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

    /** By model: how many passages have its vector; undefined where no model has any. */
    async vectorCounts(tenant: TenantId): Promise<Readonly<Record<string, number>> | undefined> {
      const rows = await db
        .selectFrom("index_vectors")
        .select(({ fn }) => ["model", fn.countAll().as("vectors")])
        .where("tenant", "=", tenant)
        .groupBy("model")
        .execute();
      return rows.length
        ? Object.fromEntries(rows.map((row) => [row.model, Number(row.vectors)]))
        : undefined;
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
  for (const part of rowParts(records)) {
    await transaction
      .deleteFrom("index_vectors")
      .where("tenant", "=", tenant)
      .where("record", "in", part)
      .execute();
  }
}
