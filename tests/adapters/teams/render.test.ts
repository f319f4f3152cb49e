import fc from "fast-check";
import { marked } from "marked";
import { aiEntity } from "../../../adapters/teams/render/ai-entity.ts";
import { answerCard } from "../../../adapters/teams/render/answer-card.ts";
import { safeLink, shorten } from "../../../adapters/teams/render/escape.ts";
import { sourcesCard } from "../../../adapters/teams/render/file-cards.ts";
import { renderMarkdown } from "../../../adapters/teams/render/render-markdown.ts";
import type { PassageId } from "../../../src/documents/document.ts";
import type { Receipt } from "../../../src/safety/receipt.ts";
import { askOf, newAsk } from "../../conversation/stand-ins.ts";
import { citation, released, reply } from "../../stand-ins/teams-scripted-turns.ts";

const render = (markdown: string) => renderMarkdown(released(markdown));

test.each([
  ["headings become bold lines", "## Leave\n\nText.", "**Leave**\n\nText."],
  ["emphasis stays", "**a** *b* ~~c~~ `d`", "**a** *b* ~~c~~ `d`"],
  ["lists keep their numbers and depth", "3. a\n4. b\n   - c", "3. a\n4. b\n   - c"],
  ["citations stay", "It is so. [1][2]", "It is so. [1][2]"],
  [
    "table rows name their columns",
    "| Plan | Price |\n|---|---|\n| Basic | 3 € |\n| Plus | |",
    "- **Plan:** Basic; **Price:** 3 €\n- **Plan:** Plus",
  ],
  ["images become their description", "![a chart](https://evil.example/x.png?q=secret)", "a chart"],
  ["links stay when they lead to the web", "[here](https://example.com/a)", "[here](https://example.com/a)"],
  ["and lose their address when they do not", "[here](javascript:alert(1))", "here"],
  ["mentions of documents are text", "Ask <at>everyone</at> now", "Ask &lt;at>everyone&lt;/at> now"],
  ["blocks of HTML are text", "<div>\n<img src=x>\n</div>", "&lt;div>\n&lt;img src=x>\n&lt;/div>"],
  ["quotes stay quotes", "> one\n> two", "> one\n> two"],
  ["a fence longer than what is in it", "````\n```\n````", "````\n```\n````"],
])("%s", (_name, markdown, expected) => {
  expect(render(markdown)).toBe(expected);
});

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      "<at>Ana</at>",
      "<",
      ">",
      "</at>",
      "`",
      "```\n",
      "\n",
      "\n\n",
      "- ",
      "# ",
      "| a | b |\n|---|---|\n| ",
      "[1]",
      "![x](http://x.y/z)",
      "<img src=http://x.y>",
      "&lt;at&gt;",
      "\\<at>",
      "> ",
      "[a](",
      "<!--",
      "<b>",
      "1. ",
    ),
    fc.string({ maxLength: 8 }),
  ),
  { maxLength: 30 },
);

function kinds(markdown: string): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(markdown), ({ type }) => void found.push(type));
  return found;
}

test("nothing that a document says becomes a tag, a mention or an image in Teams", () => {
  fc.assert(
    fc.property(nasty, (pieces) => {
      const shown = render(pieces.join(""));
      expect(shown).not.toMatch(/<\/?[a-z!]/i);
      // As a Markdown reader sees it: what stands in code is no image.
      expect(kinds(shown)).not.toContain("image");
    }),
    { numRuns: 500 },
  );
});

test("a stream of plain sentences grows: what is rendered so far begins what is rendered in the end", () => {
  const sentence = fc
    .array(fc.constantFrom("leave", "**sixteen**", "weeks", "`code`", "3 < 4", "[a](https://b.cc)"), {
      minLength: 1,
      maxLength: 6,
    })
    .map((words) => `The ${words.join(" ")}.`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sentence, fc.constantFrom(" ", "\n\n", "\n\n- ")), { minLength: 1, maxLength: 8 }),
      (units) => {
        let text = "";
        let shown = "";
        for (const [words, lead] of units) {
          text += (text ? lead : "") + words;
          const now = render(text);
          expect(now.startsWith(shown)).toBe(true);
          shown = now;
        }
      },
    ),
  );
});

test("citations keep to Teams' limits whatever a document is called", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({ maxLength: 40 }),
      (text, uri) => {
        const [claim] = aiEntity([
          citation(7, { title: released(text), location: released(text), quote: released(text), uri }),
        ]).citation as { position: number; appearance: { name: string; abstract: string; url?: string } }[];
        expect(claim?.position).toBe(7);
        expect(claim?.appearance.name.length).toBeGreaterThan(0);
        expect(claim?.appearance.name.length).toBeLessThanOrEqual(80);
        expect(claim?.appearance.abstract.length).toBeLessThanOrEqual(160);
        expect(claim?.appearance.url ?? "https:").toMatch(/^(https?|mailto):/);
      },
    ),
  );
});

test("text is cut between characters, not within them", () => {
  expect(shorten("👩‍👩‍👧 family", 9)).toBe("👩‍👩‍👧…");
  expect(shorten("short", 9)).toBe("short");
});

test("links with credentials in them, scripts and relative paths are none", () => {
  for (const uri of [
    "https://a:b@example.com",
    "javascript:alert(1)",
    "/documents/1",
    "docent:1",
    "data:text/html,x",
  ])
    expect(safeLink(uri)).toBeUndefined();
});

/** The runs of a card's lines, one string a line. */
const linesOf = (content: unknown): string[] =>
  (content as { body: { inlines?: { text: string }[] }[] }).body.map(({ inlines = [] }) =>
    inlines.map(({ text }) => text).join(""),
  );

test("each source says when it was modified, or that there is a newer version", () => {
  const ask = askOf(newAsk("How long is leave?"));
  const by = {
    title: released("Handbook 2026"),
    uri: "https://example.com/2026",
    modifiedAt: "2026-01-01T00:00:00Z",
    passage: "handbook-2026#0" as PassageId,
  };
  const card = answerCard(
    ask,
    reply(ask, {
      citations: [citation(1), citation(2, { superseded: { by } }), citation(3, { superseded: {} })],
    }),
    { quotes: true },
  );
  const lines = linesOf(card?.content).filter((line) => line.includes("p. "));
  expect(lines).toEqual([
    "p. 1, Leave > Parental · modified 2 Mar 2026",
    "p. 2, Leave > Parental · older version, of 2 Mar 2026; newer: Handbook 2026",
    "p. 3, Leave > Parental · marked as out of date by its authors, of 2 Mar 2026",
  ]);
});

test("sources say how far behind they are, and which documents hold secrets", () => {
  const card = sourcesCard({
    title: "What I know in Trips",
    status: {
      source: "teams:1",
      documents: 3,
      passages: 9,
      failed: [],
      findings: [{ path: "item-1", title: "VPN", secrets: [{ kind: "password", place: "Setup", count: 2 }] }],
      pending: 2,
      lagSeconds: 200,
      reconciledAt: "2026-03-02T09:00:00.000Z",
    },
    fileName: (path) => (path === "item-1" ? "vpn.docx" : undefined),
    forgotten: [],
    now: Date.parse("2026-03-02T11:00:00.000Z"),
  });
  expect(linesOf(card.attachments?.[0]?.content)).toEqual([
    "What I know in Trips",
    "3 documents, 2 still to be read.",
    "Changes are followed as they happen; compared as a whole 2 hours ago. What waits has waited for 3 minutes.",
    "Secrets that I masked",
    "vpn.docx: 2 × password (Setup)",
  ]);
});

test("a card names the rules that were in force and takes reports; an appeal only where something was held back", () => {
  const ask = askOf(newAsk("How long is leave?"));
  const held = reply(ask, {});
  const cardOf = (receipt: Receipt) =>
    JSON.stringify(answerCard(ask, { ...held, receipt }, { quotes: true })?.content);
  const whole = cardOf({ ...held.receipt, policy: "balanced 3f2a91c04b7e" });
  expect(whole).toContain('"Rules: "');
  expect(whole).toContain("the balanced policy");
  expect(whole).toContain("Report bias or a mistake");
  expect(whole).toContain("Appeal a block");
  const clean = held.receipt.entries.filter(({ action }) => action === "allow");
  const calm = cardOf({ ...held.receipt, entries: clean });
  expect(calm).toContain("Report bias or a mistake");
  expect(calm).not.toContain("Appeal a block");
});
