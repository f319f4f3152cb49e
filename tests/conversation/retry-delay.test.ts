import fc from "fast-check";
import { DEFAULT_RETRY, retryDelay } from "../../src/conversation/retry-delay.ts";

test("delays double, stay between half and all of the doubled wait, and never exceed the cap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random) => {
        const delay = retryDelay(attempt, DEFAULT_RETRY, () => random);
        const longest = Math.min(DEFAULT_RETRY.capMs, DEFAULT_RETRY.baseMs * 2 ** (attempt - 1));
        expect(delay).toBeGreaterThanOrEqual(longest / 2);
        expect(delay).toBeLessThanOrEqual(longest);
      },
    ),
  );
});

test("the last attempt comes within half an hour", () => {
  const total = Array.from({ length: DEFAULT_RETRY.maxAttempts - 1 }, (_, n) =>
    retryDelay(n + 1, DEFAULT_RETRY, () => 1),
  ).reduce((sum, delay) => sum + delay);
  expect(total).toBeLessThanOrEqual(30 * 60_000);
});
