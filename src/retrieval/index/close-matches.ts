/** The second part of the score: neighbouring words and character 4-grams, for candidates that words have found. */
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import type { QueryTerms } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Passages as rows of words, and what is known of all of them. */
export interface Passages {
  readonly vocabulary: Vocabulary;
  /** By slot: where its words stand in `tokens`; they end where the next slot's begin. */
  readonly tokensFrom: Uint32Array;
  readonly tokens: Uint32Array;
  /** How many passages, words and 4-grams there are in all. */
  readonly passages: number;
  readonly tokenTotal: number;
  readonly gramTotal: number;
  /** Counts changes. */
  readonly generation: number;
}

export class CloseMatches {
  readonly #index: Passages;
  /** By stem: its places in the query, from 1; by gram: its place. All zero between two queries. */
  #placeOfStem = new Uint16Array(0);
  #placeOfGram = new Uint16Array(0);
  /** By word: whether it has any gram of the query, as `2 * query` or `2 * query + 1`; most have none. */
  #gramsOfWord = new Uint32Array(0);
  #queries = 0;
  /** In how many passages each gram stands, as of `#generation`. */
  #passagesWithGram: Float32Array = new Float32Array(0);
  #generation = -1;

  constructor(index: Passages) {
    this.#index = index;
  }

  /** Adds what neighbours and grams are worth to the scores (by slot) of the candidates. */
  addTo(scores: Float32Array, candidates: Uint32Array, terms: QueryTerms): void {
    const index = this.#index;
    this.#refreshStatistics();
    const pairs = this.#placePairs(terms);
    const gramValues = this.#placeGrams(terms);
    const pairCounts = Array.from(candidates, () => new Uint16Array(terms.bigrams.length));
    const gramCounts = new Uint16Array(gramValues.length);
    const averageLength = index.tokenTotal / index.passages;
    const averageGrams = index.gramTotal / index.passages;

    for (const [at, slot] of candidates.entries()) {
      gramCounts.fill(0);
      const gramNorm = lengthNorm(this.#count(slot, pairs, pairCounts[at]!, gramCounts), averageGrams);
      for (let place = 0; place < gramCounts.length; place++) {
        const count = gramCounts[place]!;
        if (count > 0) scores[slot]! += gramValues[place]! * saturation(count, gramNorm);
      }
    }
    for (const [number, { weight }] of terms.bigrams.entries()) {
      // Passages that hold both words are among the candidates, so these say how rare a pair is.
      const holding = pairCounts.reduce((sum, counts) => sum + (counts[number]! > 0 ? 1 : 0), 0);
      const value = BIGRAM_WEIGHT * weight * idf(index.passages, holding);
      for (const [at, slot] of candidates.entries()) {
        const count = pairCounts[at]![number]!;
        const length = index.tokensFrom[slot + 1]! - index.tokensFrom[slot]!;
        if (count > 0) scores[slot]! += value * saturation(count, lengthNorm(length, averageLength));
      }
    }
    for (const { first, second } of terms.bigrams)
      for (const stem of [...first, ...second]) this.#placeOfStem[stem] = 0;
    for (const gram of terms.grams.keys()) this.#placeOfGram[gram] = 0;
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

  /** Numbers the query's grams, and gives what each is worth. */
  #placeGrams(terms: QueryTerms): number[] {
    const { passages, vocabulary } = this.#index;
    this.#placeOfGram = roomFor(this.#placeOfGram, vocabulary.gramCount);
    this.#gramsOfWord = roomFor(this.#gramsOfWord, vocabulary.words.length);
    this.#queries += 1;
    const values: number[] = [];
    for (const [gram, weight] of terms.grams) {
      values.push(GRAM_WEIGHT * weight * idf(passages, this.#passagesWithGram[gram]!));
      this.#placeOfGram[gram] = values.length;
    }
    return values;
  }

  /** Counts the query's pairs and grams in a passage, and returns how many grams the passage has. */
  #count(
    slot: number,
    { table, across }: { table: Uint16Array; across: number },
    pairCounts: Uint16Array,
    gramCounts: Uint16Array,
  ): number {
    const { tokens, tokensFrom, vocabulary } = this.#index;
    const { stemOfWord, gramsFrom, grams } = vocabulary;
    const placeOfStem = this.#placeOfStem;
    const placeOfGram = this.#placeOfGram;
    const gramsOfWord = this.#gramsOfWord;
    const none = 2 * this.#queries;
    const some = none + 1;
    const end = tokensFrom[slot + 1]!;
    let previous = 0;
    let gramLength = 0;
    for (let token = tokensFrom[slot]!; token < end; token++) {
      const word = tokens[token]!;
      const place = placeOfStem[stemOfWord[word]!]!;
      const pair = table[previous * across + place]!;
      if (pair !== 0) pairCounts[pair - 1]! += 1;
      previous = place;
      const gramsEnd = gramsFrom[word + 1]!;
      gramLength += gramsEnd - gramsFrom[word]!;
      if (gramsOfWord[word] === none) continue;
      gramsOfWord[word] = none;
      for (let at = gramsFrom[word]!; at < gramsEnd; at++) {
        const gramPlace = placeOfGram[grams[at]!]!;
        if (gramPlace === 0) continue;
        gramCounts[gramPlace - 1]! += 1;
        gramsOfWord[word] = some;
      }
    }
    return gramLength;
  }

  #refreshStatistics(): void {
    if (this.#generation === this.#index.generation) return;
    this.#passagesWithGram = this.#index.vocabulary.passagesWithGram(this.#index.passages);
    this.#generation = this.#index.generation;
  }
}
