/**
 * Jobs that come in while others are being done are done together next: a hundred that each need a transaction share a
 * few. All of a batch fail with whatever `run` throws; one job's own failure is part of its result.
 */
export function inBatches<Job, Result>(
  run: (jobs: readonly Job[]) => Promise<readonly Result[]>,
): (job: Job) => Promise<Result> {
  let waiting: { readonly job: Job; readonly done: PromiseWithResolvers<Result> }[] = [];
  let isRunning = false;

  async function work(): Promise<void> {
    isRunning = true;
    while (waiting.length) {
      const batch = waiting;
      waiting = [];
      try {
        const results = await run(batch.map(({ job }) => job));
        for (const [at, { done }] of batch.entries()) done.resolve(results[at] as Result);
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    isRunning = false;
  }

  return (job) => {
    const done = Promise.withResolvers<Result>();
    waiting.push({ job, done });
    if (!isRunning) void work();
    return done.promise;
  };
}
