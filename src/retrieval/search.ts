/** A question → the passages that may answer it, and whether they do. */
import type { Scope, TenantId } from "../access/scopes.ts";
import { type Answerability, answerability } from "./answerable.ts";
import { withoutNearDuplicates } from "./near-duplicates.ts";
import type { Hit, IndexAnswer, PassageIndex, WeightedText } from "./passage-index.ts";
import { SUPPORTING_HITS, withSectionSupport } from "./section-support.ts";

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
}

export interface RetrievalSettings {
  /** From which score on, 0 to 1, a question counts as answered by its passages. */
  readonly answerabilityThreshold?: number;
}

export interface Retrieval {
  search(request: SearchRequest): Promise<SearchResult>;
}

/** More than asked for: passages speak for their neighbours, and repeats are dropped. */
const withSpare = (limit: number): number => Math.max(SUPPORTING_HITS, limit + Math.ceil(limit / 2));

/** Search over any index: what is found, without repeats, and judged. */
export function createRetrieval({
  index,
  settings = {},
}: {
  index: Pick<PassageIndex, "search">;
  settings?: RetrievalSettings;
}): Retrieval {
  return {
    async search({ limit, ...request }) {
      const found = await index.search({ ...request, limit: withSpare(limit) });
      return {
        passages: withoutNearDuplicates(withSectionSupport(found.hits), limit),
        answerability: answerability(found, settings.answerabilityThreshold),
        corrections: found.corrections,
        searched: found.searched,
      };
    },
  };
}
