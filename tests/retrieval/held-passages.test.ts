import { HeldPassages, HeldRows } from "../../src/retrieval/index/held-passages.ts";
import { passage } from "./passages.ts";

const LARGE = 3_000_000;

test("of more than may be held, what was longest not found is dropped, and said once", () => {
  const rows = new HeldRows();
  for (const row of [1, 2]) rows.found(row, LARGE);
  rows.found(1);
  rows.found(3, LARGE);
  expect(rows.takeDropped()).toEqual([2]);
  expect(rows.takeDropped()).toEqual([]);
  expect([1, 2, 3].map((row) => rows.has(row))).toEqual([true, false, true]);
});

test("what is gone is dropped, and what was never held is not spoken of", () => {
  const rows = new HeldRows();
  rows.found(1, 10);
  rows.drop(1);
  rows.drop(2);
  expect(rows.takeDropped()).toEqual([1]);
});

test("a passage that is neither held nor sent is an error, never another passage", () => {
  const held = new HeldPassages();
  const leave = passage("leave", "Parental leave");
  expect(held.unpack({ rows: [7], fresh: new Map([[7, JSON.stringify(leave)]]) })).toEqual([leave]);
  held.drop([7]);
  expect(() => held.unpack({ rows: [7], fresh: new Map() })).toThrow(/row 7/);
});
