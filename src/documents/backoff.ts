/** The longest wait before a second attempt and the longest there is, in milliseconds. */
const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;

/**
 * How long to wait, in milliseconds, after the given number of attempts failed in a row (1 after the first).
 *
 * Exponential backoff with "equal jitter": between half and all of the doubled wait, so that what failed together does
 * not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). An error that
 * carries `retryAfterMs` says itself how long; it is never shortened.
 */
export function backoff(attempts: number, error?: unknown, random: () => number = Math.random): number {
  const longest = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempts - 1, 20));
  const own = longest / 2 + (longest / 2) * random();
  return Math.round(Math.max(own, retryAfterMs(error) ?? 0));
}

/** How long a source asked to be left alone, in milliseconds, where its error says so. */
export function retryAfterMs(error: unknown): number | undefined {
  const said = (error as { readonly retryAfterMs?: unknown } | undefined)?.retryAfterMs;
  return typeof said === "number" && said >= 0 ? said : undefined;
}
