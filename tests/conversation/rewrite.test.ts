import { corrected, standalone } from "../../src/conversation/rewrite.ts";

const history = [
  { question: "How many vacation days do we get?", answer: "Thirty days." },
  { question: "What about part-time?", answer: "" },
];

test("without history a question is searched as it is", () => {
  expect(standalone("How long is parental leave?", [])).toEqual({
    texts: [{ text: "How long is parental leave?", weight: 1 }],
    text: "How long is parental leave?",
  });
});

test("earlier turns are searched for with less weight, whatever the question", () => {
  expect(standalone("How do I order a laptop for my desk?", history).texts).toEqual([
    { text: "How do I order a laptop for my desk?", weight: 1 },
    { text: "What about part-time?", weight: 0.35 },
    { text: "How many vacation days do we get?", weight: 0.2 },
    { text: "Thirty days.", weight: 0.1 },
  ]);
});

test.each([
  "And in Germany?",
  "Germany?",
  "Who approves it?",
  "Do those expire at the end of the year?",
  "Why?",
  "What is the deadline for it?",
  "Why is that?",
  "What happens to them?",
])("%p needs what went before: topic, last question and itself make it standalone", (question) => {
  const { text, follows } = standalone(question, history);
  expect(text).toBe(`How many vacation days do we get? What about part-time? ${question}`);
  expect(follows).toBe("What about part-time?");
});

test.each([
  "How do I order a laptop for my desk?",
  "Which hotels may I book in Paris?",
  "If I lose my badge, who replaces it?",
  "Is it possible to carry vacation days over to another year?",
  "Why does records management matter?",
  "Are there times we should not collaborate with partners?",
  "Who signs the contracts that partners send?",
])("%p stands alone", (question) => {
  expect(standalone(question, history)).toMatchObject({ text: question });
  expect(standalone(question, history).follows).toBeUndefined();
});

test("typos are repaired as whole words, capitals kept", () => {
  const corrections = [{ from: "parentl", to: "parental" }];
  expect(corrected("Parentl leave, parentl pay, nonparentl?", corrections)).toBe(
    "Parental leave, parental pay, nonparentl?",
  );
});
