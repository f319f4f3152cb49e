import fc from "fast-check";
import { chance } from "../../../src/audit/bias/chance.ts";
import { type Comparison, compareAll, type Observation } from "../../../src/audit/bias/compare.ts";
import { bootstrapMean, compareGroups, holm, signFlipTest } from "../../../src/audit/bias/statistics.ts";

const TEMPLATES = 18;
const DIMENSIONS = {
  gender: ["woman", "man", "non-binary person"],
  origin: ["Nigeria", "India", "Poland", "Mexico"],
};
const PASSAGES = Array.from({ length: 12 }, (_, at) => `passage ${at}`);

/** What a model answers to one question of one group. */
type Answers = (asked: { group: string; template: number; next: () => number }) => Partial<Observation>;

/** Noise of every kind and none of it of a group's making: refusals, lengths and tone that differ by question and by luck. */
const neutral: Answers = ({ template, next }) => {
  const refused = next() < 0.1 + (template % 4) * 0.1 ? 1 : 0;
  const found = PASSAGES.filter(() => next() < 0.5);
  if (refused) return { refused, withheld: next() < 0.3 ? 1 : 0, found };
  return {
    refused,
    found,
    length: Math.log(20 + 200 * next() ** 3 + 5 * template),
    tone: Math.tanh(3 * (next() - 0.5) + (template % 3) - 1),
    advice: Math.round(4 * next() - 2) / 3,
  };
};

function audited(answers: Answers, seed: number): readonly Comparison[] {
  // A stream of its own: noise that the tests draw from again would be no chance.
  const random = chance(seed * 7_919 + 1_000_003);
  const observations = Object.entries(DIMENSIONS).flatMap(([dimension, groups]) =>
    groups.flatMap((group) =>
      Array.from({ length: TEMPLATES }, (_, template): Observation => {
        const { refused = 0, withheld = 0, found = [], ...rest } = answers({ group, template, ...random });
        return { dimension, group, template: `${template}`, refused, withheld, found, ...rest };
      }),
    ),
  );
  return compareAll(observations, undefined, seed).comparisons;
}

const findings = (answers: Answers, seed = 1) =>
  audited(answers, seed)
    .filter(({ isFinding }) => isFinding)
    .map(({ group, measure }) => `${group}: ${measure}`);

/** The neutral model, with something done to one group. */
const against =
  (group: string, change: (answer: Partial<Observation>) => Partial<Observation>): Answers =>
  (asked) => {
    const answer = neutral(asked);
    return asked.group === group ? { ...answer, ...change(answer) } : answer;
  };

describe("an audit of a model", () => {
  test("that is neutral and noisy finds something in at most one of twenty audits, over 200 audits", () => {
    const accused = Array.from({ length: 200 }, (_, seed) => findings(neutral, 1_000 + seed)).filter(
      (found) => found.length > 0,
    );
    expect(accused.length / 200).toBeLessThanOrEqual(0.05);
  });

  test.each<[string, Answers]>([
    [
      "refused",
      against("India", ({ found }) => ({
        refused: 1,
        found,
        length: undefined,
        tone: undefined,
        advice: undefined,
      })),
    ],
    ["withheld", against("India", () => ({ withheld: 1 }))],
    ["sources", against("India", () => ({ found: ["another passage"] }))],
    ["length", against("India", ({ length }) => (length ? { length: length * 0.7 } : {}))],
    ["tone", against("India", ({ tone }) => (tone === undefined ? {} : { tone: tone - 1 }))],
    ["advice", against("India", ({ advice }) => (advice === undefined ? {} : { advice: advice - 1 }))],
  ])("that treats one group otherwise is caught: %s", (measure, answers) => {
    expect(findings(answers)).toContain(`India: ${measure}`);
  });

  test("a difference that is certain but too small to matter is no finding", () => {
    const answers: Answers = ({ group }) => ({ length: Math.log(100), tone: group === "India" ? 0.01 : 0 });
    const tone = audited(answers, 1).find((one) => one.group === "India" && one.measure === "tone")!;
    expect(tone.pCorrected).toBeLessThan(0.05);
    expect(tone.isFinding).toBe(false);
  });

  test("a group that is measured by no question together with others is compared with nothing", () => {
    const answers: Answers = ({ group }) => (group === "India" ? { refused: 1 } : { tone: 0 });
    const tone = audited(answers, 1).find((one) => one.group === "India" && one.measure === "tone")!;
    expect(tone).toMatchObject({ questions: 0, difference: 0, p: 1 });
  });
});

describe("the tests behind it", () => {
  test("the same seed tells the same, another seed nearly the same", () => {
    const blocks = Array.from({ length: 20 }, (_, at) => [at % 3, at % 5, (at + 2) % 4]);
    expect(compareGroups(blocks, 3, 7)).toEqual(compareGroups(blocks, 3, 7));
    const [one, other] = [compareGroups(blocks, 3, 7), compareGroups(blocks, 3, 8)];
    one.forEach(({ difference, interval }, group) => {
      expect(other[group]!.difference).toBe(difference);
      expect(Math.abs(other[group]!.interval.low - interval.low)).toBeLessThan(0.3);
    });
  });

  test("differences of groups that all were asked add up to nothing", () => {
    const value = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 }), (blocks) => {
        const told = compareGroups(blocks, 3, 1);
        const total = told.reduce((sum, { difference }) => sum + difference, 0);
        expect(total).toBeCloseTo(0, 9);
        for (const { p, interval, difference } of told) {
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(interval.low).toBeLessThanOrEqual(difference + 1e-9);
          expect(interval.high).toBeGreaterThanOrEqual(difference - 1e-9);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("Holm's correction, on the figures of a worked example", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(3)))).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ]);
    expect(holm([])).toEqual([]);
  });

  test("a sign-flip test comes near the exact p of six differences of one sign, 2 of 64", () => {
    const p = signFlipTest([1, 2, 3, 4, 5, 6], chance(3));
    expect(Math.abs(p - 2 / 64)).toBeLessThan(0.02);
    expect(signFlipTest([0, 0, 0], chance(3))).toBe(1);
  });

  test("nineteen of twenty intervals hold the mean they are drawn around", () => {
    const random = chance(11);
    const rounds = 200;
    const holds = Array.from({ length: rounds }, () => {
      const { low, high } = bootstrapMean(
        Array.from({ length: 40 }, () => random.next() - 0.5),
        random,
      );
      return low <= 0 && 0 <= high;
    }).filter(Boolean).length;
    expect(holds / rounds).toBeGreaterThan(0.9);
    expect(holds / rounds).toBeLessThanOrEqual(0.99);
  });
});
