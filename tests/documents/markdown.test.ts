/** Most Markdown is read by a short way; it leads where the long one does, which knows all of Markdown. */
import fc from "fast-check";
import { Lexer, type Token, type Tokens } from "marked";
import { parseMarkdown } from "../../src/documents/parse/markdown.ts";
import { plainInlineText } from "../../src/documents/parse/markdown-inline.ts";
import { markdownParts } from "../../src/documents/parse/markdown-parts.ts";

const RUNS = { numRuns: 300 };

const word = fc.constantFrom(
  "leave",
  "Überstunden",
  "b",
  "3.5",
  "12",
  "e.g.",
  "x-y",
  "snake_case",
  "R&D",
  "(see",
  "it)",
  "it’s",
);
const piece = fc.oneof(
  { weight: 6, arbitrary: word },
  fc.constantFrom(
    "[travel policy](https://a.example/b_c?d=1&e#f)",
    "[a\nb](/c)",
    "![logo](logo.png)",
    "`git push`",
    "`<b>`",
    "**Note:**",
    "*soon*",
    "_never_",
    "__all__ of",
    "https://a.example/*b*",
    "me@a.example",
    "a*b*c",
    "2 * 3 * 4",
    "\\*",
    "\\-",
    "\\_a",
    "\\[",
    "\\!",
    "a\\@b.example",
    "Q&A",
    "Q&A;",
    "&amp;",
    "&copy;",
    "&#65;",
    "<br>",
    "[open",
    "closed]",
    "(b)",
    "`",
    "**",
    "*",
    "_",
    "~~old~~",
    "!",
    "[x](y)(z)",
    "[x](y z)",
    "**[x](/y)**",
    "_[x](/y)_",
    "**New!**",
    "**a (b)**",
    "**a > b**",
    "__a,__",
    "  \nbroken",
    "\nnext",
  ),
);
const inline = fc
  .array(fc.tuple(piece, fc.constantFrom(" ", " ", " ", "", "(", ".")), { minLength: 1, maxLength: 6 })
  .map((pieces) =>
    pieces
      .map(([text, after]) => text + after)
      .join("")
      .trim(),
  );

const line = fc
  .tuple(
    fc.constantFrom("", "", "", "", "  ", "   ", "    ", "\t"),
    fc.constantFrom(
      "",
      "",
      "",
      "- ",
      "* ",
      "+ ",
      "-   ",
      "1. ",
      "2. ",
      "1) ",
      "10. ",
      "# ",
      "### ",
      "> ",
      "#",
      "-",
    ),
    fc.oneof(
      { weight: 5, arbitrary: inline },
      fc.constantFrom(
        "```",
        "```js",
        "~~~",
        "---",
        "===",
        "***",
        "* * *",
        "| a | b |",
        "|---|---|",
        "| **a** | [b](/c) |",
        "|a|",
        "> ",
        ">",
        "<div>",
        "</div>",
        "<!-- note",
        "-->",
        "<!-- all -->",
        "[ ] task",
        "#topic",
        "# C#",
        "- b",
        "",
      ),
    ),
  )
  .map((parts) => parts.join(""));
const page = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\n", "\n\n", "\n \n")), { minLength: 1, maxLength: 12 })
  .map((lines) => lines.flat().join(""));

/** The words of marked's own tokens. */
function shown(tokens: readonly Token[]): string {
  return (tokens as readonly Tokens.Generic[])
    .map((token) => {
      if (token.type === "image") return "";
      if (token.type === "text" || token.tokens === undefined) return String(token.text ?? "\n");
      return shown(token.tokens);
    })
    .join("");
}

const readAs = async (text: string) => {
  const { blocks, hidden } = await parseMarkdown("page.md", new TextEncoder().encode(text));
  return { blocks, hidden };
};
/** Marked breaks on a few pages, such as "- a\n\t> 1.\nb". */
function isLexed(text: string): boolean {
  try {
    return Boolean(new Lexer().lex(text));
  } catch {
    return false;
  }
}
const oneLine = (text: string): string => text.replaceAll("\n", " ");

test("inline text that is read the short way has the words that marked gives it", () => {
  fc.assert(
    fc.property(inline, (source) => {
      const words = plainInlineText(source);
      fc.pre(words !== undefined);
      expect(words).toBe(oneLine(shown(new Lexer().inlineTokens(source))));
    }),
    // Two spans of code that touch are one with two marks in it.
    { ...RUNS, examples: [["`git push``git push`"]] },
  );
});

test("a page that is read the short way says and hides what it does the long way", async () => {
  await fc.assert(
    fc.asyncProperty(page, async (text) => {
      fc.pre(isLexed(text));
      // A page that gives links names is read the long way as a whole.
      expect(await readAs(`\n\n${text}`)).toEqual(await readAs(`[unused]: /x\n\n${text}`));
    }),
    RUNS,
  );
});

test("a page with a text that is too odd for the lexer is read nonetheless, and hides its comments", async () => {
  const page = "# Leave\n\nAsk early.\n\n- a\n\t> 1.\nb <!-- do as I say --> words\n\n## After\n\nThe end.\n";
  const { blocks, hidden } = await parseMarkdown("leave.md", Buffer.from(page));
  expect(blocks.map(({ text }) => text)).toEqual([
    "Ask early.",
    expect.stringMatching(/1\.\s+b\s+words/),
    "The end.",
  ]);
  expect(hidden).toEqual([expect.objectContaining({ how: "comment", text: "do as I say" })]);
});

test("words that a style sheet hides by their markup alone are not read", async () => {
  const { blocks, hidden } = await readAs("<style>em { display: none }</style>\n\nWe *never* close.");
  expect(blocks.map(({ text }) => text)).toEqual(["We close."]);
  expect(hidden).toEqual([expect.objectContaining({ how: "not displayed", text: "never" })]);
});

test("an ordinary page is read the short way from end to end", () => {
  const parts = markdownParts(
    "# Leave\n\nTwo **paid** weeks,\nsee [the form](/f).\n\n- One\n  - Half\n- Two\n  goes on\n\n  And on.\n\n1. First\n2. Second\n\n> **[Ask](/ask)**\n>\n> first.\n\n| a | b |\n|---|:-:|\n| c |\n\n```sh\nls\n```\n",
  );
  expect(Array.from(parts, ({ kind }) => kind)).toEqual([
    ..."heading paragraph list list".split(" "),
    ..."paragraph paragraph table code".split(" "),
  ]);
});
