/** Where the stems and 4-grams of a small collection stand, so that no passage is read for a query. */
import { lengthNorm, saturation } from "../lexical/bm25.ts";
import type { TenantIndex } from "./tenant-index.ts";

/**
 * Collections of more words, in all their passages, are read passage by passage: few of those are candidates. So many
 * take some 15 ms and 8 MB.
 */
const MOST_TOKENS = 1 << 17;

/** Stands between two passages, where no stem is. */
const GAP = -1;

type Collection = Pick<
  TenantIndex,
  "vocabulary" | "tokens" | "tokensFrom" | "gramsOf" | "gramTotal" | "passages" | "slots" | "generation"
>;

export class ClosePostings {
  readonly #index: Collection;
  /** Where a stem's places begin; they end where the next stem's begin. */
  stemsFrom = new Uint32Array(0);
  /** By place of a stem: where it is in `text`, and in which slot. */
  textAt = new Uint32Array(0);
  slotAt = new Uint32Array(0);
  /** The stems of all passages in their order, with a gap before, between and behind the passages. */
  text = new Int32Array(0);
  /** Where a gram's passages begin; they end where the next gram's begin. */
  gramsFrom = new Uint32Array(0);
  /** A passage of a gram: its slot, and the {@link saturation} of how often it has the gram. */
  slotWith = new Uint32Array(0);
  saturationWith = new Float64Array(0);
  #filled = -1;
  #seen = -1;

  constructor(index: Collection) {
    this.#index = index;
  }

  /**
   * Whether it can be used for a query. It brings itself up to date for the second one after a change: while documents
   * come in, every query would pay for it.
   */
  isReady(): boolean {
    const { tokensFrom, slots, generation } = this.#index;
    if (tokensFrom[slots]! > MOST_TOKENS) return false;
    if (this.#filled === generation) return true;
    const isSecond = this.#seen === generation;
    this.#seen = generation;
    if (!isSecond) return false;
    this.#fillStems();
    this.#fillGrams();
    this.#filled = generation;
    return true;
  }

  #fillStems(): void {
    const { tokens, tokensFrom, slots, vocabulary } = this.#index;
    const { stemOfWord } = vocabulary;
    const total = tokensFrom[slots]!;
    const from = new Uint32Array(vocabulary.stems.length + 2);
    for (let token = 0; token < total; token++) from[stemOfWord[tokens[token]!]! + 2]! += 1;
    sumUp(from);
    this.textAt = new Uint32Array(total);
    this.slotAt = new Uint32Array(total);
    this.text = new Int32Array(total + slots + 1).fill(GAP);
    let end = 1;
    for (let slot = 0; slot < slots; slot++, end++) {
      const last = tokensFrom[slot + 1]!;
      for (let token = tokensFrom[slot]!; token < last; token++, end++) {
        const stem = stemOfWord[tokens[token]!]!;
        const place = from[stem + 1]!++;
        this.textAt[place] = end;
        this.slotAt[place] = slot;
        this.text[end] = stem;
      }
    }
    this.stemsFrom = from;
  }

  #fillGrams(): void {
    const { vocabulary, gramsOf, gramTotal, passages } = this.#index;
    const { size, gramOf, slotOf, timesOf } = this.#gramsBySlot();
    const from = new Uint32Array(vocabulary.gramCount + 2);
    for (let at = 0; at < size; at++) from[gramOf[at]! + 2]! += 1;
    sumUp(from);
    this.slotWith = new Uint32Array(size);
    this.saturationWith = new Float64Array(size);
    for (let at = 0; at < size; at++) {
      const slot = slotOf[at]!;
      const place = from[gramOf[at]! + 1]!++;
      this.slotWith[place] = slot;
      this.saturationWith[place] = saturation(timesOf[at]!, lengthNorm(gramsOf[slot]!, gramTotal / passages));
    }
    this.gramsFrom = from;
  }

  /** How often each passage has each of its grams: one passage after the other. */
  #gramsBySlot() {
    const { tokens, tokensFrom, gramsOf, slots, vocabulary } = this.#index;
    const { grams, gramsFrom } = vocabulary;
    const most = gramsOf.subarray(0, slots).reduce((sum, count) => sum + count, 0);
    const [gramOf, slotOf, timesOf] = [new Uint32Array(most), new Uint32Array(most), new Uint16Array(most)];
    /** By gram: where it was counted last. */
    const lastOf = new Int32Array(vocabulary.gramCount).fill(-1);
    let size = 0;
    for (let slot = 0; slot < slots; slot++) {
      const first = size;
      const end = tokensFrom[slot + 1]!;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const last = gramsFrom[tokens[token]! + 1]!;
        for (let at = gramsFrom[tokens[token]!]!; at < last; at++) {
          const gram = grams[at]!;
          if (lastOf[gram]! < first) {
            gramOf[size] = gram;
            slotOf[size] = slot;
            lastOf[gram] = size++;
          }
          timesOf[lastOf[gram]!]! += 1;
        }
      }
    }
    return { size, gramOf, slotOf, timesOf };
  }
}

/** Numbers at `kind + 2` become where the next kind begins, at `kind + 1` where it does while it is being filled. */
function sumUp(from: Uint32Array): void {
  for (let at = 2; at < from.length; at++) from[at]! += from[at - 1]!;
}
