/** A passage whose neighbours speak of the question as well is likelier to answer it. */
import type { Hit } from "./passage-index.ts";

/**
 * What the best other passage of the same section counts for a passage. Chosen on the odd questions of handbook_18f,
 * northwind_hr, scifact and mtragun_dev (.1 costs none of them anything, .2 the last two); on the even ones
 * handbook_18f gains .02 to .04 and northwind_hr .005.
 */
const SUPPORT = 0.1;

/**
 * A page holds less than a section, and what begins on it may go on after its end: then it is cited where it begins.
 * Of northwind_hr's questions the page that answers comes first for .675 of the even and .634 of the odd ones, before
 * for .634 and .577; twice and half as much of either help as well.
 */
const PAGE = { same: 0.15, next: 0.1 } as const;

/** More hits than this say nothing of the first. */
export const SUPPORTING_HITS = 30;

/** The two best scores of a section or page. */
interface Best {
  readonly first: number;
  readonly second: number;
}

/**
 * Each hit's score raised by a part of the best other hit's under the same title and headings, or where its document
 * has pages, of the same page and of the next; best first. Scores must not be negative.
 */
export function withSectionSupport(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Best>();
  const places = hits.map(({ passage }) => placeOf(passage));
  for (const [at, { score }] of hits.entries()) {
    const place = places[at]!;
    const { first, second } = best.get(place) ?? { first: 0, second: 0 };
    best.set(place, { first: Math.max(first, score), second: Math.max(second, Math.min(first, score)) });
  }
  return hits
    .map((hit, at) => {
      const { passage, score } = hit;
      const { first, second } = best.get(places[at]!) as Best;
      const beside = score === first ? second : first;
      if (!isPaged(passage)) return { ...hit, score: score + SUPPORT * beside };
      const after = best.get(placeOf(passage, 1))?.first ?? 0;
      return { ...hit, score: score + (PAGE.same * beside + PAGE.next * after) };
    })
    .sort((one, other) => other.score - one.score);
}

const isPaged = ({ location }: Hit["passage"]): boolean => location.page !== undefined;

/** What a passage shares with its neighbours: a page, so many after its own, or its section. */
function placeOf(passage: Hit["passage"], pagesOn = 0): string {
  const { page } = passage.location;
  return page === undefined ? sectionOf(passage) : `${passage.document}\n${page + pagesOn}`;
}

/** Title and headings, which passages of the same section share; a passage without them is alone. */
export function sectionOf({ id, title, location }: Hit["passage"]): string {
  const section = [title, ...location.headings].filter((part) => part !== "").join(" > ");
  return section === "" ? id : section;
}
