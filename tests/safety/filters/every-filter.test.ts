import fc from "fast-check";
import { localFilters } from "../../../src/safety/filters/catalogue.ts";
import type { Finding } from "../../../src/safety/verdict.ts";

const filters = localFilters();
/** Far above what a text takes, far below what a pattern takes that backtracks without bound. */
const TOO_LONG_MS = 1_500;

const sound = (text: string, { score, threshold, flagged, spans, reason }: Finding): void => {
  expect(score).toBeGreaterThanOrEqual(0);
  expect(score).toBeLessThanOrEqual(1);
  expect(flagged).toBe(score >= threshold);
  if (flagged) expect(reason).toBeTruthy();
  let last = 0;
  for (const { start, end } of [...(spans ?? [])].sort((a, b) => a.start - b.start)) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    last = end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
};

describe("every local filter", () => {
  test("has its own kebab-case name and a version", () => {
    expect(new Set(filters.map(({ name }) => name)).size).toBe(filters.length);
    for (const { name, version } of filters) {
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(version).toBeTruthy();
    }
  });

  test.each(filters)("$name answers soundly to any Unicode text", async (filter) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 10_000, size: "max" }),
          fc.string({ unit: "grapheme", maxLength: 500 }),
        ),
        async (text) => {
          sound(
            text,
            await filter.check({ stage: filter.stages[0] ?? "sentence", text, passages: [], question: "" }),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  const LENGTH = 10_000;
  const adversarial: Readonly<Record<string, string>> = Object.fromEntries(
    [
      "a",
      "A",
      "1",
      " ",
      "\n",
      "-",
      "=",
      "/",
      "+",
      "@",
      ".",
      "a.",
      "1 ",
      "1-",
      "1.",
      "a@",
      "a@a.",
      "=a",
      "A1",
      "aA1",
      '"',
      "'",
      "|",
      "\n| a",
      "ignore ",
      "ignore all ",
      "previous ",
      "the assistant ",
      "you are ",
      "women are ",
      "all the ",
      "fucking ",
      "really ",
      "password ",
      "password is ",
      "secret: ",
      "token=",
      "a:b@",
      "http://a:",
      "https://",
      "![",
      "![a](",
      "eyJ",
      "-----BEGIN ",
      "PRIVATE KEY",
      "i want to ",
      "kill ",
      "don't ",
      "\u200B",
      "a\u200B",
      "é",
      "ß",
      "Ω",
      "😀",
      "\u{E0041}",
      "1234 ",
      "+1 (415) 555-",
      "12 Main ",
      "Straße 1 ",
      "AB12 ",
      "ff:",
      "1.1.",
      "x a ",
      "man ",
      "whitelist ",
    ].map((unit) => [JSON.stringify(unit), unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)]),
  );

  test.each(filters)("$name does not stall on long repetitions", async (filter) => {
    for (const [unit, text] of Object.entries(adversarial)) {
      const startedAt = performance.now();
      const finding = await filter.check({
        stage: filter.stages[0] ?? "sentence",
        text,
        passages: [],
        question: "",
      });
      const tookMs = performance.now() - startedAt;
      sound(text, finding);
      if (tookMs > TOO_LONG_MS)
        throw new Error(`${filter.name} took ${Math.round(tookMs)} ms over ${unit} repeated`);
    }
  });
});
