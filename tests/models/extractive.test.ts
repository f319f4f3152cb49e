import type { Passage } from "../../src/documents/document.ts";
import { extractive } from "../../src/models/extractive.ts";
import { passage } from "../safety/guard-parts.ts";

async function answer(question: string, passages: readonly Passage[]): Promise<string> {
  const prompt = { question, history: [], passages, today: "2026-11-23" };
  let draft = "";
  for await (const piece of extractive.draft(prompt, new AbortController().signal)) draft += piece;
  return draft;
}

const under = (heading: string, text: string): Passage =>
  passage(text, { location: { headings: [heading] } });
const leave = under(
  "Annual leave",
  "Annual leave\nHow much annual leave do I get? Employees receive 25 days of annual leave a year. Leave that is not taken by 31 March expires. The weather is often nice in summer.",
);
const parking = under(
  "Parking",
  "The car park opens at six in the morning. A badge from the front desk is needed to enter it.",
);

test("says what the documents say, each sentence with its passage", async () => {
  const draft = await answer("How many days of annual leave do I get?", [leave, parking]);
  expect(draft).toContain("Employees receive 25 days of annual leave a year. [1]");
  expect(draft).not.toContain("weather");
  expect(draft).not.toContain("car park");
});

test("does not answer with a question or a heading", async () => {
  const draft = await answer("How much annual leave do I get?", [leave]);
  expect(draft).not.toContain("?");
  expect(draft).not.toMatch(/^Annual leave/);
});

test("takes the answer of an FAQ, not its question", async () => {
  const faq = under(
    "Questions",
    "Can I bring my dog to the office? Yes, well-behaved dogs are welcome on Fridays. Who pays for lunch? Lunch is paid by everybody themselves.",
  );
  const draft = await answer("Can I bring my dog to the office?", [faq]);
  expect(draft).toMatch(/^Yes, well-behaved dogs are welcome on Fridays\. \[1\]/);
});

test("keeps a list with the line that leads to it", async () => {
  const list = under(
    "Travel",
    "These travel costs are reimbursed:\n- train tickets in second class\n- hotel rooms up to 150 euros a night\nAsk finance first.",
  );
  const draft = await answer("Which travel costs are reimbursed?", [list]);
  expect(draft).toContain(
    "These travel costs are reimbursed:\n- train tickets in second class [1]\n- hotel rooms up to 150 euros a night [1]",
  );
});

test("gives a row of a table whole", async () => {
  const table = under(
    "Plans",
    "plan: Basic; deductible: $1,500; copay: $20\nplan: Plus; deductible: $750; copay: $10",
  );
  expect(await answer("What is the deductible of the Plus plan?", [table])).toBe(
    "- plan: Plus; deductible: $750; copay: $10 [1]",
  );
  expect(await answer("What is the deductible?", [table])).toBe(
    "- plan: Basic; deductible: $1,500; copay: $20 [1]\n- plan: Plus; deductible: $750; copay: $10 [1]",
  );
});

test("is silent when no passage speaks of it", async () => {
  expect(await answer("Who won the football championship?", [leave, parking])).toBe("");
  expect(await answer("How much leave?", [])).toBe("");
});

test("is at most five statements and about a hundred words", async () => {
  const many = Array.from({ length: 12 }, (_, nth) =>
    under(
      "Leave",
      `Annual leave rule number ${nth} says that employees of group ${nth} take their annual leave in month ${nth} after asking team ${nth} about it.`,
    ),
  );
  const draft = await answer("What are the rules of annual leave for employees?", many);
  expect(draft.match(/\[\d+\]/g)?.length).toBeLessThanOrEqual(5);
  expect(draft.split(/\s+/).length).toBeLessThanOrEqual(110);
});

test("does not say the same thing twice", async () => {
  const copy = passage(leave.text, { title: "Old handbook" });
  const draft = await answer("How many days of annual leave do I get?", [leave, copy]);
  expect(draft.match(/25 days/g)).toHaveLength(1);
});

test("stops when it is told to", async () => {
  const pieces: string[] = [];
  for await (const piece of extractive.draft(
    { question: "annual leave days", history: [], passages: [leave], today: "" },
    AbortSignal.abort(),
  ))
    pieces.push(piece);
  expect(pieces).toEqual([]);
});

test("prefers what speaks of the matter to what only has the form asked for", async () => {
  const security = under(
    "Your laptop",
    "Laptops lock after five minutes. Updates install by themselves at night. Administrators grant more rights for four hours at a time. Private files are not backed up. A lost or stolen laptop must be reported within one hour of noticing.",
  );
  const draft = await answer("Who do I call if my laptop is stolen?", [security, parking]);
  expect(draft).toMatch(/^A lost or stolen laptop must be reported/);
});

test("counts what the question counts: days of leave, not leave", async () => {
  const travel = under(
    "Leave",
    "One leave is agreed with two managers. Part-timers agree theirs with the office. Up to 25 days a year may be taken. Nobody takes it in the last week before the fair.",
  );
  expect(await answer("How many leave days may I take?", [travel, parking])).toMatch(/^Up to 25 days a year/);
});

describe("the form asked for", () => {
  const office = under(
    "Office",
    "Members of the forum meet in the office of the head of security. The head of security is Maria Lindgren. Reception is staffed by two people, and reception is friendly. Reception is open from 08:30 to 18:00. A parking space has ten square metres, and a space has a number. A parking space costs SEK 900.",
  );

  test.each([
    ["Who is the head of security?", "The head of security is Maria Lindgren."],
    ["What time is reception open?", "Reception is open from 08:30 to 18:00."],
    ["How much is a parking space?", "A parking space costs SEK 900."],
  ])("%s", async (question, expected) => {
    expect(await answer(question, [office, leave])).toContain(expected);
  });
});
