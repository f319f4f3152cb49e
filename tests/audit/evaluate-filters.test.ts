import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { areaUnderCurve, EvaluationError, evaluateFilter } from "../../src/audit/evaluate-filters.ts";
import type { Filter } from "../../src/safety/verdict.ts";

/** Scores a text by the number it holds. */
const byNumber: Filter = {
  name: "by-number",
  version: "1",
  stages: ["answer", "question"],
  check({ text, stage }) {
    expect(stage).toBe("question");
    const score = Number(text);
    return { score, threshold: 0.5, flagged: score >= 0.5 };
  },
};
const filters = [byNumber];

describe("measuring a filter", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "docent-evaluate-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const fileOf = async (rows: readonly unknown[], name = "rows.jsonl"): Promise<string> => {
    const file = join(folder, name);
    await writeFile(
      file,
      rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n"),
    );
    return file;
  };
  const rows = [
    { text: "0.9", label: 1 },
    { text: "0.4", label: 1 },
    { text: "0.6", label: 0 },
    { text: "0.1", label: 0 },
    { text: "0.2", label: 0 },
    { text: "0.7", label: -1 },
  ];

  test("precision, recall and false positives leave unlabelled rows out; n and flagged count them", async () => {
    const figures = await evaluateFilter(await fileOf(rows), { filter: "by-number", filters });
    expect(figures).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5, flagged: 3, n: 6 });
    expect(figures.fpr).toBeCloseTo(1 / 3);
    expect(figures.auc).toBeCloseTo(5 / 6);
    expect(figures.msP95).toBeGreaterThanOrEqual(figures.msP50);
  });

  test("another threshold is compared with the one in force: what flips, and for better or worse", async () => {
    const file = await fileOf(rows);
    const { change } = await evaluateFilter(file, { filter: "by-number", filters, threshold: 0.3 });
    expect(change).toEqual({
      present: { threshold: null, precision: 0.5, recall: 0.5, f1: 0.5, fpr: 1 / 3, flagged: 3 },
      more: 1,
      fewer: 0,
      flips: [{ row: 2, label: 1, score: 0.4, flagged: true, isBetter: true }],
    });
    const stricter = await evaluateFilter(file, {
      filter: "by-number",
      filters,
      threshold: 0.65,
      present: 0.3,
    });
    expect(stricter.change).toMatchObject({
      present: { threshold: 0.3, recall: 1, flagged: 4 },
      more: 0,
      fewer: 2,
      flips: [
        { row: 2, label: 1, flagged: false, isBetter: false },
        { row: 3, label: 0, flagged: false, isBetter: true },
      ],
    });
  });

  test("the curve has the figures of each threshold, which agree with asking for it", async () => {
    const file = await fileOf(rows);
    const { curve = [], change } = await evaluateFilter(file, { filter: "by-number", filters, curve: true });
    expect(change).toBeUndefined();
    expect(curve).toHaveLength(19);
    for (const { threshold, ...figures } of [curve[0]!, curve[9]!, curve[18]!])
      expect(await evaluateFilter(file, { filter: "by-number", filters, threshold })).toMatchObject(figures);
  });

  test("rows of decisions are checked where they stood, and those for other filters left out", async () => {
    const seen: string[] = [];
    const anywhere: Filter = {
      ...byNumber,
      check({ stage }) {
        seen.push(stage);
        return { score: 1, threshold: 0.5, flagged: true };
      },
    };
    const file = await fileOf([
      { text: "1", label: 0, filter: "by-number", stage: "answer", report: "report_1" },
      { text: "1", label: 1, filter: "by-number", stage: "elsewhere" },
      { text: "1", label: 1, filter: "another" },
      { text: "1", label: 1, filter: null },
    ]);
    const figures = await evaluateFilter(file, { filter: "by-number", filters: [anywhere], threshold: 1.1 });
    expect(seen).toEqual(["answer", "question"]);
    expect(figures).toMatchObject({ n: 2, otherFilters: 2, flagged: 0 });
    expect(figures.change?.flips[0]).toMatchObject({ row: 1, report: "report_1", isBetter: true });
  });

  test("another threshold changes what is flagged, and the scores can be kept", async () => {
    const scoresFile = join(folder, "scores.jsonl");
    const figures = await evaluateFilter(await fileOf(rows), {
      filter: "by-number",
      filters,
      threshold: 0.3,
      scoresFile,
    });
    expect(figures).toMatchObject({ recall: 1, flagged: 4 });
    const lines = (await readFile(scoresFile, "utf8")).trim().split("\n");
    expect(JSON.parse(lines[1] ?? "")).toEqual({ score: 0.4, flagged: true, label: 1 });
    expect(lines).toHaveLength(6);
  });

  test.each([
    [["not json"], /^Line 1 is not JSON/],
    [
      [
        { text: "0.1", label: 0 },
        { text: "0.1", label: 2 },
      ],
      /^Line 2 needs/,
    ],
    [[{ label: 0 }], /^Line 1 needs/],
  ])("a bad row is named by its line", async (bad, message) => {
    await expect(evaluateFilter(await fileOf(bad), { filter: "by-number", filters })).rejects.toThrow(
      message,
    );
  });

  test("an unknown filter lists those that exist; a missing file says so", async () => {
    await expect(evaluateFilter("rows.jsonl", { filter: "no-such", filters })).rejects.toThrow(
      /"no-such": use one of by-number/,
    );
    await expect(
      evaluateFilter(join(folder, "absent.jsonl"), { filter: "by-number", filters }),
    ).rejects.toThrow(EvaluationError);
  });

  test("the area under the curve is the share of pairs in the right order, ties half", () => {
    const scored = fc.array(
      fc.record({ score: fc.integer({ min: 0, max: 5 }), label: fc.constantFrom(0, 1) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(scored, (list) => {
        const positives = list.filter(({ label }) => label === 1);
        const negatives = list.filter(({ label }) => label === 0);
        let wins = 0;
        for (const one of positives)
          for (const other of negatives)
            wins += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
        const expected =
          positives.length && negatives.length ? wins / (positives.length * negatives.length) : 0.5;
        expect(areaUnderCurve(list)).toBeCloseTo(expected, 10);
      }),
    );
  });
});
