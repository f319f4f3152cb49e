import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Catalogue, CatalogueEntry } from "./catalogue.ts";

/**
 * Takes a document out of the index at once. Its source may still hold it, so the catalogue remembers by path and
 * hash that it is not wanted: it stays out until its content changes.
 * @throws when the index or the catalogue cannot be written.
 */
export async function forgetDocument(
  document: CatalogueEntry,
  { index, catalogue }: { readonly index: PassageIndex; readonly catalogue: Catalogue },
): Promise<void> {
  await index.remove(document.tenant, document.id);
  await catalogue.save({
    ...document,
    // Its title is the document's own words, too.
    title: document.path,
    version: "",
    status: "forgotten",
    reason: undefined,
    passages: 0,
  });
}
