/** How often and how long a delivery is tried. */
export interface RetryPolicy {
  /** After this many attempts an ask is given up. */
  readonly maxAttempts: number;
  /** The longest wait before the second attempt, doubled for each one after it. */
  readonly baseMs: number;
  /** No wait is longer. */
  readonly capMs: number;
}

/** Ten attempts within about half an hour: the life of a Slack response address. */
export const DEFAULT_RETRY: RetryPolicy = { maxAttempts: 10, baseMs: 1_000, capMs: 300_000 };

/**
 * Exponential backoff with "equal jitter": between half and all of the doubled wait, so that many asks that failed
 * together do not come back together.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(attempt: number, policy: RetryPolicy, random: () => number = Math.random): number {
  const longest = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  return longest / 2 + (longest / 2) * random();
}
