/**
 * Ranks one tenant's passages for a query (the formula is in ../lexical/bm25.ts).
 *
 * Words are scored for every readable passage, term at a time. Bigrams and 4-grams are added for the best of these
 * only: a bigram's words have both been counted by then, and 4-grams weigh too little to lift a passage from further
 * down, so that neither needs postings of its own.
 */
import type { Scope } from "../../access/scopes.ts";
import { FUSED, fuse } from "../fuse.ts";
import { lengthNorm, saturation } from "../lexical/bm25.ts";
import type { IndexAnswer, IndexQuery, QueryVector } from "../passage-index.ts";
import { best, foremost } from "./best.ts";
import { CloseMatches } from "./close-matches.ts";
import { ClosePostings } from "./close-postings.ts";
import { countOf, type Postings, slotOf } from "./postings.ts";
import { type QueryTerms, type QueryWord, queryTerms, type Readable } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import type { TenantIndex } from "./tenant-index.ts";
import type { ModelVectors } from "./vectors/model-vectors.ts";
import type { QuantisedQuery } from "./vectors/quantised.ts";

/** What {@link Ranker.rank} found: rows of the index file, best first. */
export interface Ranking extends Omit<IndexAnswer, "hits"> {
  readonly rows: readonly RankedRow[];
}

interface RankedRow {
  readonly row: number;
  readonly score: number;
  /** The cosine to the query's vector, where both have one. */
  readonly similarity?: number;
}

interface Meaning {
  readonly vectors: ModelVectors;
  readonly query: QuantisedQuery;
  readonly weight: number;
}

/** How many passages get their bigrams and 4-grams counted, at least. */
export const CANDIDATES = FUSED;

export class Ranker {
  readonly #index: TenantIndex;
  /** By slot: the score so far; all zero between two queries. */
  #scores = new Float32Array(0);
  #found = new Uint32Array(0);
  /** By slot: the cosine to the vector of the query that was last compared with it. */
  #similarity = new Float32Array(0);
  #compared = new Uint32Array(0);
  readonly #closeMatches: CloseMatches;

  constructor(index: TenantIndex) {
    this.#index = index;
    this.#closeMatches = new CloseMatches(index, new ClosePostings(index));
  }

  /** @throws {RangeError} when the query's vector is of another dimension than the model's others */
  rank(query: Pick<IndexQuery, "texts" | "scopes" | "limit" | "vector">): Ranking {
    const index = this.#index;
    const meaning = this.#meaning(query.vector);
    const readable = index.scopeSets.readableBy(query.scopes);
    const terms = queryTerms(index, query.texts, readableWords(index, readable));
    const found = this.#scoreWords(terms, readable);
    const scores = this.#scores;
    const size = Math.max(CANDIDATES, query.limit);
    const candidates = found.length > size ? foremost(found, size, scores, index.rowOf) : found;
    this.#closeMatches.addTo(scores, candidates, terms);
    const rows = meaning
      ? this.#fused(candidates, meaning, readable, query.limit)
      : Array.from(this.#best(candidates, query.limit, scores), (slot) => ({
          row: index.rowOf[slot]!,
          score: scores[slot]!,
        }));
    for (let at = 0; at < found.length; at++) scores[found[at]!] = 0;
    return {
      rows,
      corrections: terms.corrections,
      terms: terms.terms,
      searched: this.#searched(query.scopes),
    };
  }

  /** What meaning is compared with; nothing when the query has no vector or its model has none here. */
  #meaning(vector: QueryVector | undefined): Meaning | undefined {
    const vectors = vector && vector.weight > 0 ? this.#index.vectors.get(vector.model) : undefined;
    return vectors && { vectors, query: vectors.prepare(vector!.values), weight: vector!.weight };
  }

  /** Words' candidates and the nearest by meaning, in the order of their convex sum. */
  #fused(candidates: Uint32Array, meaning: Meaning, readable: Uint8Array, limit: number): RankedRow[] {
    const { vectors, query, weight } = meaning;
    const compared = this.#compare(vectors, query, readable);
    const similarity = this.#similarity;
    const ordered = this.#best(candidates, candidates.length, this.#scores);
    const nearest = this.#best(compared, Math.max(FUSED, limit), similarity);
    const scored = (slots: Uint32Array, scores: Float32Array) =>
      Array.from(slots, (id) => ({ id, score: scores[id]! }));
    return fuse(scored(ordered, this.#scores), scored(nearest, similarity), weight)
      .slice(0, limit)
      .map(({ id: slot, score }) => ({
        row: this.#index.rowOf[slot]!,
        score,
        ...(vectors.has(slot) && { similarity: similarity[slot]! }),
      }));
  }

  /** Compares the vectors of all readable passages, and returns the slots of those that have one. */
  #compare(vectors: ModelVectors, query: QuantisedQuery, readable: Uint8Array): Uint32Array {
    const { scopeSetOf, slots } = this.#index;
    this.#similarity = roomFor(this.#similarity, slots);
    this.#compared = roomFor(this.#compared, slots);
    const among = { setOf: scopeSetOf, accepted: readable, slots };
    return this.#compared.subarray(0, vectors.compare(query, among, this.#similarity, this.#compared));
  }

  #searched(scopes: ReadonlySet<Scope>): IndexAnswer["searched"] {
    const { scopeSets } = this.#index;
    const searched = { passages: 0, documents: 0 };
    for (const [set, may] of scopeSets.readableBy(scopes).entries()) {
      if (!may) continue;
      searched.passages += scopeSets.passages[set]!;
      searched.documents += scopeSets.documents[set]!;
    }
    return searched;
  }

  /** Adds the BM25 of words to `#scores` and returns the slots that have any. */
  #scoreWords(terms: QueryTerms, readable: Uint8Array): Uint32Array {
    const index = this.#index;
    const { scopeSetOf, tokensFrom } = index;
    this.#scores = roomFor(this.#scores, index.slots);
    this.#found = roomFor(this.#found, index.slots);
    const scores = this.#scores;
    const averageLength = index.tokenTotal / index.passages;
    const norm = lengthNorm(0, averageLength);
    const normPerWord = lengthNorm(1, averageLength) - norm;
    const { entries } = index.postings;
    const found = this.#found;
    let count = 0;
    for (const { stems, weight, idf } of terms.words) {
      const value = weight * idf;
      const [only] = stems;
      if (stems.length === 1) {
        const from = index.postings.from[only!.stem]!;
        const end = from + index.postings.length[only!.stem]!;
        for (let entry = from; entry < end; entry++) {
          const slot = slotOf(entries[entry]!);
          if (readable[scopeSetOf[slot]!] !== 1) continue;
          const score = scores[slot]!;
          if (score === 0) found[count++] = slot;
          const length = tokensFrom[slot + 1]! - tokensFrom[slot]!;
          scores[slot] = score + value * saturation(countOf(entries[entry]!), norm + normPerWord * length);
        }
        continue;
      }
      for (const [slot, occurrences] of together(index.postings, stems)) {
        if (readable[scopeSetOf[slot]!] !== 1) continue;
        if (scores[slot] === 0) found[count++] = slot;
        const length = tokensFrom[slot + 1]! - tokensFrom[slot]!;
        scores[slot]! += value * saturation(occurrences, norm + normPerWord * length);
      }
    }
    return found.subarray(0, count);
  }

  #best(slots: Uint32Array, size: number, scores: Float32Array): Uint32Array {
    return best(slots, size, scores, this.#index.rowOf);
  }
}

/** How often the stems of one query word stand in each passage, each by its share. */
function together(postings: Postings, stems: QueryWord["stems"]): Map<number, number> {
  const occurrences = new Map<number, number>();
  for (const { stem, share } of stems) {
    eachPosting(postings, stem, (slot, count) => {
      occurrences.set(slot, (occurrences.get(slot) ?? 0) + share * count);
    });
  }
  return occurrences;
}

function eachPosting(postings: Postings, stem: number, visit: (slot: number, count: number) => void): void {
  const from = postings.from[stem]!;
  const end = from + postings.length[stem]!;
  for (let entry = from; entry < end; entry++) {
    const posting = postings.entries[entry]!;
    visit(slotOf(posting), countOf(posting));
  }
}

/** @param readable by scope set: 1 when the readers may read its passages */
function readableWords(index: TenantIndex, readable: Uint8Array): Readable {
  const { postings, scopeSetOf, tokens, tokensFrom, vocabulary } = index;
  const someSlot = (stem: number, accept: (slot: number) => boolean): boolean => {
    const from = postings.from[stem]!;
    for (let entry = from; entry < from + postings.length[stem]!; entry++) {
      const slot = slotOf(postings.entries[entry]!);
      if (readable[scopeSetOf[slot]!] === 1 && accept(slot)) return true;
    }
    return false;
  };
  return {
    stem: (stem) => someSlot(stem, () => true),
    word: (word) =>
      someSlot(vocabulary.stemOfWord[word]!, (slot) =>
        tokens.subarray(tokensFrom[slot]!, tokensFrom[slot + 1]!).includes(word),
      ),
  };
}
