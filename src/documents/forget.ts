import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import type { ChangeLog } from "./change-log.ts";
import { NO_LINEAGE } from "./lineage.ts";

/**
 * Takes a document out of the index at once, and tells whoever cited it. Its source may still hold it, so the catalogue
 * remembers by path and hash that it is not wanted: it stays out until its content changes.
 * @throws when the index, the change log or the catalogue cannot be written.
 */
export async function forgetDocument(
  document: CatalogueEntry,
  parts: {
    readonly index: PassageIndex;
    readonly catalogue: Catalogue;
    readonly changes?: Pick<ChangeLog, "note">;
  },
): Promise<void> {
  const { tenant, id, title, version } = document;
  await parts.index.remove(tenant, id);
  if (version !== "")
    await parts.changes?.note({ tenant, document: id, title, kind: "deleted", from: version });
  const forgotten: CatalogueEntry = {
    ...document,
    // Its title is the document's own words, too.
    title: document.path,
    version: "",
    // When it could not be read last time, what it is not to come back with is its earlier version.
    seenVersion: document.seenVersion || version,
    status: "forgotten",
    reason: undefined,
    passages: 0,
    owner: undefined,
    secrets: undefined,
    hidden: undefined,
    standing: undefined,
  };
  await parts.catalogue.save(forgotten, NO_LINEAGE);
}
