/** A document on its way out of everything that Docent keeps. */
import type { Kysely } from "kysely";
import type { Recall } from "../conversation/recall.ts";
import type { SnapshotArchive } from "../documents/archive.ts";
import type { Catalogue, CatalogueEntry } from "../documents/catalogue.ts";
import type { ChangeLog } from "../documents/change-log.ts";
import { forgetDocument } from "../documents/forget.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Tables } from "../storage/tables.ts";
import type { Place, Removal } from "./place.ts";

export interface DocumentPlaces {
  readonly db: Kysely<Tables>;
  readonly index: PassageIndex;
  readonly catalogue: Catalogue;
  readonly changes: Pick<ChangeLog, "note">;
  readonly recall: Pick<Recall, "review">;
  readonly archive: Pick<SnapshotArchive, "forget"> | undefined;
  readonly places: readonly Place[];
}

/**
 * Removes a document from each place and looks there again. The databases' bytes are not scrubbed yet: that is done
 * once, when everything is out. May be repeated after a crash.
 * @throws when a place cannot be written.
 */
export async function forgetEverywhere(document: CatalogueEntry, parts: DocumentPlaces): Promise<Removal[]> {
  const { db, index, catalogue, changes, recall, archive, places } = parts;
  const { tenant, id } = document;
  const passages = await index.passagesOf(tenant, id);
  const own: Removal[] = [];
  // A source that still had the bytes could bring them back.
  for (const place of places) own.push(...((await place.forgetDocument?.(document)) ?? []));
  await forgetDocument(document, { index, catalogue, changes });
  // Changes that wait to be told carry the title.
  await db.updateTable("document_changes").set({ title: "" }).where("document", "=", id).execute();
  const answers = await recall.review(id);
  if (own.some(({ removed }) => removed > 0)) await dropRow(document, parts);
  const originals = await archive?.forget(tenant, id);
  const entry = await catalogue.get(id);
  return [
    {
      place: "the search index",
      what: "passages",
      removed: passages.length,
      left: (await index.passagesOf(tenant, id)).length,
    },
    {
      place: "the catalogue",
      what: "titles",
      removed: 1,
      left: entry && (entry.version !== "" || entry.title !== entry.path) ? 1 : 0,
    },
    {
      place: "the ledger and its history",
      what: "replies",
      removed: answers,
      left: await countCiting(db, id),
    },
    ...(archive && originals !== undefined
      ? [
          {
            place: "the archive of originals",
            what: "files",
            removed: originals,
            left: await archive.forget(tenant, id),
          },
        ]
      : []),
    ...own,
  ];
}

/** A file that Docent itself had kept cannot come back: nothing needs to remember that it is not wanted. */
async function dropRow(
  { id, tenant, source }: CatalogueEntry,
  { db, catalogue }: DocumentPlaces,
): Promise<void> {
  await catalogue.remove(id);
  if ((await catalogue.list(tenant, { source })).length > 0) return;
  for (const table of ["source_state", "source_work"] as const)
    await db.deleteFrom(table).where("tenant", "=", tenant).where("source", "=", source).execute();
}

/** Stored replies that rest on a document. */
async function countCiting(db: Kysely<Tables>, document: string): Promise<number> {
  const { count } = await db
    .selectFrom("answer_sources")
    .innerJoin("asks", "asks.id", "answer_sources.ask_id")
    .select(({ fn }) => fn.count("asks.id").distinct().as("count"))
    .where("document", "=", document)
    .where("asks.reply", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
