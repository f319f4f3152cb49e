/** Chance that comes out the same for the same seed. */

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

/** Looked up once: resampling calls them hundreds of millions of times. */
const { floor, imul } = Math;

/** Mulberry32 (T. Ettinger, 2017): small, quick, and even enough for resampling; never for secrets. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, below: (below) => floor(next() * below) };
}
