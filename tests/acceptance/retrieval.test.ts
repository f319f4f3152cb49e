/** Retrieval against its targets, on questions that people asked of real documents. */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG, tenantId } from "../../src/access/scopes.ts";
import { readBeir } from "../../src/audit/beir.ts";
import { evaluateRetrieval } from "../../src/audit/evaluate-retrieval.ts";
import type { DocumentId, PassageId } from "../../src/documents/document.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { createRetrieval } from "../../src/retrieval/search.ts";
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
  const sets = ["handbook_18f", "northwind_hr"];
  const questions = (set: string) =>
    readFileSync(`${shared}/data/retrieval/${set}/queries.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { text: string }).text);
  let folder: string;
  let index: PassageIndex;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "docent-answerability-"));
    index = await openEmbeddedIndex({ folder });
    for (const set of sets) {
      const tenant = tenantId(set);
      const { corpus } = await readBeir(`${shared}/data/retrieval/${set}`);
      await Promise.all(
        corpus.map(({ id, title, text }) => {
          const document = id as DocumentId;
          const about = {
            version: "1",
            ordinal: 0,
            uri: "docent:",
            location: { headings: [] },
            modifiedAt: "",
          };
          const passage = { ...about, id: id as PassageId, document, tenant, title, text, scopes: [ORG] };
          return index.replace(tenant, document, [passage]);
        }),
      );
    }
  });
  afterAll(async () => {
    await index.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The share of one set's questions that another set's passages are said to answer. */
  async function answered(asked: string, corpus: string): Promise<number> {
    const retrieval = createRetrieval({ index });
    const texts = questions(asked);
    let count = 0;
    for (const text of texts) {
      const request = {
        tenant: tenantId(corpus),
        texts: [{ text, weight: 1 }],
        scopes: new Set([ORG]),
        limit: 8,
      };
      if ((await retrieval.search(request)).answerability.answerable) count += 1;
    }
    process.stdout.write(
      `questions of ${asked} answered from ${corpus}: ${(count / texts.length).toFixed(3)}\n`,
    );
    return count / texts.length;
  }

  test.each(sets)("of %s: at least 90 %% of its own questions are answered", async (set) => {
    expect(await answered(set, set)).toBeGreaterThanOrEqual(0.9);
  });

  test.each([sets, sets.toReversed()])(
    "questions of %s from %s: at most 20 %% are",
    async (asked, corpus) => {
      expect(await answered(asked!, corpus!)).toBeLessThanOrEqual(0.2);
    },
  );
});
