/**
 * Waits for `work`, but no longer than `ms` milliseconds; what comes later goes unheard.
 * @throws what the work throws, or an error with `message` when time is up.
 */
export async function within<Result>(ms: number, work: Promise<Result>, message: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const clock = setTimeout(() => reject(new Error(message)), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(clock);
  }
}
