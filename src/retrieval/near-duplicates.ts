/** The same text in two documents must not take two places: of near-identical passages the higher one stays. */
import { words } from "./lexical/tokens.ts";
import { oncePerPassage } from "./once-per-passage.ts";
import type { Hit } from "./passage-index.ts";

/** Share of words that two passages have in common (Jaccard) from which on they say the same. */
const SAME_FROM = 0.9;

const NUMBER = /\p{N}/u;

/**
 * The first `limit` hits that do not repeat a higher one. Passages with different numbers in them never count as
 * repeats: "3 days" and "5 days" may be all that tells two policies apart.
 */
export function withoutNearDuplicates(hits: readonly Hit[], limit: number): Hit[] {
  const kept: { hit: Hit; fingerprint: Fingerprint }[] = [];
  for (const hit of hits) {
    if (kept.length === limit) break;
    const print = fingerprintOf(hit.passage);
    if (!kept.some((other) => sameText(print, other.fingerprint))) kept.push({ hit, fingerprint: print });
  }
  return kept.map(({ hit }) => hit);
}

interface Fingerprint {
  /** The {@link markOf} each different word, rising. */
  readonly words: Float64Array;
  readonly numbers: string;
}

const fingerprintOf = oncePerPassage(({ text }): Fingerprint => {
  const all = words(text);
  return {
    words: Float64Array.from(new Set(all), markOf).sort(),
    numbers: all
      .filter((word) => NUMBER.test(word))
      .sort()
      .join(" "),
  };
});

/**
 * A number for a word, by two hashes (FNV-1a, one with another multiplier) of which 53 bits are taken: among a million
 * different words two that share theirs are one in ten thousand cases.
 */
function markOf(word: string): number {
  let one = 0x811c9dc5;
  let other = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x9e3779b1);
  }
  return (one >>> 0) * 2 ** 21 + (other >>> 11);
}

function sameText(one: Fingerprint, other: Fingerprint): boolean {
  if (one.numbers !== other.numbers) return false;
  const [fewer, more] =
    one.words.length < other.words.length ? [one.words, other.words] : [other.words, one.words];
  const shared = (SAME_FROM * (fewer.length + more.length)) / (1 + SAME_FROM);
  let left = fewer.length - shared;
  for (let at = 0, beside = 0; at < fewer.length && left >= 0; at++) {
    while (beside < more.length && more[beside]! < fewer[at]!) beside += 1;
    if (more[beside] !== fewer[at]) left -= 1;
  }
  return left >= 0;
}
