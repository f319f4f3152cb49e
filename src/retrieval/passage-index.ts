/** The index port: the embedded index implements it today, Pinecone the same way. */
import type { Scope, TenantId } from "../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../documents/document.ts";

/** A text and how much its terms count; a term that stands in several texts counts its highest weight once. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

export interface IndexQuery {
  readonly tenant: TenantId;
  readonly texts: readonly WeightedText[];
  /** Only passages with at least one of these scopes are scored, let alone returned. */
  readonly scopes: ReadonlySet<Scope>;
  readonly limit: number;
  /** What the question means, where an embedding model is set; without it words alone decide. */
  readonly vector?: QueryVector;
}

export interface QueryVector {
  /** The model that made it: it is compared with this model's vectors alone. An index that has none leaves it out. */
  readonly model: string;
  readonly values: Float32Array;
  /** From 0 (words alone) to 1 (meaning alone): the dense side's part of the convex sum (see fuse.ts). */
  readonly weight: number;
}

export interface Hit {
  readonly passage: Passage;
  /** Comparable within one query only. */
  readonly score: number;
  /** The cosine to the query's vector, -1 to 1; absent where either of the two has no vector. */
  readonly similarity?: number;
}

export interface IndexAnswer {
  readonly hits: readonly Hit[];
  /** Query words that the index did not know and what they were read as. */
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  /**
   * What the question asks for and how much of it the index can say, for answerability: each content term of the
   * first (heaviest) text with its idf in this tenant and whether the best passages hold it.
   */
  readonly terms: readonly { readonly term: string; readonly idf: number; readonly known: boolean }[];
  /** How many passages and documents these readers could have been answered from. */
  readonly searched: { readonly passages: number; readonly documents: number };
}

/** A passage's vector, as its embedding model made it; its length is the model's dimension. */
export interface PassageVector {
  readonly passage: PassageId;
  readonly values: Float32Array;
}

/**
 * The vectors of an index. Passages are searchable by their words at once; vectors follow, and several models' may
 * stand side by side while one takes over from another. A vector goes when its passage goes.
 */
export interface VectorSupport {
  /**
   * Stores vectors in one step. One for a passage that is gone by now is dropped.
   * @throws an error with a remedy when a vector's length is not that of the model's others
   */
  putVectors(tenant: TenantId, model: string, items: readonly PassageVector[]): Promise<void>;
  /** Up to `limit` passages that have no vector of the model yet; none when all have. */
  missingVectors(tenant: TenantId, model: string, limit: number): Promise<readonly Passage[]>;
  /** Removes all vectors of the model; removing what is not there does nothing. */
  dropVectors(tenant: TenantId, model: string): Promise<void>;
}

export interface IndexSize {
  readonly passages: number;
  readonly documents: number;
  /** By model: how many passages have its vector; absent where no model has any. */
  readonly vectors?: Readonly<Record<string, number>>;
}

export interface PassageIndex extends VectorSupport {
  /** Swaps all passages of a document for these in one step: no search sees both versions or neither. */
  replace(tenant: TenantId, document: DocumentId, passages: readonly Passage[]): Promise<void>;
  /** Removes a document's passages; removing what is not there does nothing. */
  remove(tenant: TenantId, document: DocumentId): Promise<void>;
  search(query: IndexQuery): Promise<IndexAnswer>;
  /** All passages of a document in reading order, for the console's document view. Access is the caller's to check. */
  passagesOf(tenant: TenantId, document: DocumentId): Promise<readonly Passage[]>;
  /** The passages with these ids that still exist, for the check before release. */
  get(tenant: TenantId, ids: readonly PassageId[]): Promise<readonly Passage[]>;
  size(tenant: TenantId): Promise<IndexSize>;
  close(): Promise<void>;
}
