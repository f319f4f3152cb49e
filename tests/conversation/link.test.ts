import { citationLink } from "../../src/conversation/link.ts";
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
