import type { Kysely } from "kysely";
import { type Scope, scope, type TenantId } from "../access/scopes.ts";
import type { DocumentRow, Tables } from "../storage/tables.ts";
import type { DocumentId, DocumentRecord } from "./document.ts";

/** A document and what became of indexing it. */
export interface CatalogueEntry extends DocumentRecord {
  readonly source: string;
  /** Within its source. */
  readonly path: string;
  /** SHA-256 of the bytes that were last looked at; another than `version` when those could not be read. */
  readonly seenVersion: string;
  readonly size: number;
  /** ISO 8601; undefined while it never was. */
  readonly indexedAt?: string;
  /**
   * A failed document stays searchable in its earlier `version`, unless that is empty. A forgotten one is searchable
   * no more, and stays out until its content changes.
   */
  readonly status: "indexed" | "failed" | "forgotten";
  readonly reason?: string;
  readonly passages: number;
}

/** Which documents there are, in the database. It is written after the index, so that what it says is searchable. */
export interface Catalogue {
  get(id: DocumentId): Promise<CatalogueEntry | undefined>;
  /** All documents of a tenant, or of one of its sources, by path. */
  list(tenant: TenantId, filter?: { readonly source?: string }): Promise<CatalogueEntry[]>;
  /** Adds or replaces a document; durable when it resolves. */
  save(entry: CatalogueEntry): Promise<void>;
  remove(id: DocumentId): Promise<void>;
  /** Searchable documents and passages, and how many documents failed when last looked at. */
  count(tenant: TenantId): Promise<{ documents: number; passages: number; failed: number }>;
}

export function createCatalogue(db: Kysely<Tables>): Catalogue {
  return {
    async get(id) {
      const row = await db.selectFrom("documents").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toEntry(row);
    },
    async list(tenant, { source } = {}) {
      let query = db.selectFrom("documents").selectAll().where("tenant", "=", tenant);
      if (source !== undefined) query = query.where("source", "=", source);
      return (await query.orderBy("source").orderBy("path").execute()).map(toEntry);
    },
    async save(entry) {
      const { id, ...rest } = toRow(entry);
      await db
        .insertInto("documents")
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
        .execute();
    },
    async remove(id) {
      await db.deleteFrom("documents").where("id", "=", id).execute();
    },
    async count(tenant) {
      const rows = await db
        .selectFrom("documents")
        .select(({ fn }) => ["status", fn.countAll().as("documents"), fn.sum("passages").as("passages")])
        .where("tenant", "=", tenant)
        .groupBy("status")
        .execute();
      const searchable = await db
        .selectFrom("documents")
        .select(({ fn }) => fn.countAll().as("documents"))
        .where("tenant", "=", tenant)
        .where("version", "!=", "")
        .executeTakeFirstOrThrow();
      return {
        documents: Number(searchable.documents),
        passages: rows.reduce((sum, row) => sum + Number(row.passages ?? 0), 0),
        failed: Number(rows.find((row) => row.status === "failed")?.documents ?? 0),
      };
    },
  };
}

function toEntry(row: DocumentRow): CatalogueEntry {
  return {
    id: row.id as DocumentId,
    tenant: row.tenant as TenantId,
    source: row.source,
    path: row.path,
    uri: row.uri,
    title: row.title,
    scopes: (JSON.parse(row.scopes) as string[]).map((text): Scope => scope(text)),
    version: row.version,
    seenVersion: row.seen_version,
    size: Number(row.size),
    modifiedAt: row.modified_at,
    indexedAt: row.indexed_at ?? undefined,
    status: row.status,
    reason: row.reason ?? undefined,
    passages: row.passages,
  };
}

const toRow = (entry: CatalogueEntry): DocumentRow => ({
  id: entry.id,
  tenant: entry.tenant,
  source: entry.source,
  path: entry.path,
  uri: entry.uri,
  title: entry.title,
  scopes: JSON.stringify(entry.scopes),
  version: entry.version,
  seen_version: entry.seenVersion,
  size: entry.size,
  modified_at: entry.modifiedAt,
  indexed_at: entry.indexedAt ?? null,
  status: entry.status,
  reason: entry.reason ?? null,
  passages: entry.passages,
});
