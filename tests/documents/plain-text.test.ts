import { parseText } from "../../src/documents/parse/text.ts";

/** Each block as "headings: text". */
const outlineOf = (text: string): string[] =>
  parseText("office_guide.txt", Buffer.from(text)).blocks.map(
    (block) => `${block.location.headings.join(" > ")}: ${block.text}`,
  );

test("an underlined first line is the title, and lines underlined with hyphens are headings", () => {
  const text = "Office guide\n============\n\nFor everybody.\n\nKeys\n----\nAsk at the desk.\n";
  expect(parseText("x.txt", Buffer.from(text)).title).toBe("Office guide");
  expect(outlineOf(text)).toEqual([": For everybody.", "Keys: Ask at the desk."]);
});

test("numbered lines before text are headings, nested by their dots", () => {
  expect(
    outlineOf("1. Leave\n\nTwenty days.\n\n1.1 Parental leave\n\nTwenty weeks.\n\n2 Travel\n\nBy train."),
  ).toEqual([
    "1. Leave: Twenty days.",
    "1. Leave > 1.1 Parental leave: Twenty weeks.",
    "2 Travel: By train.",
  ]);
});

test("a line in capitals before text is a heading", () => {
  expect(outlineOf("VISITORS:\n\nRegister two days ahead.")).toEqual(["VISITORS: Register two days ahead."]);
});

test.each([
  ["numbered items set apart by blank lines", "1. Buy milk\n\n2. Buy eggs\n\n3. Go home"],
  ["a numbered sentence", "1. Close the door.\n\nIt is cold."],
  ["a short line in lower case", "Dear all\n\nthe drill is on Monday."],
  ["a last line in capitals", "Read the contract.\n\nTHE MANAGEMENT"],
  ["a shouted sentence", "DO NOT ENTER!\n\nThe floor is wet."],
])("%s is no heading", (_, text) => {
  expect(outlineOf(text).every((block) => block.startsWith(": "))).toBe(true);
});

test("without a heading of its own the file's name is the title", () => {
  expect(parseText("office_guide.txt", Buffer.from("Some words.")).title).toBe("Office guide");
});
