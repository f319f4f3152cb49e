/** A question → the passages that may answer it, and whether they do. */
import type { Scope, TenantId } from "../access/scopes.ts";
import type { DocumentId } from "../documents/document.ts";
import { type Answerability, answerability } from "./answerable.ts";
import { withoutNearDuplicates } from "./near-duplicates.ts";
import type { Hit, IndexAnswer, PassageIndex, WeightedText } from "./passage-index.ts";
import { preferNewer, type Superseded, type SupersessionParts } from "./supersession.ts";

export interface SearchRequest {
  readonly tenant: TenantId;
  /** The question, and earlier turns with what they count (see follow-up.ts). */
  readonly texts: readonly WeightedText[];
  /** What every reader of the answer may read. */
  readonly scopes: ReadonlySet<Scope>;
  /** How many passages are wanted at most. */
  readonly limit: number;
}

export interface SearchResult {
  /** Best first; near-identical ones appear once. */
  readonly passages: readonly Hit[];
  readonly answerability: Answerability;
  readonly corrections: IndexAnswer["corrections"];
  readonly searched: IndexAnswer["searched"];
  /** Of the documents found, those that hold no more. */
  readonly superseded?: ReadonlyMap<DocumentId, Superseded>;
}

export interface RetrievalSettings {
  /** From which score on, 0 to 1, a question counts as answered by its passages. */
  readonly answerabilityThreshold?: number;
}

export interface Retrieval {
  search(request: SearchRequest): Promise<SearchResult>;
}

/** More than asked for, so that there are enough when repeats are dropped. */
const withSpare = (limit: number): number => limit + Math.max(5, Math.ceil(limit / 2));

/** Search over any index: what is found, without repeats, and judged. */
export function createRetrieval({
  index,
  settings = {},
  lineage,
}: {
  index: Pick<PassageIndex, "search">;
  settings?: RetrievalSettings;
  /** Tells newer versions from older ones; without it all stand alike. */
  lineage?: Pick<SupersessionParts, "relatives" | "passages">;
}): Retrieval {
  const newerFirst = lineage && preferNewer({ index, ...settings, ...lineage });
  return {
    async search({ limit, ...request }) {
      const found = await index.search({ ...request, limit: withSpare(limit) });
      const { hits, superseded } = newerFirst ? await newerFirst(found, request) : { hits: found.hits };
      return {
        passages: withoutNearDuplicates(hits, limit),
        answerability: answerability({ ...found, hits }, settings.answerabilityThreshold),
        superseded,
        corrections: found.corrections,
        searched: found.searched,
      };
    },
  };
}
