/**
 * Ranks one tenant's passages for a query (the formula is in ../lexical/bm25.ts).
 *
 * Words are scored for every readable passage, term at a time. Bigrams and 4-grams are added for the best of these
 * only: a bigram's words have both been counted by then, and 4-grams weigh too little to lift a passage from further
 * down, so that neither needs postings of its own.
 */
import type { Scope } from "../../access/scopes.ts";
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import type { IndexAnswer, IndexQuery } from "../passage-index.ts";
import { best } from "./best.ts";
import { countOf, slotOf } from "./postings.ts";
import { type QueryTerms, queryTerms } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import { ScopeSets } from "./scope-sets.ts";
import type { TenantIndex } from "./tenant-index.ts";

/** What {@link Ranker.rank} found: rows of the index file, best first. */
export interface Ranking extends Omit<IndexAnswer, "hits"> {
  readonly rows: readonly { readonly row: number; readonly score: number }[];
}

/** How many passages get their bigrams and 4-grams counted, at least. */
const CANDIDATES = 200;

/** How many passages are looked at to say how frequent a pair of words is. */
const PASSAGES_COUNTED_FOR_A_PAIR = 2000;

export class Ranker {
  readonly #index: TenantIndex;
  /** By slot: the score so far; all zero between two queries. */
  #scores = new Float32Array(0);
  #found = new Uint32Array(0);
  /** By stem and by gram: their place in the query, from 1; all zero between two queries. */
  #placeOfStem = new Uint16Array(0);
  #placeOfGram = new Uint16Array(0);
  /** How many passages hold a pair of stems side by side, and each gram, as of `#generation`. */
  readonly #passagesWithPair = new Map<number, number>();
  #passagesWithGram: Float32Array = new Float32Array(0);
  #generation = -1;

  constructor(index: TenantIndex) {
    this.#index = index;
  }

  rank(query: Pick<IndexQuery, "texts" | "scopes" | "limit">): Ranking {
    const index = this.#index;
    this.#refreshStatistics();
    const readable = index.scopeSets.readableBy(query.scopes);
    const terms = queryTerms(index, query.texts, (slot) => readable[index.scopeSetOf[slot]!] === 1);
    const found = this.#scoreWords(terms, readable);
    const candidates = this.#best(found, Math.max(CANDIDATES, query.limit));
    this.#addNeighboursAndGrams(terms, candidates);
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

  #refreshStatistics(): void {
    if (this.#generation === this.#index.generation) return;
    this.#passagesWithPair.clear();
    this.#passagesWithGram = this.#index.vocabulary.passagesWithGram(this.#index.passages);
    this.#generation = this.#index.generation;
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

  #addNeighboursAndGrams(terms: QueryTerms, candidates: Uint32Array): void {
    const index = this.#index;
    const { stemOfWord, gramsFrom, grams } = index.vocabulary;
    this.#placeOfStem = roomFor(this.#placeOfStem, index.vocabulary.stems.length);
    this.#placeOfGram = roomFor(this.#placeOfGram, index.vocabulary.gramCount);
    const stems = [...terms.stems.keys()];
    for (const [place, stem] of stems.entries()) this.#placeOfStem[stem] = place + 1;
    const across = stems.length + 1;
    const pairAt = new Uint16Array(across * across);
    for (const [number, { first, second }] of terms.bigrams.entries()) {
      pairAt[this.#placeOfStem[first]! * across + this.#placeOfStem[second]!] = number + 1;
    }
    const gramValues: number[] = [];
    for (const [gram, weight] of terms.grams) {
      gramValues.push(GRAM_WEIGHT * weight * idf(index.passages, this.#passagesWithGram[gram]!));
      this.#placeOfGram[gram] = gramValues.length;
    }
    const pairCounts = new Uint16Array(terms.bigrams.length);
    const gramCounts = new Uint16Array(gramValues.length);
    const averageLength = index.tokenTotal / index.passages;
    const averageGrams = index.gramTotal / index.passages;

    for (const slot of candidates) {
      const from = index.tokensFrom[slot]!;
      const end = index.tokensFrom[slot + 1]!;
      pairCounts.fill(0);
      gramCounts.fill(0);
      let previous = 0;
      let gramLength = 0;
      for (let token = from; token < end; token++) {
        const word = index.tokens[token]!;
        const place = this.#placeOfStem[stemOfWord[word]!]!;
        const pair = pairAt[previous * across + place]!;
        if (pair !== 0) pairCounts[pair - 1]! += 1;
        previous = place;
        const gramsEnd = gramsFrom[word + 1]!;
        gramLength += gramsEnd - gramsFrom[word]!;
        for (let at = gramsFrom[word]!; at < gramsEnd; at++) {
          const gramPlace = this.#placeOfGram[grams[at]!]!;
          if (gramPlace !== 0) gramCounts[gramPlace - 1]! += 1;
        }
      }
      const norm = lengthNorm(end - from, averageLength);
      let score = this.#scores[slot]!;
      for (const [number, count] of pairCounts.entries()) {
        if (count > 0) score += this.#pairValue(terms.bigrams[number]!) * saturation(count, norm);
      }
      const gramNorm = lengthNorm(gramLength, averageGrams);
      for (const [place, count] of gramCounts.entries()) {
        if (count > 0) score += gramValues[place]! * saturation(count, gramNorm);
      }
      this.#scores[slot] = score;
    }
    for (const stem of terms.stems.keys()) this.#placeOfStem[stem] = 0;
    for (const gram of terms.grams.keys()) this.#placeOfGram[gram] = 0;
  }

  #pairValue({ first, second, weight }: QueryTerms["bigrams"][number]): number {
    const key = first * 2 ** 26 + second;
    const holding = this.#passagesWithPair.get(key) ?? this.#countPair(first, second);
    this.#passagesWithPair.set(key, holding);
    return BIGRAM_WEIGHT * weight * idf(this.#index.passages, holding);
  }

  /**
   * How many living passages hold the two stems side by side. Counted over the passages of the rarer one or, when
   * these are many, over evenly spaced ones of them: an idf needs no more precision.
   */
  #countPair(first: number, second: number): number {
    const { passagesWithStem, postings, scopeSetOf, tokensFrom, tokens, vocabulary } = this.#index;
    const rarer = passagesWithStem[first]! < passagesWithStem[second]! ? first : second;
    const step = Math.max(1, Math.floor(passagesWithStem[rarer]! / PASSAGES_COUNTED_FOR_A_PAIR));
    const start = postings.from[rarer]!;
    const entriesEnd = start + postings.length[rarer]!;
    let living = 0;
    let holding = 0;
    for (let entry = start; entry < entriesEnd; entry++) {
      const slot = slotOf(postings.entries[entry]!);
      if (scopeSetOf[slot] === ScopeSets.NOBODY || living++ % step !== 0) continue;
      const end = tokensFrom[slot + 1]!;
      let previous = -1;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const stem = vocabulary.stemOfWord[tokens[token]!]!;
        if (stem === second && previous === first) {
          holding += 1;
          break;
        }
        previous = stem;
      }
    }
    return Math.max(1, holding * step);
  }
}
