/** Lineages in the database: who may have replaced whom is one question, whatever the number of documents. */
import type { Kysely } from "kysely";
import { type Scope, scope, type TenantId } from "../access/scopes.ts";
import type { DocumentLineageRow, Tables } from "../storage/tables.ts";
import { type DocumentId, type PassageId, passageId } from "./document.ts";
import type { Lineage, Standing } from "./lineage.ts";

/** A searchable document, as far as replacing goes. */
export interface Relative {
  readonly document: DocumentId;
  readonly standing: Standing;
  readonly scopes: readonly Scope[];
  /** Its first passage, which the index knows under this id as long as the document stays as it is. */
  readonly passage: PassageId;
}

/** How a document may be newer than another: a family tells by its editions, a statement says so. */
export interface Kinship {
  readonly older: DocumentId;
  readonly newer: DocumentId;
  readonly by: "family" | "statement";
}

export interface Relatives {
  /** The documents that were asked about, and all that stand in a kinship with them. */
  readonly documents: ReadonlyMap<DocumentId, Relative>;
  readonly kinships: readonly Kinship[];
}

/** A name that more documents bear than this tells nothing. */
const MOST_RELATIVES = 60;

/** A document whose lineage is to be stored. */
export interface Descent {
  readonly document: DocumentId;
  readonly tenant: TenantId;
  readonly lineage: Lineage;
  /** Whether nothing is stored of it yet. */
  readonly isFirst: boolean;
}

/** Replaces what is stored of these documents' lineages, each document once. */
export async function saveLineages(db: Kysely<Tables>, descents: readonly Descent[]): Promise<void> {
  const old = descents.filter(({ isFirst }) => !isFirst).map(({ document }) => document);
  const rows = descents.flatMap(rowsOf);
  const cleared =
    old.length > 0 ? db.deleteFrom("document_lineage").where("document", "in", old).execute() : undefined;
  const added = rows.length > 0 ? db.insertInto("document_lineage").values(rows).execute() : undefined;
  await Promise.all([cleared, added]);
}

function rowsOf({ document, tenant, lineage }: Descent): DocumentLineageRow[] {
  const { family, standing, names, supersedes, supersededBy } = lineage;
  const row = (kind: DocumentLineageRow["kind"]) => (name: string) => ({ document, tenant, kind, name });
  // Most documents are no edition of anything: one row says what they are called, and meets none but editions.
  const isEdition = Object.keys(standing).length > 0;
  return [
    ...(family ? [family] : []).map(row(isEdition ? "edition" : "title")),
    ...names.filter((name) => isEdition || name !== family).map(row("name")),
    ...supersedes.map(row("supersedes")),
    ...supersededBy.map(row("superseded-by")),
  ];
}

/** Everything that may have replaced one of these documents, whoever may read it. */
export async function relativesOf(
  db: Kysely<Tables>,
  tenant: TenantId,
  ids: readonly DocumentId[],
): Promise<Relatives> {
  const asked = await kinshipsOf(db, tenant, ids);
  const met = [...new Set(asked.map(({ newer }) => newer))].filter((id) => !ids.includes(id));
  // What replaced a document may have been replaced itself, or be claimed to be by the very same.
  const kinships = [...asked, ...(await kinshipsOf(db, tenant, met))];
  const documents = await relativesById(db, [...ids, ...kinships.map(({ newer }) => newer)]);
  return { documents, kinships };
}

async function kinshipsOf(
  db: Kysely<Tables>,
  tenant: TenantId,
  ids: readonly DocumentId[],
): Promise<Kinship[]> {
  if (ids.length === 0) return [];
  const pairs = await db
    .selectFrom("document_lineage as mine")
    .innerJoin("document_lineage as theirs", (join) =>
      join
        .onRef("theirs.tenant", "=", "mine.tenant")
        .onRef("theirs.name", "=", "mine.name")
        .onRef("theirs.document", "!=", "mine.document"),
    )
    .select([
      "mine.document as older",
      "theirs.document as newer",
      "mine.kind as mine",
      "theirs.kind as theirs",
    ])
    .where("mine.tenant", "=", tenant)
    .where("mine.document", "in", ids)
    .where((eb) =>
      eb.or([
        eb.and([eb("mine.kind", "=", "edition"), eb("theirs.kind", "in", ["edition", "title"])]),
        eb.and([eb("mine.kind", "=", "title"), eb("theirs.kind", "=", "edition")]),
        eb.and([eb("mine.kind", "=", "superseded-by"), eb("theirs.kind", "in", ["name", "title"])]),
        eb.and([eb("mine.kind", "in", ["name", "title"]), eb("theirs.kind", "=", "supersedes")]),
      ]),
    )
    .limit(ids.length * MOST_RELATIVES)
    .execute();
  return pairs.map(({ older, newer, mine, theirs }) => ({
    older: older as DocumentId,
    newer: newer as DocumentId,
    by: mine === "superseded-by" || theirs === "supersedes" ? "statement" : "family",
  }));
}

async function relativesById(
  db: Kysely<Tables>,
  ids: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, Relative>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("documents")
    .select(["id", "scopes", "version", "standing"])
    .where("id", "in", [...new Set(ids)])
    .where("version", "!=", "")
    .execute();
  return new Map(
    rows.map(({ id, scopes, version, standing }): [DocumentId, Relative] => [
      id as DocumentId,
      {
        document: id as DocumentId,
        standing: standing === null ? {} : (JSON.parse(standing) as Standing),
        scopes: (JSON.parse(scopes) as string[]).map((text) => scope(text)),
        passage: passageId(id as DocumentId, version, 0),
      },
    ]),
  );
}
