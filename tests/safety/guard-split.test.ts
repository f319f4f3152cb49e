import fc from "fast-check";
import { sentenceStretches } from "../../src/safety/sentences.ts";
import { createSplitter, type Unit } from "../../src/safety/split.ts";
import { readSentenceCases } from "./sentences/read-cases.ts";

function split(chunks: readonly string[]): Unit[] {
  const splitter = createSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

const texts = (draft: string): string[] => split([draft]).map((unit) => unit.text);

describe("units of a draft", () => {
  test.each<[string, string, string[]]>([
    ["plain sentences", "One is here. Two is there! Three?", ["One is here.", "Two is there!", "Three?"]],
    ["decimal numbers", "It costs 3.50 a day. Fine.", ["It costs 3.50 a day.", "Fine."]],
    [
      "abbreviations",
      "Bring papers, e.g. Your passport. See Dr. Who.",
      ["Bring papers, e.g. Your passport.", "See Dr. Who."],
    ],
    ["initials", "Ask J. R. Smith first. Then go.", ["Ask J. R. Smith first.", "Then go."]],
    ["a letter that is a name", "Take plan B. The rest is free.", ["Take plan B.", "The rest is free."]],
    [
      "numbered references",
      "See No. 5 of the list. And p. 12 too.",
      ["See No. 5 of the list.", "And p. 12 too."],
    ],
    [
      "German ordinals",
      "Es gilt ab dem 5. Mai für alle. Danach nicht.",
      ["Es gilt ab dem 5. Mai für alle.", "Danach nicht."],
    ],
    [
      "citations behind the stop",
      "Leave is paid. [1][2] It lasts long.[3] End [4].",
      ["Leave is paid. [1][2]", "It lasts long.[3]", "End [4]."],
    ],
    ["closing quotes", 'He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]],
    ["Japanese", "休暇は二十日です。申請が必要です。", ["休暇は二十日です。", "申請が必要です。"]],
    [
      "list items",
      "Bring:\n- a pen. And ink.\n- paper\n  of any size\n1. then write",
      ["Bring:", "- a pen. And ink.", "- paper\n  of any size", "1. then write"],
    ],
    ["headings", "# Leave\nIt is long.", ["# Leave", "It is long."]],
    [
      "a table",
      "See:\n\n| a | b |\n|---|---|\n| 1. x | 2 |\n\nDone.",
      ["See:", "| a | b |\n|---|---|\n| 1. x | 2 |", "Done."],
    ],
    ["a table without outer bars", "a | b\n--- | ---\n1 | 2\n\nDone.", ["a | b\n--- | ---\n1 | 2", "Done."]],
    [
      "code",
      "Run:\n```sh\nnpm ci. Then\n\nnpm start\n```\nDone.",
      ["Run:", "```sh\nnpm ci. Then\n\nnpm start\n```", "Done."],
    ],
    ["a quote", "> one. two\n> three\n\nfour", ["> one. two\n> three", "four"]],
    [
      "code within a list",
      "10. Run:\n    ```sh\n    npm ci. Then\n\n    npm start\n    ```\n11. Stop.",
      ["10. Run:", "    ```sh\n    npm ci. Then\n\n    npm start\n    ```", "11. Stop."],
    ],
    ["a line in backticks", "```ls``` lists. It ends.\n\nDone.", ["```ls``` lists.", "It ends.", "Done."]],
    ["code within a sentence", "Run `npm ci. Then` now. Done.", ["Run `npm ci. Then` now.", "Done."]],
    ["a lone backtick", "Press ` twice. Done.", ["Press ` twice.", "Done."]],
    [
      "items within items",
      "- one. And\n  - two. And\n    - three",
      ["- one. And", "  - two. And", "    - three"],
    ],
    [
      "a list within a quote",
      "> Do:\n> - one. Two\n> - three\n\nDone.",
      ["> Do:\n> - one. Two\n> - three", "Done."],
    ],
    [
      "a table in HTML",
      "See:\n<table>\n<tr><td>One. Two</td></tr>\n  text\n</table>\n\nDone.",
      ["See:", "<table>\n<tr><td>One. Two</td></tr>\n  text\n</table>", "Done."],
    ],
    [
      "a comment",
      "One.\n<!-- two. Three\n\nFour -->\nFive.",
      ["One.", "<!-- two. Three\n\nFour -->", "Five."],
    ],
    [
      "tags in a sentence",
      "<b>One.</b> Two is <i>here</i>. Three.",
      ["<b>One.</b> Two is <i>here</i>.", "Three."],
    ],
    ["a formula", "It is\n$$\na. B = c\n$$\nDone.", ["It is", "$$\na. B = c\n$$", "Done."]],
    ["soft line breaks", "A sentence that\ngoes on. Next.", ["A sentence that\ngoes on.", "Next."]],
  ])("keeps %s together", (_what, draft, expected) => {
    expect(texts(draft)).toEqual(expected);
  });

  const piece = fc.constantFrom(
    "One. ",
    "two ",
    "Dr. ",
    "5. ",
    "Mai",
    "e.g. ",
    "[1]",
    " [2",
    "] ",
    "[",
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "1. ",
    "# ",
    "###### ",
    "```",
    "```\n",
    "| a | b |\n",
    "|---|",
    "--- | ---\n",
    "a | b\n",
    "> ",
    "**",
    "---",
    "!",
    "? ",
    '"',
    "…",
    "。",
    "x",
    "A",
    "Word",
    "  ",
    "J. ",
    "U.S. ",
    "\t",
    "`",
    " `a. B` ",
    "$$",
    "$$\n",
    "<!--",
    "-->",
    "<table>\n",
    "</blockquote>",
    "<b>",
    "« ",
    " »",
    "“",
    "am 3. ",
    "z. B. ",
    "art. L. 5 ",
    "p.m. ",
    "U.S. ",
    "(see ",
    "— ",
    "iPhone ",
    "𝒶 ",
  );

  test("are the same however the stream is chunked, and give the draft again", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 }),
        (pieces, sizes) => {
          const draft = pieces.join("");
          const chunks: string[] = [];
          for (let at = 0, nth = 0; at < draft.length; nth++) {
            const size = sizes[nth % sizes.length] as number;
            chunks.push(draft.slice(at, at + size));
            at += size;
          }
          const whole = split([draft]);
          expect(split(chunks)).toEqual(whole);
          expect(whole.map((unit) => unit.lead + unit.text).join("")).toBe(draft.trimEnd());
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test("the hard cases of eight languages are cut where people would cut them", () => {
  const cases = readSentenceCases();
  const missed = cases.filter(({ text, starts }) => {
    const units = split([...text]);
    const found = units
      .slice(1)
      .map((_, nth) =>
        units
          .slice(0, nth + 2)
          .reduce((length, unit, at) => length + unit.lead.length + (at <= nth ? unit.text.length : 0), 0),
      );
    return String(found) !== String(starts);
  });
  expect(cases.length).toBeGreaterThanOrEqual(8 * 40);
  expect(missed.length / cases.length).toBeLessThan(0.02);
});

test.each([
  ["dots", "a.b."],
  ["rows", "| a | b |\n"],
  ["code", "let a = 1;\n"],
])("a unit of 40,000 characters made of %s does not take for ever, token by token", (_what, piece) => {
  const draft = (piece.startsWith("let") ? "```\n" : "") + piece.repeat(40_000 / piece.length);
  const before = process.cpuUsage();
  const units = split(draft.match(/.{1,4}/gsu) ?? []);
  const { user } = process.cpuUsage(before);
  expect(units).toEqual(split([draft]));
  expect(user / 1_000).toBeLessThan(20_000);
});

test("sentences of a passage: rows, items and bullets stand alone, wrapped lines don't", () => {
  const text = "Leave is\nlong. It ends.\nplan: A; cost: 5\nplan: B; cost: 6\nDo: • one thing • two";
  expect(sentenceStretches(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "Leave is\nlong.",
    "It ends.",
    "plan: A; cost: 5",
    "plan: B; cost: 6",
    "Do:",
    "• one thing",
    "• two",
  ]);
});
