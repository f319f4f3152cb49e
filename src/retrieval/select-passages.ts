/** Fills a model's budget with the passages that say most: good ones first, and not the same thing twice. */
import { estimatedTokens } from "./embeddings/batches.ts";
import { words } from "./lexical/tokens.ts";
import type { Hit } from "./passage-index.ts";

/**
 * How much of its value a passage loses when a chosen one holds all its words. Two plans that differ in a few numbers
 * share most words: each is worth a place, but not each of their sections twice before anything else has one.
 */
const REPETITION = 0.5;

/**
 * Chooses up to `limit` hits whose texts together stay within the budget, each time the one that adds most, and
 * returns them in their former order. The best hit is always among them.
 * @param hits best first
 * @param tokens as `estimatedTokens` counts them
 */
export function selectPassages(
  hits: readonly Hit[],
  { limit, tokens }: { limit: number; tokens: number },
): Hit[] {
  const left = new Map(hits.map((hit) => [hit, new Set(words(hit.passage.text))]));
  const chosen = new Map<Hit, ReadonlySet<string>>();
  let room = tokens;
  while (chosen.size < limit && left.size > 0) {
    let next: Hit | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const [hit, ownWords] of left) {
      const repeated = Math.max(0, ...[...chosen.values()].map((other) => shareHeld(ownWords, other)));
      const value = hit.score * (1 - REPETITION * repeated);
      if (value <= most) continue;
      most = value;
      next = hit;
    }
    if (!next) break;
    const size = estimatedTokens(next.passage.text);
    if (size <= room || chosen.size === 0) {
      chosen.set(next, left.get(next)!);
      room -= size;
    }
    left.delete(next);
  }
  return hits.filter((hit) => chosen.has(hit));
}

/** The share of `own` that stands in `other` as well. */
function shareHeld(own: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let held = 0;
  for (const word of own) if (other.has(word)) held += 1;
  return own.size === 0 ? 1 : held / own.size;
}
