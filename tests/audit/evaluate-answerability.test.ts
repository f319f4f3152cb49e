import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askCollection, evaluateAnswerability } from "../../src/audit/evaluate-answerability.ts";

interface Entry {
  readonly _id: string;
  readonly doc?: string;
  readonly title: string;
  readonly text: string;
}

/** Two ways to ask about each entry, judged to be answered by it alone. */
async function writeCollection(folder: string, entries: readonly Entry[], questions: readonly string[]) {
  await mkdir(folder);
  const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
  await writeFile(join(folder, "corpus.jsonl"), lines(entries));
  await writeFile(
    join(folder, "queries.jsonl"),
    lines(questions.map((text, nth) => ({ _id: `q${nth}`, text }))),
  );
  await writeFile(join(folder, "qrels.tsv"), entries.map(({ _id }, nth) => `q${nth}\t${_id}\t1`).join("\n"));
}

let folder: string;
let leave: string;
let kitchen: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-beir-"));
  [leave, kitchen] = [join(folder, "leave"), join(folder, "kitchen")];
  await writeCollection(
    leave,
    [
      {
        _id: "l1",
        doc: "leave.md",
        title: "Leave",
        text: "Parental leave lasts sixteen weeks for every parent.",
      },
      {
        _id: "l2",
        doc: "leave.md",
        title: "Leave",
        text: "Sick leave is paid from the first day of an illness.",
      },
      {
        _id: "l3",
        doc: "travel.md",
        title: "Travel",
        text: "Train tickets are booked with the travel desk.",
      },
    ],
    ["How long does parental leave last?", "Is sick leave paid?", "Who books train tickets?"],
  );
  await writeCollection(
    kitchen,
    [{ _id: "k1", title: "Kitchen", text: "The dough rests overnight and bakes at two hundred degrees." }],
    ["How long does the dough rest?"],
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a collection is asked its own questions, those of others, spliced ones, and its own without the answer", async () => {
  const asked: string[] = [];
  for await (const { asked: kind, question, found } of askCollection(leave, [kitchen])) {
    const documents = found.hits.map(({ passage }) => passage.document).sort();
    asked.push(`${kind}: ${question} ${documents.join(" ")}`);
  }
  expect(asked.sort()).toEqual(
    [
      "others: How long does the dough rest? ",
      "spliced: How long does the dough rest? ",
      "own: How long does parental leave last? l1 l2",
      "entryRemoved: How long does parental leave last? l2",
      "documentRemoved: How long does parental leave last? ",
      "own: Is sick leave paid? l1 l2",
      "entryRemoved: Is sick leave paid? l1",
      "documentRemoved: Is sick leave paid? ",
      "own: Who books train tickets? l3",
      "entryRemoved: Who books train tickets? ",
      "documentRemoved: Who books train tickets? ",
    ].sort(),
  );
});

test("the figures follow: what is here is answered, what is elsewhere or taken out is not", async () => {
  const figures = await evaluateAnswerability(leave, { against: [kitchen] });
  expect(figures.own).toEqual({ questions: 3, answered: 1, answeredFinally: 1 });
  expect(figures.others).toMatchObject({
    questions: 1,
    auc: 1,
    answered: 0,
    answeredFinally: 0,
    answeredAt90: 0,
  });
  expect(figures.documentRemoved).toMatchObject({ questions: 3, auc: 1, answered: 0 });
  const shares = figures.curve.map(({ own }) => own);
  expect(shares).toEqual([...shares].sort((one, other) => other - one));
});

test("without other collections nothing is said about them; a threshold of 0 lets everything through", async () => {
  const figures = await evaluateAnswerability(leave, { threshold: 0 });
  expect([figures.others, figures.spliced]).toEqual([undefined, undefined]);
  expect(figures.documentRemoved.answered).toBe(1);
});
