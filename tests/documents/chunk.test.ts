import fc from "fast-check";
import { CHUNK_WORDS, chunk } from "../../src/documents/chunk.ts";
import type { Block, Location } from "../../src/documents/document.ts";
import { sentences } from "../../src/documents/sentences.ts";

const word = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((text) => !/\s/.test(text)),
  },
  { weight: 5, arbitrary: fc.constantFrom("end.", "e.g.", "No.", "Why?", "done!", "the", "leave") },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4000 }).map((length) => "x".repeat(length)) },
);
const prose = fc.array(word, { minLength: 1, maxLength: 400 }).map((words) => words.join(" "));
const lines = fc.array(
  fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(" ")),
  { minLength: 1, maxLength: 30 },
);
const location: fc.Arbitrary<Location> = fc.record({
  page: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  headings: fc.array(fc.constantFrom("Leave", "Parental", "Pay"), { maxLength: 3 }),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("paragraph" as const), text: prose, location }),
  fc.record({
    kind: fc.constantFrom("list" as const, "table" as const, "code" as const),
    text: lines.map((texts) => texts.join("\n")),
    location,
  }),
);
const blocks = fc.array(block, { maxLength: 12 });
const squeezed = (texts: readonly string[]): string => texts.join("").replace(/\s+/g, "");
const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

test("no text is lost or moved, whatever the document", () => {
  fc.assert(
    fc.property(blocks, (some) => {
      expect(squeezed(chunk({ blocks: some }).map(({ text }) => text))).toBe(
        squeezed(some.map(({ text }) => text)),
      );
    }),
  );
});

test("no passage exceeds the limit in words or characters, and none is empty", () => {
  fc.assert(
    fc.property(blocks, (some) => {
      for (const { text } of chunk({ blocks: some })) {
        expect(wordsIn(text)).toBeGreaterThan(0);
        expect(wordsIn(text)).toBeLessThanOrEqual(CHUNK_WORDS.limit);
        expect(text.length).toBeLessThanOrEqual(CHUNK_WORDS.limit * 11);
      }
    }),
  );
});

test("a passage stands where at least one of its blocks does", () => {
  fc.assert(
    fc.property(blocks, (some) => {
      const places = some.map((one) => JSON.stringify(one.location));
      for (const passage of chunk({ blocks: some }))
        expect(places).toContain(JSON.stringify(passage.location));
    }),
  );
});

const paragraph = (text: string, place: Partial<Location> = {}): Block => ({
  kind: "paragraph",
  text,
  location: { headings: [], ...place },
});
const sentence = (words: number, last = "end"): string => `${"Word ".repeat(words - 1)}${last}.`;

test("passages end where sentences end, and hold about 110 words", () => {
  const text = Array.from({ length: 40 }, () => sentence(17)).join(" ");
  const passages = chunk({ blocks: [paragraph(text)] });
  expect(passages.length).toBeGreaterThan(4);
  for (const passage of passages) expect(passage.text).toMatch(/end\.$/);
  for (const passage of passages.slice(0, -1))
    expect(Math.abs(wordsIn(passage.text) - 110)).toBeLessThanOrEqual(15);
});

test("headings, pages and sheets part passages", () => {
  const passages = chunk({
    blocks: [
      paragraph(sentence(30), { headings: ["Leave"], page: 1 }),
      paragraph(sentence(30), { headings: ["Leave"], page: 2 }),
      paragraph(sentence(30), { headings: ["Pay"], page: 2 }),
    ],
  });
  expect(passages.map(({ location: { headings, page } }) => [headings.join(), page])).toEqual([
    ["Leave", 1],
    ["Leave", 2],
    ["Pay", 2],
  ]);
});

test("a few words below a heading join what follows under it, but not its neighbour", () => {
  const passages = chunk({
    blocks: [
      paragraph("All staff may take leave.", { headings: ["Leave"] }),
      paragraph(sentence(30), { headings: ["Leave", "Parental"] }),
      paragraph("Ask payroll.", { headings: ["Leave", "Pay"] }),
      paragraph(sentence(30), { headings: ["Travel"] }),
    ],
  });
  expect(passages.map(({ location }) => location.headings.join(" > "))).toEqual([
    "Leave > Parental",
    "Leave > Pay",
    "Travel",
  ]);
  expect(passages[0]!.text).toMatch(/^All staff may take leave\./);
});

test("a list stays whole with the line that introduces it", () => {
  const list: Block = {
    kind: "list",
    text: Array.from({ length: 10 }, (_, index) => `- ${index} ${"item ".repeat(8)}`.trim()).join("\n"),
    location: { headings: [] },
  };
  const passages = chunk({
    blocks: [paragraph(sentence(80)), paragraph("The following are covered:"), list],
  });
  expect(passages).toHaveLength(2);
  expect(passages[1]!.text).toBe(`The following are covered:\n\n${list.text}`);
});

test("a long table is cut between rows, each of which names its columns", () => {
  const rows = Array.from(
    { length: 60 },
    (_, index) => `Country: C${index}; Days: ${index}; Note: as agreed`,
  );
  const passages = chunk({ blocks: [{ kind: "table", text: rows.join("\n"), location: { headings: [] } }] });
  expect(passages.length).toBeGreaterThan(2);
  expect(passages.flatMap(({ text }) => text.split("\n"))).toEqual(rows);
});

test("ten million characters without a space are cut, quickly", () => {
  const started = performance.now();
  const passages = chunk({ blocks: [paragraph("x".repeat(10_000_000))] });
  expect(passages.length).toBeGreaterThan(5_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test.each([
  ["Ask e.g. Payroll first. Then wait.", ["Ask e.g. Payroll first. ", "Then wait."]],
  ["The U.S. Office decides. See No. 5 below.", ["The U.S. Office decides. ", "See No. 5 below."]],
  ["Dr. Berg and J. Smith agree. Good.", ["Dr. Berg and J. Smith agree. ", "Good."]],
  ["Is it? Yes! It costs 3.50 euros.", ["Is it? ", "Yes! ", "It costs 3.50 euros."]],
])("sentences of %j", (text, expected) => {
  expect(sentences(text)).toEqual(expected);
});
