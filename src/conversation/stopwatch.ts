/** Where a turn's time goes. */
export interface Stopwatch {
  /** Adds what `work` takes to a step. */
  time<Result>(step: Step, work: () => Promise<Result>): Promise<Result>;
  /** Adds (or, when negative, takes away) milliseconds. */
  add(step: Step, ms: number): void;
  /** Whole milliseconds by step and since the stopwatch was made. */
  read(): Readonly<Record<"search" | "model" | "checks" | "total", number> & { embedding?: number }>;
}

/** `embedding` is the part of `search` that waited for the question's vector, where there is an embedding model. */
type Step = "search" | "model" | "checks" | "embedding";

/** A stopwatch that runs from now on. */
export function stopwatch(): Stopwatch {
  const started = performance.now();
  const steps: Record<Exclude<Step, "embedding">, number> & { embedding?: number } = {
    search: 0,
    model: 0,
    checks: 0,
  };
  const add = (step: Step, ms: number) => {
    steps[step] = (steps[step] ?? 0) + ms;
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
      ...(steps.embedding !== undefined && { embedding: Math.round(steps.embedding) }),
    }),
  };
}
