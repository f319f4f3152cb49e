/** The turns' engine: ledger, workers, couriers, retries. */
import type { Platform } from "../access/scopes.ts";
import type { Log } from "../operations/log.ts";
import { answer } from "./answer.ts";
import type { AnswerParts } from "./answer-parts.ts";
import { asReadableNow, countUnreadable } from "./as-readable-now.ts";
import type { Ask } from "./ask.ts";
import type { Courier, DeliveryNote } from "./courier.ts";
import { keepsFailing } from "./endings.ts";
import { createEventBuffer, type EventBuffer } from "./event-buffer.ts";
import { LEASE_MS } from "./lease.ts";
import { type Claim, LeaseLost, type Ledger } from "./ledger.ts";
import type { Outcome, Reply } from "./reply.ts";
import { DEFAULT_RETRY, type RetryPolicy, retryDelay } from "./retry-delay.ts";
import type { Turns } from "./turns.ts";
import { createTurnstile } from "./turnstile.ts";

/** What the engine counts; src/operations/metrics.ts has it. */
export interface TurnMetrics {
  readonly asks: { inc(labels: { outcome: Outcome | "undeliverable"; platform: Platform }): void };
  readonly turnSeconds: { observe(labels: { platform: Platform }, seconds: number): void };
  readonly deliveryFailures: { inc(labels: { platform: Platform }): void };
}

export interface TurnsOptions {
  readonly ledger: Ledger;
  readonly answerParts: AnswerParts;
  readonly log: Log;
  readonly metrics: TurnMetrics;
  /** Where `register` puts the ways back, for others who write to people. */
  readonly couriers?: Map<Platform, Courier>;
  /** How many asks are worked on at once; 8 by default. */
  readonly concurrency?: number;
  /** How many days finished asks are kept (DOCENT_LEDGER_DAYS). */
  readonly keepDays: number;
  readonly retry?: RetryPolicy;
  /** How often the ledger is looked through for asks that are due again or were left by another process, in ms. */
  readonly pollMs?: number;
  readonly now?: () => number;
}

const DAY_MS = 86_400_000;
const FORGET_EVERY_MS = 3_600_000;
/** How long a turn that was cut off may take to give its ask back. */
const ABORT_MS = 500;

/**
 * The front door of the conversation. Asks of one conversation are worked on one after the other, different
 * conversations side by side; that order holds within a process and for asks that are taken up again, so a platform's
 * messages should arrive at one process. An ask whose reply is stored is delivered again from the store, never
 * answered again.
 */
export function createTurns(options: TurnsOptions): Turns {
  const { ledger, answerParts, log, metrics, keepDays } = options;
  const { couriers = new Map(), concurrency = 8, retry = DEFAULT_RETRY } = options;
  const { pollMs = 1_000, now = Date.now } = options;
  /** Held by this process and not begun, oldest first. */
  const waiting: Claim[] = [];
  const running = new Map<string, Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  const stopping = new AbortController();
  const pause = createTurnstile();
  let started = false;
  let isPolling = false;
  /** The ledger gave as many asks as there was room for: more of them wait, and not for the next look at the clock. */
  let isBehind = false;

  const conversationOf = ({ tenant, conversation }: Ask) => `${tenant} ${conversation}`;

  /** Starts what may start: no two asks of one conversation at once, and the first of each first. */
  function begin(): void {
    if (!started || stopping.signal.aborted) return;
    for (let position = 0; position < waiting.length && running.size < concurrency; ) {
      const claim = waiting[position] as Claim;
      const key = conversationOf(claim.ask);
      if (running.has(key)) {
        position++;
        continue;
      }
      waiting.splice(position, 1);
      const work = workOn(claim).finally(() => {
        running.delete(key);
        begin();
        if (isBehind && running.size <= concurrency / 2) return pollSafely();
      });
      running.set(key, work);
    }
  }

  /** Takes up what is due in the ledger as far as there is room. */
  async function poll(): Promise<void> {
    const room = concurrency - running.size - waiting.length;
    if (room < 1 || !started || isPolling) return;
    isPolling = true;
    try {
      const claims = await ledger.claim({ platforms: [...couriers.keys()], limit: room });
      isBehind = claims.length === room;
      waiting.push(...claims);
    } finally {
      isPolling = false;
    }
    begin();
  }

  const pollSafely = () => poll().catch((error) => log.error("The ledger could not be read", { error }));

  /** One attempt at an ask; whatever happens ends in the ledger. */
  async function workOn(claim: Claim): Promise<void> {
    const { ask, attempt } = claim;
    try {
      if (attempt > retry.maxAttempts + 1) throw new Error("It ended Docent every time it was tried");
      const reply = await attemptOn(claim);
      await ledger.delivered(ask.id);
      metrics.asks.inc({ outcome: reply.outcome, platform: ask.platform });
      metrics.turnSeconds.observe({ platform: ask.platform }, (now() - ask.receivedAt) / 1_000);
      const { total: totalMs, search: searchMs, model: modelMs, checks: checksMs } = reply.timings;
      const { outcome, model } = reply;
      log.info("Replied", { ask: ask.id, outcome, model, attempt, totalMs, searchMs, modelMs, checksMs });
    } catch (error) {
      await afterFailure(claim, error).catch((failure) =>
        // The lease runs out and the ask is taken up again then.
        log.error("The ledger could not be written; the ask is tried again later", {
          ask: ask.id,
          error: failure,
        }),
      );
    }
  }

  async function afterFailure({ ask, attempt }: Claim, error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return log.warn(error.message, { ask: ask.id });
    if (stopping.signal.aborted) return ledger.release(ask.id);
    const failure = error instanceof Error ? error.message : String(error);
    metrics.deliveryFailures.inc({ platform: ask.platform });
    if (attempt >= retry.maxAttempts) {
      await ledger.undeliverable(ask.id, failure);
      metrics.asks.inc({ outcome: "undeliverable", platform: ask.platform });
      return log.error("Gave up on an ask: its reply could not be delivered", {
        ask: ask.id,
        attempt,
        error,
      });
    }
    const delay = retryDelay(attempt, retry);
    await ledger.retry(ask.id, now() + delay, failure);
    log.warn("An ask is tried again", { ask: ask.id, attempt, delayMs: Math.round(delay), error });
  }

  /** Answers (or takes the stored reply) and delivers, each at its own pace; resolves when both are done. */
  async function attemptOn(claim: Claim): Promise<Reply> {
    const { ask } = claim;
    const courier = couriers.get(ask.platform);
    if (!courier) throw new Error(`No courier is registered for ${ask.platform}`);
    const note: DeliveryNote = {
      handle: claim.handle,
      remember: (handle) => ledger.remember(ask.id, handle),
    };
    const buffer = createEventBuffer();
    const answering = claim.reply ? repeatStored(ask, claim.reply, buffer) : answerInto(claim, buffer);
    const [answered, delivered] = await Promise.allSettled([
      answering,
      courier.deliver(ask, buffer.events, note),
    ]);
    // The cause comes first: a courier that is cut off because answering failed only repeats it.
    if (answered.status === "rejected") throw answered.reason;
    if (delivered.status === "rejected") throw delivered.reason;
    return answered.value;
  }

  /** Runs the turn to its end, whether or not the courier keeps up, and stores the reply before it is let go. */
  async function answerInto({ ask, attempt }: Claim, buffer: EventBuffer): Promise<Reply> {
    try {
      for await (const event of eventsOf(ask, attempt)) {
        if (event.type === "done") {
          await ledger.answered(ask.id, event.reply);
          return repeat(await asStored(ask, event.reply), buffer);
        }
        buffer.push(event);
      }
      throw new Error("The turn ended without a reply");
    } catch (error) {
      buffer.end(error);
      throw error;
    }
  }

  /**
   * A document that moved after the turn's last look, and before the ledger knew that this reply rests on it, was told
   * to nobody: from here on a change finds the reply in the ledger.
   */
  async function asStored(ask: Ask, reply: Reply): Promise<Reply> {
    const now = await asReadableNow(ask, reply, answerParts);
    if (now !== reply) await ledger.answered(ask.id, now);
    return now;
  }

  /** The turn; after too many failures a reason, so that nobody waits for ever. */
  async function* eventsOf(ask: Ask, attempt: number): ReturnType<typeof answer> {
    if (attempt < retry.maxAttempts) {
      const masked = (question: string) => ledger.mask(ask.id, question);
      return yield* answer(ask, answerParts, { signal: stopping.signal, pause, masked });
    }
    yield {
      type: "done",
      reply: {
        ask: ask.id,
        outcome: "reason",
        text: keepsFailing,
        citations: [],
        receipt: answerParts.guard.open().receipt(),
        privateSources: 0,
        model: answerParts.model.name,
        timings: { total: 0, search: 0, model: 0, checks: 0 },
      },
    };
  }

  /** Since the reply was stored its readers may have changed: a channel was shared, a document was withdrawn. */
  async function repeatStored(ask: Ask, stored: Reply, buffer: EventBuffer): Promise<Reply> {
    try {
      const reply = await asReadableNow(ask, stored, answerParts);
      if (reply !== stored) await ledger.answered(ask.id, reply);
      return repeat(reply, buffer);
    } catch (error) {
      buffer.end(error);
      throw error;
    }
  }

  function repeat(reply: Reply, buffer: EventBuffer): Reply {
    buffer.push({ type: "done", reply });
    buffer.end();
    return reply;
  }

  /** Waits for the running turns, but no longer than this. */
  async function settled(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    await Promise.race([Promise.all(running.values()), promise]);
    clearTimeout(timer);
  }

  /** Does `work` every so often; a failure is logged and the next time comes. */
  const every = (ms: number, what: string, work: () => Promise<unknown>) =>
    timers.push(setInterval(() => work().catch((error) => log.error(what, { error })), ms));

  return {
    register: (platform, courier) => void couriers.set(platform, courier),

    receive: async (ask) => {
      if (!couriers.has(ask.platform))
        throw new TypeError(`Nobody could deliver a reply to ${ask.platform}: register its courier first`);
      const received = await ledger.receive(ask);
      if (!received.duplicate) {
        waiting.push(received.claim);
        begin();
      }
      return { id: received.id, duplicate: received.duplicate };
    },

    start: async () => {
      await ledger.freeAbandoned();
      started = true;
      begin();
      await poll();
      every(pollMs, "The ledger could not be read", poll);
      every(LEASE_MS / 3, "Leases could not be renewed", ledger.renew);
      every(FORGET_EVERY_MS, "Old asks could not be deleted", () => ledger.forget(now() - keepDays * DAY_MS));
    },

    stop: async (graceMs) => {
      started = false;
      timers.forEach(clearInterval);
      await settled(graceMs);
      stopping.abort(new Error("Docent is stopping"));
      // What was cut off gives its ask back; a courier that hangs keeps its own, and the next start frees it.
      await settled(ABORT_MS);
      await Promise.all(waiting.splice(0).map(({ ask }) => ledger.release(ask.id)));
    },

    reply: async (id, reader) => {
      const found = await ledger.find(id);
      if (!found?.reply || found.ask.tenant !== reader.tenant) return undefined;
      const { ask } = found;
      const isReader = ask.audience.kind === "channel" && ask.audience.channel === reader.channel;
      if (ask.person !== reader.person && !isReader) return undefined;
      const reply = await asReadableNow(ask, found.reply, answerParts);
      // How much the asker could read besides is nobody else's business.
      return ask.person === reader.person ? reply : { ...reply, privateSources: 0 };
    },

    mayShare: async (id, person, channel) => {
      const found = await ledger.find(id);
      if (!found?.reply || found.ask.person !== person) return { allowed: false, unreadable: 0 };
      const { ask, reply } = found;
      const unreadable = await countUnreadable(ask, reply, { kind: "channel", channel }, answerParts);
      if (reply.outcome !== "answer" || reply.notice || unreadable > 0) return { allowed: false, unreadable };
      const question = await answerParts.guard.open().label(ask.question, []);
      const { interpretedAs: _, ...shared } = reply;
      return { allowed: true, reply: { ...shared, privateSources: 0 }, question, unreadable };
    },

    shared: (id, copy) => ledger.copied(id, copy),
    feedback: (id, from, verdict) => ledger.feedback(id, from, verdict),
  };
}
