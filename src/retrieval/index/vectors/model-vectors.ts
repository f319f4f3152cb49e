/** One model's vectors of one tenant's passages, by slot. */
import { roomFor } from "../room.ts";
import { type QuantisedQuery, type QuantisedVector, quantisedQuery } from "./quantised.ts";
import { BLOCK_BYTES, paddedLength, type VectorMemory } from "./vector-memory.ts";

/** What to do when one model's vectors differ in length. */
export const CHANGED_UNDER_ITS_NAME =
  "the model changed under its name; set DOCENT_EMBEDDINGS to another name for it, and the passages are embedded anew";

export class ModelVectors {
  readonly dimension: number;
  /** By slot: its vector's step, 0 where it has none. */
  stepOf = new Float32Array(256);

  readonly #memory: VectorMemory;
  readonly #length: number;
  readonly #inABlock: number;
  /** Addresses of the blocks, by slot divided by `#inABlock`; undefined where no slot of the block has a vector yet. */
  #blocks: (number | undefined)[] = [];
  #addresses = new Uint32Array(0);
  #dots = new Int32Array(0);

  constructor(memory: VectorMemory, dimension: number) {
    this.#memory = memory;
    this.dimension = dimension;
    this.#length = paddedLength(dimension);
    this.#inABlock = Math.floor(BLOCK_BYTES / this.#length);
  }

  put(slot: number, { step, values }: QuantisedVector): void {
    const block = Math.floor(slot / this.#inABlock);
    this.#blocks[block] ??= this.#memory.take();
    this.#memory.write(this.#addressOf(slot), values);
    this.stepOf = roomFor(this.stepOf, slot + 1);
    this.stepOf[slot] = step;
  }

  has(slot: number): boolean {
    return (this.stepOf[slot] ?? 0) > 0;
  }

  /** Brings the vectors of the slots in `order` to the slots 0, 1, 2, ...; `order` rises. */
  compact(order: Uint32Array): void {
    for (const [to, from] of order.entries()) {
      const step = this.stepOf[from] ?? 0;
      if (step > 0 && from !== to) {
        this.#blocks[Math.floor(to / this.#inABlock)] ??= this.#memory.take();
        this.#memory.copy(this.#addressOf(from), this.#addressOf(to), this.#length);
      }
      if (to < this.stepOf.length) this.stepOf[to] = step;
    }
    this.stepOf.fill(0, order.length);
    const left = this.#blocks.splice(Math.ceil(order.length / this.#inABlock));
    this.#memory.giveBack(left.filter((block) => block !== undefined));
  }

  /**
   * The query as {@link compare} wants it.
   * @throws {RangeError} when it is of another dimension
   */
  prepare(query: Float32Array): QuantisedQuery {
    if (query.length !== this.dimension)
      throw new RangeError(
        `the question's vector has ${query.length} dimensions and the passages' have ${this.dimension}: ${CHANGED_UNDER_ITS_NAME}`,
      );
    return quantisedQuery(query);
  }

  /**
   * Writes the cosines of `query` with the vectors of the first `count` slots to `similarityOf`, by slot, and moves
   * the slots that have a vector to the front.
   * @returns how many have one
   */
  compare(
    { values, scale }: QuantisedQuery,
    slots: Uint32Array,
    count: number,
    similarityOf: Float32Array,
  ): number {
    this.#addresses = roomFor(this.#addresses, count);
    this.#dots = roomFor(this.#dots, count);
    let compared = 0;
    for (let at = 0; at < count; at++) {
      const slot = slots[at]!;
      if (!this.has(slot)) continue;
      this.#addresses[compared] = this.#addressOf(slot);
      slots[compared++] = slot;
    }
    this.#memory.compare(values, this.#addresses, compared, this.#dots);
    for (let at = 0; at < compared; at++) {
      const slot = slots[at]!;
      similarityOf[slot] = this.#dots[at]! * scale * this.stepOf[slot]!;
    }
    return compared;
  }

  /** Gives its memory back; it must not be used afterwards. */
  release(): void {
    this.#memory.giveBack(this.#blocks.filter((block) => block !== undefined));
    this.#blocks = [];
    this.stepOf = new Float32Array(0);
  }

  #addressOf(slot: number): number {
    const block = Math.floor(slot / this.#inABlock);
    return this.#blocks[block]! + (slot - block * this.#inABlock) * this.#length;
  }
}
