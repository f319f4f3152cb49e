/** A passage whose neighbours speak of the question as well is likelier to answer it. */
import type { Hit } from "./passage-index.ts";

/**
 * What the best other passage of the same section counts for a passage. Chosen on the odd questions of handbook_18f,
 * northwind_hr, scifact and mtragun_dev (.1 costs none of them anything, .2 the last two); on the even ones
 * handbook_18f gains .02 to .04 and northwind_hr .005.
 */
const SUPPORT = 0.1;

/** More hits than this say nothing of the first. */
export const SUPPORTING_HITS = 30;

/**
 * Each hit's score raised by a part of the best other hit's under the same title and headings, best first. Scores
 * must not be negative.
 */
export function withSectionSupport(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, { first: number; second: number }>();
  for (const { passage, score } of hits) {
    const section = sectionOf(passage);
    const { first, second } = best.get(section) ?? { first: 0, second: 0 };
    best.set(section, { first: Math.max(first, score), second: Math.max(second, Math.min(first, score)) });
  }
  return hits
    .map((hit) => {
      const section = sectionOf(hit.passage);
      const { first, second } = best.get(section)!;
      const support = section === "" ? 0 : hit.score === first ? second : first;
      return { ...hit, score: hit.score + SUPPORT * support };
    })
    .sort((one, other) => other.score - one.score);
}

const sectionOf = ({ title, location }: Hit["passage"]): string =>
  [title, ...location.headings].filter((part) => part !== "").join(" > ");
