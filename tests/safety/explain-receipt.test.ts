import { explainDraft, explainReceipt } from "../../src/safety/explain-receipt.ts";
import type { Receipt, ReceiptEntry } from "../../src/safety/receipt.ts";

import { UNCHECKED, UNREACHABLE } from "../../src/safety/verdict.ts";

const entry = (filter: string, change: Partial<ReceiptEntry> = {}): ReceiptEntry => ({
  filter,
  version: "1",
  stage: "sentence",
  score: 0,
  threshold: 0.5,
  action: "allow",
  checked: 3,
  flagged: 0,
  ...change,
});
const receipt: Receipt = {
  entries: [
    entry("grounding"),
    entry("personal-data", { action: "redact", flagged: 1, score: 1, reason: "a phone number" }),
    entry("an-own-filter"),
  ],
  sentences: { drafted: 3, released: 2, redacted: 1, withheld: 1 },
  quarantinedPassages: 1,
};

test("a receipt in plain words, one line a filter, then passages and sentences", () => {
  expect(explainReceipt(receipt).map(({ check, result, concern }) => [check, result, concern])).toEqual([
    ["Support by the sources", "3 texts checked, all supported", false],
    ["Personal data", "3 texts checked, 1 flagged, removed from the text: a phone number", true],
    ["an-own-filter", "3 texts checked, nothing found", false],
    ["Passages kept from the model", "1 passage tried to give instructions and was not used", true],
    ["Sentences", "3 sentences drafted, 2 shown, 1 with parts removed, 1 held back", true],
  ]);
});

test("a filter that could not look has flagged nothing, and the line says so", () => {
  const away = { score: 0, threshold: 1, action: "note", flagged: 2, reason: UNREACHABLE } as const;
  const broken = { score: 1, threshold: 0, action: "withhold", flagged: 1, reason: UNCHECKED } as const;
  const entries = [entry("openai-moderation", away), entry("toxicity", broken)];
  expect(
    explainReceipt({ ...receipt, entries })
      .map(({ result }) => result)
      .slice(0, 2),
  ).toEqual([
    "3 texts checked, 2 without an opinion, noted: the service could not be reached; the local checks decided",
    "3 texts checked, 1 without an opinion, held back: could not be checked",
  ]);
});

test("a filter's line says which version scored what", () => {
  expect(explainReceipt(receipt)[1]?.detail).toBe("personal-data 1, score 1.00, threshold 0.50");
});

test("what a score is made of stands behind it, loudest first", () => {
  const categories = { hate: 0.2, violence: 0.81, sexual: 0.03 };
  const [line] = explainReceipt({ ...receipt, entries: [entry("toxicity", { score: 0.84, categories })] });
  expect(line?.detail).toBe("toxicity 1, score 0.84, threshold 0.50: violence 0.81, hate 0.20");
});

test("who drafted is said without jargon", () => {
  expect(explainDraft("extractive", 1_240)).toBe("Put together from the documents' own sentences in 1.2 s.");
  expect(explainDraft("openai:gpt-5-mini", 80)).toBe("Drafted by openai:gpt-5-mini in 0.1 s.");
});
