/** The second part of the score: neighbouring words and character 4-grams, for candidates that words have found. */
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import type { QueryTerms } from "./query-terms.ts";
import { QueryTies } from "./query-ties.ts";
import { roomFor } from "./room.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Passages as rows of words, and what is known of all of them. */
export interface Passages {
  readonly vocabulary: Vocabulary;
  /** By slot: where its words stand in `tokens`; they end where the next slot's begin. */
  readonly tokensFrom: Uint32Array;
  readonly tokens: Uint32Array;
  /** By slot: how many 4-grams its words have. */
  readonly gramsOf: Uint32Array;
  /** How many passages, words and 4-grams there are in all. */
  readonly passages: number;
  readonly tokenTotal: number;
  readonly gramTotal: number;
  /** Counts changes. */
  readonly generation: number;
}

export class CloseMatches {
  readonly #index: Passages;
  /** By stem: its place in the query's table of pairs, from 1; all zero between two queries. */
  #placeOfStem = new Uint16Array(0);
  readonly #ties: QueryTies;
  /** By tie: how often the passage has its word; all zero between two passages. */
  #tieCounts = new Uint32Array(0);
  /** The ties that the passage has, each once. */
  #met = new Uint32Array(0);
  /** In how many passages each gram stands, as of `#generation`. */
  #passagesWithGram: Float32Array = new Float32Array(0);
  #generation = -1;

  constructor(index: Passages) {
    this.#index = index;
    this.#ties = new QueryTies(index.vocabulary);
  }

  /** Adds what neighbours and grams are worth to the scores (by slot) of the candidates. */
  addTo(scores: Float32Array, candidates: Uint32Array, terms: QueryTerms): void {
    const index = this.#index;
    this.#refreshStatistics();
    const pairs = this.#placePairs(terms);
    const gramValues = this.#gramValues(terms);
    this.#ties.find(terms, this.#placeOfStem);
    this.#tieCounts = roomFor(this.#tieCounts, this.#ties.size + 1);
    this.#met = roomFor(this.#met, this.#ties.size + 1);
    const pairCounts = new Uint16Array(candidates.length * terms.bigrams.length);
    const gramCounts = new Uint16Array(gramValues.length);
    const averageLength = index.tokenTotal / index.passages;
    const averageGrams = index.gramTotal / index.passages;

    for (let at = 0; at < candidates.length; at++) {
      const slot = candidates[at]!;
      gramCounts.fill(0);
      const ownPairs = pairCounts.subarray(at * terms.bigrams.length, (at + 1) * terms.bigrams.length);
      this.#count(slot, pairs, ownPairs, gramCounts);
      const gramNorm = lengthNorm(index.gramsOf[slot]!, averageGrams);
      for (let place = 0; place < gramCounts.length; place++) {
        const count = gramCounts[place]!;
        if (count > 0) scores[slot]! += gramValues[place]! * saturation(count, gramNorm);
      }
    }
    for (const [number, { weight }] of terms.bigrams.entries()) {
      // Passages that hold both words are among the candidates, so these say how rare a pair is.
      let holding = 0;
      for (let at = number; at < pairCounts.length; at += terms.bigrams.length)
        if (pairCounts[at]! > 0) holding += 1;
      const value = BIGRAM_WEIGHT * weight * idf(index.passages, holding);
      for (let at = 0; holding > 0 && at < candidates.length; at++) {
        const count = pairCounts[at * terms.bigrams.length + number]!;
        if (count === 0) continue;
        const slot = candidates[at]!;
        const length = index.tokensFrom[slot + 1]! - index.tokensFrom[slot]!;
        scores[slot]! += value * saturation(count, lengthNorm(length, averageLength));
      }
    }
    for (const { first, second } of terms.bigrams)
      for (const stem of [...first, ...second]) this.#placeOfStem[stem] = 0;
    this.#ties.forget();
  }

  /** Numbers the query's stems, and gives a square table of them: the number, from 1, of the pair that two make. */
  #placePairs(terms: QueryTerms): { table: Uint16Array; across: number } {
    this.#placeOfStem = roomFor(this.#placeOfStem, this.#index.vocabulary.stems.length);
    let places = 0;
    for (const { first, second } of terms.bigrams)
      for (const stem of [...first, ...second]) this.#placeOfStem[stem] ||= ++places;
    const across = places + 1;
    const table = new Uint16Array(across * across);
    for (const [number, { first, second }] of terms.bigrams.entries()) {
      for (const one of first)
        for (const other of second)
          table[this.#placeOfStem[one]! * across + this.#placeOfStem[other]!] = number + 1;
    }
    return { table, across };
  }

  /** What each of the query's grams is worth. */
  #gramValues({ grams }: QueryTerms): number[] {
    const { passages } = this.#index;
    return Array.from(
      grams,
      ([gram, weight]) => GRAM_WEIGHT * weight * idf(passages, this.#passagesWithGram[gram]!),
    );
  }

  /** Counts the query's pairs and grams in a passage. */
  #count(
    slot: number,
    { table, across }: { table: Uint16Array; across: number },
    pairCounts: Uint16Array,
    gramCounts: Uint16Array,
  ): void {
    const { tokens, tokensFrom } = this.#index;
    const { tieOfWord, placeOfTie, firstEntry, placeOfEntry, nextEntry } = this.#ties;
    const tieCounts = this.#tieCounts;
    const met = this.#met;
    const end = tokensFrom[slot + 1]!;
    let previous = 0;
    let different = 0;
    for (let token = tokensFrom[slot]!; token < end; token++) {
      const tie = tieOfWord[tokens[token]!]!;
      if (tie === 0) {
        previous = 0;
        continue;
      }
      const place = placeOfTie[tie]!;
      const pair = table[previous * across + place]!;
      if (pair !== 0) pairCounts[pair - 1]! += 1;
      previous = place;
      if (tieCounts[tie]! === 0) met[different++] = tie;
      tieCounts[tie]! += 1;
    }
    // A word's grams are the same each time it stands there: they are looked up once.
    for (let at = 0; at < different; at++) {
      const tie = met[at]!;
      const count = tieCounts[tie]!;
      tieCounts[tie] = 0;
      for (let entry = firstEntry[tie]!; entry !== 0; entry = nextEntry[entry]!)
        gramCounts[placeOfEntry[entry]!]! += count;
    }
  }

  #refreshStatistics(): void {
    if (this.#generation === this.#index.generation) return;
    this.#passagesWithGram = this.#index.vocabulary.passagesWithGram(this.#index.passages);
    this.#generation = this.#index.generation;
  }
}
