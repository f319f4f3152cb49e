import { WebAPIRateLimitedError } from "@slack/web-api";
import fc from "fast-check";
import { type Clock, createPacer } from "../../../adapters/slack/files/pacer.ts";

/** Time passes only where somebody waits. */
function clockOf(): Clock & { at: number } {
  const clock = {
    at: 1_000_000,
    now: () => clock.at,
    async sleep(ms: number, signal: AbortSignal) {
      signal.throwIfAborted();
      clock.at += ms;
    },
  };
  return clock;
}
const { signal } = new AbortController();

test("within any sixty seconds there are never more calls of a method than Slack allows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 20_000 }), { minLength: 60, maxLength: 130 }),
      fc.boolean(),
      async (pauses, isCommercial) => {
        const clock = clockOf();
        const paced = createPacer({ isCommercial, clock, signal });
        const calls: number[] = [];
        for (const pause of pauses) {
          clock.at += pause;
          await paced("conversations.history", async () => calls.push(clock.at));
        }
        const allowed = isCommercial ? 1 : 40;
        for (const [index, at] of calls.entries()) {
          const next = calls[index + allowed];
          if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(60_000);
        }
        expect(calls).toHaveLength(pauses.length);
      },
    ),
    { numRuns: 30 },
  );
});

test("one method's pace holds up no other", async () => {
  const clock = clockOf();
  const paced = createPacer({ isCommercial: true, clock, signal });
  await paced("conversations.history", async () => undefined);
  await paced("conversations.replies", async () => undefined);
  await paced("files.info", async () => undefined);
  expect(clock.at).toBe(1_000_000);
});

test("a 429 is waited out as long as Slack asks; one that goes on is said with the pause", async () => {
  const clock = clockOf();
  const paced = createPacer({ isCommercial: false, clock, signal });
  let refusals = 2;
  const answer = await paced("files.list", async () => {
    if (refusals-- > 0) throw new WebAPIRateLimitedError(30);
    return "here";
  });
  expect([answer, clock.at]).toEqual(["here", 1_060_000]);
  const never = paced("files.list", async () => {
    throw new WebAPIRateLimitedError(7);
  });
  await expect(never).rejects.toMatchObject({ retryAfterMs: 7_000, message: expect.stringContaining("7 s") });
});

test("stopping ends a wait", async () => {
  const stopping = new AbortController();
  const paced = createPacer({ isCommercial: true, clock: clockOf(), signal: stopping.signal });
  await paced("conversations.history", async () => undefined);
  stopping.abort(new Error("stopped"));
  await expect(paced("conversations.history", async () => undefined)).rejects.toThrow("stopped");
});
