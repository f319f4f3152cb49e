import fc from "fast-check";
import { markdownToBlocks } from "../../../adapters/slack/render/markdown-to-blocks.ts";
import { replyMessages } from "../../../adapters/slack/render/reply-blocks.ts";
import { intoMessages } from "../../../adapters/slack/render/split.ts";
import { streamText } from "../../../adapters/slack/render/stream-text.ts";
import type { AskId } from "../../../src/conversation/ask.ts";
import type { PassageId } from "../../../src/documents/document.ts";
import { blockProblems, visibleText } from "../../stand-ins/slack-blocks.ts";
import { citation, released, replyTo } from "../../stand-ins/slack-scripted-turns.ts";

const link = (n: number) => (n <= 2 ? `https://example.com/${n}` : undefined);

test("Markdown keeps its structure", () => {
  const blocks = markdownToBlocks(
    [
      "# Leave",
      "Sixteen **weeks** [1], see [the page](https://example.com/leave) [3].",
      "1. first\n2. second\n   - inner\n\n   ```\n   code\n   ```\n3. third",
      "- [x] done\n- [ ] open",
      "> quoted *words*",
      "| a | b |\n|---|--:|\n| 1 | |",
      "```js\nlet x = 1;\n```",
      "---",
    ].join("\n\n"),
    link,
  );
  expect(blocks.map(({ type }) => type)).toEqual([
    "header",
    "rich_text",
    "rich_text",
    "rich_text",
    "rich_text",
    "table",
    "rich_text",
    "divider",
  ]);
  expect(blocks[1]).toEqual({
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "Sixteen " },
          { type: "text", text: "weeks", style: { bold: true } },
          { type: "text", text: " " },
          { type: "link", url: "https://example.com/1", text: "[1]" },
          { type: "text", text: ", see " },
          { type: "link", url: "https://example.com/leave", text: "the page" },
          { type: "text", text: " " },
          { type: "text", text: "[3]" },
          { type: "text", text: "." },
        ],
      },
    ],
  });
  expect(blocks[2]).toMatchObject({
    elements: [
      { type: "rich_text_list", style: "ordered", indent: 0, elements: [{}, {}] },
      { type: "rich_text_list", style: "bullet", indent: 1, elements: [{}] },
      { type: "rich_text_preformatted" },
      { type: "rich_text_list", style: "ordered", indent: 0, offset: 2, elements: [{}] },
    ],
  });
  expect(visibleText(blocks[3])).toBe("☑ done☐ open");
  expect(blocks[5]).toMatchObject({ column_settings: [{ align: "left" }, { align: "right" }] });
});

test("addresses that are neither the web nor mail are written out, not linked", () => {
  const [block] = markdownToBlocks("[run](javascript:alert(1)) ![pixel](file:///etc/passwd)");
  expect(JSON.stringify(block)).not.toContain('"link"');
  expect(visibleText(block)).toBe("run (javascript:alert(1)) pixel (file:///etc/passwd)");
});

test("mentions are literal everywhere", () => {
  const blocks = markdownToBlocks("Hey <!channel> and `<@U1>` and\n\n```\n<!here>\n```");
  expect(visibleText(blocks)).toBe("Hey <!channel> and <@U1> and<!here>");
  expect(streamText("Hey <!channel> 1 < 2 `<@U1>` `a<b`\n\n```\n<!here> <https://x|y>\n```")).toBe(
    "Hey &lt;!channel> 1 &lt; 2 `<\u2060@U1>` `a<\u2060b`\n\n```\n<\u2060!here> <\u2060https://x|y>\n```",
  );
});

test("a table with too many columns or too much text stays readable as lines", () => {
  const wide = Array.from({ length: 25 }, (_, n) => `c${n}`);
  const table = `| ${wide.join(" | ")} |\n|${"---|".repeat(25)}\n| ${wide.join(" | ")} |`;
  expect(visibleText(markdownToBlocks(table))).toContain("c0 | c1");
  const tall = `| a | b |\n|---|---|\n${Array.from({ length: 250 }, (_, n) => `| r${n} | x |`).join("\n")}`;
  const messages = intoMessages(markdownToBlocks(tall));
  expect(messages.flatMap((blocks) => blockProblems(blocks, "message"))).toEqual([]);
  for (let n = 0; n < 250; n += 1) expect(visibleText(messages)).toContain(`r${n}x`);
});

/** Words that carry a number each, so that a lost or doubled one shows. */
const word = fc.constantFrom(
  "leave",
  "Überstunden",
  "<!channel>",
  "a&b",
  "[1]",
  "*",
  "_x_",
  "👩‍🏫",
  "https://example.com/a",
);
const line = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "));
const longLine = fc.integer({ min: 1, max: 900 }).map((n) => "eine lange Zeile ".repeat(n));
const block = fc.oneof(
  line,
  longLine,
  line.map((text) => `## ${text}`),
  fc.array(line, { minLength: 1, maxLength: 40 }).map((items) => items.map((item) => `- ${item}`).join("\n")),
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 10 }), line), { minLength: 1, maxLength: 20 })
    .map((items) => items.map(([depth, item]) => `${"  ".repeat(depth)}1. ${item}`).join("\n")),
  fc.oneof(line, longLine).map((text) => `\`\`\`\n${text}\n\`\`\``),
  fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.map((text) => `> ${text}`).join("\n")),
  fc
    .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 110 }))
    .map(([columns, rows]) =>
      [
        `|${" h |".repeat(columns)}`,
        `|${"---|".repeat(columns)}`,
        ...Array.from({ length: rows }, (_, row) => `|${` r${row}; |`.repeat(columns)}`),
      ].join("\n"),
    ),
);

describe("any Markdown", () => {
  test("becomes messages that Slack takes", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(block, fc.string({ maxLength: 300 })), { maxLength: 5 }), (units) => {
        const messages = intoMessages(markdownToBlocks(units.join("\n\n"), link));
        expect(messages.flatMap((blocks) => blockProblems(blocks, "message"))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("loses nothing: every marked word is shown once, in order", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (units) => {
        const marked = units.map((unit, n) => `mark${n}start\n\n${unit}\n\nmark${n}end`).join("\n\n");
        const shown = visibleText(intoMessages(markdownToBlocks(marked)));
        expect([...shown.matchAll(/mark\d+(start|end)/g)].map(([mark]) => mark)).toEqual(
          units.flatMap((_, n) => [`mark${n}start`, `mark${n}end`]),
        );
        expect(count(shown)).toEqual(count(units.join("\n\n")));
      }),
      { numRuns: 40 },
    );
  });
});

/** How often each recognisable word occurs. */
function count(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [found] of text.matchAll(/leave|Überstunden|eine lange Zeile|👩‍🏫|r\d+;/g))
    counts[found] = (counts[found] ?? 0) + 1;
  return counts;
}

test("each source says when it was modified, or that there is a newer version, and leads to it", () => {
  const by = {
    title: released("Handbook 2027"),
    uri: "https://example.com/2027",
    modifiedAt: "2026-01-01T00:00:00Z",
    passage: "handbook-2027#0" as PassageId,
  };
  const citations = [citation(1), citation(2, { superseded: { by } }), citation(3, { superseded: {} })];
  const [blocks] = replyMessages(replyTo({ id: "ask_1" as AskId }, { citations }));
  const text = visibleText(blocks);
  expect(text).toContain("1. Employee handbook, p. 1, Leave > Parental — modified 3 Nov 2026");
  expect(text).toContain(
    "2. Employee handbook, p. 2, Leave > Parental — older version, of 3 Nov 2026; newer: Handbook 2027",
  );
  expect(text).toContain("— marked as out of date by its authors, of 3 Nov 2026");
  expect(JSON.stringify(blocks)).toContain('"url":"https://example.com/2027"');
  expect(blockProblems(blocks ?? [], "message")).toEqual([]);
});
