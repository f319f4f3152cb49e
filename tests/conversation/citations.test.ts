import { createCitations } from "../../src/conversation/citations.ts";
import { lineGuard, passage, released } from "./stand-ins.ts";

const leave = passage(
  "Leave",
  "Parental leave is sixteen weeks. Sick leave is paid.\nTravel needs no\nrequest.",
);
const travel = passage("Travel", "Hotels are paid up to 150 euros.");
const evidence = (n: number, quote: string) => ({ passage: n, quote: released(quote) });

test("each sentence has the words that support it; the same words have one number", async () => {
  const citations = createCitations([leave, travel]);
  expect(citations.cite([evidence(1, "Parental leave is sixteen weeks.")])).toEqual([1]);
  expect(citations.cite([evidence(1, "Sick leave is paid."), evidence(2, travel.text)])).toEqual([2, 3]);
  expect(citations.cite([evidence(1, "Parental leave is sixteen weeks.")])).toEqual([1]);
  expect(citations.cite([evidence(1, "leave is sixteen weeks.")])).toEqual([1]);

  const listed = await citations.list({ checks: lineGuard().open() });
  expect(listed.map(({ n, passage: id, quote }) => [n, id, quote.text])).toEqual([
    [1, leave.id, "Parental leave is sixteen weeks."],
    [2, leave.id, "Sick leave is paid."],
    [3, travel.id, travel.text],
  ]);
});

test("a quote must be the passage's own words, line breaks apart; redacted parts may be missing", () => {
  const citations = createCitations([leave, travel]);
  expect(citations.cite([evidence(1, "Parental leave is eighteen weeks.")])).toEqual([]);
  expect(citations.cite([evidence(2, "Parental leave is sixteen weeks.")])).toEqual([]);
  expect(citations.cite([evidence(3, "Parental leave is sixteen weeks.")])).toEqual([]);
  expect(citations.cite([evidence(1, "Travel needs no request.")])).toEqual([1]);
  expect(citations.cite([evidence(1, "Parental leave […] sixteen weeks.")])).toEqual([2]);
});

test("an answer has at most twenty quotes; then a passage goes by its first number", () => {
  const words = Array.from({ length: 25 }, (_, nth) => `Rule number ${nth} holds.`);
  const citations = createCitations([passage("Rules", words.join(" "))]);
  const numbers = words.map((quote) => citations.cite([evidence(1, quote)])[0]);
  expect(numbers.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 1));
  expect(new Set(numbers.slice(20))).toEqual(new Set([1]));
});
