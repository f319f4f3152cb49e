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
   * Writes the cosines of `query` with the vectors of the slots that are accepted to `similarityOf`, by slot, and the
   * slots to `compared`.
   * @param setOf by slot: the set it belongs to
   * @param accepted by set: 1 where its slots are compared
   * @returns how many have a vector
   */
  compare(
    { values, scale }: QuantisedQuery,
    { setOf, accepted, slots }: { setOf: Uint32Array; accepted: Uint8Array; slots: number },
    similarityOf: Float32Array,
    compared: Uint32Array,
  ): number {
    this.#addresses = roomFor(this.#addresses, slots);
    this.#dots = roomFor(this.#dots, slots);
    const addresses = this.#addresses;
    const dots = this.#dots;
    const stepOf = this.stepOf;
    const end = Math.min(slots, stepOf.length);
    let count = 0;
    for (const [block, from] of this.#blocks.entries()) {
      if (from === undefined) continue;
      const first = block * this.#inABlock;
      const beyond = Math.min(end, first + this.#inABlock);
      for (let slot = first, address = from; slot < beyond; slot++, address += this.#length) {
        if (accepted[setOf[slot]!] !== 1 || stepOf[slot] === 0) continue;
        addresses[count] = address;
        compared[count++] = slot;
      }
    }
    this.#memory.compare(values, addresses, count, dots);
    for (let at = 0; at < count; at++) {
      const slot = compared[at]!;
      similarityOf[slot] = dots[at]! * scale * stepOf[slot]!;
    }
    return count;
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
