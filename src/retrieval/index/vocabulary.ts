/** The words of one tenant's passages: their stems, their 4-grams, and in how many passages they stand. */
import { characterGrams } from "../lexical/grams.ts";
import { couldBeWithin, editDistance, letterSignature, repairableMistakes } from "../lexical/spelling.ts";
import { stemOf } from "../lexical.ts";
import { roomFor } from "./room.ts";

/** Stands, here and in the index file, in the place of a word that is no longer known. */
export const FORGOTTEN = "";

/**
 * Words, stems and grams are numbers here. A word's number is the one it has in the index file; words that no passage
 * holds any more are forgotten, and their numbers are not used again.
 */
export class Vocabulary {
  readonly words: string[] = [];
  readonly stems: string[] = [];
  /** By word: its stem. */
  stemOfWord = new Uint32Array(1024);
  /** By word: where its grams begin in `grams`; they end where the next word's begin. */
  gramsFrom = new Uint32Array(1024);
  grams = new Uint32Array(8192);
  /** By word: how many passages hold it. */
  passagesWithWord = new Uint32Array(1024);

  #signatures = new Uint32Array(1024);
  readonly #wordNumbers = new Map<string, number>();
  readonly #stemNumbers = new Map<string, number>();
  readonly #gramNumbers = new Map<string, number>();

  word(text: string): number | undefined {
    return this.#wordNumbers.get(text);
  }

  stem(text: string): number | undefined {
    return this.#stemNumbers.get(text);
  }

  gram(text: string): number | undefined {
    return this.#gramNumbers.get(text);
  }

  get gramCount(): number {
    return this.#gramNumbers.size;
  }

  /** The number that the next new word gets. */
  get nextNumber(): number {
    return this.words.length;
  }

  /** Takes in a new word, or the place of one that was forgotten, under {@link nextNumber}. */
  add(text: string): void {
    const word = this.words.push(text) - 1;
    this.gramsFrom = roomFor(this.gramsFrom, word + 2);
    this.gramsFrom[word + 1] = this.gramsFrom[word]!;
    this.passagesWithWord = roomFor(this.passagesWithWord, word + 1);
    if (text === FORGOTTEN) return;
    this.#wordNumbers.set(text, word);
    this.stemOfWord = roomFor(this.stemOfWord, word + 1);
    this.#signatures = roomFor(this.#signatures, word + 1);
    this.stemOfWord[word] = this.#addStem(stemOf(text));
    this.#signatures[word] = letterSignature(text);
    let end = this.gramsFrom[word]!;
    for (const gram of characterGrams(text)) {
      this.grams = roomFor(this.grams, end + 1);
      this.grams[end++] = this.#addGram(gram);
    }
    this.gramsFrom[word + 1] = end;
  }

  /** Drops a word that no passage holds any more. */
  forget(word: number): void {
    const text = this.words[word]!;
    if (this.#wordNumbers.get(text) === word) this.#wordNumbers.delete(text);
    this.words[word] = FORGOTTEN;
  }

  /**
   * By gram: in about how many passages it stands, taking words to be independent of each other. Counting would cost
   * each write several times what it costs now, and ranks no better.
   */
  passagesWithGram(passages: number): Float32Array {
    const without = new Float32Array(this.gramCount).fill(passages);
    for (let word = 0; word < this.words.length; word++) {
      const share = 1 - this.passagesWithWord[word]! / passages;
      const end = this.gramsFrom[word + 1]!;
      for (let at = this.gramsFrom[word]!; at < end; at++) without[this.grams[at]!]! *= share;
    }
    return without.map((count) => passages - count);
  }

  /**
   * The word that `text` was probably meant to be: the nearest one, of equally near ones the most frequent.
   * @param accept says whether a word may be proposed; it is asked best candidate first
   */
  nearest(text: string, accept: (word: number) => boolean): number | undefined {
    const mistakes = repairableMistakes(text);
    if (mistakes === 0) return undefined;
    const signature = letterSignature(text);
    const near: { word: number; distance: number }[] = [];
    for (let word = 0; word < this.words.length; word++) {
      if (this.passagesWithWord[word] === 0 || !couldBeWithin(mistakes, signature, this.#signatures[word]!))
        continue;
      const candidate = this.words[word]!;
      const distance =
        repairableMistakes(candidate) === 0 ? mistakes + 1 : editDistance(text, candidate, mistakes);
      if (distance <= mistakes) near.push({ word, distance });
    }
    const frequency = this.passagesWithWord;
    near.sort(
      (one, other) =>
        one.distance - other.distance ||
        frequency[other.word]! - frequency[one.word]! ||
        (this.words[one.word]! < this.words[other.word]! ? -1 : 1),
    );
    return near.find(({ word }) => accept(word))?.word;
  }

  #addStem(text: string): number {
    const known = this.#stemNumbers.get(text);
    if (known !== undefined) return known;
    this.#stemNumbers.set(text, this.stems.length);
    return this.stems.push(text) - 1;
  }

  #addGram(text: string): number {
    const known = this.#gramNumbers.get(text);
    if (known !== undefined) return known;
    const gram = this.#gramNumbers.size;
    this.#gramNumbers.set(text, gram);
    return gram;
  }
}
