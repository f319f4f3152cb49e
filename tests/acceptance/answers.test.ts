/** Extractive answers against reference answers; weights were searched on even questions, rules looked at on all. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG } from "../../src/access/scopes.ts";
import { type AnswerFigures, evaluateAnswers } from "../../src/audit/evaluate-answers.ts";
import { corrected } from "../../src/conversation/rewrite.ts";
import { extractive } from "../../src/models/extractive.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { createRetrieval } from "../../src/retrieval/search.ts";
import { pageOf, readNorthwind, TENANT } from "./northwind.ts";
import { describeWithData } from "./shared-data.ts";

const PASSAGES = 8;

describeWithData("extractive answers about benefits plans", (shared) => {
  let index: PassageIndex;
  let figures: (isWanted: (nth: number) => boolean) => Promise<AnswerFigures>;

  beforeAll(async () => {
    const { questions, passages } = readNorthwind(shared);
    index = await openEmbeddedIndex({ folder: mkdtempSync(join(tmpdir(), "docent-answers-")) });
    for (const [document, all] of passages) await index.replace(TENANT, document, all);
    const retrieval = createRetrieval({ index });
    const retrieve = async (text: string) => {
      const request = {
        tenant: TENANT,
        texts: [{ text, weight: 1 }],
        scopes: new Set([ORG]),
        limit: PASSAGES,
      };
      const { passages, corrections } = await retrieval.search(request);
      return { passages: passages.map(({ passage }) => passage), readAs: corrected(text, corrections) };
    };
    figures = (isWanted) =>
      evaluateAnswers({
        queries: questions.filter(({ id }) => isWanted(Number(id.slice(1)))),
        retrieve,
        model: extractive,
        sourceOf: pageOf,
      });
  });
  afterAll(() => index.close());

  test("come close to the reference answers and cite the page that answers first", async () => {
    const [even, odd] = [await figures((nth) => nth % 2 === 0), await figures((nth) => nth % 2 === 1)];
    process.stdout.write(`answers: ${JSON.stringify({ even, odd })}\n`);
    expect(even.tokenF1).toBeGreaterThanOrEqual(0.46);
    expect(odd.tokenF1).toBeGreaterThanOrEqual(0.46);
    expect((even.firstCitedRelevant + odd.firstCitedRelevant) / 2).toBeGreaterThanOrEqual(0.65);
  });
});
