import type { DocumentId, Passage } from "../../src/documents/document.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";

/** What a test may look at beside the port. */
export interface MemoryIndex extends PassageIndex {
  readonly documents: ReadonlyMap<DocumentId, readonly Passage[]>;
  /** Every write in order, as `replace <document>` or `remove <document>`. */
  readonly writes: string[];
}

/** Holds passages as an index does, and searches nothing: for tests of what is written to it. One tenant only. */
export function memoryIndex(): MemoryIndex {
  const documents = new Map<DocumentId, readonly Passage[]>();
  const writes: string[] = [];
  const all = (): Passage[] => [...documents.values()].flat();
  return {
    documents,
    writes,
    async replace(_, document, passages) {
      writes.push(`replace ${document}`);
      documents.set(document, passages);
    },
    async remove(_, document) {
      writes.push(`remove ${document}`);
      documents.delete(document);
    },
    async search() {
      throw new Error("the memory index does not search: use the embedded one");
    },
    putVectors: async () => {},
    missingVectors: async () => [],
    dropVectors: async () => {},
    passagesOf: async (_, document) => documents.get(document) ?? [],
    get: async (_, ids) => all().filter(({ id }) => ids.includes(id)),
    size: async () => ({ passages: all().length, documents: documents.size }),
    close: async () => {},
  };
}
