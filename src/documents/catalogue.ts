import type { Kysely } from "kysely";
import { type PersonId, personId, type Scope, scope, type TenantId } from "../access/scopes.ts";
import { inBatches } from "../storage/in-batches.ts";
import type { DocumentRow, Tables } from "../storage/tables.ts";
import type { DocumentId, DocumentRecord, Finding } from "./document.ts";
import type { Lineage, Standing } from "./lineage.ts";
import { type Descent, type Relatives, relativesOf, saveLineages } from "./lineage-rows.ts";
import type { SecretFinding } from "./without-secrets.ts";

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
  /** The source's own version of what was last looked at, if the source has versions. */
  readonly sourceVersion?: string;
  /** When its source last said that it is there, in milliseconds since 1970. */
  readonly seenAt: number;
  /** Who put its present version there, where its source knows. */
  readonly owner?: PersonId;
  /** Secrets that are masked in its passages. */
  readonly secrets?: readonly SecretFinding[];
  /** What it hides from whoever looks at it; that was left out. */
  readonly hidden?: readonly Finding[];
  /** Its edition, by its title and by what it says of itself. */
  readonly standing?: Standing;
}

/** What the catalogue knows of one source. */
export interface SourceTally {
  /** Searchable ones, and their passages. */
  readonly documents: number;
  readonly passages: number;
  /** Documents that are known and were never looked at: they are being indexed, or that was interrupted. */
  readonly unfinished: number;
  readonly failed: readonly { readonly path: string; readonly title: string; readonly reason: string }[];
  /** Documents with secrets, which are masked. */
  readonly findings: readonly DocumentSecrets[];
}

/** Which secrets a document holds. */
export interface DocumentSecrets {
  readonly path: string;
  readonly title: string;
  readonly secrets: readonly SecretFinding[];
}

/** What is said of a document that is known and was never looked at. */
export const INTERRUPTED = "indexing it was interrupted: index the source again";

/** Which documents there are, in the database. It is written after the index, so that what it says is searchable. */
export interface Catalogue {
  get(id: DocumentId): Promise<CatalogueEntry | undefined>;
  /** Those of the given documents that are known. */
  getMany(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, CatalogueEntry>>;
  /** All documents of a tenant, or of one of its sources, by path. */
  list(tenant: TenantId, filter?: { readonly source?: string }): Promise<CatalogueEntry[]>;
  /**
   * Adds or replaces a document; durable when it resolves. Without a lineage it keeps the one that it has.
   * @param isFirst whether it had no lineage before
   */
  save(entry: CatalogueEntry, lineage?: Lineage, isFirst?: boolean): Promise<void>;
  /** Which searchable documents may replace the given ones, and what those say of themselves. Access is not checked. */
  relatives(tenant: TenantId, ids: readonly DocumentId[]): Promise<Relatives>;
  /** Adds documents that are not known yet, in one step; those that are stay as they are. */
  announce(entries: readonly CatalogueEntry[]): Promise<void>;
  /** Notes that these documents are still at their source. */
  markSeen(ids: readonly DocumentId[], seenAt: number): Promise<void>;
  /** Some documents of a source that were last seen before a time; all of them, when asked until there is none. */
  unseen(tenant: TenantId, source: string, before: number): Promise<CatalogueEntry[]>;
  /** When any document of a source was last seen; 0 when it has none. */
  lastSeen(tenant: TenantId, source: string): Promise<number>;
  remove(id: DocumentId): Promise<void>;
  /** How the sources of a tenant stand, by name. */
  tally(tenant: TenantId): Promise<ReadonlyMap<string, SourceTally>>;
  /** Searchable documents and passages, and how many documents failed when last looked at. */
  count(tenant: TenantId): Promise<{ documents: number; passages: number; failed: number }>;
}

const UNSEEN_AT_ONCE = 200;

export function createCatalogue(db: Kysely<Tables>): Catalogue {
  const save = inBatches((saved: readonly Saved[]) => saveAll(db, saved));
  return {
    async get(id) {
      const row = await db.selectFrom("documents").selectAll().where("id", "=", id).executeTakeFirst();
      return row && toEntry(row);
    },
    async getMany(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.selectFrom("documents").selectAll().where("id", "in", ids).execute();
      return new Map(rows.map((row) => [row.id as DocumentId, toEntry(row)]));
    },
    async list(tenant, { source } = {}) {
      let query = db.selectFrom("documents").selectAll().where("tenant", "=", tenant);
      if (source !== undefined) query = query.where("source", "=", source);
      return (await query.orderBy("source").orderBy("path").execute()).map(toEntry);
    },
    save: (entry, lineage, isFirst = false) => save({ entry, lineage, isFirst }),
    relatives: (tenant, ids) => relativesOf(db, tenant, ids),
    async announce(entries) {
      if (entries.length === 0) return;
      await db
        .insertInto("documents")
        .values(entries.map(toRow))
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    async markSeen(ids, seenAt) {
      if (ids.length === 0) return;
      await db.updateTable("documents").set({ seen_at: seenAt }).where("id", "in", ids).execute();
    },
    async unseen(tenant, source, before) {
      const rows = await db
        .selectFrom("documents")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("source", "=", source)
        .where("seen_at", "<", before)
        .limit(UNSEEN_AT_ONCE)
        .execute();
      return rows.map(toEntry);
    },
    async lastSeen(tenant, source) {
      const row = await db
        .selectFrom("documents")
        .select(({ fn }) => fn.max("seen_at").as("at"))
        .where("tenant", "=", tenant)
        .where("source", "=", source)
        .executeTakeFirst();
      return Number(row?.at ?? 0);
    },
    async remove(id) {
      await db.deleteFrom("documents").where("id", "=", id).execute();
    },
    async tally(tenant) {
      const rows = await db
        .selectFrom("documents")
        .select(({ fn }) => [
          "source",
          fn.countAll().filterWhere("version", "!=", "").as("documents"),
          fn.sum("passages").as("passages"),
        ])
        .where("tenant", "=", tenant)
        .groupBy("source")
        .execute();
      const failed = await db
        .selectFrom("documents")
        .select(["source", "path", "title", "reason"])
        .where((eb) => eb.and({ tenant, status: "failed" }))
        .orderBy("path")
        .execute();
      const bySource = Map.groupBy(failed, ({ source }) => source);
      const holding = await db
        .selectFrom("documents")
        .select(["source", "path", "title", "secrets"])
        .where("tenant", "=", tenant)
        .where("secrets", "is not", null)
        .orderBy("path")
        .execute();
      const secretsBySource = Map.groupBy(holding, ({ source }) => source);
      return new Map(
        rows.map(({ source, documents, passages }) => {
          const all = (bySource.get(source) ?? []).map(({ path, title, reason }) => ({
            path,
            title,
            reason: reason ?? INTERRUPTED,
          }));
          const looked = all.filter(({ reason }) => reason !== INTERRUPTED);
          return [
            source,
            {
              documents: Number(documents),
              passages: Number(passages ?? 0),
              unfinished: all.length - looked.length,
              failed: looked,
              findings: (secretsBySource.get(source) ?? []).map(({ path, title, secrets }) => ({
                path,
                title,
                secrets: readJson(secrets) ?? [],
              })),
            },
          ];
        }),
      );
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

/** What {@link Catalogue.save} is given. */
interface Saved {
  readonly entry: CatalogueEntry;
  readonly lineage?: Lineage;
  readonly isFirst: boolean;
}

/** A statement costs as much as a row or more, so documents that become searchable at once share one. */
async function saveAll(db: Kysely<Tables>, saved: readonly Saved[]): Promise<undefined[]> {
  // The last word on each; a statement must not name one twice.
  const rows = [...new Map(saved.map(({ entry }) => [entry.id, toRow(entry)])).values()];
  const descents = new Map<DocumentId, Descent>();
  for (const { entry, lineage, isFirst } of saved) {
    const { id: document, tenant } = entry;
    if (lineage) descents.set(document, { document, tenant, lineage, isFirst });
  }
  const { id: _, ...replaced } = rows[0]!;
  const columns = Object.keys(replaced) as (keyof typeof replaced)[];
  const documents = db
    .insertInto("documents")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet(({ ref }) => Object.fromEntries(columns.map((name) => [name, ref(`excluded.${name}`)]))),
    )
    .execute();
  await Promise.all([documents, saveLineages(db, [...descents.values()])]);
  return saved.map(() => undefined);
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
    sourceVersion: row.source_version ?? undefined,
    seenAt: Number(row.seen_at),
    owner: row.owner === null ? undefined : personId(row.owner),
    secrets: readJson(row.secrets),
    hidden: readJson(row.hidden),
    standing: readJson(row.standing),
  };
}

const readJson = <Value>(json: string | null): Value | undefined =>
  json === null ? undefined : (JSON.parse(json) as Value);

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
  source_version: entry.sourceVersion ?? null,
  seen_at: entry.seenAt,
  owner: entry.owner ?? null,
  secrets: entry.secrets?.length ? JSON.stringify(entry.secrets) : null,
  hidden: entry.hidden?.length ? JSON.stringify(entry.hidden) : null,
  standing: entry.standing ? JSON.stringify(entry.standing) : null,
});
