import { ORG, type Scope, type TenantId, tenantId } from "../../src/access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";
import type { IndexQuery, PassageIndex } from "../../src/retrieval/passage-index.ts";

export const ACME = tenantId("acme");

export const documentId = (id: string) => id as DocumentId;

/** A passage of `document`, readable by everybody in the organisation unless `scopes` says otherwise. */
export function passage(
  document: string,
  text: string,
  more: {
    tenant?: TenantId;
    ordinal?: number;
    scopes?: readonly Scope[];
    title?: string;
    version?: string;
  } = {},
): Passage {
  const { tenant = ACME, ordinal = 0, scopes = [ORG], title = "", version = "1" } = more;
  return {
    id: `${tenant}/${document}#${ordinal}@${version}` as PassageId,
    document: documentId(document),
    tenant,
    version,
    ordinal,
    title,
    uri: `docent:${document}`,
    scopes,
    location: { headings: [] },
    modifiedAt: "2026-01-01T00:00:00Z",
    text,
  };
}

/** Puts each text into a document of its own, named by its key. */
export async function put(
  index: PassageIndex,
  texts: Readonly<Record<string, string>>,
  tenant = ACME,
): Promise<void> {
  await Promise.all(
    Object.entries(texts).map(([document, text]) =>
      index.replace(tenant, documentId(document), [passage(document, text, { tenant })]),
    ),
  );
}

export function query(text: string, more: Partial<IndexQuery> = {}): IndexQuery {
  return { tenant: ACME, texts: [{ text, weight: 1 }], scopes: new Set([ORG]), limit: 10, ...more };
}

/** The documents of the hits, best first. */
export async function found(index: PassageIndex, asked: IndexQuery): Promise<string[]> {
  const { hits } = await index.search(asked);
  return hits.map((hit) => hit.passage.document);
}

/** How many passages {@link version} makes. */
export const PASSAGES = 20;

/** Version `number` of a document: every passage says "handbook", which part it is, and which edition it is of. */
export const version = (document: string, number: number): Passage[] =>
  Array.from({ length: PASSAGES }, (_, ordinal) =>
    passage(document, `handbook part${ordinal} edition${number}`, { ordinal, version: `${number}` }),
  );
