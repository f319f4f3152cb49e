/** A query's texts as numbers of one tenant's vocabulary: what is looked for and how much each piece counts. */

import { idf } from "../lexical/bm25.ts";
import { characterGrams } from "../lexical/grams.ts";
import { contentWords, stemOf } from "../lexical.ts";
import type { IndexAnswer, WeightedText } from "../passage-index.ts";
import { slotOf } from "./postings.ts";
import type { TenantIndex } from "./tenant-index.ts";

/** Content words of a text beyond these are not searched for: who pastes a document must not stop everybody's search. */
const WORDS_READ = 200;

export interface QueryTerms {
  /** Weight of each stem, of each neighbouring pair of them, and of each gram, as numbers of the vocabulary. */
  readonly stems: ReadonlyMap<number, number>;
  readonly bigrams: readonly { readonly first: number; readonly second: number; readonly weight: number }[];
  readonly grams: ReadonlyMap<number, number>;
  readonly corrections: IndexAnswer["corrections"];
  readonly terms: IndexAnswer["terms"];
}

/**
 * Reads the texts. A word that no readable passage holds is repaired to the nearest one that some readable passage
 * does hold, so that nothing here tells a reader which words stand in passages of others.
 * @param mayRead whether the readers may read the passage in a slot
 */
export function queryTerms(
  index: TenantIndex,
  texts: readonly WeightedText[],
  mayRead: (slot: number) => boolean,
): QueryTerms {
  const stems = new Map<number, number>();
  const pairs = new Map<string, { first: number; second: number; weight: number }>();
  const grams = new Map<number, number>();
  const readings = new Map<string, Reading>();
  const main = mainText(texts);
  const terms = new Map<string, IndexAnswer["terms"][number]>();

  for (const text of texts) {
    let previous: number | undefined;
    for (const word of contentWords(text.text).slice(0, WORDS_READ)) {
      const reading = readings.get(word) ?? read(index, word, mayRead);
      readings.set(word, reading);
      const { stem } = reading;
      if (stem !== undefined) raise(stems, stem, text.weight);
      if (stem !== undefined && previous !== undefined) {
        const key = `${previous} ${stem}`;
        const weight = Math.max(text.weight, pairs.get(key)?.weight ?? 0);
        pairs.set(key, { first: previous, second: stem, weight });
      }
      previous = stem;
      for (const gram of characterGrams(reading.word)) {
        const number = index.vocabulary.gram(gram);
        if (number !== undefined) raise(grams, number, text.weight);
      }
      if (text !== main) continue;
      const holding = stem === undefined ? 0 : index.passagesWithStem[stem]!;
      terms.set(stemOf(reading.word), {
        term: reading.word,
        idf: idf(index.passages, holding),
        known: stem !== undefined,
      });
    }
  }
  const corrections = [...readings].filter(([from, { word }]) => from !== word);
  return {
    stems,
    bigrams: [...pairs.values()],
    grams,
    corrections: corrections.map(([from, { word }]) => ({ from, to: word })),
    terms: [...terms.values()],
  };
}

/** The heaviest text that asks for anything: in "why?" it is the turn before. */
const mainText = (texts: readonly WeightedText[]): WeightedText | undefined =>
  texts
    .toSorted((one, other) => other.weight - one.weight)
    .find((text) => contentWords(text.text).length > 0);

/** What a query word is read as; without a stem when no readable passage holds it. */
interface Reading {
  readonly word: string;
  readonly stem: number | undefined;
}

function read(index: TenantIndex, word: string, mayRead: (slot: number) => boolean): Reading {
  const stem = index.vocabulary.stem(stemOf(word));
  if (stem !== undefined && someSlot(index, stem, mayRead)) return { word, stem };
  const meant = index.vocabulary.nearest(word, (candidate) =>
    someSlot(
      index,
      index.vocabulary.stemOfWord[candidate]!,
      (slot) => mayRead(slot) && holds(index, slot, candidate),
    ),
  );
  if (meant === undefined) return { word, stem: undefined };
  return { word: index.vocabulary.words[meant]!, stem: index.vocabulary.stemOfWord[meant]! };
}

function someSlot(index: TenantIndex, stem: number, accept: (slot: number) => boolean): boolean {
  const { postings } = index;
  const from = postings.from[stem]!;
  for (let entry = from; entry < from + postings.length[stem]!; entry++) {
    if (accept(slotOf(postings.entries[entry]!))) return true;
  }
  return false;
}

const holds = (index: TenantIndex, slot: number, word: number): boolean =>
  index.tokens.subarray(index.tokensFrom[slot]!, index.tokensFrom[slot + 1]!).includes(word);

function raise(weights: Map<number, number>, key: number, weight: number): void {
  if (weight > (weights.get(key) ?? 0)) weights.set(key, weight);
}
