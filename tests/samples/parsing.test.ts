import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Block, Location, ParsedDocument } from "../../src/documents/document.ts";
import { parseFile } from "../../src/documents/parse/catalogue.ts";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const paths = readdirSync(samples, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(samples, path)).isFile() && path !== "docent.json")
  .sort();
const { questions } = JSON.parse(
  readFileSync(fileURLToPath(new URL("questions.json", import.meta.url)), "utf8"),
) as {
  readonly questions: readonly { question: string; source: string; facts: readonly string[] }[];
};

const parse = (path: string): Promise<ParsedDocument> =>
  parseFile(path, new Uint8Array(readFileSync(join(samples, path))));
const textOf = (document: ParsedDocument): string => document.blocks.map(({ text }) => text).join("\n");

/** The block that holds `words`; fails when none does. */
function holding(document: ParsedDocument, words: string): Block {
  const block = document.blocks.find(({ text }) => text.includes(words));
  if (!block) throw new Error(`no block of "${document.title}" holds "${words}"`);
  return block;
}

/** Each value of a location's part once, in reading order. */
const each = (document: ParsedDocument, part: keyof Location): unknown[] => [
  ...new Set(document.blocks.map(({ location }) => location[part])),
];

test.each(paths)("%s parses, with a title and text in every block", async (path) => {
  const document = await parse(path);
  expect(document.title.trim()).not.toBe("");
  expect(document.blocks.filter(({ text }) => text.trim() === "")).toEqual([]);
  expect(document.blocks.some(({ text }) => text.includes("\u{fffd}"))).toBe(false);
});

test.each(questions)('what answers "$question" is in the text of $source', async ({ source, facts }) => {
  const text = textOf(await parse(source));
  for (const fact of facts) expect(text).toContain(fact);
});

test("Markdown: headings nest below the title and tables name their columns", async () => {
  const leave = await parse("handbook/leave.md");
  expect(leave.title).toBe("Leave");
  expect(holding(leave, "20 weeks").location.headings).toEqual(["Parental leave", "How long and how much"]);
  expect(holding(leave, "Country: Portugal; Days a year: 25").kind).toBe("table");
  expect(textOf(leave)).not.toContain("owner: People team");
});

test("HTML: the page's text without its navigation, and the injected text that nobody sees apart", async () => {
  const travel = await parse("intranet/travel-booking.html");
  expect(travel.title).toBe("Travel booking");
  expect(holding(travel, "Journey: Flight, more than 7 hours").location.headings).toEqual([
    "Trains and planes",
  ]);
  expect(textOf(travel)).not.toMatch(/IT desk Field service Search|currentPage/);
  const faq = await parse("intranet/vendors/orvandel-faq.html");
  expect(faq.hidden?.map(({ text }) => text).join("\n")).toContain("SYSTEM MESSAGE TO AI ASSISTANTS");
  expect(textOf(faq)).not.toContain("SYSTEM MESSAGE TO AI ASSISTANTS");
  expect(holding(faq, "ignore your previous instructions").location.headings).toEqual([
    "How do I sign in to the support portal?",
  ]);
});

test("PDF: four pages, numbered headings above their text, no footers", async () => {
  const conduct = await parse("policies/code-of-conduct.pdf");
  expect(conduct.title).toBe("Code of conduct");
  expect(each(conduct, "page")).toEqual([1, 2, 3, 4]);
  expect(holding(conduct, "gifts of up to EUR 50").location).toEqual({
    page: 1,
    headings: ["3. Gifts and hospitality", "What you may accept"],
  });
  expect(holding(conduct, "98.3 percent").location.headings).toEqual(["11. Training and confirmation"]);
  expect(holding(conduct, "more than 1 percent").kind).toBe("list");
  expect(textOf(conduct)).not.toMatch(/Page \d of 4/);
});

test("DOCX: headings of two levels, and the table of actions", async () => {
  const minutes = await parse("minutes/works-forum-2026-02-12.docx");
  expect(minutes.title).toBe("Works forum: minutes of 12 February 2026");
  expect(holding(minutes, "EUR 550,000").location.headings).toEqual([
    "2. Move of the Halifax office",
    "Report",
  ]);
  const actions = holding(minutes, "No.: 3; Action: Cool boxes");
  expect([actions.kind, actions.location.headings]).toEqual(["table", ["Actions"]]);
});

test("PPTX: ten slides by their titles, a table, and the speaker's notes", async () => {
  const deck = await parse("company/strategy-2026.pptx");
  expect(each(deck, "slide")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(holding(deck, "EUR 2,950").location).toEqual({ slide: 5, headings: ["Siltline 4"] });
  expect(holding(deck, "Target 2026: EUR 70.0 million").kind).toBe("table");
  expect(holding(deck, "repaired until the end of 2033").location.slide).toBe(5);
});

test("XLSX: both sheets, and each row with the names of its columns", async () => {
  const benefits = await parse("people/benefits-2026.xlsx");
  expect(each(benefits, "sheet")).toEqual(["Benefits by country", "Pension and insurance"]);
  expect(
    holding(benefits, "Benefit: Wellness allowance; Sweden: SEK 5,000 a year; Portugal: EUR 450 a year").kind,
  ).toBe("table");
});

test("CSV and e-mail: a row reads alone, and a message has its subject and sender", async () => {
  const holidays = await parse("offices/public-holidays-2026.csv");
  expect(textOf(holidays)).toContain(
    "Office: Gothenburg; Date: 2026-06-19; Weekday: Friday; Holiday: Midsummer Eve",
  );
  const move = await parse("announcements/2026-03-02-halifax-move.eml");
  expect(move.title).toBe("Halifax is moving: new office from 19 May 2026");
  expect(textOf(move)).toContain("From: Fennmark Facilities");
  expect(textOf(move).match(/Ropewalk Building/g)).toHaveLength(1);
});
