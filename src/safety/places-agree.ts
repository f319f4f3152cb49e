/**
 * Whether what is told of a source stands where the source has it. A window may hold every word of a sentence and say
 * something else: another name of the page, "may" for "must". Where in the window the words
 * around are most alike, the same word must stand, not another of its kind.
 */
import { type Mark, marksOf } from "./contrasts.ts";
import { likeness, type Place, placesWhere, termAt } from "./place.ts";
import type { Reading, Token } from "./reading.ts";

/** Places must have this much in common for one word to stand in the place of another. */
const SAME_PLACE = 1.5;
/** By how much likelier the place of another word must be. A name is often told where a pronoun stood. */
const MARGIN = { contrast: 0.25, name: 2 };
/** A negation so many words before a mark may change what it says. */
const DENIAL_REACH = 6;
/** What is marked stands so near to the mark, small words aside. */
const BESIDE = 3;

interface Claimed {
  readonly reading: Reading;
  readonly names: ReadonlySet<string>;
}

/** A sentence of a source. */
interface Read {
  readonly reading: Reading;
}

/**
 * Whether contrasts and names of the claim stand in the window where the claim has them.
 * @param known all names that the source has
 */
export const placesAgree = (
  { reading, names }: Claimed,
  window: readonly Read[],
  known: () => ReadonlySet<string>,
): boolean =>
  contrastsAgree(reading, window) && (names.size === 0 || namesAreOwn(reading, window, names, known()));

interface Rival {
  readonly place: Place;
  readonly own: boolean;
}

function isOusted(claimed: Place, rivals: readonly Rival[], margin: number): boolean {
  if (rivals.every(({ own }) => own)) return false;
  let own = 0;
  let other = 0;
  for (const rival of rivals) {
    const alike = likeness(claimed, rival.place);
    if (rival.own) own = Math.max(own, alike);
    else other = Math.max(other, alike);
  }
  return other >= SAME_PLACE && other >= own + margin;
}

/** Bounds, amounts, duties and opposites. "Not allowed" is no contrast to "forbidden": denials are compared by agreement.ts. */
function contrastsAgree(claim: Reading, window: readonly Read[]): boolean {
  const said = marksOf(claim.tokens);
  if (said.length === 0) return true;
  const had = window.flatMap(({ reading }) => marksOf(reading.tokens));
  return said.every((mark) => {
    // Who speaks of both sides compares them.
    if (said.some((other) => isContrary(mark, other))) return true;
    const rivals = had
      .filter((other) => other.row === mark.row && (other.side === mark.side || saidOf(mark, other)))
      .map((place) => ({ place, own: place.side === mark.side || isDenied(place) !== isDenied(mark) }));
    return !isOusted(mark, rivals, MARGIN.contrast);
  });
}

const isContrary = (one: Mark, other: Mark): boolean => one.row === other.row && one.side !== other.side;

const isDenied = ({ tokens, at }: Place): boolean =>
  tokens.slice(Math.max(0, at - DENIAL_REACH), at + 2).some(({ negation }) => negation);

/** Whether two marks are said of the same word: that behind them or, where none is, that before them. */
function saidOf(one: Place, other: Place): boolean {
  const behind = besideOf(behindOf(one));
  if (behind !== undefined) return behind === besideOf(behindOf(other));
  const before = besideOf(beforeOf(one));
  return before !== undefined && before === besideOf(beforeOf(other));
}

const behindOf = ({ tokens, at, size }: Place) => tokens.slice(at + size, at + size + BESIDE);
const beforeOf = ({ tokens, at }: Place) => tokens.slice(Math.max(0, at - BESIDE), at).reverse();
const besideOf = (near: readonly Token[]) => near.find(({ content }) => content)?.term;

/** Names: not another one of the page that the claim leaves out. */
function namesAreOwn(
  claim: Reading,
  window: readonly Read[],
  names: ReadonlySet<string>,
  known: ReadonlySet<string>,
): boolean {
  const said = new Set(claim.tokens.map(({ term }) => term));
  const had = window.flatMap(({ reading }) =>
    placesWhere(reading.tokens, ({ term }) => names.has(term) || (known.has(term) && !said.has(term))),
  );
  return placesWhere(claim.tokens, ({ term }) => names.has(term)).every((place) => {
    const name = termAt(place);
    const rivals = had
      .map((other) => ({ place: other, own: termAt(other) === name }))
      .filter((rival) => rival.own || !names.has(termAt(rival.place)));
    return !isOusted(place, rivals, MARGIN.name);
  });
}
