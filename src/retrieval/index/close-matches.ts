/** The second part of the score: neighbouring words and character 4-grams, for candidates that words have found. */
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import { slotOf } from "./postings.ts";
import type { QueryTerms } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import { ScopeSets } from "./scope-sets.ts";
import type { TenantIndex } from "./tenant-index.ts";

/** How many passages are looked at to say how frequent a pair of words is. */
const PASSAGES_COUNTED_FOR_A_PAIR = 1000;

export class CloseMatches {
  readonly #index: TenantIndex;
  /** By stem and by gram: their place in the query, from 1; all zero between two queries. */
  #placeOfStem = new Uint16Array(0);
  #placeOfGram = new Uint16Array(0);
  /** By word: whether it has any gram of the query, as `2 * query` or `2 * query + 1`; most have none. */
  #gramsOfWord = new Uint32Array(0);
  #queries = 0;
  /** How many passages hold a pair of stems side by side, and each gram, as of `#generation`. */
  readonly #passagesWithPair = new Map<number, number>();
  #passagesWithGram: Float32Array = new Float32Array(0);
  #generation = -1;

  constructor(index: TenantIndex) {
    this.#index = index;
  }

  /** Adds what neighbours and grams are worth to the scores (by slot) of the candidates. */
  addTo(scores: Float32Array, candidates: Uint32Array, terms: QueryTerms): void {
    const index = this.#index;
    this.#refreshStatistics();
    const pairs = this.#placePairs(terms);
    const gramValues = this.#placeGrams(terms);
    const pairCounts = new Uint16Array(terms.bigrams.length);
    const gramCounts = new Uint16Array(gramValues.length);
    const averageLength = index.tokenTotal / index.passages;
    const averageGrams = index.gramTotal / index.passages;

    for (const slot of candidates) {
      pairCounts.fill(0);
      gramCounts.fill(0);
      const gramLength = this.#count(slot, pairs, pairCounts, gramCounts);
      const length = index.tokensFrom[slot + 1]! - index.tokensFrom[slot]!;
      const norm = lengthNorm(length, averageLength);
      let score = scores[slot]!;
      for (let number = 0; number < pairCounts.length; number++) {
        const count = pairCounts[number]!;
        if (count > 0) score += this.#pairValue(terms.bigrams[number]!) * saturation(count, norm);
      }
      const gramNorm = lengthNorm(gramLength, averageGrams);
      for (let place = 0; place < gramCounts.length; place++) {
        const count = gramCounts[place]!;
        if (count > 0) score += gramValues[place]! * saturation(count, gramNorm);
      }
      scores[slot] = score;
    }
    for (const stem of terms.stems.keys()) this.#placeOfStem[stem] = 0;
    for (const gram of terms.grams.keys()) this.#placeOfGram[gram] = 0;
  }

  /** Numbers the query's stems, and gives a square table of them: the number, from 1, of the pair that two make. */
  #placePairs(terms: QueryTerms): { table: Uint16Array; across: number } {
    this.#placeOfStem = roomFor(this.#placeOfStem, this.#index.vocabulary.stems.length);
    let place = 0;
    for (const stem of terms.stems.keys()) this.#placeOfStem[stem] = ++place;
    const across = place + 1;
    const table = new Uint16Array(across * across);
    for (const [number, { first, second }] of terms.bigrams.entries()) {
      table[this.#placeOfStem[first]! * across + this.#placeOfStem[second]!] = number + 1;
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
    this.#passagesWithPair.clear();
    this.#passagesWithGram = this.#index.vocabulary.passagesWithGram(this.#index.passages);
    this.#generation = this.#index.generation;
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
    const { passagesWithStem, postings, scopeSetOf, tokensFrom, tokens } = this.#index;
    const { stemOfWord } = this.#index.vocabulary;
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
        const stem = stemOfWord[tokens[token]!]!;
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
