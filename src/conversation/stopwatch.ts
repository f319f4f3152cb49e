/** Where a turn's time goes. */
export interface Stopwatch {
  /** Adds what `work` takes to a step. */
  time<Result>(step: Step, work: () => Promise<Result>): Promise<Result>;
  /** Adds (or, when negative, takes away) milliseconds. */
  add(step: Step, ms: number): void;
  /** Whole milliseconds by step and since the stopwatch was made. */
  read(): Readonly<Record<Step | "total", number>>;
}

type Step = "search" | "model" | "checks";

/** A stopwatch that runs from now on. */
export function stopwatch(): Stopwatch {
  const started = performance.now();
  const steps: Record<Step, number> = { search: 0, model: 0, checks: 0 };
  const add = (step: Step, ms: number) => {
    steps[step] += ms;
  };
  return {
    add,
    time: async (step, work) => {
      const from = performance.now();
      try {
        return await work();
      } finally {
        add(step, performance.now() - from);
      }
    },
    read: () => ({
      total: Math.round(performance.now() - started),
      search: Math.round(steps.search),
      model: Math.round(steps.model),
      checks: Math.round(Math.max(0, steps.checks)),
    }),
  };
}
