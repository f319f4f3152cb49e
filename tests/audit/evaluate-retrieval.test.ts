import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvaluationProgress } from "../../src/audit/beir-index.ts";
import { evaluateRetrieval } from "../../src/audit/evaluate-retrieval.ts";
import { ndcg, recall, reciprocalRank } from "../../src/audit/ranking-measures.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-beir-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (file: string, ...lines: readonly (object | string)[]) =>
  writeFile(
    join(folder, file),
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
  );

const corpus = [
  { _id: "d1", title: "Leave", text: "Parental leave lasts sixteen weeks for every parent." },
  { _id: "d2", title: "Leave", text: "Sick leave is paid from the first day of an illness." },
  { _id: "d3", title: "Canteen", text: "Soup and bread are served at noon in the canteen hall." },
];

async function writeFolder(): Promise<void> {
  await write("corpus.jsonl", ...corpus);
  await write(
    "queries.jsonl",
    { _id: "q1", text: "What is parental leave?" },
    { _id: "q2", text: "What is served in the canteen?" },
    {
      _id: 3,
      text: "And how long is it?",
      history: [
        { role: "user", text: "parental" },
        { role: "agent", text: "Yes." },
      ],
    },
    { _id: "unjudged", text: "anything" },
  );
  await write("qrels.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td2\t2", "q2\td1\t1", "3\td1\t1");
}

test("figures agree with those worked out by hand", async () => {
  await writeFolder();
  const progress: EvaluationProgress[] = [];
  const figures = await evaluateRetrieval(folder, { onProgress: (step) => progress.push(step) });
  // q1 ranks d1 (gain 1), d2 (gain 2): (1 + 2 / log2 3) / (2 + 1 / log2 3). q2 finds only d3. q3 finds d1 by its history.
  const first = (1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3));
  expect(figures.ndcg10).toBeCloseTo((first + 0 + 1) / 3, 10);
  expect(figures.recall20).toBeCloseTo(2 / 3, 10);
  expect(figures.mrr10).toBeCloseTo(2 / 3, 10);
  expect(figures.queries).toBe(3);
  expect(figures.msP50).toBeGreaterThan(0);
  expect(figures.msP95).toBeGreaterThanOrEqual(figures.msP50);
  expect(progress.at(0)).toEqual({ stage: "indexing", done: 3, total: 3 });
  expect(progress.at(-1)).toEqual({ stage: "searching", done: 3, total: 3 });
});

test("judgements may lie in qrels/test.tsv", async () => {
  await writeFolder();
  await rm(join(folder, "qrels.tsv"));
  await mkdir(join(folder, "qrels"));
  await write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q2\td3\t1");
  expect(await evaluateRetrieval(folder)).toMatchObject({ ndcg10: 1, recall20: 1, mrr10: 1, queries: 1 });
});

describe("a folder that cannot be used is named in one line with what it needs", () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    ["a missing file", () => rm(join(folder, "corpus.jsonl")), /corpus\.jsonl is missing: a BEIR folder has/],
    ["missing judgements", () => rm(join(folder, "qrels.tsv")), /qrels.test\.tsv is missing/],
    ["broken JSON", () => write("queries.jsonl", "{oops"), /queries\.jsonl, line 1 is not JSON/],
    ["a missing field", () => write("corpus.jsonl", { _id: "d1" }), /corpus\.jsonl, line 1: .*text/],
    [
      "a broken judgement",
      () => write("qrels.tsv", "a\tb\t1", "q1 d1 1"),
      /qrels\.tsv, line 2: each line must be/,
    ],
    ["ids that disagree", () => write("qrels.tsv", "x\td1\t1"), /no question of .* has a judgement/],
  ])("%s", async (_, breakIt, message) => {
    await writeFolder();
    await breakIt();
    const failure = await evaluateRetrieval(folder).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "BeirError", message: expect.stringMatching(message) });
    expect((failure as Error).message).not.toContain("\n");
  });
});

test("measures of one ranking", () => {
  const relevance = new Map([
    ["a", 3],
    ["b", 2],
    ["c", 0],
  ]);
  expect(ndcg(["a", "b"], relevance, 10)).toBe(1);
  expect(ndcg(["c", "a"], relevance, 10)).toBeCloseTo(3 / Math.log2(3) / (3 + 2 / Math.log2(3)), 10);
  expect(ndcg(["c", "a"], relevance, 1)).toBe(0);
  expect(recall(["x", "b"], relevance, 2)).toBe(0.5);
  expect(reciprocalRank(["c", "x", "b"], relevance, 10)).toBeCloseTo(1 / 3, 10);
  expect(reciprocalRank(["c", "x", "b"], relevance, 2)).toBe(0);
});
