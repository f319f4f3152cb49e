import { citationLink } from "../../src/conversation/link.ts";
import { textFragment } from "../../src/conversation/text-fragment.ts";
import { passage } from "./stand-ins.ts";

const at = (uri: string, page?: number) => ({
  ...passage("a/b c", "text"),
  uri,
  location: { page, headings: [] },
});
const QUOTE = "one two-three four, five six seven eight nine ten eleven twelve";

test("a PDF on the web opens at its page", () => {
  expect(citationLink(at("https://acme.test/plan.PDF?v=1", 12), QUOTE)).toBe(
    "https://acme.test/plan.PDF?v=1#page=12",
  );
});

test("a web page opens with the quote highlighted, its own anchor kept", () => {
  const fragment = ":~:text=one%20two%2Dthree%20four%2C%20five%20six,eight%20nine%20ten%20eleven%20twelve";
  expect(citationLink(at("https://acme.test/page"), QUOTE)).toBe(`https://acme.test/page#${fragment}`);
  expect(citationLink(at("https://acme.test/page#leave"), QUOTE)).toBe(
    `https://acme.test/page#leave${fragment}`,
  );
  expect(citationLink(at("https://acme.test/page"), "short & sweet")).toBe(
    "https://acme.test/page#:~:text=short%20%26%20sweet",
  );
});

test.each([
  [
    "a list over several lines by its first and last line",
    "- one two\n- three four five six\n- seven",
    "text=one%20two,seven",
  ],
  ["a table's row, which the page shows otherwise, not at all", "Plan: A; Price: 3", ""],
  ["what was taken out not at all", "the key is [a secret] and more", ""],
  ["words with a comma, a dash and an ampersand encoded", "R&D, off-site", "text=R%26D%2C%20off%2Dsite"],
])("%s", (_what, quote, fragment) => {
  expect(textFragment(quote, quote)).toBe(fragment);
});

test("a long quote is named by words that are found nowhere else in the passage", () => {
  const quote =
    "You may take leave at any time from the first day on, with pay, and you need not ask for it.";
  const passage = `You may take leave at half pay. ${quote} Then you need not ask for it.`;
  expect(textFragment(quote, passage)).toBe(
    "text=You%20may%20take%20leave%20at%20any,and%20you%20need%20not%20ask%20for%20it.",
  );
});

test.each([
  "https://acme.slack.com/archives/C1/p1700000000",
  "https://acme.sharepoint.com/sites/hr/Leave.pdf?web=1",
  "https://docs.google.com/document/d/1/edit",
  "https://acme.test/files/Plan.docx",
])("%s opens as it is: no fragment works there", (uri) => {
  expect(citationLink(at(uri, 3), QUOTE)).toBe(uri);
});

test("a document without web address opens in Docent's own view", () => {
  expect(citationLink(at("docent:x"), QUOTE)).toBe("/documents/a%2Fb%20c?passage=a%2Fb%20c%230");
  expect(citationLink(at("docent:x"), QUOTE, "https://docent.acme.test/")).toBe(
    "https://docent.acme.test/documents/a%2Fb%20c?passage=a%2Fb%20c%230",
  );
});

test.each(["javascript:alert(1)", "data:text/html,hi", "file:///etc/passwd", "no address"])(
  "%p is never linked",
  (uri) => {
    expect(citationLink(at(uri), QUOTE)).toMatch(/^\/documents\//);
  },
);
