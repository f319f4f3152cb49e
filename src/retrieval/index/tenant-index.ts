/** Everything about one tenant's passages that ranking needs, in memory: who may read them and what stands in them. */
import type { Scope } from "../../access/scopes.ts";
import type { DocumentId } from "../../documents/document.ts";
import { unpackInto } from "./packing.ts";
import { Postings } from "./postings.ts";
import { roomFor } from "./room.ts";
import { ScopeSets } from "./scope-sets.ts";
import type { ModelVectors } from "./vectors/model-vectors.ts";
import { Vocabulary } from "./vocabulary.ts";

/** One document as it is stored and as it is loaded again. */
export interface IndexedDocument {
  readonly document: DocumentId;
  /** One array a passage: its content words in order, as numbers of the tenant's vocabulary. */
  readonly sequences: readonly Uint32Array[];
  /** The row of the first passage in the index file; the others follow it. */
  readonly firstRow: number;
  /** Each passage's scopes. */
  readonly scopes: readonly (readonly Scope[])[];
}

/** The same as it stands in the index file: its sequences packed, and one set of scopes where all passages share it. */
export interface StoredDocument extends Pick<IndexedDocument, "document" | "firstRow" | "scopes"> {
  readonly packed: Uint8Array;
}

interface Place {
  readonly firstSlot: number;
  readonly passages: number;
  /** The scope set of the document: all scopes of its passages. */
  readonly readers: number;
}

/** Dead slots are cleared away when they outnumber the living and are worth the work. */
const DEAD_SLOTS_WORTH_CLEARING = 4096;

/**
 * A passage is a slot: a number counted upwards. Replacing a document adds slots and marks the old ones dead (their
 * scope set becomes {@link ScopeSets.NOBODY}, which no reader matches); {@link TenantIndex.settle} clears the dead away.
 */
export class TenantIndex {
  readonly vocabulary = new Vocabulary();
  postings = new Postings();
  readonly scopeSets = new ScopeSets();
  /** By model. A slot may lack a vector: vectors follow their passages. */
  readonly vectors = new Map<string, ModelVectors>();

  /** By slot: the passage's row in the index file, who may read it, and where its words stand in `tokens`. */
  rowOf = new Float64Array(256);
  scopeSetOf = new Uint32Array(256);
  tokensFrom = new Uint32Array(256);
  /** By slot: how many 4-grams its words have. */
  gramsOf = new Uint32Array(256);
  /** All passages' content words in order, as numbers of the vocabulary. A slot's words end where the next's begin. */
  tokens = new Uint32Array(1 << 14);

  passages = 0;
  tokenTotal = 0;
  gramTotal = 0;
  /** By stem: how many living passages hold it. */
  passagesWithStem = new Uint32Array(1024);
  /** Counts changes, so that what was computed from an older state can be dropped. */
  generation = 0;

  /** Told the row of each passage that goes. */
  readonly #onGone: ((row: number) => void) | undefined;
  #slots = 0;
  #documents = new Map<DocumentId, Place>();
  #lastSeen = { word: new Uint32Array(1024), stem: new Uint32Array(1024) };
  #countInSlot = new Uint32Array(1024);
  #stamp = 0;
  /** Words that were in no passage at some moment since the last {@link settle}. */
  readonly #leaving = new Set<number>();

  constructor({ onGone }: { onGone?: (row: number) => void } = {}) {
    this.#onGone = onGone;
  }

  get slots(): number {
    return this.#slots;
  }

  get documents(): number {
    return this.#documents.size;
  }

  /** The slot of the living passage in this row of the file. Rows rise with slots: both are given in order of writing. */
  slotOfRow(row: number): number | undefined {
    let low = 0;
    let high = this.#slots;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rowOf[middle]! < row) low = middle + 1;
      else high = middle;
    }
    const isIt = low < this.#slots && this.rowOf[low] === row && this.scopeSetOf[low] !== ScopeSets.NOBODY;
    return isIt ? low : undefined;
  }

  /**
   * Takes in a document of the file where nothing is in memory yet; {@link countAll} is to follow the last one. One by
   * one, as {@link replace} does it, would take three times as long.
   */
  take({ document, firstRow, scopes, packed }: StoredDocument): void {
    const start = this.tokensFrom[this.#slots]!;
    this.tokens = roomFor(this.tokens, start + packed.length);
    const lengths = unpackInto(packed, this.tokens, start);
    const readers = this.scopeSets.numberOf([...new Set(scopes.flat())]);
    const sets = scopes.map((set) => this.scopeSets.numberOf(set));
    this.scopeSets.documents[readers]! += 1;
    this.#documents.set(document, { firstSlot: this.#slots, passages: lengths.length, readers });
    for (const [ordinal, length] of lengths.entries())
      this.#place(firstRow + ordinal, sets.length === 1 ? sets[0]! : sets[ordinal]!, length);
  }

  /** Swaps a document's passages for these. */
  replace(indexed: IndexedDocument): void {
    const place: Place = {
      firstSlot: this.#slots,
      passages: indexed.sequences.length,
      readers: this.scopeSets.numberOf([...new Set(indexed.scopes.flat())]),
    };
    for (const [ordinal, sequence] of indexed.sequences.entries()) {
      this.#append(indexed.firstRow + ordinal, this.scopeSets.numberOf(indexed.scopes[ordinal]!), sequence);
    }
    this.remove(indexed.document);
    this.#documents.set(indexed.document, place);
    this.scopeSets.documents[place.readers]! += 1;
  }

  /** Takes a document's passages out; does nothing when there are none. */
  remove(document: DocumentId): void {
    const place = this.#documents.get(document);
    if (!place) return;
    this.generation += 1;
    for (let slot = place.firstSlot; slot < place.firstSlot + place.passages; slot++) {
      const readers = this.scopeSetOf[slot]!;
      this.#count(this.#tokensOf(slot), -1);
      this.scopeSets.passages[readers]! -= 1;
      this.scopeSetOf[slot] = ScopeSets.NOBODY;
      this.#onGone?.(this.rowOf[slot]!);
    }
    this.scopeSets.documents[place.readers]! -= 1;
    this.#documents.delete(document);
  }

  /**
   * Ends a batch of changes: forgets the words that no passage holds any more, and clears dead slots away once they
   * outnumber the living. Only a whole batch may decide that, because a word can leave one document and stand in
   * the next.
   * @returns the numbers that stand for no word any more
   */
  settle(): number[] {
    const forgotten = [...this.#leaving].filter((word) => this.vocabulary.passagesWithWord[word] === 0);
    for (const word of forgotten) this.vocabulary.forget(word);
    this.#leaving.clear();
    const dead = this.#slots - this.passages;
    if (dead > DEAD_SLOTS_WORTH_CLEARING && dead > this.passages) this.#compact();
    return forgotten;
  }

  #tokensOf(slot: number): Uint32Array {
    return this.tokens.subarray(this.tokensFrom[slot]!, this.tokensFrom[slot + 1]!);
  }

  /** A new slot whose words, so many, stand in `tokens` behind those of the last. */
  #place(row: number, readers: number, length: number): number {
    const slot = this.#slots++;
    this.rowOf = roomFor(this.rowOf, slot + 1);
    this.scopeSetOf = roomFor(this.scopeSetOf, slot + 1);
    this.tokensFrom = roomFor(this.tokensFrom, slot + 2);
    this.gramsOf = roomFor(this.gramsOf, slot + 1);
    this.tokensFrom[slot + 1] = this.tokensFrom[slot]! + length;
    this.rowOf[slot] = row;
    this.scopeSetOf[slot] = readers;
    this.scopeSets.passages[readers]! += 1;
    return slot;
  }

  #append(row: number, readers: number, tokens: Uint32Array): void {
    const start = this.tokensFrom[this.#slots]!;
    this.tokens = roomFor(this.tokens, start + tokens.length);
    this.tokens.set(tokens, start);
    const slot = this.#place(row, readers, tokens.length);
    this.generation += 1;
    const grams = this.gramTotal;
    const stems = this.#count(tokens, 1);
    this.gramsOf[slot] = this.gramTotal - grams;
    for (const stem of stems) this.postings.append(stem, slot, this.#countInSlot[stem]!);
  }

  /** The statistics and postings of all slots, none of them dead, anew. */
  countAll(): void {
    this.#makeRoom();
    this.generation += 1;
    const { tokens, tokensFrom, gramsOf, passagesWithStem } = this;
    const { stemOfWord, gramsFrom, passagesWithWord } = this.vocabulary;
    const seen = this.#lastSeen;
    passagesWithStem.fill(0);
    passagesWithWord.fill(0);
    this.gramTotal = 0;
    for (let slot = 0; slot < this.#slots; slot++) {
      const stamp = ++this.#stamp;
      const end = tokensFrom[slot + 1]!;
      let grams = 0;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const word = tokens[token]!;
        grams += gramsFrom[word + 1]! - gramsFrom[word]!;
        if (seen.word[word] === stamp) continue;
        seen.word[word] = stamp;
        passagesWithWord[word]! += 1;
        const stem = stemOfWord[word]!;
        if (seen.stem[stem] === stamp) continue;
        seen.stem[stem] = stamp;
        passagesWithStem[stem]! += 1;
      }
      gramsOf[slot] = grams;
      this.gramTotal += grams;
    }
    this.passages = this.#slots;
    this.tokenTotal = tokensFrom[this.#slots]!;
    this.postings = new Postings();
    this.postings.fill(this, stemOfWord, passagesWithStem.subarray(0, this.vocabulary.stems.length));
  }

  /** Adds a passage's words and stems to the statistics (or takes them out), and returns its distinct stems. */
  #count(tokens: Uint32Array, sign: 1 | -1): number[] {
    this.#makeRoom();
    const { stemOfWord, gramsFrom, passagesWithWord } = this.vocabulary;
    const { word: lastWord, stem: lastStem } = this.#lastSeen;
    const countInSlot = this.#countInSlot;
    const stamp = ++this.#stamp;
    const stems: number[] = [];
    let grams = 0;
    for (let at = 0; at < tokens.length; at++) {
      const word = tokens[at]!;
      const stem = stemOfWord[word]!;
      if (lastStem[stem] === stamp) {
        countInSlot[stem]! += 1;
      } else {
        lastStem[stem] = stamp;
        countInSlot[stem] = 1;
        this.passagesWithStem[stem]! += sign;
        stems.push(stem);
      }
      grams += gramsFrom[word + 1]! - gramsFrom[word]!;
      if (lastWord[word] === stamp) continue;
      lastWord[word] = stamp;
      passagesWithWord[word]! += sign;
      if (passagesWithWord[word] === 0) this.#leaving.add(word);
    }
    this.gramTotal += sign * grams;
    this.passages += sign;
    this.tokenTotal += sign * tokens.length;
    return stems;
  }

  #makeRoom(): void {
    const { words, stems } = this.vocabulary;
    this.#lastSeen.word = roomFor(this.#lastSeen.word, words.length);
    this.#lastSeen.stem = roomFor(this.#lastSeen.stem, stems.length);
    this.#countInSlot = roomFor(this.#countInSlot, stems.length);
    this.passagesWithStem = roomFor(this.passagesWithStem, stems.length);
  }

  /** Builds everything anew from the living passages, in the same order. */
  #compact(): void {
    const { rowOf, scopeSetOf, tokens, tokensFrom } = this;
    const places = [...this.#documents].sort(([, one], [, other]) => one.firstSlot - other.firstSlot);
    const living = Uint32Array.from(
      places.flatMap(([, { firstSlot, passages }]) =>
        Array.from({ length: passages }, (_, ordinal) => firstSlot + ordinal),
      ),
    );
    for (const vectors of this.vectors.values()) vectors.compact(living);
    this.tokens = new Uint32Array(this.tokenTotal);
    this.rowOf = new Float64Array(this.passages);
    this.scopeSetOf = new Uint32Array(this.passages);
    this.gramsOf = new Uint32Array(this.passages);
    this.tokensFrom = new Uint32Array(this.passages + 1);
    this.scopeSets.passages.fill(0);
    this.#slots = 0;
    for (const [document, place] of places) {
      this.#documents.set(document, { ...place, firstSlot: this.#slots });
      for (let slot = place.firstSlot; slot < place.firstSlot + place.passages; slot++) {
        const sequence = tokens.subarray(tokensFrom[slot]!, tokensFrom[slot + 1]!);
        this.tokens.set(sequence, this.tokensFrom[this.#slots]!);
        this.#place(rowOf[slot]!, scopeSetOf[slot]!, sequence.length);
      }
    }
    this.countAll();
  }
}
