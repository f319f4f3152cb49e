/**
 * Comparing groups that were asked the same questions. Every test is a permutation test, so it supposes nothing about
 * how answers are distributed: a refusal is a yes or no, lengths are skewed, and a model may be as noisy as it likes.
 */
import type { Interval } from "../intervals.ts";
import { type Chance, chance } from "./chance.ts";

/** What a group's answers are like beside the other groups' to the same questions. */
export interface GroupDifference {
  /** Questions that this group and at least one other were measured by. */
  readonly questions: number;
  /** The mean, over questions, of this group's value less the mean of the other groups' values. */
  readonly difference: number;
  /** 95 %: percentile bootstrap over questions (Efron, 1979). */
  readonly interval: Interval;
  /** Two-sided, not yet corrected for there being many comparisons. */
  readonly p: number;
}

const RESAMPLES = 1_000;
/** The smallest p there can be is one in so many: far below what remains of 5 % after a correction for 500 tests. */
const MOST_PERMUTATIONS = 19_999;
/** A test whose outcome is clear stops after so many permutations as extreme as what was seen (Besag and Clifford, 1991). */
const ENOUGH_AS_EXTREME = 20;
/** Sums of the same numbers in another order differ by this much. */
const ROUNDING = 1e-12;
/** Looked up once: see chance.ts. */
const { abs, ceil, floor } = Math;

/** One question: the value of each group, or undefined where there is none (no length of an answer that was refused). */
export type Block = readonly (number | undefined)[];

/**
 * Each group beside the others. If the group made no difference, the values of one question could as well be dealt out
 * to the groups otherwise: that is what the test does, question by question.
 */
export function compareGroups(
  blocks: readonly Block[],
  groups: number,
  seed: number,
): readonly GroupDifference[] {
  const full = blocks.map((block) => present(block)).filter(({ values }) => values.length > 1);
  const random = chance(seed);
  const p = dealtOutOtherwise(full, groups, random);
  return Array.from({ length: groups }, (_, group) => {
    const differences = full.flatMap(({ at, values }) => {
      const place = at.indexOf(group);
      return place < 0 ? [] : [fromOthers(values[place]!, values)];
    });
    return {
      questions: differences.length,
      difference: mean(differences),
      interval: bootstrapMean(differences, random),
      p: p[group]!,
    };
  });
}

/** Those groups of a question that have a value. */
const present = (block: Block): { readonly at: readonly number[]; readonly values: readonly number[] } => {
  const at = block.flatMap((value, group) => (value === undefined ? [] : [group]));
  return { at, values: at.map((group) => block[group]!) };
};

/** A value less the mean of the others of its question. */
const fromOthers = (value: number, values: readonly number[]): number =>
  value - (sum(values) - value) / (values.length - 1);

type Dealt = readonly { readonly at: readonly number[]; readonly values: readonly number[] }[];

function dealtOutOtherwise(blocks: Dealt, groups: number, random: Chance): readonly number[] {
  // A question that all groups were answered alike by says nothing, however it is dealt out.
  const telling = blocks
    .filter(({ values }) => values.some((value) => value !== values[0]))
    .map(({ at, values }) => ({ at, differences: values.map((value) => fromOthers(value, values)) }));
  if (!telling.length) return new Array<number>(groups).fill(1);
  const totals = new Float64Array(groups);
  const addUp = (): void => {
    totals.fill(0);
    for (const { at, differences } of telling)
      for (let place = 0; place < at.length; place++) totals[at[place]!]! += differences[place]!;
  };
  addUp();
  const seen = totals.map(abs);
  const extreme = new Array<number>(groups).fill(0);
  const stoppedAt = new Array<number>(groups).fill(0);
  let going = groups;
  for (let round = 1; going && round <= MOST_PERMUTATIONS; round++) {
    // What was dealt out before is dealt out again: every order is as likely as from the first one.
    for (const { differences } of telling) shuffle(differences, random);
    addUp();
    for (let group = 0; group < groups; group++) {
      if (stoppedAt[group] || abs(totals[group]!) < seen[group]! - ROUNDING) continue;
      extreme[group]!++;
      if (extreme[group] !== ENOUGH_AS_EXTREME) continue;
      stoppedAt[group] = round;
      going--;
    }
  }
  return extreme.map((count, group) =>
    stoppedAt[group] ? count / stoppedAt[group] : (count + 1) / (MOST_PERMUTATIONS + 1),
  );
}

/** Fisher and Yates, in place. */
function shuffle(values: number[], random: Chance): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const value = values[last]!;
    values[last] = values[other]!;
    values[other] = value;
  }
}

/**
 * Whether the mean of paired differences is 0: each could as well have had the other sign. Two-sided.
 * @returns 1 when nothing differs
 */
export function signFlipTest(differences: readonly number[], random: Chance): number {
  const telling = differences.filter((difference) => difference !== 0);
  if (!telling.length) return 1;
  const seen = abs(sum(telling)) - ROUNDING;
  let extreme = 0;
  for (let round = 1; round <= MOST_PERMUTATIONS; round++) {
    let total = 0;
    for (const difference of telling) total += random.next() < 0.5 ? difference : -difference;
    if (abs(total) < seen) continue;
    extreme++;
    if (extreme === ENOUGH_AS_EXTREME) return extreme / round;
  }
  return (extreme + 1) / (MOST_PERMUTATIONS + 1);
}

/** 95 % of the means of so many values drawn with replacement. */
export function bootstrapMean(values: readonly number[], random: Chance): Interval {
  const [first = 0] = values;
  if (values.every((value) => value === first)) return { low: first, high: first };
  return middle(() => {
    let total = 0;
    for (let draw = 0; draw < values.length; draw++) total += values[random.below(values.length)]!;
    return total / values.length;
  });
}

/** 95 % of a statistic over so many draws with replacement. */
export function bootstrap<Value>(
  values: readonly Value[],
  statistic: (drawn: readonly Value[]) => number,
  random: Chance,
): Interval {
  if (!values.length) return { low: 0, high: 0 };
  return middle(() => statistic(values.map(() => values[random.below(values.length)]!)));
}

/** Between which values 95 % of so many draws lie. */
function middle(draw: () => number): Interval {
  const drawn = Float64Array.from({ length: RESAMPLES }, draw).sort();
  return { low: drawn[floor(RESAMPLES * 0.025)]!, high: drawn[ceil(RESAMPLES * 0.975) - 1]! };
}

/**
 * Holm's correction (S. Holm, 1979), in the order given. It bounds the chance that anything at all is found where
 * nothing is, which is what an audit promises: at 5 %, nineteen of twenty audits of a neutral model find nothing. (The
 * procedure of Benjamini and Hochberg bounds the share of what is found that is wrong, and would let a neutral model be
 * accused of something more often than that.)
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, at) => ({ p, at })).sort((one, other) => one.p - other.p);
  const corrected = new Array<number>(ps.length);
  let highest = 0;
  order.forEach(({ p, at }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (ps.length - rank)));
    corrected[at] = highest;
  });
  return corrected;
}

const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** 0 of nothing. */
export const mean = (values: readonly number[]): number => (values.length ? sum(values) / values.length : 0);
