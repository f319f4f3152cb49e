/** Which words of a vocabulary have something to do with a query: a stem of its pairs, or some of its 4-grams. */
import type { QueryTerms } from "./query-terms.ts";
import { roomFor } from "./room.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * A word that has to do with the query has a tie, a number from 1; nearly all words have none. Grams are known by
 * their places in the query, from 0; those of a tie are a chain of entries.
 */
export class QueryTies {
  readonly #vocabulary: Vocabulary;
  /** By word: its tie, 0 where there is none, as for all words between two queries. */
  tieOfWord = new Uint32Array(0);
  /** By tie: the first of its entries, 0 for none. By entry: the place of its gram, and the next entry. */
  firstEntry = new Uint32Array(64);
  /** By tie: the place of its stem in the query's table of pairs, 0 where it is in none. */
  placeOfTie = new Uint16Array(64);
  placeOfEntry = new Uint16Array(256);
  nextEntry = new Uint32Array(256);

  #wordOfTie = new Uint32Array(64);
  #ties = 0;
  #entries = 0;
  /** Which words have a gram, and a stem, as of the vocabulary's first `#words` words. */
  #withGram = inverted(0, 0, new Uint32Array(0));
  #withStem = this.#withGram;
  #words = -1;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** How many ties there are. */
  get size(): number {
    return this.#ties;
  }

  /**
   * Finds the words; {@link forget} is to be called before the next query's.
   * @param placeOfStem by stem of a pair: its place
   */
  find({ bigrams, grams }: Pick<QueryTerms, "bigrams" | "grams">, placeOfStem: Uint16Array): void {
    this.#refresh();
    const { words: byStem, from: stemsFrom } = this.#withStem;
    for (const { first, second } of bigrams)
      for (const stem of [...first, ...second])
        for (let at = stemsFrom[stem]!; at < stemsFrom[stem + 1]!; at++)
          this.placeOfTie[this.#tieOf(byStem[at]!)] = placeOfStem[stem]!;
    const { words: byGram, from: gramsFrom } = this.#withGram;
    let place = 0;
    for (const gram of grams.keys()) {
      for (let at = gramsFrom[gram]!; at < gramsFrom[gram + 1]!; at++)
        this.#add(this.#tieOf(byGram[at]!), place);
      place += 1;
    }
  }

  forget(): void {
    for (let tie = 1; tie <= this.#ties; tie++) this.tieOfWord[this.#wordOfTie[tie]!] = 0;
    this.#ties = 0;
    this.#entries = 0;
  }

  #tieOf(word: number): number {
    const known = this.tieOfWord[word]!;
    if (known !== 0) return known;
    const tie = ++this.#ties;
    if (tie >= this.firstEntry.length) {
      this.firstEntry = roomFor(this.firstEntry, tie + 1);
      this.placeOfTie = roomFor(this.placeOfTie, tie + 1);
      this.#wordOfTie = roomFor(this.#wordOfTie, tie + 1);
    }
    this.tieOfWord[word] = tie;
    this.#wordOfTie[tie] = word;
    this.firstEntry[tie] = 0;
    this.placeOfTie[tie] = 0;
    return tie;
  }

  #add(tie: number, place: number): void {
    const entry = ++this.#entries;
    if (entry >= this.nextEntry.length) {
      this.nextEntry = roomFor(this.nextEntry, entry + 1);
      this.placeOfEntry = roomFor(this.placeOfEntry, entry + 1);
    }
    this.placeOfEntry[entry] = place;
    this.nextEntry[entry] = this.firstEntry[tie]!;
    this.firstEntry[tie] = entry;
  }

  /** Words are only ever added, so their number says whether there are new ones. */
  #refresh(): void {
    const { words, stems, gramCount, stemOfWord, gramsFrom, grams } = this.#vocabulary;
    if (this.#words === words.length) return;
    this.tieOfWord = roomFor(this.tieOfWord, words.length);
    this.#withStem = inverted(words.length, stems.length, stemOfWord);
    this.#withGram = inverted(words.length, gramCount, grams, gramsFrom);
    this.#words = words.length;
  }
}

/** By stem or gram: the words that have it are `words[from[it]]` to those before `words[from[it + 1]]`. */
interface Inverted {
  readonly words: Uint32Array;
  readonly from: Uint32Array;
}

/**
 * @param kinds how many stems or grams there are
 * @param kindOf what the words have, one after the other
 * @param kindsFrom by word: where its own begin in `kindOf`; left out when each word has one
 */
function inverted(words: number, kinds: number, kindOf: Uint32Array, kindsFrom?: Uint32Array): Inverted {
  const total = kindsFrom ? kindsFrom[words]! : words;
  const from = new Uint32Array(kinds + 2);
  for (let at = 0; at < total; at++) from[kindOf[at]! + 2]! += 1;
  for (let kind = 0; kind < kinds; kind++) from[kind + 2]! += from[kind + 1]!;
  const wordsOf = new Uint32Array(total);
  for (let word = 0, at = 0; word < words; word++) {
    const end = kindsFrom ? kindsFrom[word + 1]! : word + 1;
    for (; at < end; at++) wordsOf[from[kindOf[at]! + 1]!++] = word;
  }
  return { words: wordsOf, from };
}
