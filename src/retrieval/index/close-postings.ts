/** Where the stems and 4-grams of a small collection stand, so that no passage is read for a query. */
import type { TenantIndex } from "./tenant-index.ts";

/**
 * Collections of more words, in all their passages, are read passage by passage: few of those are candidates. So many
 * take some 5 ms and 4 MB.
 */
const MOST_TOKENS = 1 << 17;

type Collection = Pick<TenantIndex, "vocabulary" | "tokens" | "tokensFrom" | "slots" | "generation">;

export class ClosePostings {
  readonly #index: Collection;
  /** Where a stem's places begin; they end where the next stem's begin. */
  stemsFrom = new Uint32Array(0);
  /** By place of a stem: which of the index's tokens it is, and in which slot. */
  tokenAt = new Uint32Array(0);
  slotAt = new Uint32Array(0);
  /** Where a gram's passages begin; they end where the next gram's begin. */
  gramsFrom = new Uint32Array(0);
  /** A passage of a gram: its slot, and how often it has the gram. */
  slotWith = new Uint32Array(0);
  timesWith = new Uint16Array(0);
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
    this.tokenAt = new Uint32Array(total);
    this.slotAt = new Uint32Array(total);
    for (let slot = 0; slot < slots; slot++) {
      const end = tokensFrom[slot + 1]!;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const place = from[stemOfWord[tokens[token]!]! + 1]!++;
        this.tokenAt[place] = token;
        this.slotAt[place] = slot;
      }
    }
    this.stemsFrom = from;
  }

  #fillGrams(): void {
    const { vocabulary } = this.#index;
    const from = new Uint32Array(vocabulary.gramCount + 2);
    this.#eachGram((gram, isNew) => {
      if (isNew) from[gram + 2]! += 1;
    });
    sumUp(from);
    this.slotWith = new Uint32Array(from.at(-1)!);
    this.timesWith = new Uint16Array(from.at(-1)!);
    this.#eachGram((gram, isNew, slot) => {
      if (isNew) this.slotWith[from[gram + 1]!++] = slot;
      this.timesWith[from[gram + 1]! - 1]! += 1;
    });
    this.gramsFrom = from;
  }

  /** Visits the grams of all passages in order, with whether its passage had this one before. */
  #eachGram(visit: (gram: number, isNew: boolean, slot: number) => void): void {
    const { tokens, tokensFrom, slots, vocabulary } = this.#index;
    const { grams, gramsFrom } = vocabulary;
    const lastSlot = new Int32Array(vocabulary.gramCount).fill(-1);
    for (let slot = 0; slot < slots; slot++) {
      const end = tokensFrom[slot + 1]!;
      for (let token = tokensFrom[slot]!; token < end; token++) {
        const last = gramsFrom[tokens[token]! + 1]!;
        for (let at = gramsFrom[tokens[token]!]!; at < last; at++) {
          const gram = grams[at]!;
          visit(gram, lastSlot[gram] !== slot, slot);
          lastSlot[gram] = slot;
        }
      }
    }
  }
}

/** Numbers at `kind + 2` become where the next kind begins, at `kind + 1` where it does while it is being filled. */
function sumUp(from: Uint32Array): void {
  for (let at = 2; at < from.length; at++) from[at]! += from[at - 1]!;
}
