/** Trying again, as Microsoft asks: a growing pause with jitter, or the one that `Retry-After` names. */
import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "../limits.ts";
import { ConnectorRefusal } from "../transport/connector-refusal.ts";

/** Waiting times in milliseconds; tests shorten them. */
export interface Pace {
  readonly chunkIntervalMs: number;
  readonly streamMs: number;
  readonly retryBaseMs: number;
}

/** What Microsoft asks for. */
export const teamsPace: Pace = {
  chunkIntervalMs: limits.chunkIntervalMs,
  streamMs: limits.streamMs,
  retryBaseMs: limits.retryBaseMs,
};

/** Whether the same request may succeed later: Teams says so, or was not reached at all. */
const isPassing = (error: unknown): error is ConnectorRefusal =>
  error instanceof ConnectorRefusal && (error.status === 0 || limits.retryStatuses.includes(error.status));

/**
 * Runs `send` until it succeeds, up to `limits.sendAttempts` times. Only for requests that may arrive twice: updates
 * of a known message, the end of a stream, status lines.
 * @throws what the last attempt threw; at once when trying again is pointless.
 */
export async function patiently<Result>(send: () => Promise<Result>, pace: Pace): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isPassing(error) || attempt === limits.sendAttempts) throw error;
      // Full jitter: bots that were throttled together do not come back together.
      const ceilingMs = Math.min(limits.retryCeilingMs, pace.retryBaseMs * 2 ** attempt);
      const pauseMs = error.retryAfterMs ?? pace.retryBaseMs / 2 + Math.random() * ceilingMs;
      await sleep(Math.min(pauseMs, limits.retryCeilingMs));
    }
  }
}
