/** Retrieval against its targets, on questions that people asked of real documents. Collections have files of their own, which run side by side. */
import { evaluateAnswerability } from "../../../src/audit/evaluate-answerability.ts";
import { evaluateRetrieval, type RetrievalFigures } from "../../../src/audit/evaluate-retrieval.ts";
import { openPineconeBench } from "../../retrieval/indexes.ts";
import { describeWithData } from "../shared-data.ts";

/** Tests of ranking: nDCG@10 is `ndcg10` at least, and mistyped words cost next to nothing of it. */
export function ranksWell(set: string, { ndcg10 }: { readonly ndcg10: number }): void {
  describeWithData("ranking", (shared) => {
    const folder = `${shared}/data/retrieval/${set}`;

    test(`nDCG@10 on ${set} is at least ${ndcg10}`, async () => {
      const figures = await asWritten(folder);
      process.stdout.write(`${set} ${JSON.stringify(figures)}\n`);
      expect(figures.ndcg10).toBeGreaterThanOrEqual(ndcg10);
    });

    test(`35 % of the words of ${set} mistyped cost at most .02 of nDCG@10`, async () => {
      const clean = await asWritten(folder);
      const figures = await evaluateRetrieval(folder, { typos: 0.35, seed: 1 });
      process.stdout.write(`${set} mistyped ${figures.ndcg10} clean ${clean.ndcg10}\n`);
      expect(figures.ndcg10).toBeGreaterThan(clean.ndcg10 - 0.02);
    });
  });
}

/** A test that Pinecone gives the ranking of the embedded index. */
export function ranksAlikeInPinecone(set: string): void {
  describeWithData("Pinecone", (shared) => {
    test(`ranks ${set} as the embedded index does`, async () => {
      const folder = `${shared}/data/retrieval/${set}`;
      const bench = await openPineconeBench({});
      const [{ ndcg10: expected }, { ndcg10 }] = [
        await asWritten(folder),
        await evaluateRetrieval(folder, { open: async () => ({ ...bench.index, close: bench.close }) }),
      ];
      process.stdout.write(`${set} in Pinecone ${ndcg10} embedded ${expected}\n`);
      expect(ndcg10).toBeCloseTo(expected, 3);
    }, 600_000);
  });
}

/** A test that a collection answers its own questions and not those of another. */
export function knowsWhatItDoesNotSay(set: string, other: string): void {
  describeWithData("answerability", (shared) => {
    const folder = (name: string) => `${shared}/data/retrieval/${name}`;

    test(`${set} answers 90 % of its own questions, at most 10 % of those of ${other}, and sees what was taken out`, async () => {
      const { own, others, ...figures } = await evaluateAnswerability(folder(set), {
        against: [folder(other)],
      });
      process.stdout.write(`${set} ${JSON.stringify({ own, others, ...figures, curve: undefined })}\n`);
      expect(others?.auc).toBeGreaterThanOrEqual(0.95);
      expect(own.answeredFinally).toBeGreaterThanOrEqual(0.9);
      expect(others?.answered).toBeLessThanOrEqual(0.1);
      expect(figures.documentRemoved.auc).toBeGreaterThanOrEqual(0.72);
    });
  });
}

const measured = new Map<string, Promise<RetrievalFigures>>();

/** The embedded index asked the questions as they are written: measured once, however many tests compare with it. */
function asWritten(folder: string): Promise<RetrievalFigures> {
  const figures = measured.get(folder) ?? evaluateRetrieval(folder);
  measured.set(folder, figures);
  return figures;
}
