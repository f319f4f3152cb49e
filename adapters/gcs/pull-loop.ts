import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../src/operations/log.ts";
import { type NotifiedSource, passOn, readNotification, type Touch } from "./notification.ts";
import type { PulledMessage, Subscription } from "./subscription.ts";

export interface PullParts {
  readonly subscription: Subscription;
  readonly source: NotifiedSource;
  readonly touch: Touch;
  readonly log: Log;
  /** After a pull that failed; doubles up to a minute. 1 s by default. */
  readonly retryDelayMs?: number;
  /** How often messages that wait for a slow disk are kept from being sent again; 5 s by default, half of Pub/Sub's shortest deadline. */
  readonly extendEveryMs?: number;
}

const MAX_RETRY_DELAY_MS = 60_000;
const EXTENSION_SECONDS = 30;

/** Pulls until stopped. */
export interface PullLoop {
  start(): void;
  /** Lets what was pulled be passed on and acknowledged, then ends. */
  stop(): Promise<void>;
}

/** Takes notifications off a pull subscription; a message is acknowledged when it is durable, and not before. */
export function pullLoop(parts: PullParts): PullLoop {
  const { subscription, log, retryDelayMs = 1_000 } = parts;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const messages = await subscription.pull(stopping.signal);
        if (messages.length > 0) await take(messages, parts);
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        // An idle pull that nobody answered is no failure.
        if ((error as Error).name === "TimeoutError") continue;
        const waitMs = Math.min(retryDelayMs * 2 ** failures++, MAX_RETRY_DELAY_MS);
        log.warn("Cloud Storage notifications could not be pulled", { error, waitMs });
        await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** @throws when Pub/Sub or the database failed; what was not acknowledged is sent again. */
async function take(messages: readonly PulledMessage[], parts: PullParts): Promise<void> {
  const { subscription, log, extendEveryMs = 5_000 } = parts;
  const waiting = new Set(messages.map(({ ackId }) => ackId));
  const timer = setInterval(() => {
    subscription.extend([...waiting], EXTENSION_SECONDS).catch((error: unknown) => {
      log.debug("Messages may be sent twice: their deadline could not be extended", { error });
    });
  }, extendEveryMs);
  const durable: string[] = [];
  const failures: unknown[] = [];
  try {
    await Promise.all(
      messages.map(async ({ ackId, message }) => {
        const notification = readNotification(message);
        if (!notification)
          log.warn("A message is no notification of Cloud Storage: check which topic GCS_SUBSCRIPTION reads");
        try {
          if (notification) await passOn(notification, parts);
          durable.push(ackId);
        } catch (error) {
          failures.push(error);
        }
      }),
    );
  } finally {
    clearInterval(timer);
  }
  if (durable.length > 0) await subscription.acknowledge(durable);
  if (failures.length === 0) return;
  for (const ackId of durable) waiting.delete(ackId);
  await subscription.extend([...waiting], 0);
  throw failures[0];
}
