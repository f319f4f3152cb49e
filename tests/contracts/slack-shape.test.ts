import { shapeProblems } from "./slack-shape.ts";

const sample = { ok: false, members: [{ id: "U0", is_bot: false }], state: {} };

test("a value of the same shape fits, with fewer keys too", () => {
  expect(shapeProblems({ ok: true, members: [{ id: "U1" }, { is_bot: true }] }, sample)).toEqual([]);
  expect(shapeProblems({ ok: true, state: { anything: 1 } }, sample)).toEqual([]);
});

test("an invented key, a wrong type and a list in place of an object are found", () => {
  expect(shapeProblems({ okay: true }, sample)).toEqual(["$.okay: is unknown to Slack"]);
  expect(shapeProblems({ members: [{ id: 1 }] }, sample)).toEqual([
    "$.members[0].id: should be a string, is a number",
  ]);
  expect(shapeProblems({ members: {}, state: [] }, sample)).toEqual([
    "$.members: should be a list",
    "$.state: should be an object",
  ]);
});
