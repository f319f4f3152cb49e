/** Chance that comes out the same for the same seed. */
import { seededRandom } from "../../operations/seeded-random.ts";

/** Looked up once: resampling calls it hundreds of millions of times. */
const { floor } = Math;

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

/** Numbers for resampling, drawn with a seed. */
export function chance(seed: number): Chance {
  const next = seededRandom(seed);
  return { next, below: (below) => floor(next() * below) };
}
