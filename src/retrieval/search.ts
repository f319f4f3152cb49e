/** A question → the passages that may answer it, and whether they do. */
import type { Scope, TenantId } from "../access/scopes.ts";
import type { Hit, IndexAnswer, PassageIndex, WeightedText } from "./passage-index.ts";

export interface SearchRequest {
  readonly tenant: TenantId;
  readonly texts: readonly WeightedText[];
  readonly scopes: ReadonlySet<Scope>;
  readonly limit: number;
}
export interface SearchResult {
  readonly passages: readonly Hit[];
  readonly corrections: IndexAnswer["corrections"];
  readonly searched: IndexAnswer["searched"];
}
export function createRetrieval({ index }: { index: PassageIndex }) {
  return {
    async search(r: SearchRequest): Promise<SearchResult> {
      const a = await index.search(r);
      return { passages: a.hits, corrections: a.corrections, searched: a.searched };
    },
  };
}
