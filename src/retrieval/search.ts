/** A question → the passages that may answer it, and whether they do. */
import type { Scope, TenantId } from "../access/scopes.ts";
import type { Log } from "../operations/log.ts";
import { type Answerability, answerability } from "./answerable.ts";
import { withoutNearDuplicates } from "./near-duplicates.ts";
import type {
  Hit,
  IndexAnswer,
  IndexQuery,
  PassageIndex,
  QueryVector,
  WeightedText,
} from "./passage-index.ts";

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
  /** How long the question's vector was waited for; undefined where no embedding model is set. */
  readonly embeddingMs?: number;
}

export interface RetrievalSettings {
  /** From which score on, 0 to 1, a question counts as answered by its passages. */
  readonly answerabilityThreshold?: number;
}

export interface Retrieval {
  search(request: SearchRequest): Promise<SearchResult>;
}

/** What is asked: the heaviest text. */
const questionOf = (texts: readonly WeightedText[]): string =>
  texts.toSorted((one, other) => other.weight - one.weight)[0]?.text ?? "";

/** More than asked for, so that there are enough when repeats are dropped. */
const withSpare = (limit: number): number => limit + Math.max(5, Math.ceil(limit / 2));

/** Search over any index: what is found, without repeats, and judged. */
export function createRetrieval({
  index,
  vectorOf,
  log,
  settings = {},
}: {
  index: Pick<PassageIndex, "search">;
  /** The question's vector, where there is a model and it answers in time. */
  vectorOf?: (question: string) => Promise<QueryVector | undefined>;
  log?: Pick<Log, "warn">;
  settings?: RetrievalSettings;
}): Retrieval {
  /** Words can always answer: what is wrong with a vector is said in the log. */
  async function find(query: IndexQuery): Promise<IndexAnswer> {
    if (!query.vector) return index.search(query);
    try {
      return await index.search(query);
    } catch (error) {
      log?.warn("A search by meaning failed: words alone decide", { error });
      return index.search({ ...query, vector: undefined });
    }
  }

  return {
    async search({ limit, ...request }) {
      const began = performance.now();
      const vector = await vectorOf?.(questionOf(request.texts));
      const embeddingMs = performance.now() - began;
      const found = await find({ ...request, limit: withSpare(limit), vector });
      return {
        passages: withoutNearDuplicates(found.hits, limit),
        answerability: answerability(found, settings.answerabilityThreshold),
        corrections: found.corrections,
        searched: found.searched,
        embeddingMs: vectorOf ? embeddingMs : undefined,
      };
    },
  };
}
