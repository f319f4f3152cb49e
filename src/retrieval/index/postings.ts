/** Which passages hold a term and how often: one growing list of numbers per term, all in one typed array. */
import { roomFor } from "./room.ts";

/** A posting is `slot << 8 | count`: 16.7 million slots, counts to 255. */
const COUNT_BITS = 8;
const MOST_COUNTED = 255;

/** Which passage a posting is about. */
export const slotOf = (posting: number): number => posting >>> COUNT_BITS;

/** How often the passage holds the term. */
export const countOf = (posting: number): number => posting & MOST_COUNTED;

const NO_SLOT = 0xffffffff;

const SMALLEST_BLOCK = 2;

/**
 * Lists live in blocks of a power of two; a list that outgrows its block moves to one twice as large, and the old
 * block goes to the next list of its size.
 */
export class Postings {
  /** A list is `entries[from[term]]` and the `length[term] - 1` numbers after it. */
  entries = new Uint32Array(1 << 16);
  from = new Uint32Array(1024);
  length = new Uint32Array(1024);

  #room = new Uint32Array(1024);
  #used = 0;
  readonly #free = new Map<number, number[]>();

  append(term: number, slot: number, count: number): void {
    if (term >= this.length.length) {
      this.from = roomFor(this.from, term + 1);
      this.length = roomFor(this.length, term + 1);
      this.#room = roomFor(this.#room, term + 1);
    }
    const length = this.length[term]!;
    if (length === this.#room[term]) this.#move(term, Math.max(SMALLEST_BLOCK, length * 2));
    this.entries[this.from[term]! + length] =
      (slot * (1 << COUNT_BITS) + Math.min(count, MOST_COUNTED)) >>> 0;
    this.length[term] = length + 1;
  }

  /**
   * Fills empty lists with all passages at once: their words stand in `tokens`, those of a slot from `tokensFrom[slot]`
   * on. Each list gets as much room as it needs and no more.
   * @param lengths by term: how many passages hold it
   */
  fill(
    { tokens, tokensFrom, slots }: { tokens: Uint32Array; tokensFrom: Uint32Array; slots: number },
    termOf: Uint32Array,
    lengths: Uint32Array,
  ): void {
    this.#room = lengths.slice();
    this.from = new Uint32Array(lengths.length);
    this.#used = 0;
    for (const [term, length] of lengths.entries()) {
      this.from[term] = this.#used;
      this.#used += length;
    }
    const entries = new Uint32Array(this.#used);
    const next = this.from.slice();
    /** By term: the slot of its last entry, so that the entry itself, far away in memory, is not read. */
    const lastSlot = new Uint32Array(lengths.length).fill(NO_SLOT);
    for (let slot = 0; slot < slots; slot++) {
      const once = (slot * (1 << COUNT_BITS) + 1) >>> 0;
      const end = tokensFrom[slot + 1]!;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const term = termOf[tokens[token]!]!;
        if (lastSlot[term] !== slot) {
          lastSlot[term] = slot;
          entries[next[term]!++] = once;
        } else {
          const at = next[term]! - 1;
          if (countOf(entries[at]!) < MOST_COUNTED) entries[at]! += 1;
        }
      }
    }
    this.length = lengths.slice();
    this.entries = entries;
  }

  #move(term: number, room: number): void {
    const from = this.from[term]!;
    const oldRoom = this.#room[term]!;
    const target = this.#take(room);
    if (oldRoom > 0) {
      this.entries.copyWithin(target, from, from + oldRoom);
      const free = this.#free.get(oldRoom) ?? [];
      free.push(from);
      this.#free.set(oldRoom, free);
    }
    this.from[term] = target;
    this.#room[term] = room;
  }

  #take(room: number): number {
    const recycled = this.#free.get(room)?.pop();
    if (recycled !== undefined) return recycled;
    const start = this.#used;
    this.#used += room;
    this.entries = roomFor(this.entries, this.#used);
    return start;
  }
}
