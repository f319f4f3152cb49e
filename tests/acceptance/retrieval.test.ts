/** Retrieval against its targets, on questions that people asked of real documents. */
import { evaluateAnswerability } from "../../src/audit/evaluate-answerability.ts";
import { evaluateRetrieval } from "../../src/audit/evaluate-retrieval.ts";
import { openPineconeBench } from "../retrieval/indexes.ts";
import { describeWithData } from "./shared-data.ts";

describeWithData("ranking", (shared) => {
  test.each([
    ["handbook_18f", 0.47],
    ["northwind_hr", 0.74],
    ["scifact", 0.705],
    ["mtragun_dev", 0.87],
  ])("nDCG@10 on %s is at least %d", async (set, target) => {
    const figures = await evaluateRetrieval(`${shared}/data/retrieval/${set}`);
    process.stdout.write(`${set} ${JSON.stringify(figures)}\n`);
    expect(figures.ndcg10).toBeGreaterThanOrEqual(target);
  });
});

describeWithData("words mistyped", (shared) => {
  test.each(["handbook_18f", "northwind_hr", "scifact", "mtragun_dev"])(
    "35 %% of the words of %s cost at most .02 of nDCG@10",
    async (set) => {
      const folder = `${shared}/data/retrieval/${set}`;
      const clean = await evaluateRetrieval(folder);
      const figures = await evaluateRetrieval(folder, { typos: 0.35, seed: 1 });
      process.stdout.write(`${set} mistyped ${figures.ndcg10} clean ${clean.ndcg10}\n`);
      expect(figures.ndcg10).toBeGreaterThan(clean.ndcg10 - 0.02);
    },
  );
});

describeWithData("Pinecone", (shared) => {
  test.each(["handbook_18f", "northwind_hr"])(
    "ranks %s as the embedded index does",
    async (set) => {
      const folder = `${shared}/data/retrieval/${set}`;
      const bench = await openPineconeBench({});
      const [{ ndcg10: expected }, { ndcg10 }] = [
        await evaluateRetrieval(folder),
        await evaluateRetrieval(folder, { open: async () => ({ ...bench.index, close: bench.close }) }),
      ];
      process.stdout.write(`${set} in Pinecone ${ndcg10} embedded ${expected}\n`);
      expect(ndcg10).toBeCloseTo(expected, 3);
    },
    600_000,
  );
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
