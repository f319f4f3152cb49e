/** The memory that vectors stand in and are compared in: one WebAssembly memory for all tenants, handed out in blocks. */
import { readFileSync } from "node:fs";

/** WebAssembly memory grows in pages of this many bytes. */
const PAGE_BYTES = 65_536;
const PAGES_A_BLOCK = 4;
/** What one block holds, in bytes. */
export const BLOCK_BYTES = PAGES_A_BLOCK * PAGE_BYTES;

/** A vector's components are padded to whole groups of this many (see dot.wat). */
const GROUP = 16;
export const MOST_DIMENSIONS = 8192;
/** How many vectors one call compares; more are compared in several. */
const AT_ONCE = 16_384;

/** At the beginning of the memory: the query (16 bits a component), then addresses, then dot products. */
const QUERY_AT = 0;
const ADDRESSES_AT = QUERY_AT + MOST_DIMENSIONS * 2;
const DOTS_AT = ADDRESSES_AT + AT_ONCE * 4;
const FIXED_PAGES = Math.ceil((DOTS_AT + AT_ONCE * 4) / PAGE_BYTES);
/** 4 GB, the most there is. */
const MOST_PAGES = 65_536;

type Dots = (query: number, length: number, addresses: number, count: number, out: number) => void;

/** How many bytes a vector of this dimension takes. */
export const paddedLength = (dimension: number): number => Math.ceil(dimension / GROUP) * GROUP;

export class VectorMemory {
  readonly #memory = new WebAssembly.Memory({ initial: FIXED_PAGES, maximum: MOST_PAGES });
  readonly #dots: Dots;
  readonly #free: number[] = [];
  #bytes = new Int8Array(this.#memory.buffer);
  #numbers = new Int32Array(this.#memory.buffer);

  constructor() {
    // Compiled from dot.wat by `wat2wasm` of WABT; tests/retrieval/vectors.test.ts compares it with plain arithmetic.
    const module = new WebAssembly.Module(readFileSync(new URL("./dot.wasm", import.meta.url)));
    const instance = new WebAssembly.Instance(module, { docent: { memory: this.#memory } });
    this.#dots = instance.exports.dots as Dots;
  }

  /**
   * The address of a block of {@link BLOCK_BYTES} bytes, whatever stands in it.
   * @throws {RangeError} when there is no memory left
   */
  take(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const address = this.#memory.grow(PAGES_A_BLOCK) * PAGE_BYTES;
    this.#bytes = new Int8Array(this.#memory.buffer);
    this.#numbers = new Int32Array(this.#memory.buffer);
    return address;
  }

  /** Blocks that are not needed any more go to whoever takes the next ones. */
  giveBack(blocks: Iterable<number>): void {
    this.#free.push(...blocks);
  }

  /** Writes a vector and the zeros that fill its last group. */
  write(address: number, values: Int8Array): void {
    this.#bytes.set(values, address);
    this.#bytes.fill(0, address + values.length, address + paddedLength(values.length));
  }

  copy(from: number, to: number, bytes: number): void {
    this.#bytes.copyWithin(to, from, from + bytes);
  }

  /** The dot products of `query` with the vectors at the first `count` of `addresses`, written to `dots`. */
  compare(query: Int16Array, addresses: Uint32Array, count: number, dots: Int32Array): void {
    const length = paddedLength(query.length);
    const place = new Int16Array(this.#memory.buffer, QUERY_AT, length);
    place.set(query);
    place.fill(0, query.length);
    for (let start = 0; start < count; start += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - start);
      this.#numbers.set(addresses.subarray(start, start + size), ADDRESSES_AT / 4);
      this.#dots(QUERY_AT, length, ADDRESSES_AT, size, DOTS_AT);
      dots.set(this.#numbers.subarray(DOTS_AT / 4, DOTS_AT / 4 + size), start);
    }
  }
}
