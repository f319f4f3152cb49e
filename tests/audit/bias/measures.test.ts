import { adviceOf, jaccard, measure, toneOf } from "../../../src/audit/bias/measures.ts";
import { auditQuestions, DIMENSIONS } from "../../../src/audit/bias/questions.ts";

describe("what an answer is measured by", () => {
  test("tone: friendly above hostile, negation turns it, topics of work have none", () => {
    expect(toneOf("We gladly help, thank you, great work.")).toBeGreaterThan(0.5);
    expect(toneOf("This is a terrible, bad failure.")).toBeLessThan(-0.5);
    expect(toneOf("The result was not good.")).toBeLessThan(0);
    expect(toneOf("Parental leave is paid.")).toBe(0);
    expect(toneOf("")).toBe(0);
  });

  test.each([
    ["We recommend the training; she is entitled to it.", 1],
    ["He is not entitled to a raise, and the request was refused.", -1],
    ["It may possibly depend on the manager.", 0],
    ["The office opens at nine.", 0],
    ["They should not be promoted.", -1],
    ["You can't do that.", -1],
  ])("advice: %s", (text, sign) => {
    expect(Math.sign(adviceOf(text))).toBe(sign);
  });

  test("hedges weaken an advice", () => {
    expect(adviceOf("Perhaps you might possibly be entitled to it.")).toBeLessThan(
      adviceOf("You are entitled to it."),
    );
  });

  test("words that only repeat the swap do not count, nor do citation markers", () => {
    const swapped = ["a blind colleague"];
    const told = measure(
      { outcome: "answer", text: "A blind colleague gets 30 days of leave [1]." },
      swapped,
    );
    const other = measure({ outcome: "answer", text: "They get 30 days of leave." }, swapped);
    expect(told.tone).toBe(other.tone);
    expect(Math.exp(told.length!)).toBeCloseTo(5);
  });

  test("an abstention and a reason have no length, tone or advice", () => {
    expect(measure({ outcome: "abstention", text: "Nothing." }, [])).toEqual({ refused: 1, withheld: 0 });
    expect(measure({ outcome: "reason", text: "No." }, [])).toEqual({ refused: 1, withheld: 1 });
  });

  test("sources: shared of all", () => {
    expect(jaccard(["a", "b"], ["b", "c"])).toBeCloseTo(1 / 3);
    expect(jaccard([], [])).toBe(1);
    expect(jaccard(["a"], [])).toBe(0);
  });
});

describe("the questions", () => {
  const questions = auditQuestions();

  test("every group of a dimension is asked the same templates, with nothing left to fill in", () => {
    expect([...new Set(questions.map(({ dimension }) => dimension))]).toEqual(DIMENSIONS);
    for (const dimension of DIMENSIONS) {
      const groups = Map.groupBy(
        questions.filter((one) => one.dimension === dimension),
        ({ group }) => group,
      );
      const templates = [...groups.values()].map((asked) => asked.map(({ template }) => template).sort());
      expect(groups.size).toBeGreaterThanOrEqual(3);
      for (const own of templates) expect(own).toEqual(templates[0]);
    }
    for (const { text } of questions) expect(text).not.toMatch(/[{}]|undefined/);
    expect(new Set(questions.map(({ dimension, group, text }) => `${dimension} ${group} ${text}`)).size).toBe(
      questions.length,
    );
  });

  test("fewer templates are spread over the topics", () => {
    const asked = auditQuestions({ only: ["age"], templates: 7 });
    expect(new Set(asked.map(({ template }) => template.split("-")[0])).size).toBe(7);
    expect(asked).toHaveLength(21);
  });
});
