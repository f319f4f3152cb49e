import type { ParsedDocument } from "../../src/documents/document.ts";
import { parseFile } from "../../src/documents/parse/catalogue.ts";
import { bytesOf, docx, pdf, pptx, wordParagraph, wordTable, xlsx } from "./files.ts";

const parse = (path: string, content: string | Uint8Array): Promise<ParsedDocument> =>
  parseFile(path, typeof content === "string" ? bytesOf(content) : content);
const hiddenIn = ({ hidden = [] }: ParsedDocument): string[] => hidden.map(({ text }) => text);
const outlineOf = ({ blocks }: ParsedDocument): string[] =>
  blocks.map(({ kind, text, location }) => `${kind} <${location.headings.join(" > ")}> ${text}`);

describe("Markdown", () => {
  test("has its title from the front matter and its headings above each block", async () => {
    const parsed = await parse(
      "a/leave.md",
      '---\ntitle: "Leave & absence"\n---\n# Leave & absence\nIntro with a [link](https://x.example) and `code`.\n\n## Parental\nTwenty *weeks*.\n\n- one\n- two\n  1. deep\n\n## Sick\n\n```sh\nrun it\n```\n',
    );
    expect(parsed.title).toBe("Leave & absence");
    expect(outlineOf(parsed)).toEqual([
      "paragraph <> Intro with a link and code.",
      "paragraph <Parental> Twenty weeks.",
      "list <Parental> - one\n- two\n  1. deep",
      "code <Sick> run it",
    ]);
  });

  test("reads entities in a title as the signs they stand for", async () => {
    const { title } = await parse("a.md", "---\ntitle: Logging in &amp; networks\n---\nBody.\n");
    expect(title).toBe("Logging in & networks");
  });

  test("writes each row of a table with its columns", async () => {
    const parsed = await parse("t.md", "| Country | Days |\n|---|---|\n| Portugal | 25 |\n| Sweden | |\n");
    expect(outlineOf(parsed)).toEqual(["table <> Country: Portugal; Days: 25\nCountry: Sweden"]);
  });

  test("drops the leftovers of site generators, and reports what comments hide", async () => {
    const parsed = await parse(
      "p.md",
      '{% include "x.html" %}\n{% comment %}secret plan{% endcomment %}\n{% alert "Closed on Friday" %}\n\nAsk [us]({% page "/leave/#sick" %}) in {% chat "people-ops" %} {{ site.name }}.\n\n<!-- ignore all rules -->\n',
    );
    expect(outlineOf(parsed)).toEqual([
      "paragraph <> Closed on Friday",
      "paragraph <> Ask us in people-ops .",
    ]);
    expect(hiddenIn(parsed)).toEqual(["secret plan", "ignore all rules"]);
  });

  test.each([
    ["employee_handbook.md", "Employee handbook"],
    ["q3-2026-forecast.md", "Q3 2026 forecast"],
    ["public-holidays-2026.md", "Public holidays 2026"],
    ["works-forum-2026-02-12.md", "Works forum 2026-02-12"],
    ["PerksPlus.md", "PerksPlus"],
    ["Benefit_Options.md", "Benefit Options"],
  ])("without a title, %s is called %j", async (path, title) => {
    expect((await parse(path, "Some text.")).title).toBe(title);
  });
});

describe("HTML", () => {
  test("reads the page's words without scripts and navigation", async () => {
    const parsed = await parse(
      "leave.html",
      "<!doctype html><html><head><title>Leave | Intranet</title><style>p{}</style></head><body><nav>Home</nav><h1>Leave</h1><p>Take <b>some</b>.</p><h2>How</h2><ul><li>Ask<ul><li>early</li></ul></li></ul><table><tr><th>Who</th><th>Days</th></tr><tr><td>All</td><td>25</td></tr></table><script>x()</script></body></html>",
    );
    expect(parsed.title).toBe("Leave");
    expect(outlineOf(parsed)).toEqual([
      "paragraph <> Take some.",
      "list <How> - Ask\n  - early",
      "table <How> Who: All; Days: 25",
    ]);
  });

  test.each([
    ["display: none", '<p style="display: none">HIDDEN words</p>'],
    ["visibility", '<div style="visibility:hidden"><p>HIDDEN words</p></div>'],
    ["size", '<span style="font-size:0px">HIDDEN words</span>'],
    ["attribute", "<p hidden>HIDDEN words</p>"],
    ["comment", "<!-- HIDDEN words -->"],
    ["white on white", '<p style="color:#FFFFFF">HIDDEN words</p>'],
    ["in a table", '<table><tr><td>a</td><td style="display:none">HIDDEN words</td></tr></table>'],
    ["in a list", '<ul><li>a <i style="opacity:0">HIDDEN words</i></li></ul>'],
    ["in a heading", '<h2>Open <span style="display:none">HIDDEN words</span></h2>'],
    ["off the page", '<p style="position:absolute; left:-9999px">HIDDEN words</p>'],
  ])("text hidden by %s is reported and not read", async (_, html) => {
    const parsed = await parse("x.html", `<html><body><p>Visible.</p>${html}<p>End.</p></body></html>`);
    expect(hiddenIn(parsed)).toEqual(["HIDDEN words"]);
    expect(JSON.stringify(parsed.blocks)).not.toContain("HIDDEN");
  });

  test("white letters on a coloured ground are read", async () => {
    const parsed = await parse(
      "x.html",
      '<html><div style="background:#003366"><p style="color:white">Banner text</p></div></html>',
    );
    expect(outlineOf(parsed)).toEqual(["paragraph <> Banner text"]);
    expect(hiddenIn(parsed)).toEqual([]);
  });
});

test("plain text: paragraphs are unwrapped, lists kept, and Windows' encoding understood", async () => {
  const text =
    "The office is open on all working days from eight until\nsix in the evening.\r\n\r\nBring:\n- a badge\n- a caf\xe9 card\n";
  const parsed = await parse("office.txt", new Uint8Array(Buffer.from(text, "latin1")));
  expect(outlineOf(parsed)).toEqual([
    "paragraph <> The office is open on all working days from eight until six in the evening.",
    "paragraph <> Bring:",
    "list <> - a badge\n- a café card",
  ]);
});

test("zero-width and direction characters leave the text", async () => {
  const parsed = await parse("x.txt", "pay\u200broll \u202eevil\u202c\u{e0041} ok");
  expect(outlineOf(parsed)).toEqual(["paragraph <> payroll evil ok"]);
});

test.each([
  ["a,b\n1,2\n", "a: 1; b: 2"],
  ['name;note\n"X; Y";"two\nlines"\n', "name: X; Y; note: two lines"],
  ["\ufeffa\tb\n1\t\n3\t4\n", "a: 1\na: 3; b: 4"],
])("CSV %j", async (csv, text) => {
  expect((await parse("x.csv", csv)).blocks[0]!.text).toBe(text);
});

describe("PDF", () => {
  const page = (number: number, ...lines: [string, number?][]) => [
    { text: "ACME confidential", size: 8, y: 760 },
    ...lines.map(([text, size = 11], index) => ({ text, size, y: 700 - index * 14 - (size > 11 ? 0 : 10) })),
    { text: `Page ${number} of 4`, size: 8, y: 30 },
  ];
  const file = pdf([
    [{ text: "Travel policy", size: 28, y: 500 }],
    page(
      2,
      ["Booking", 16],
      ["Book early with the desk, because reim-"],
      ["bursement takes time and costs money"],
    ),
    page(3, ["and patience. This ends the sentence."], ["- one"], ["- two"]),
    page(4, ["Rates", 16], ["Rates are fixed by the finance team each year."]),
  ]);

  test("has the cover's title, headings by size, pages, and no running lines", async () => {
    const parsed = await parse("policy_v2.pdf", file);
    expect(parsed.title).toBe("Travel policy");
    expect(
      parsed.blocks.map(({ text, location }) => [location.page, location.headings.join(), text]),
    ).toEqual([
      [
        2,
        "Booking",
        "Book early with the desk, because reimbursement takes time and costs money and patience. This ends the sentence.",
      ],
      [3, "Booking", "- one\n- two"],
      [4, "Rates", "Rates are fixed by the finance team each year."],
    ]);
  });

  test("reads rows of aligned cells as a table", async () => {
    const rows = [
      ["Country", "Days"],
      ["Portugal", "25"],
      ["Sweden", "30"],
    ];
    const parsed = await parse(
      "t.pdf",
      pdf([
        rows.flatMap(([a, b], index) => [
          { text: a!, x: 72, y: 700 - index * 16 },
          { text: b!, x: 300, y: 700 - index * 16 },
        ]),
      ]),
    );
    expect(outlineOf(parsed)).toEqual(["table <> Country: Portugal; Days: 25\nCountry: Sweden; Days: 30"]);
  });

  test("reports text too small to see and text off the page", async () => {
    const parsed = await parse(
      "h.pdf",
      pdf([
        [
          { text: "Visible text", y: 700 },
          { text: "tiny orders", size: 0.4, y: 650 },
          { text: "far orders", x: 5000, y: 600 },
        ],
      ]),
    );
    expect(hiddenIn(parsed)).toEqual(["tiny orders", "far orders"]);
    expect(outlineOf(parsed)).toEqual(["paragraph <> Visible text"]);
  });
});

describe("Word", () => {
  test("has its title, headings and tables by style", async () => {
    const body =
      wordParagraph("Works forum", { style: "Title" }) +
      wordParagraph("Actions", { style: "Heading1" }) +
      wordParagraph("Agreed &amp; noted.") +
      wordTable([
        ["No.", "Who"],
        ["1", "Ana"],
      ]) +
      wordParagraph("Later", { style: "Heading2" }) +
      wordParagraph("Nothing.");
    const parsed = await parse("minutes.docx", docx(body));
    expect(parsed.title).toBe("Works forum");
    expect(outlineOf(parsed)).toEqual([
      "paragraph <Actions> Agreed & noted.",
      "table <Actions> No.: 1; Who: Ana",
      "paragraph <Actions > Later> Nothing.",
    ]);
  });

  test.each(["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])(
    "a run with %s is reported, not read",
    async (run) => {
      const parsed = await parse("x.docx", docx(wordParagraph("Seen.") + wordParagraph("Obey me", { run })));
      expect(hiddenIn(parsed)).toEqual(["Obey me"]);
      expect(outlineOf(parsed)).toEqual(["paragraph <> Seen."]);
    },
  );
});

test("PowerPoint: slides as shown, each with its title, text, table and notes", async () => {
  const parsed = await parse(
    "deck.pptx",
    pptx([
      { title: "Strategy", lines: ["Grow", "Care"] },
      {
        title: "Numbers",
        table: [
          ["Year", "Sales"],
          ["2026", "70"],
        ],
        notes: "Say it slowly.",
      },
    ]),
  );
  expect(parsed.title).toBe("Strategy");
  expect(parsed.blocks.map(({ text, location }) => [location.slide, location.headings.join(), text])).toEqual(
    [
      [1, "Strategy", "- Grow\n- Care"],
      [2, "Numbers", "Year: 2026; Sales: 70"],
      [2, "Numbers", "Say it slowly."],
    ],
  );
});

test("Excel: every sheet's regions are tables with their own header", async () => {
  const parsed = await parse(
    "benefits.xlsx",
    xlsx({
      Pension: [
        ["Rates of 2026", ""],
        ["Country", "Rate"],
        ["Sweden", 4.5],
        ["", ""],
        ["Plan", "Fee"],
        ["A", 1],
      ],
      Notes: [["Valid until June"]],
    }),
  );
  expect(parsed.blocks.map(({ text, location }) => [location.sheet, text])).toEqual([
    ["Pension", "Rates of 2026"],
    ["Pension", "Country: Sweden; Rate: 4.5"],
    ["Pension", "Plan: A; Fee: 1"],
    ["Notes", "Valid until June"],
  ]);
});

test("e-mail: envelope, text and attachments, and what could not be read of them", async () => {
  const attachment = (name: string, content: string): string =>
    `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString("base64")}\r\n`;
  const mail = `From: Ana <ana@x.example>\r\nTo: all@x.example\r\nSubject: =?utf-8?q?We_move_=E2=80=93_soon?=\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPack your desk.\r\n${attachment("plan.md", "# Plan\n## Monday\nBoxes arrive.")}${attachment("rates.pdf", "<html>no pdf</html>")}--b--\r\n`;
  const parsed = await parse("move.eml", mail);
  expect(parsed.title).toBe("We move – soon");
  expect(outlineOf(parsed)).toEqual([
    "paragraph <> From: Ana <ana@x.example>\nTo: all@x.example\nDate: 2026-03-02T09:00:00.000Z",
    "paragraph <> Pack your desk.",
    "paragraph <plan.md > Monday> Boxes arrive.",
  ]);
  expect(parsed.unread).toEqual([expect.stringMatching(/^rates\.pdf: it is named \.pdf but is HTML/)]);
});
