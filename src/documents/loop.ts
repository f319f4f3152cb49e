import type { Log } from "../operations/log.ts";

/** Something that goes on until it is stopped. */
export interface Loop {
  /** There may be something to do: the wait ends. */
  wake(): void;
  /** Resolves when the step that was under way, if any, has ended after the signal. */
  readonly ended: Promise<void>;
}

/** No wait is longer: another process may have left work without waking this one. */
const LONGEST_WAIT_MS = 15_000;
/** After a step that failed for a reason of its own, such as a full disk. */
const AFTER_FAILURE_MS = 5_000;

/**
 * Runs a step again and again until the signal aborts. The step resolves with how long there will be nothing to do, in
 * milliseconds; a wake that comes while it runs counts. One that throws is logged and tried again later.
 */
export function startLoop(options: {
  readonly name: string;
  readonly step: () => Promise<number>;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, "error">;
}): Loop {
  const { name, step, signal, log } = options;
  let isWoken = false;
  let rise: (() => void) | undefined;
  const wake = (): void => {
    isWoken = true;
    rise?.();
  };
  const sleep = async (ms: number): Promise<void> => {
    if (isWoken || ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const clock = setTimeout(resolve, Math.min(ms, LONGEST_WAIT_MS));
    rise = resolve;
    await promise;
    rise = undefined;
    clearTimeout(clock);
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      isWoken = false;
      try {
        await sleep(await step());
      } catch (error) {
        if (signal.aborted) return;
        log.error(`${name} failed; it is tried again`, { error });
        isWoken = false;
        await sleep(AFTER_FAILURE_MS);
      }
    }
  };
  signal.addEventListener("abort", wake, { once: true });
  return { wake, ended: run() };
}
