/** The words of one tenant's passages: their stems, their 4-grams, and in how many passages they stand. */
import { isPartOfCompound, SHORTEST_PART } from "../lexical/compounds.ts";
import { foldDiacritics } from "../lexical/fold-diacritics.ts";
import { characterGrams } from "../lexical/grams.ts";
import { COMPOUNDING, type Language } from "../lexical/languages.ts";
import { couldBeWithin, editDistance, letterSignature, repairableMistakes } from "../lexical/spelling.ts";
import { stemIn } from "../lexical/stemming.ts";
import { roomFor } from "./room.ts";

/** A word as it stands in texts of one language: "die" is another word in German than in English. */
export interface Word {
  readonly text: string;
  readonly language: Language;
}

/** The text, here and in the index file, of a word that is no longer known. */
export const FORGOTTEN = "";

/**
 * Words, stems and grams are numbers here. A word's number is the one it has in the index file; words that no passage
 * holds any more are forgotten, and their numbers are not used again.
 */
export class Vocabulary {
  readonly words: Word[] = [];
  readonly stems: string[] = [];
  readonly gramNames: string[] = [];
  /** By word: its stem. */
  stemOfWord = new Uint32Array(1024);
  /** By word: where its grams begin in `grams`; they end where the next word's begin. */
  gramsFrom = new Uint32Array(1024);
  grams = new Uint32Array(8192);
  /** By word: how many passages hold it. */
  passagesWithWord = new Uint32Array(1024);

  /** By word: as it is typed without accents. */
  readonly #folded: string[] = [];
  #signatures = new Uint32Array(1024);
  #lengths = new Uint8Array(1024);
  readonly #wordsIn = new Map<Language, number>();
  /** By language, so that looking a word up makes no new string of both. */
  readonly #wordNumbers = new Map<Language, Map<string, number>>();
  readonly #stemNumbers = new Map<string, number>();
  readonly #gramNumbers = new Map<string | number, number>();

  word({ text, language }: Word): number | undefined {
    return this.#wordNumbers.get(language)?.get(text);
  }

  /** The languages that passages are in. */
  get languages(): readonly Language[] {
    return [...this.#wordsIn.keys()];
  }

  stem(text: string): number | undefined {
    return this.#stemNumbers.get(text);
  }

  gram(text: string): number | undefined {
    return this.#gramNumbers.get(gramKey(text));
  }

  get gramCount(): number {
    return this.gramNames.length;
  }

  /** The number that the next new word gets. */
  get nextNumber(): number {
    return this.words.length;
  }

  /** Takes in a new word, or the place of one that was forgotten, under {@link nextNumber}. */
  add(added: Word): void {
    const word = this.words.push(added) - 1;
    this.gramsFrom = roomFor(this.gramsFrom, word + 2);
    this.gramsFrom[word + 1] = this.gramsFrom[word]!;
    this.passagesWithWord = roomFor(this.passagesWithWord, word + 1);
    const { text, language } = added;
    const folded = foldDiacritics(text);
    this.#folded.push(folded);
    if (text === FORGOTTEN) return;
    this.#numbersIn(language).set(text, word);
    this.#wordsIn.set(language, (this.#wordsIn.get(language) ?? 0) + 1);
    this.stemOfWord = roomFor(this.stemOfWord, word + 1);
    this.#signatures = roomFor(this.#signatures, word + 1);
    this.stemOfWord[word] = this.#addStem(stemIn(language, text));
    this.#signatures[word] = letterSignature(folded);
    this.#lengths = roomFor(this.#lengths, word + 1);
    this.#lengths[word] = Math.min(folded.length, 255);
    let end = this.gramsFrom[word]!;
    for (const gram of characterGrams(folded)) {
      this.grams = roomFor(this.grams, end + 1);
      this.grams[end++] = this.#addGram(gram);
    }
    this.gramsFrom[word + 1] = end;
  }

  /** Drops a word that no passage holds any more. */
  forget(word: number): void {
    const forgotten = this.words[word]!;
    const { language } = forgotten;
    if (this.word(forgotten) === word) this.#numbersIn(language).delete(forgotten.text);
    this.words[word] = { text: FORGOTTEN, language };
    this.#folded[word] = FORGOTTEN;
    const left = this.#wordsIn.get(language)! - 1;
    if (left > 0) this.#wordsIn.set(language, left);
    else this.#wordsIn.delete(language);
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
   * The word that `text` was probably meant to be: the nearest one, of equally near ones the most frequent. Accents
   * are no mistakes.
   * @param accept says whether a word may be proposed; it is asked best candidate first
   */
  nearest(text: string, accept: (word: number) => boolean): number | undefined {
    const mistakes = repairableMistakes(text);
    if (mistakes === 0) return undefined;
    const folded = foldDiacritics(text);
    const signature = letterSignature(folded);
    const near: { word: number; distance: number }[] = [];
    const signatures = this.#signatures;
    const lengths = this.#lengths;
    const shortest = Math.min(folded.length, 255) - mistakes;
    const longest = shortest + 2 * mistakes;
    for (let word = 0; word < this.words.length; word++) {
      if (lengths[word]! < shortest || lengths[word]! > longest) continue;
      if (!couldBeWithin(mistakes, signature, signatures[word]!) || this.passagesWithWord[word] === 0)
        continue;
      const candidate = this.#folded[word]!;
      const distance =
        repairableMistakes(candidate) === 0 ? mistakes + 1 : editDistance(folded, candidate, mistakes);
      if (distance <= mistakes) near.push({ word, distance });
    }
    const frequency = this.passagesWithWord;
    near.sort(
      (one, other) =>
        one.distance - other.distance ||
        frequency[other.word]! - frequency[one.word]! ||
        (keyOf(this.words[one.word]!) < keyOf(this.words[other.word]!) ? -1 : 1),
    );
    return near.find(({ word }) => accept(word))?.word;
  }

  /**
   * The stems of words that are written together with `text`, or parts of it that stand alone ("urlaub" and
   * "urlaubsantrag"), in languages that write compounds as one word: the most frequent first.
   */
  compoundsWith(text: string): number[] {
    const whole = foldDiacritics(text);
    if (whole.length < SHORTEST_PART || !COMPOUNDING.values().some((language) => this.#wordsIn.has(language)))
      return [];
    const own = new Map(Array.from(COMPOUNDING, (language) => [language, stemIn(language, text)]));
    const frequency = new Map<number, number>();
    for (let word = 0; word < this.words.length; word++) {
      const passages = this.passagesWithWord[word]!;
      const stemHere = own.get(this.words[word]!.language);
      if (passages === 0 || stemHere === undefined) continue;
      const stem = this.stemOfWord[word]!;
      const other = this.stems[stem]!;
      if (other === stemHere) continue;
      if (!isPartOfCompound(other, whole) && !isPartOfCompound(stemHere, this.#folded[word]!)) continue;
      frequency.set(stem, (frequency.get(stem) ?? 0) + passages);
    }
    return [...frequency]
      .sort(([one, passages], [other, more]) => more - passages || one - other)
      .slice(0, MOST_COMPOUNDS)
      .map(([stem]) => stem);
  }

  #numbersIn(language: Language): Map<string, number> {
    const known = this.#wordNumbers.get(language);
    if (known) return known;
    const numbers = new Map<string, number>();
    this.#wordNumbers.set(language, numbers);
    return numbers;
  }

  #addStem(text: string): number {
    const known = this.#stemNumbers.get(text);
    if (known !== undefined) return known;
    this.#stemNumbers.set(text, this.stems.length);
    return this.stems.push(text) - 1;
  }

  #addGram(text: string): number {
    const key = gramKey(text);
    const known = this.#gramNumbers.get(key);
    if (known !== undefined) return known;
    this.#gramNumbers.set(key, this.gramNames.length);
    return this.gramNames.push(text) - 1;
  }
}

const keyOf = ({ text, language }: Word): string => `${language} ${text}`;

/** Four ASCII characters as one number, which a map finds several times as fast as a string that was just cut out. */
function gramKey(gram: string): string | number {
  if (gram.length !== 4) return gram;
  let key = 0;
  for (let at = 0; at < 4; at++) {
    const code = gram.charCodeAt(at);
    if (code > 127) return gram;
    key = (key << 7) | code;
  }
  return key;
}

const MOST_COMPOUNDS = 30;
