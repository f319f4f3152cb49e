/** One tenant's statistics in memory: what a query is read by and passages are scored by. */
import type { Scope } from "../../../access/scopes.ts";
import type { Language } from "../../lexical/languages.ts";
import type { KnownWords, Readable } from "../query-terms.ts";
import { roomFor } from "../room.ts";
import { Vocabulary } from "../vocabulary.ts";
import { STEM } from "./word-counts.ts";

/** A row of `lexical_terms`. */
export interface TermCount {
  readonly kind: string;
  readonly term: string;
  readonly readers: string;
  readonly passages: number;
}

/** A row of `lexical_readers`. */
export interface ReadersTotals {
  readonly readers: string;
  readonly scopes: readonly Scope[];
  readonly passages: number;
  readonly documents: number;
  readonly words: number;
  readonly grams: number;
}

export class Statistics implements KnownWords {
  readonly vocabulary = new Vocabulary();
  passages = 0;
  tokenTotal = 0;
  gramTotal = 0;
  passagesWithStem = new Uint32Array(1024);
  /** Counts changes, so that what was computed from an older state can be dropped. */
  generation = 0;
  /** The change of the database that is taken over. */
  change = -1;

  #readers: readonly ReadersTotals[] = [];
  #grams: { readonly generation: number; readonly passages: Float32Array } | undefined;
  readonly #readersOfWord = new Map<number, Map<string, number>>();
  readonly #readersOfStem = new Map<number, Map<string, number>>();

  /** Takes over terms that changed, and all totals. */
  apply(terms: readonly TermCount[], totals: readonly ReadersTotals[]): void {
    const { vocabulary } = this;
    const leaving = new Set<number>();
    // Words bring their stems along: they come first.
    for (const { kind, term, readers, passages } of terms) {
      if (kind === STEM) continue;
      const known = vocabulary.word({ text: term, language: kind as Language });
      if (known === undefined && passages === 0) continue;
      const word = known ?? vocabulary.nextNumber;
      if (known === undefined) vocabulary.add({ text: term, language: kind as Language });
      vocabulary.passagesWithWord[word]! += put(this.#readersOfWord, word, readers, passages);
      leaving.add(word);
    }
    for (const { kind, term, readers, passages } of terms) {
      const stem = kind === STEM ? vocabulary.stem(term) : undefined;
      if (stem === undefined) continue;
      this.passagesWithStem = roomFor(this.passagesWithStem, stem + 1);
      this.passagesWithStem[stem]! += put(this.#readersOfStem, stem, readers, passages);
    }
    for (const word of leaving) if (vocabulary.passagesWithWord[word] === 0) vocabulary.forget(word);
    this.passagesWithStem = roomFor(this.passagesWithStem, vocabulary.stems.length);
    this.#readers = totals;
    this.passages = sum(totals, "passages");
    this.tokenTotal = sum(totals, "words");
    this.gramTotal = sum(totals, "grams");
    this.generation += 1;
  }

  /** By gram: in about how many passages it stands. */
  get passagesWithGram(): Float32Array {
    if (this.#grams?.generation !== this.generation)
      this.#grams = {
        generation: this.generation,
        passages: this.vocabulary.passagesWithGram(this.passages),
      };
    return this.#grams.passages;
  }

  get documents(): number {
    return sum(this.#readers, "documents");
  }

  /** The sets of scopes that readers of `scopes` may read. */
  readableBy(scopes: ReadonlySet<Scope>): readonly ReadersTotals[] {
    return this.#readers.filter((readers) => readers.scopes.some((scope) => scopes.has(scope)));
  }

  /** What of the words the readers may hear of. */
  readable(sets: readonly ReadersTotals[]): Readable {
    const readers = new Set(sets.map((set) => set.readers));
    const some = (counts: Map<string, number> | undefined): boolean =>
      counts?.keys().some((set) => readers.has(set)) ?? false;
    return {
      stem: (stem) => some(this.#readersOfStem.get(stem)),
      word: (word) => some(this.#readersOfWord.get(word)),
    };
  }
}

/** Sets a count, and returns by how much it rose. */
function put(
  counts: Map<number, Map<string, number>>,
  number: number,
  readers: string,
  passages: number,
): number {
  const sets = counts.get(number) ?? new Map<string, number>();
  const before = sets.get(readers) ?? 0;
  if (passages === 0) sets.delete(readers);
  else sets.set(readers, passages);
  if (sets.size === 0) counts.delete(number);
  else counts.set(number, sets);
  return passages - before;
}

const sum = (totals: readonly ReadersTotals[], name: "passages" | "documents" | "words" | "grams"): number =>
  totals.reduce((total, readers) => total + readers[name], 0);
