import { withMarkers } from "../../src/conversation/markers.ts";
import { released } from "./stand-ins.ts";

const marked = (text: string, citations: readonly number[]) => withMarkers(released(text), citations).text;

test("markers follow the sentence; without citations it stays as it is", () => {
  expect(marked("Sixteen weeks.", [1, 3])).toBe("Sixteen weeks. [1][3]");
  expect(marked("## Leave", [])).toBe("## Leave");
});

test("after a table or a code block they stand on a line of their own, or they would become part of it", () => {
  expect(marked("| a | b |\n|---|---|\n| 1 | 2 |", [2])).toBe("| a | b |\n|---|---|\n| 1 | 2 |\n\n[2]");
  expect(marked("```\nls\n```", [1])).toBe("```\nls\n```\n\n[1]");
});
