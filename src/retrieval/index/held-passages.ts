/**
 * Passages that were found lately stand parsed in the asking thread: they are neither read from the file nor copied
 * and parsed again. The thread of the index alone decides which, and says so with every answer, so that a passage that
 * is gone is gone from there with the first answer after it.
 */
import type { Passage } from "../../documents/document.ts";

/** In characters of JSON, about 8,000 passages of usual length. */
const MOST_HELD = 8_000_000;

/** The rows whose passages the asking thread holds, and those that it shall drop. */
export class HeldRows {
  /** By row: the size of its passage; the one that was longest not found comes first. */
  readonly #sizes = new Map<number, number>();
  #total = 0;
  #dropped: number[] = [];

  has(row: number): boolean {
    return this.#sizes.has(row);
  }

  /** Notes that an answer found this row, with its passage of this size where that is not held yet. */
  found(row: number, size = this.#sizes.get(row)!): void {
    this.#total += size - (this.#sizes.get(row) ?? 0);
    this.#sizes.delete(row);
    this.#sizes.set(row, size);
  }

  drop(row: number): void {
    const size = this.#sizes.get(row);
    if (size === undefined) return;
    this.#sizes.delete(row);
    this.#total -= size;
    this.#dropped.push(row);
  }

  dropAll(): void {
    for (const row of [...this.#sizes.keys()]) this.drop(row);
  }

  /** What the asking thread is to drop after the next answer, too much being held; nothing is said twice. */
  takeDropped(): readonly number[] {
    for (const row of this.#sizes.keys()) {
      if (this.#total <= MOST_HELD) break;
      this.drop(row);
    }
    const dropped = this.#dropped;
    this.#dropped = [];
    return dropped;
  }
}

/** Rows in an order, and the JSON of those whose passages the asking thread does not hold yet. */
export interface PackedRows {
  readonly rows: readonly number[];
  readonly fresh: ReadonlyMap<number, string>;
}

/** The asking thread's half: answers are to be unpacked in the order in which they were given. */
export class HeldPassages {
  readonly #passages = new Map<number, Passage>();

  /** @throws {Error} when a passage is neither held nor in the answer, or cannot be read */
  unpack({ rows, fresh }: PackedRows): Passage[] {
    for (const [row, json] of fresh) this.#passages.set(row, JSON.parse(json) as Passage);
    return rows.map((row) => {
      const passage = this.#passages.get(row);
      if (!passage) throw new Error(`the index found a passage that it did not send (row ${row}): ask again`);
      return passage;
    });
  }

  drop(rows: readonly number[]): void {
    for (const row of rows) this.#passages.delete(row);
  }
}
