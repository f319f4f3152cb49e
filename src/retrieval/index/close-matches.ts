/** The second part of the score: neighbouring words and character 4-grams, for candidates that words have found. */
import { BIGRAM_WEIGHT, GRAM_WEIGHT, idf, lengthNorm, saturation } from "../lexical/bm25.ts";
import type { ClosePostings } from "./close-postings.ts";
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

/** The number, from 1, of the pair that two of the query's stems make: at `place of the first * across + place of the second`. */
interface PairTable {
  readonly table: Uint16Array;
  readonly across: number;
}

interface Counting {
  readonly terms: QueryTerms;
  readonly pairs: PairTable;
  /** How often each candidate has each of the query's pairs, one candidate after the other. */
  readonly pairCounts: Uint16Array;
}

export class CloseMatches {
  readonly #index: Passages;
  /** By stem: its place in the query's table of pairs, from 1; all zero between two queries. */
  #placeOfStem = new Uint16Array(0);
  readonly #ties: QueryTies;
  readonly #postings: ClosePostings | undefined;
  /** By slot: its number among the candidates, from 1; all zero between two queries. */
  #candidateOf = new Uint32Array(0);
  /** By slot: the score of a candidate while grams are added; of other slots nothing is read. */
  #sums = new Float32Array(0);
  /** By tie: how often the passage has its word; all zero between two passages. */
  #tieCounts = new Uint32Array(0);
  /** The ties that the passage has, each once. */
  #met = new Uint32Array(0);
  /** In how many passages each gram stands, as of `#generation`. */
  #passagesWithGram: Float32Array = new Float32Array(0);
  #generation = -1;

  /** @param postings of the same passages, where they stay the same from query to query */
  constructor(index: Passages, postings?: ClosePostings) {
    this.#index = index;
    this.#ties = new QueryTies(index.vocabulary);
    this.#postings = postings;
  }

  /** Adds what neighbours and grams are worth to the scores (by slot) of the candidates. */
  addTo(scores: Float32Array, candidates: Uint32Array, terms: QueryTerms): void {
    this.#refreshStatistics();
    const pairs = this.#placePairs(terms);
    const pairCounts = new Uint16Array(candidates.length * terms.bigrams.length);
    const postings = this.#postings?.isReady() ? this.#postings : undefined;
    if (postings) this.#addByPostings(postings, scores, candidates, { terms, pairs, pairCounts });
    else this.#addByPassage(scores, candidates, { terms, pairs, pairCounts });
    this.#addPairs(scores, candidates, { terms, pairCounts });
    for (const { first, second } of terms.bigrams)
      for (const stem of [...first, ...second]) this.#placeOfStem[stem] = 0;
  }

  /** Adds the grams and counts the pairs of a small collection: what is added, and in which order, is the same. */
  #addByPostings(
    postings: ClosePostings,
    scores: Float32Array,
    candidates: Uint32Array,
    { terms, pairs: { table, across }, pairCounts }: Counting,
  ): void {
    const { gramsFrom, slotWith, saturationWith } = postings;
    const slots = this.#index.tokensFrom.length;
    this.#sums = roomFor(this.#sums, slots);
    const sums = this.#sums;
    for (const slot of candidates) sums[slot] = scores[slot]!;
    const gramValues = this.#gramValues(terms);
    let place = 0;
    for (const gram of terms.grams.keys()) {
      const value = gramValues[place++]!;
      const end = gramsFrom[gram + 1]!;
      for (let at = gramsFrom[gram]!; at < end; at++) sums[slotWith[at]!]! += value * saturationWith[at]!;
    }
    for (const slot of candidates) scores[slot] = sums[slot]!;

    this.#candidateOf = roomFor(this.#candidateOf, slots);
    for (const [at, slot] of candidates.entries()) this.#candidateOf[slot] = at + 1;
    for (const { first, second } of terms.bigrams)
      for (const one of first)
        for (const other of second) {
          const cell = this.#placeOfStem[one]! * across + this.#placeOfStem[other]!;
          const pair = table[cell]!;
          // Counted once, also where two pairs of the query are the same stems.
          table[cell] = 0;
          if (pair === 0) continue;
          this.#eachTogether(postings, one, other, (slot) => {
            const candidate = this.#candidateOf[slot]!;
            if (candidate > 0) pairCounts[(candidate - 1) * terms.bigrams.length + pair - 1]! += 1;
          });
        }
    for (const slot of candidates) this.#candidateOf[slot] = 0;
  }

  /** Visits the slot of each place where a stem stands right before another one. */
  #eachTogether(
    { stemsFrom, textAt, slotAt, text }: ClosePostings,
    one: number,
    other: number,
    visit: (slot: number) => void,
  ): void {
    const placesOf = (stem: number) => stemsFrom[stem + 1]! - stemsFrom[stem]!;
    const isFirstRarer = placesOf(one) <= placesOf(other);
    const [rarer, neighbour, step] = isFirstRarer ? [one, other, 1] : [other, one, -1];
    const end = stemsFrom[rarer + 1]!;
    for (let at = stemsFrom[rarer]!; at < end; at++)
      if (text[textAt[at]! + step] === neighbour) visit(slotAt[at]!);
  }

  /** Adds the grams and counts the pairs of passages by reading them. */
  #addByPassage(scores: Float32Array, candidates: Uint32Array, { terms, pairs, pairCounts }: Counting): void {
    const index = this.#index;
    const gramValues = this.#gramValues(terms);
    this.#ties.find(terms, this.#placeOfStem);
    this.#tieCounts = roomFor(this.#tieCounts, this.#ties.size + 1);
    this.#met = roomFor(this.#met, this.#ties.size + 1);
    const gramCounts = new Uint16Array(gramValues.length);
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
    this.#ties.forget();
  }

  #addPairs(
    scores: Float32Array,
    candidates: Uint32Array,
    { terms, pairCounts }: Pick<Counting, "terms" | "pairCounts">,
  ): void {
    const index = this.#index;
    const averageLength = index.tokenTotal / index.passages;
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
  }

  /** Numbers the query's stems, and gives a square table of them: the number, from 1, of the pair that two make. */
  #placePairs(terms: QueryTerms): PairTable {
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
  #count(slot: number, { table, across }: PairTable, pairCounts: Uint16Array, gramCounts: Uint16Array): void {
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
