import fc from "fast-check";
import { differingAspects, type Told } from "../../src/conversation/compare-answers.ts";
import type { PassageId } from "../../src/documents/document.ts";

const told = (text: string, ...sources: string[]): Told => ({
  outcome: "answer",
  text,
  sources: sources as PassageId[],
});
const leave = "Employees may take 16 weeks of parental leave after the birth.";

test.each<[string, Told, Told, readonly string[]]>([
  ["the same", told(leave, "a"), told(leave, "a"), []],
  [
    "nothing twice",
    { outcome: "none", text: "", sources: [] },
    { outcome: "none", text: "", sources: [] },
    [],
  ],
  ["one outcome and another", told(leave, "a"), { outcome: "refused", text: "", sources: [] }, ["outcome"]],
  ["other sources", told(leave, "a", "b"), told(leave, "c"), ["sources"]],
  ["another number", told(leave, "a"), told(leave.replace("16", "12"), "a"), ["numbers"]],
  ["a refusal", told(leave, "a"), told(leave.replace("may", "may not"), "a"), ["advice"]],
  ["advice", told(leave, "a"), told(`We recommend this. ${leave}`, "a"), ["advice"]],
  [
    "half as much",
    told(`${leave} ${leave} It is paid in full by the company.`, "a"),
    told(leave, "a"),
    ["length"],
  ],
  ["other words", told("Badges open the door.", "a"), told("Lunch is in the yard.", "a"), ["wording"]],
  ["the numbering of a list", told("1. Desk\n2. Chair", "a"), told("- Desk\n- Chair", "a"), []],
])("%s", (_, here, there, aspects) => {
  expect(differingAspects(here, there)).toEqual(aspects);
});

test("an answer never differs from itself, and differs alike both ways", () => {
  const any = fc.record({
    outcome: fc.constantFrom("answer" as const, "none" as const, "refused" as const),
    text: fc.string({ maxLength: 60 }),
    sources: fc.subarray(["a", "b", "c"] as PassageId[]),
  });
  fc.assert(
    fc.property(any, any, (one, other) => {
      expect(differingAspects(one, one)).toEqual([]);
      expect(differingAspects(one, other)).toEqual(differingAspects(other, one));
    }),
    { numRuns: 100 },
  );
});
