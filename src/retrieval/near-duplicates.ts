/** The same text in two documents must not take two places: of near-identical passages the higher one stays. */
import { words } from "./lexical/tokens.ts";
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
    const print = fingerprint(hit.passage.text);
    if (!kept.some((other) => sameText(print, other.fingerprint))) kept.push({ hit, fingerprint: print });
  }
  return kept.map(({ hit }) => hit);
}

interface Fingerprint {
  readonly words: ReadonlySet<string>;
  readonly numbers: string;
}

function fingerprint(text: string): Fingerprint {
  const all = words(text);
  return {
    words: new Set(all),
    numbers: all
      .filter((word) => NUMBER.test(word))
      .sort()
      .join(" "),
  };
}

function sameText(one: Fingerprint, other: Fingerprint): boolean {
  const [fewer, more] = one.words.size < other.words.size ? [one, other] : [other, one];
  if (one.numbers !== other.numbers) return false;
  const shared = (SAME_FROM * (one.words.size + other.words.size)) / (1 + SAME_FROM);
  let left = fewer.words.size - shared;
  for (const word of fewer.words) {
    if (left < 0) return false;
    if (!more.words.has(word)) left -= 1;
  }
  return left >= 0;
}
