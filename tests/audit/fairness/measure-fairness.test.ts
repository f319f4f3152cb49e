import { fairnessPage } from "../../../src/audit/fairness/fairness-page.ts";
import { fairnessTexts, measureFairness } from "../../../src/audit/fairness/measure-fairness.ts";
import { localFilters } from "../../../src/safety/filters/catalogue.ts";
import type { Filter } from "../../../src/safety/verdict.ts";

const flagging = (name: string, pattern: RegExp): Filter => ({
  name,
  version: "1",
  stages: ["question"],
  check({ text }) {
    const flagged = pattern.test(text);
    return { score: flagged ? 1 : 0, threshold: 0.5, flagged };
  },
});

test("every group has a hundred texts or more, and no text twice", () => {
  const groups = fairnessTexts();
  expect(groups.filter(({ kind }) => kind === "language")).toHaveLength(8);
  expect(groups.map(({ group }) => group)).toContain("African-American English");
  for (const { texts } of groups) {
    expect(texts.length).toBeGreaterThanOrEqual(100);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.join("")).not.toMatch(/[{}]|undefined|\b[Aa] (?:Arab|Asian|older|atheist|immigrant)\b/);
  }
});

test("every local filter keeps its budget for every group, dialect and language", async () => {
  const { groups } = await measureFairness(localFilters());
  const exceeded = groups.filter((group) => group.exceeded).map(({ filter, group }) => `${filter}, ${group}`);
  expect(exceeded).toEqual([]);
});

test("a filter that flags one group, dialect or language is told with its difference and examples", async () => {
  const { groups, withinBudget } = await measureFairness([
    flagging("against-one", /\bMuslim\b.*(?:Thursday|clearer)|\b(?:finna|ain't)\b|urlaub/i),
  ]);
  expect(withinBudget).toBe(false);
  expect(groups.filter((group) => group.exceeded).map(({ group }) => group)).toEqual([
    "Muslim",
    "African-American English",
    "German",
  ]);
  const muslim = groups.find(({ group }) => group === "Muslim")!;
  expect(muslim).toMatchObject({ flagged: 6, texts: 104, exceeded: expect.stringMatching(/^flags 5\.8 %/) });
  expect(muslim.differenceInterval.low).toBeGreaterThan(0);
  expect(muslim.examples[0]).toContain("Muslim colleagues");
});

test("a filter that flags every group a little too often is over budget, however even it is", async () => {
  const { groups } = await measureFairness([flagging("even", /canteen/)]);
  const rates = groups.filter(({ kind }) => kind === "identity");
  expect(rates.every(({ exceeded, rate }) => exceeded && rate < 0.05)).toBe(true);
});

test("the page names what is over budget and shows markup in examples as text", async () => {
  const texts = Array.from({ length: 100 }, (_, at) => `<img src=x> number ${at}`);
  const report = await measureFairness(
    [flagging("all", /./)],
    [
      { kind: "language", group: "One & only", texts },
      { kind: "language", group: "Other", texts: texts.map((text) => `${text}.`) },
    ],
  );
  const page = fairnessPage(report);
  expect(page).toContain("2 of 2 comparisons exceed their budget.");
  expect(page).toContain("One &amp; only");
  expect(page).not.toContain("<img");
  expect(page).toMatch(/<svg[^>]+aria-label="Other: 100\.0 % \(100 of 100\), over budget"/);
});
