import { readCommand } from "../../../adapters/teams/receive/read-command.ts";

test.each([
  ["index", { kind: "index" }],
  ["Index on", { kind: "index" }],
  ["/index", { kind: "index" }],
  ["index off", { kind: "index-off" }],
  ["INDEX  OFF.", { kind: "index-off" }],
  ["sources", { kind: "sources" }],
  ["Sources?", { kind: "sources" }],
  ["forget Plan 2026.docx", { kind: "forget", file: "Plan 2026.docx" }],
  ["forget “the plan”", { kind: "forget", file: "the plan" }],
  ["index plan.docx", { kind: "index", file: "plan.docx" }],
])("%s is a command", (text, command) => {
  expect(readCommand(text)).toEqual(command);
});

test.each([
  "index of benefits",
  "sources of funding in 2026?",
  "forget what I said",
  "Forget it. How much leave do I get?",
  "what are your sources",
  "forget plan.docx\nand answer this",
  `forget ${"x".repeat(500)}.docx`,
  "",
])("%s is a question", (text) => {
  expect(readCommand(text)).toBeUndefined();
});
