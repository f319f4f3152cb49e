/**
 * Which questions are taken for follow-ups. `node bench/follow-ups.ts`
 *
 * TREC CAsT 2019: a later question is one when people had to rewrite it so that it stands alone. Questions of other
 * collections all stand alone, whatever was asked before. Rules were chosen on topics with odd numbers.
 */
import { readFileSync } from "node:fs";
import { standalone } from "../src/conversation/rewrite.ts";
import { printTable, sharedFolder } from "./measure.ts";

const folder = `${sharedFolder()}/data/retrieval`;
const rowsOf = <Row>(file: string) =>
  readFileSync(`${folder}/${file}`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
const plain = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
const isTaken = (question: string, history: readonly string[]) =>
  standalone(
    question,
    history.map((earlier) => ({ question: earlier, answer: "" })),
  ).follows !== undefined;

const later = rowsOf<{ _id: string; history: string[]; question: string; rewrite: string }>(
  "cast_followups/2019.jsonl",
).filter(({ history }) => history.length > 0);
const table = [1, 0].map((remainder) => {
  const rows = later.filter(({ _id }) => Number(_id.split("_")[0]) % 2 === remainder);
  const follow = rows.filter(({ question, rewrite }) => plain(question) !== plain(rewrite));
  const alone = rows.filter(({ question, rewrite }) => plain(question) === plain(rewrite));
  const taken = (some: typeof rows) => some.filter(({ question, history }) => isTaken(question, history));
  if (process.argv.includes("--list")) {
    for (const { question } of follow.filter((row) => !taken(follow).includes(row)))
      process.stdout.write(`missed: ${question}\n`);
    for (const { question } of taken(alone)) process.stdout.write(`stands alone: ${question}\n`);
  }
  return {
    topics: remainder ? "odd (chosen on)" : "even (held back)",
    "follow-ups": follow.length,
    "of these taken": (taken(follow).length / follow.length).toFixed(3),
    "standing alone": alone.length,
    "of these taken for follow-ups": (taken(alone).length / alone.length).toFixed(3),
  };
});
printTable("Follow-ups, CAsT 2019", table);
printTable(
  "Questions that stand alone, taken for follow-ups",
  ["handbook_18f", "northwind_hr"].map((set) => {
    const questions = rowsOf<{ text: string }>(`${set}/queries.jsonl`);
    const taken = questions.filter(({ text }) => isTaken(text, ["How long is parental leave?"]));
    if (process.argv.includes("--list"))
      for (const { text } of taken) process.stdout.write(`${set}: ${text}\n`);
    return { collection: set, questions: questions.length, taken: taken.length };
  }),
);
