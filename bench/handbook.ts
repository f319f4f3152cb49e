/** The sections of the 18F handbook as passages, for benchmarks of what is done with them. */
import { ORG, tenantId } from "../src/access/scopes.ts";
import { readBeir } from "../src/audit/beir.ts";
import { chunk } from "../src/documents/chunk.ts";
import type { DocumentId, Passage, PassageId } from "../src/documents/document.ts";

/** In reading order; `shared` is the folder of evaluation data. */
export async function readHandbook(shared: string): Promise<Passage[]> {
  const { corpus } = await readBeir(`${shared}/data/retrieval/handbook_18f`);
  return corpus.flatMap(({ id, title, text }) =>
    chunk({ blocks: [{ kind: "paragraph", text, location: { headings: [] } }] }).map((piece, ordinal) => ({
      id: `${id}#${ordinal}` as PassageId,
      document: id as DocumentId,
      tenant: tenantId("bench"),
      version: "1",
      ordinal,
      title,
      uri: `https://handbook.example/${encodeURIComponent(id)}`,
      scopes: [ORG],
      location: piece.location,
      modifiedAt: "2026-01-01T00:00:00Z",
      text: piece.text,
    })),
  );
}
