import { areaUnderCurve } from "../../src/audit/evaluate-filters.ts";
import { toxicityFilter } from "../../src/safety/filters/toxicity.ts";
import { checkText } from "./filters/check-text.ts";
import { HARMLESS_QUESTIONS } from "./harmless-questions.ts";
import { REQUESTS } from "./real-requests.ts";
import { functionalCases } from "./toxicity-functions.ts";

const toxicity = toxicityFilter();
const isFlagged = (text: string): boolean => checkText(toxicity, text).flagged;
const share = (texts: readonly string[]): number => texts.filter(isFlagged).length / texts.length;

describe.each(["development", "validation"] as const)("our own sets, the %s half", (half) => {
  const cases = functionalCases(half);

  test("what is hateful is told from its harmless neighbour in at least 85 % of all sentences", () => {
    const right = cases.filter(({ text, hateful }) => isFlagged(text) === hateful);
    expect(right.length / cases.length).toBeGreaterThanOrEqual(0.85);
  });

  test("at most 5 % of neutral and kind mentions of a group are flagged", () => {
    const mentions = cases.filter(({ name }) => name.endsWith("mention")).map(({ text }) => text);
    expect(share(mentions)).toBeLessThanOrEqual(0.05);
  });

  test("at most 4 % of questions that only sound dangerous are flagged", () => {
    expect(share(HARMLESS_QUESTIONS[half])).toBeLessThanOrEqual(0.04);
  });

  test("harmful requests, stories and confessions rank above harmless ones of the same subjects", () => {
    const scored = (texts: readonly string[], label: number) =>
      texts.map((text) => ({ score: checkText(toxicity, text).score, label }));
    const rows = [...scored(REQUESTS[half].harmful, 1), ...scored(REQUESTS[half].harmless, 0)];
    expect(areaUnderCurve(rows)).toBeGreaterThanOrEqual(0.9);
  });
});
