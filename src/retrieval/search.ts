/** A question → the passages that may answer it, and whether they do. */
import type { Scope, TenantId } from "../access/scopes.ts";
import type { DocumentId } from "../documents/document.ts";
import type { Log } from "../operations/log.ts";
import { type Answerability, answerability } from "./answerable.ts";
import { joinNeighbours } from "./join-neighbours.ts";
import { withoutNearDuplicates } from "./near-duplicates.ts";
import type {
  Hit,
  IndexAnswer,
  IndexQuery,
  PassageIndex,
  QueryVector,
  WeightedText,
} from "./passage-index.ts";
import type { Rerank } from "./rerank/rerank.ts";
import { SUPPORTING_HITS, withSectionSupport } from "./section-support.ts";
import { selectPassages } from "./select-passages.ts";
import { preferNewer, type Superseded, type SupersessionParts } from "./supersession.ts";

export interface SearchRequest {
  readonly tenant: TenantId;
  /** The question, and earlier turns with what they count (see follow-up.ts). */
  readonly texts: readonly WeightedText[];
  /** What every reader of the answer may read. */
  readonly scopes: ReadonlySet<Scope>;
  /** How many passages are wanted at most. */
  readonly limit: number;
  /**
   * For a model's eyes: passages are chosen to fill so many tokens (as `estimatedTokens` counts), none repeats what
   * another says while there is something else to say, and cut ones are followed by their neighbours. Without it the
   * best passages come in their order.
   */
  readonly tokens?: number;
}

export interface SearchResult {
  /** Best first; near-identical ones appear once. */
  readonly passages: readonly Hit[];
  readonly answerability: Answerability;
  readonly corrections: IndexAnswer["corrections"];
  readonly searched: IndexAnswer["searched"];
  /** Of the documents found, those that hold no more. */
  readonly superseded?: ReadonlyMap<DocumentId, Superseded>;
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

/** More than asked for: passages speak for their neighbours, a reranker lifts some, and repeats are dropped. */
const withSpare = (limit: number): number => Math.max(SUPPORTING_HITS, limit + Math.ceil(limit / 2));

/** Search over any index: what is found, without repeats, and judged. */
export function createRetrieval({
  index,
  vectorOf,
  rerank,
  log,
  settings = {},
  lineage,
}: {
  index: Pick<PassageIndex, "search" | "get">;
  /** The question's vector, where there is a model and it answers in time. */
  vectorOf?: (question: string) => Promise<QueryVector | undefined>;
  rerank?: Rerank;
  log?: Pick<Log, "warn">;
  settings?: RetrievalSettings;
  /** Tells newer versions from older ones; without it all stand alike. */
  lineage?: Pick<SupersessionParts, "relatives" | "passages">;
}): Retrieval {
  /** What the index finds, and what passages say for their section. */
  async function find(query: IndexQuery): Promise<IndexAnswer> {
    const found = await withWordsAtLeast(query);
    return { ...found, hits: withSectionSupport(found.hits) };
  }

  /** Words can always answer: what is wrong with a vector is said in the log. */
  async function withWordsAtLeast(query: IndexQuery): Promise<IndexAnswer> {
    if (!query.vector) return index.search(query);
    try {
      return await index.search(query);
    } catch (error) {
      log?.warn("A search by meaning failed: words alone decide", { error });
      return index.search({ ...query, vector: undefined });
    }
  }
  const newerFirst = lineage && preferNewer({ index: { search: find }, ...settings, ...lineage });

  /** The passages for a model: chosen by value, the best reread by the reranker, the cut ones made whole. */
  async function choose(hits: readonly Hit[], request: SearchRequest): Promise<readonly Hit[]> {
    const { limit, tokens, tenant, scopes } = request;
    const ordered = rerank ? await rerank(questionOf(request.texts), hits) : hits;
    if (tokens === undefined) return withoutNearDuplicates(ordered, limit);
    const distinct = withoutNearDuplicates(ordered, ordered.length);
    return selectPassages(await joinNeighbours(distinct, { index, tenant, scopes }), { limit, tokens });
  }

  return {
    async search(request) {
      const { tenant, texts, scopes, limit } = request;
      const began = performance.now();
      const vector = await vectorOf?.(questionOf(texts));
      const embeddingMs = vectorOf && performance.now() - began;
      const query = { tenant, texts, scopes, vector };
      const found = await find({ ...query, limit: withSpare(limit) });
      const { hits, superseded } = newerFirst ? await newerFirst(found, query) : { hits: found.hits };
      return {
        passages: await choose(hits, request),
        answerability: answerability({ ...found, hits }, settings.answerabilityThreshold),
        superseded,
        corrections: found.corrections,
        searched: found.searched,
        embeddingMs,
      };
    },
  };
}
