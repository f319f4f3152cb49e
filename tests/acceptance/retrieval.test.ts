/** Retrieval against its targets, on questions that people asked of real documents. */
import { evaluateAnswerability } from "../../src/audit/evaluate-answerability.ts";
import { evaluateRetrieval } from "../../src/audit/evaluate-retrieval.ts";
import { describeWithData } from "./shared-data.ts";

describeWithData("ranking", (shared) => {
  test.each([
    ["handbook_18f", 0.45],
    ["northwind_hr", 0.72],
    ["scifact", 0.69],
    ["mtragun_dev", 0.87],
  ])("nDCG@10 on %s is at least %d", async (set, target) => {
    const figures = await evaluateRetrieval(`${shared}/data/retrieval/${set}`);
    process.stdout.write(`${set} ${JSON.stringify(figures)}\n`);
    expect(figures.ndcg10).toBeGreaterThanOrEqual(target);
  });
});

describeWithData("answerability", (shared) => {
  const folder = (set: string) => `${shared}/data/retrieval/${set}`;

  test.each([
    ["handbook_18f", "northwind_hr"],
    ["northwind_hr", "handbook_18f"],
  ])("%s answers 90 %% of its own questions and at most 10 %% of those of %s", async (set, other) => {
    const { own, others, ...figures } = await evaluateAnswerability(folder(set), {
      against: [folder(other)],
    });
    process.stdout.write(`${set} ${JSON.stringify({ own, others, ...figures, curve: undefined })}\n`);
    expect(others?.auc).toBeGreaterThanOrEqual(0.95);
    expect(own.answeredFinally).toBeGreaterThanOrEqual(0.9);
    expect(others?.answered).toBeLessThanOrEqual(0.1);
    expect(figures.documentRemoved.auc).toBeGreaterThanOrEqual(0.65);
  });
});
