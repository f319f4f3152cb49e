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

test("a far better passage stays first, and passages without a title support nobody", () => {
  expect(order([hit("alone", "Travel", 10), hit("a", "Leave", 7), hit("b", "Leave", 6)])[0]).toBe("alone");
  expect(order([hit("x", "", 10), hit("y", "", 9.9)])).toEqual(["x", "y"]);
  expect(withSectionSupport([hit("x", "", 10), hit("y", "", 9.9)])[0]!.score).toBe(10);
});
