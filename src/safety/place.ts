/** Where a word stands in a sentence, and how like that is to where another stands in a source. */
import type { Token } from "./reading.ts";

/** A word, or several in a row, of a sentence. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  readonly size: number;
}

/** The words on each side that say where a word stands. */
const REACH = 6;
/** Small words say little about a place, except that all else is alike. */
const SMALL = 0.25;

/** The sum of what the words around both places have in common. */
export function likeness(one: Place, other: Place): number {
  const near = around(other);
  let sum = 0;
  for (const [term, weight] of around(one)) if (near.has(term)) sum += weight;
  return sum;
}

function around({ tokens, at, size }: Place): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const end = Math.min(tokens.length, at + size + REACH);
  for (let nth = Math.max(0, at - REACH); nth < end; nth++) {
    if (nth >= at && nth < at + size) continue;
    const { term, content } = tokens[nth] as Token;
    found.set(term, content ? 1 : SMALL);
  }
  return found;
}

/** The word at a place, or the first of several. */
export const termAt = ({ tokens, at }: Place): string => tokens[at]?.term ?? "";

/** The places of all words that are wanted. */
export const placesWhere = (tokens: readonly Token[], wanted: (token: Token) => boolean): Place[] =>
  tokens.flatMap((token, at) => (wanted(token) ? [{ tokens, at, size: 1 }] : []));
