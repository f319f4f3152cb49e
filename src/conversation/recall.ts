/** Answer recall: when documents move, the answers that rest on them say so, where people read them. */
import type { Platform } from "../access/scopes.ts";
import { retryAfterMs } from "../documents/backoff.ts";
import type { DocumentId } from "../documents/document.ts";
import type { DocumentChange } from "../documents/keeper.ts";
import { type Loop, startLoop } from "../documents/loop.ts";
import type { Log } from "../operations/log.ts";
import type { Json } from "./ask.ts";
import type { Courier } from "./courier.ts";
import { newsOfAnswer } from "./endings.ts";
import type { RecallItem, RecallList } from "./recall-list.ts";
import { type RetryPolicy, retryDelay } from "./retry-delay.ts";
import { ReadersUnknown, type ReviewParts, reviewReply } from "./review-reply.ts";

export interface RecallOptions extends Omit<ReviewParts, "now" | "isFinal"> {
  readonly list: RecallList;
  /** The ways back to the platforms, as the turns have them. */
  readonly couriers: ReadonlyMap<Platform, Courier>;
  /** Answers older than this many days are edited no more (DOCENT_RECALL_DAYS); what is deleted leaves all of them. */
  readonly recallDays: number;
  readonly log: Log;
  /** How long a document must be left alone before its change is looked at, in ms. */
  readonly quietMs?: number;
  readonly now?: () => number;
}

export interface Recall {
  /** Puts the answers that rest on a document on the list; durable when it resolves. For `keeper.onChange`. */
  heard(change: Pick<DocumentChange, "document" | "kind">): Promise<void>;
  /** Looks at the answers that rest on a document now; resolves with how many were taken back. */
  review(document: DocumentId): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Who saves twice within a moment changes once. */
const QUIET_MS = 2_000;
/** How long readers whom nobody knows keep an answer up; after that they count as people who may not read. */
const UNKNOWN_READERS_MS = 3_600_000;
/** A reply that is on its way is edited once it has arrived. */
const ON_ITS_WAY_MS = 500;
/** About a day, most of it in hourly attempts: a platform that is down for a night loses no notice. */
const RETRY: RetryPolicy = { maxAttempts: 32, baseMs: 1_000, capMs: 3_600_000 };

/**
 * Everything is on a durable list and every step may be repeated: sources are looked at as they are now, editing a
 * message twice changes nothing, and the courier remembers whom it told. One asker is told once about one answer.
 */
export function createRecall(options: RecallOptions): Recall {
  const { list, couriers, recallDays, log, quietMs = QUIET_MS, now = Date.now } = options;
  const stopping = new AbortController();
  let working: Loop | undefined;

  /** @returns whether the reply was taken back */
  async function review(item: RecallItem): Promise<boolean> {
    const { ask, reply } = item;
    if (!reply) {
      // Its sources are looked at once more when its reply is stored.
      await list.reviewed(item);
      return false;
    }
    const isFinal = now() - item.since > UNKNOWN_READERS_MS;
    const found = await reviewReply(ask, reply, { ...options, now, isFinal });
    if (JSON.stringify(found.reply) === JSON.stringify(reply)) {
      await list.reviewed(item);
      return false;
    }
    const isYoung = now() - ask.receivedAt < recallDays * DAY_MS;
    const wasReplaced = await list.replace(item, found.reply, found.standing !== "sound" && isYoung);
    if (wasReplaced && found.standing !== "sound")
      log.info("A source of an answer moved; the answer says so", { ask: ask.id, standing: found.standing });
    return wasReplaced && found.standing === "withdrawn";
  }

  async function amend(item: RecallItem, courier: Courier): Promise<void> {
    const { ask, reply, handle } = item;
    if (!item.isFinished) return list.postpone(item, now() + ON_ITS_WAY_MS, false);
    const remember = (next: Json) => list.rememberReply(item, next);
    if (reply && item.isDelivered) await courier.amend?.(ask, reply, { handle, remember });
    await list.amended(item);
  }

  async function tell(item: RecallItem, courier: Courier): Promise<void> {
    const { ask, reply } = item;
    if (item.isTold || !courier.tell || !reply || !item.isDelivered || !ask.question)
      return list.told(item, null);
    const question = await options.guard.open().label(ask.question, []);
    await courier.tell(ask.person, newsOfAnswer(question, reply.notice ?? reply.text), {
      handle: item.tellHandle,
      remember: (handle) => list.rememberTelling(item, handle),
    });
    await list.told(item, now());
  }

  async function workOn(item: RecallItem): Promise<void> {
    const courier = couriers.get(item.ask.platform);
    try {
      if (item.needs.review) await review(item);
      else if (courier && item.needs.amend) await amend(item, courier);
      else if (courier && item.needs.tell) await tell(item, courier);
    } catch (error) {
      if (!(error instanceof ReadersUnknown) && item.attempts >= RETRY.maxAttempts) {
        log.error("Gave up on a notice: an answer whose source moved does not say so", {
          ask: item.ask.id,
          error,
        });
        if (item.needs.review) await list.reviewed(item);
        else if (item.needs.amend) await list.amended(item);
        else await list.told(item, null);
        return;
      }
      const delay = Math.max(retryDelay(item.attempts + 1, RETRY), retryAfterMs(error) ?? 0);
      log.warn("A notice of an answer is tried again", {
        ask: item.ask.id,
        delayMs: Math.round(delay),
        error,
      });
      await list.postpone(item, now() + delay, true);
    }
  }

  /** One platform that is slow holds up no other; within one, calls follow each other as its limits want it. */
  async function step(): Promise<number> {
    const platforms = [...couriers.keys()];
    const due = await list.due(now(), platforms);
    const queues = Map.groupBy(due, ({ ask, needs }) => (needs.review ? "" : ask.platform));
    await Promise.all(
      [...queues.values()].map(async (queue) => {
        for (const item of queue) if (!stopping.signal.aborted) await workOn(item);
      }),
    );
    const next = await list.nextAt(platforms);
    return next === undefined ? Number.POSITIVE_INFINITY : next - now();
  }

  return {
    async heard({ document, kind }) {
      await list.ask(document, kind === "deleted" ? now() : now() + quietMs);
      working?.wake();
    },
    async review(document) {
      await list.ask(document, now());
      let count = 0;
      for (const item of await list.citing(document)) {
        try {
          if (await review(item)) count += 1;
        } catch (error) {
          if (!(error instanceof ReadersUnknown)) throw error;
        }
      }
      working?.wake();
      return count;
    },
    start() {
      working = startLoop({ name: "Recalling answers", step, signal: stopping.signal, log });
    },
    async stop() {
      stopping.abort();
      await working?.ended;
    },
  };
}
