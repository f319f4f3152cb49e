/** What a document adds to its tenant's statistics, by the sets of scopes that its passages have. */
import { createHash } from "node:crypto";
import type { Scope } from "../../../access/scopes.ts";
import { type Passage, searchableText } from "../../../documents/document.ts";
import { foldDiacritics } from "../../lexical/fold-diacritics.ts";
import { characterGrams } from "../../lexical/grams.ts";
import type { Language } from "../../lexical/languages.ts";
import { passageValues, type SparseValues } from "../../lexical/sparse.ts";
import { stemIn } from "../../lexical/stemming.ts";
import { analyse } from "../../lexical.ts";

/** The kind of a term that is a stem; a word's kind is its language. */
export const STEM = "stem";

/** What passages with one set of scopes count. */
export interface ReadersCounts {
  readonly scopes: readonly Scope[];
  passages: number;
  documents: number;
  words: number;
  grams: number;
  /** By kind and term, apart by a space: in how many of the passages it stands. */
  readonly terms: Map<string, number>;
}

export interface CountedPassage {
  readonly passage: Passage;
  readonly readers: string;
  readonly language: Language;
  readonly sparse: SparseValues;
}

export interface CountedDocument {
  readonly passages: readonly CountedPassage[];
  readonly readers: ReadonlyMap<string, ReadersCounts>;
}

/** A short name for a set of scopes, whatever their order. */
export const readersOf = (scopes: Iterable<Scope>): string =>
  createHash("sha256")
    .update(JSON.stringify([...new Set(scopes)].sort()))
    .digest("hex")
    .slice(0, 16);

/** Counts a document's passages. */
export function countDocument(passages: readonly Passage[]): CountedDocument {
  const { language, words, sequences } = analyse(passages.map(searchableText));
  const stems = words.map((word) => stemIn(language, word));
  const grams = words.map((word) => characterGrams(foldDiacritics(word)));
  const byReaders = new Map<string, ReadersCounts>();
  const countsOf = (scopes: readonly Scope[]): ReadersCounts => {
    const readers = readersOf(scopes);
    const fresh = { scopes: [...scopes], passages: 0, documents: 0, words: 0, grams: 0, terms: new Map() };
    const counts = byReaders.get(readers) ?? fresh;
    byReaders.set(readers, counts);
    return counts;
  };
  const counted = passages.map((passage, ordinal): CountedPassage => {
    const sequence = sequences[ordinal]!;
    const counts = countsOf(passage.scopes);
    const word = new Map<string, number>();
    const pair = new Map<string, number>();
    const gram = new Map<string, number>();
    const distinct = new Set<string>();
    let previous: string | undefined;
    for (const number of sequence) {
      const stem = stems[number]!;
      distinct.add(`${language} ${words[number]}`).add(`${STEM} ${stem}`);
      increase(word, stem);
      if (previous !== undefined) increase(pair, `${previous} ${stem}`);
      previous = stem;
      for (const each of grams[number]!) increase(gram, each);
      counts.grams += grams[number]!.length;
    }
    counts.passages += 1;
    counts.words += sequence.length;
    for (const term of distinct) increase(counts.terms, term);
    return {
      passage,
      readers: readersOf(passage.scopes),
      language,
      sparse: passageValues({ word, pair, gram }),
    };
  });
  if (passages.length > 0) countsOf([...new Set(passages.flatMap(({ scopes }) => scopes))]).documents += 1;
  return { passages: counted, readers: byReaders };
}

/** What changes when a document that counted `before` counts `after`: zero where nothing does. */
export function differenceOf(
  before: CountedDocument,
  after: CountedDocument,
): ReadonlyMap<string, ReadersCounts> {
  const difference = new Map<string, ReadersCounts>();
  for (const [counted, sign] of [
    [after, 1],
    [before, -1],
  ] as const) {
    for (const [readers, { scopes, terms, ...numbers }] of counted.readers) {
      const sum = difference.get(readers) ?? {
        scopes,
        passages: 0,
        documents: 0,
        words: 0,
        grams: 0,
        terms: new Map<string, number>(),
      };
      difference.set(readers, sum);
      for (const name of ["passages", "documents", "words", "grams"] as const)
        sum[name] += sign * numbers[name];
      for (const [term, count] of terms) sum.terms.set(term, (sum.terms.get(term) ?? 0) + sign * count);
    }
  }
  return difference;
}

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
