import type { Hit } from "../../src/retrieval/passage-index.ts";
import { withSectionSupport } from "../../src/retrieval/section-support.ts";
import { passage } from "./passages.ts";

const hit = (document: string, title: string, score: number): Hit => ({
  passage: passage(document, "text", { title }),
  score,
});
const order = (hits: readonly Hit[]) => withSectionSupport(hits).map((each) => each.passage.document);

test("of passages about as good, the one whose section speaks of it as well comes first", () => {
  expect(
    order([hit("alone", "Travel", 10), hit("backed", "Leave", 9.7), hit("backing", "Leave", 8)]),
  ).toEqual(["backed", "alone", "backing"]);
});

test("in a document with pages, the page where a topic begins comes before the one where it goes on", () => {
  const onPage = (page: number, score: number, document = "plan"): Hit => {
    const { passage: found } = hit(document, "Plan", score);
    return { passage: { ...found, location: { page, headings: [] } }, score };
  };
  const pages = (hits: readonly Hit[]) =>
    withSectionSupport(hits).map(({ passage: { document, location } }) => `${document} ${location.page}`);
  expect(pages([onPage(8, 10), onPage(7, 9.5), onPage(2, 9.9)])).toEqual(["plan 7", "plan 8", "plan 2"]);
  expect(pages([onPage(4, 10), onPage(9, 9), onPage(9, 8.9)])[0]).toBe("plan 9");
  expect(pages([onPage(8, 10), onPage(7, 9.5, "other")])).toEqual(["plan 8", "other 7"]);
});

test("a far better passage stays first, and passages without a title support nobody", () => {
  expect(order([hit("alone", "Travel", 10), hit("a", "Leave", 7), hit("b", "Leave", 6)])[0]).toBe("alone");
  expect(order([hit("x", "", 10), hit("y", "", 9.9)])).toEqual(["x", "y"]);
  expect(withSectionSupport([hit("x", "", 10), hit("y", "", 9.9)])[0]!.score).toBe(10);
});
