/** The words of a document as numbers: a word that comes again is neither cut out of its text nor looked up as a string. */
import { randomInt } from "node:crypto";
import { roomFor } from "../index/room.ts";
import { readWords } from "./tokens.ts";

/** Once more are known a new document begins with none; until then they take some 5 MB. */
const MOST_KNOWN = 50_000;
const FREE = 0;
/** Odd, and another one in every process: nobody can choose words that all look for the same slot. */
const FACTOR = randomInt(2 ** 30) * 2 + 1;

/** One document after the other; what was learnt of a word serves those that come later. */
export class WordNumbers {
  /** The different words of the document, by their numbers: in the order in which they came. */
  words: string[] = [];

  /** All words that are known, by when they were learnt; and of each its hash and where its letters begin. */
  #known: string[] = [];
  #hashes = new Uint32Array(1 << 11);
  #lettersFrom = new Uint32Array(1 << 11);
  #letters = new Uint16Array(1 << 14);
  /** A hash table: the place of a word in `known` and one, or {@link FREE}. At most half of it is taken. */
  #slots = new Uint32Array(1 << 12);
  /** By place: the document that last held the word, and the word's number there. */
  #lastSeen = new Float64Array(1 << 11);
  #numbers = new Uint32Array(1 << 11);
  #documents = 0;
  #read = new Uint32Array(1 << 10);

  /** Begins a document. */
  begin(): void {
    this.#documents += 1;
    this.words = [];
    if (this.#known.length <= MOST_KNOWN) return;
    this.#known = [];
    this.#slots.fill(FREE);
  }

  /** The numbers of the words of a text of the document, in reading order. */
  read(text: string): Uint32Array {
    let length = 0;
    readWords(text, (_, letters, start, end) => {
      this.#read = roomFor(this.#read, length + 1);
      this.#read[length++] = this.#numberAt(this.#placeOf(letters, start, end));
    });
    return this.#read.slice(0, length);
  }

  #numberAt(place: number): number {
    if (this.#lastSeen[place] !== this.#documents) {
      this.#lastSeen[place] = this.#documents;
      this.#numbers[place] = this.words.push(this.#known[place]!) - 1;
    }
    return this.#numbers[place]!;
  }

  #placeOf(letters: Uint16Array, start: number, end: number): number {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ letters[at]!, FACTOR);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== FREE; slot = (slot + 1) & mask) {
      const place = slots[slot]! - 1;
      if (this.#hashes[place] === hash && this.#isAt(place, letters, start, end)) return place;
    }
    slots[slot] = this.#known.length + 1;
    return this.#learn(hash, letters.subarray(start, end));
  }

  #isAt(place: number, letters: Uint16Array, start: number, end: number): boolean {
    const known = this.#letters;
    let from = this.#lettersFrom[place]!;
    if (this.#lettersFrom[place + 1]! - from !== end - start) return false;
    for (let at = start; at < end; at++) if (known[from++] !== letters[at]) return false;
    return true;
  }

  #learn(hash: number, letters: Uint16Array): number {
    const place = this.#known.length;
    this.#hashes = roomFor(this.#hashes, place + 1);
    this.#lastSeen = roomFor(this.#lastSeen, place + 1);
    this.#numbers = roomFor(this.#numbers, place + 1);
    this.#lettersFrom = roomFor(this.#lettersFrom, place + 2);
    const from = this.#lettersFrom[place]!;
    this.#letters = roomFor(this.#letters, from + letters.length);
    this.#letters.set(letters, from);
    this.#hashes[place] = hash;
    this.#lastSeen[place] = 0;
    this.#lettersFrom[place + 1] = from + letters.length;
    // Cut out of a text, a word would keep the whole text in memory.
    this.#known.push(String.fromCharCode(...letters));
    if (this.#known.length * 2 > this.#slots.length) this.#widen();
    return place;
  }

  #widen(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let place = 0; place < this.#known.length; place++) {
      let slot = this.#hashes[place]! & mask;
      while (slots[slot] !== FREE) slot = (slot + 1) & mask;
      slots[slot] = place + 1;
    }
    this.#slots = slots;
  }
}
