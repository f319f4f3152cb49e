/**
 * Ranks one tenant's passages for a query (the formula is in ../lexical/bm25.ts).
 *
 * Words are scored for every readable passage, term at a time. Bigrams and 4-grams are added for the best of these
 * only: a bigram's words have both been counted by then, and 4-grams weigh too little to lift a passage from further
 * down, so that neither needs postings of its own.
 */
import type { Scope } from "../../access/scopes.ts";
import { idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import type { IndexAnswer, IndexQuery } from "../passage-index.ts";
import { best } from "./best.ts";
import { CloseMatches } from "./close-matches.ts";
import { countOf, slotOf } from "./postings.ts";
import { type QueryTerms, queryTerms } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import type { TenantIndex } from "./tenant-index.ts";

/** What {@link Ranker.rank} found: rows of the index file, best first. */
export interface Ranking extends Omit<IndexAnswer, "hits"> {
  readonly rows: readonly { readonly row: number; readonly score: number }[];
}

/** How many passages get their bigrams and 4-grams counted, at least. */
const CANDIDATES = 200;

export class Ranker {
  readonly #index: TenantIndex;
  /** By slot: the score so far; all zero between two queries. */
  #scores = new Float32Array(0);
  #found = new Uint32Array(0);
  readonly #closeMatches: CloseMatches;

  constructor(index: TenantIndex) {
    this.#index = index;
    this.#closeMatches = new CloseMatches(index);
  }

  rank(query: Pick<IndexQuery, "texts" | "scopes" | "limit">): Ranking {
    const index = this.#index;
    const readable = index.scopeSets.readableBy(query.scopes);
    const terms = queryTerms(index, query.texts, (slot) => readable[index.scopeSetOf[slot]!] === 1);
    const found = this.#scoreWords(terms, readable);
    const candidates = this.#best(found, Math.max(CANDIDATES, query.limit));
    this.#closeMatches.addTo(this.#scores, candidates, terms);
    const rows = Array.from(this.#best(candidates, query.limit), (slot) => ({
      row: index.rowOf[slot]!,
      score: this.#scores[slot]!,
    }));
    for (const slot of found) this.#scores[slot] = 0;
    return {
      rows,
      corrections: terms.corrections,
      terms: terms.terms,
      searched: this.#searched(query.scopes),
    };
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
    const { postings, scopeSetOf, tokensFrom } = index;
    this.#scores = roomFor(this.#scores, index.slots);
    this.#found = roomFor(this.#found, index.slots);
    const scores = this.#scores;
    const averageLength = index.tokenTotal / index.passages;
    const norm = lengthNorm(0, averageLength);
    const normPerWord = lengthNorm(1, averageLength) - norm;
    let count = 0;
    for (const [stem, weight] of terms.stems) {
      const value = weight * idf(index.passages, index.passagesWithStem[stem]!);
      const from = postings.from[stem]!;
      const end = from + postings.length[stem]!;
      for (let entry = from; entry < end; entry++) {
        const posting = postings.entries[entry]!;
        const slot = slotOf(posting);
        if (readable[scopeSetOf[slot]!] !== 1) continue;
        if (scores[slot] === 0) this.#found[count++] = slot;
        const length = tokensFrom[slot + 1]! - tokensFrom[slot]!;
        scores[slot]! += value * saturation(countOf(posting), norm + normPerWord * length);
      }
    }
    return this.#found.subarray(0, count);
  }

  /** Best score first; of equal ones the earlier row, so that an order does not depend on when the index was loaded. */
  #best(slots: Uint32Array, size: number): Uint32Array {
    const scores = this.#scores;
    const { rowOf } = this.#index;
    return best(
      slots,
      size,
      (one, other) =>
        scores[one]! > scores[other]! || (scores[one] === scores[other] && rowOf[one]! < rowOf[other]!),
    );
  }
}
