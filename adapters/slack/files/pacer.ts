/** Keeps calls of the Web API within what Slack allows a minute, for work that nobody waits for. */
import { setTimeout as delay } from "node:timers/promises";
import { WebAPIRateLimitedError } from "@slack/web-api";
import { PassingSourceError } from "../../../src/documents/sources/source.ts";
import { slackLimits } from "../limits.ts";

/** A clock that can be waited on; another one in tests. */
export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** @throws the signal's reason when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};

/** The methods that indexing calls. */
export type PacedMethod =
  | "conversations.history"
  | "conversations.info"
  | "conversations.replies"
  | "files.info"
  | "files.list"
  | "users.info";

/**
 * Makes a call when its method's turn has come.
 * @param given aborts when nobody waits for the outcome any more
 * @throws {PassingSourceError} when Slack keeps saying 429, and the reason of a signal that aborts before the turn.
 */
export type Paced = <Result>(
  method: PacedMethod,
  call: () => Promise<Result>,
  given?: AbortSignal,
) => Promise<Result>;

interface PacerOptions {
  /** Whether history comes at the pace of commercial apps. */
  readonly isCommercial: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const MINUTE_MS = 60_000;

/**
 * One pace for each method: never more calls within any sixty seconds than Slack allows, and after a 429 none before
 * the time that Slack asks for.
 */
export function createPacer({ isCommercial, clock, signal: stopping }: PacerOptions): Paced {
  const { tier3, tier4 } = slackLimits.callsPerMinute;
  const history = isCommercial ? slackLimits.commercialCallsPerMinute : tier3;
  const perMinute: Readonly<Record<PacedMethod, number>> = {
    "conversations.history": history,
    "conversations.info": tier3,
    "conversations.replies": history,
    "files.info": tier4,
    "files.list": tier3,
    "users.info": tier4,
  };
  const paces = new Map<PacedMethod, { readonly calls: number[]; pausedUntil: number }>();

  const paceOf = (method: PacedMethod) => {
    const known = paces.get(method) ?? { calls: [], pausedUntil: 0 };
    paces.set(method, known);
    return known;
  };

  async function turnOf(method: PacedMethod, signal: AbortSignal): Promise<void> {
    const pace = paceOf(method);
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      while (pace.calls.length > 0 && pace.calls[0]! <= now - MINUTE_MS) pace.calls.shift();
      const isFull = pace.calls.length >= perMinute[method];
      const until = Math.max(pace.pausedUntil, isFull ? pace.calls[0]! + MINUTE_MS : 0);
      if (until <= now) break;
      await clock.sleep(until - now, signal);
    }
    pace.calls.push(clock.now());
  }

  return async (method, call, given) => {
    const signal = given ? AbortSignal.any([stopping, given]) : stopping;
    for (let attempt = 1; ; attempt += 1) {
      await turnOf(method, signal);
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof WebAPIRateLimitedError)) throw error;
        const pauseMs = error.retryAfter * 1_000;
        paceOf(method).pausedUntil = clock.now() + pauseMs;
        if (attempt === slackLimits.pacedAttempts)
          throw new PassingSourceError(
            `Slack asks for a pause of ${error.retryAfter} s before ${method}; Docent goes on after it`,
            pauseMs,
            error,
          );
      }
    }
  };
}
