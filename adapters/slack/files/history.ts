/** Reads the earlier messages of channels, page by page, and goes on where it was when the process ended. */
import type { WebClient } from "@slack/web-api";
import { backoff } from "../../../src/documents/backoff.ts";
import { type Loop, startLoop } from "../../../src/documents/loop.ts";
import { explain, type Log } from "../../../src/operations/log.ts";
import { slackLimits } from "../limits.ts";
import type { ChannelStore, Gap, IndexedChannel } from "./channel-store.ts";
import { explainRefusal, saysMessageIsGone } from "./explain-refusal.ts";
import type { MessageStore, Replies } from "./message-store.ts";
import type { Clock, Paced } from "./pacer.ts";
import { readMessage, type SlackMessage, toStored } from "./read-message.ts";

interface HistoryOptions {
  readonly client: WebClient;
  readonly paced: Paced;
  readonly clock: Clock;
  readonly channels: ChannelStore;
  readonly messages: MessageStore;
  readonly botUser: string;
  readonly isCommercial: boolean;
  /** A channel's whole history is read again after so long, for what no event told, ms. */
  readonly everyMs: number;
  /** Has a thread indexed as it now is. Durable when it resolves. */
  readonly touch: (channel: string, thread: string) => Promise<void>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface History {
  /** Begins, once what was missed is known of every channel. */
  start(): void;
  /** Begins with a channel whose messages are to be read, or reads what was missed while nobody listened. */
  catchUp(channel: string): Promise<void>;
  /** An event wrote this message: a page that was asked for before is older. */
  heard(channel: string, ts: string): void;
  /** Why the history could not be read last time. */
  problem(channel: string): string | undefined;
  /** No longer waits for Slack's pages of this channel; resolves when none of them is under way. */
  letGo(channel: string): Promise<void>;
  /** Resolves when nothing is written any more, after the signal. */
  ended(): Promise<void>;
}

/** A time later than any message, as far as clocks agree. */
const AHEAD_SECONDS = 3_600;
const SETTLING_SECONDS = 60;
/** When there is nothing to read. */
const REST_MS = 60_000;

const repliesTo = ({ reply_count = 0, latest_reply = "" }: SlackMessage): Replies => ({
  count: reply_count,
  latest: latest_reply,
});

export function readHistory(options: HistoryOptions): History {
  const { client, paced, clock, channels, messages, botUser, isCommercial, everyMs, touch, log } = options;
  const limit = isCommercial ? slackLimits.commercialMessages : slackLimits.messagesPerPage;
  const heard = new Map<string, Set<string>>();
  const problems = new Map<string, { text: string; attempts: number; until: number }>();
  let underWay:
    | { readonly channel: string; readonly page: Promise<unknown>; readonly wanted: AbortController }
    | undefined;
  let turn = 0;

  const isOn = (id: string): boolean => channels.get(id)?.messages === "on";
  const wasHeard = (channel: string, ts: string): boolean => heard.get(channel)?.has(ts) ?? false;

  async function step(): Promise<number> {
    await noteDue();
    const now = clock.now();
    const open = channels
      .all()
      .filter(({ messages: kept, isArchived, gaps }) => kept === "on" && !isArchived && gaps.length > 0);
    const ready = open.filter(({ channel }) => restsUntil(channel) <= now);
    if (ready.length === 0) return Math.min(REST_MS, ...open.map(({ channel }) => restsUntil(channel) - now));
    turn += 1;
    const channel = ready[turn % ready.length]!;
    const wanted = new AbortController();
    const reading = readPage(channel, wanted.signal);
    underWay = { channel: channel.channel, page: reading.catch(() => undefined), wanted };
    try {
      await reading;
      problems.delete(channel.channel);
    } catch (error) {
      options.signal.throwIfAborted();
      if (wanted.signal.aborted) return 0;
      const reason = explainRefusal(error, channel.isPrivate ? "groups:history" : "channels:history");
      const attempts = (problems.get(channel.channel)?.attempts ?? 0) + 1;
      const until = clock.now() + backoff(attempts, reason);
      problems.set(channel.channel, { text: explain(reason), attempts, until });
      log.warn("A channel's messages could not be read; it is tried again", {
        channel: channel.channel,
        error,
      });
    }
    return 0;
  }

  const restsUntil = (channel: string): number => problems.get(channel)?.until ?? 0;

  /** Whatever was read completely long ago is read again. */
  async function noteDue(): Promise<void> {
    for (const { channel, messages: kept, gaps, walkedAt, isArchived } of channels.all()) {
      if (kept !== "on" || isArchived || gaps.some(({ wholeSince }) => wholeSince !== undefined)) continue;
      if (walkedAt === undefined || walkedAt + everyMs <= clock.now())
        await channels.update(channel, { gaps: [{ wholeSince: clock.now() }] });
    }
  }

  async function readPage({ channel, gaps }: IndexedChannel, wanted: AbortSignal): Promise<void> {
    const gap = gaps[0]!;
    heard.set(channel, new Set());
    const latest = gap.before ?? `${Math.floor(clock.now() / 1_000) + AHEAD_SECONDS}.000000`;
    // With a latest message Slack gives the page that ends there; without one, the page that begins at `oldest`.
    const request = { channel, latest, limit, ...(gap.until && { oldest: gap.until }) };
    const page = await paced("conversations.history", () => client.conversations.history(request), wanted);
    if (!isOn(channel)) return;
    const found = (page.messages ?? []).map(readMessage);
    const times = found.map(({ ts }) => ts).toSorted();
    const [oldest = latest] = times;
    const hasMore = page.has_more === true && oldest < latest;
    // What was stored a moment ago Slack may not list yet; anything older that it does not list is gone.
    const settled = `${Math.floor(clock.now() / 1_000) - SETTLING_SECONDS}.000000`;
    const before = gap.before ?? settled;
    await takeUp(channel, found, { after: hasMore ? oldest : (gap.until ?? "0"), before, wanted });
    if (!isOn(channel)) return;
    await close(channel, gap, hasMore ? oldest : undefined);
  }

  /** Everything of a gap that is newer than `before` has been read; all of it without. */
  async function close(channel: string, gap: Gap, before: string | undefined): Promise<void> {
    const gaps = channels.get(channel)?.gaps ?? [];
    if (!gaps.includes(gap)) return;
    const isWhole = before === undefined && gap.wholeSince !== undefined;
    await channels.update(channel, {
      gaps: gaps.flatMap((each) => {
        if (each !== gap) return [each];
        return before === undefined ? [] : [{ ...gap, before }];
      }),
      ...(isWhole && { walkedAt: gap.wholeSince }),
    });
  }

  async function takeUp(
    channel: string,
    found: readonly SlackMessage[],
    bounds: { readonly after: string; readonly before: string; readonly wanted: AbortSignal },
  ): Promise<void> {
    const known = new Map((await messages.roots(channel, bounds)).map((message) => [message.ts, message]));
    const fresh = found.filter(({ ts }) => !wasHeard(channel, ts));
    const moved = await write(channel, fresh);
    const present = new Set(found.map(({ ts }) => ts));
    for (const ts of known.keys()) {
      if (present.has(ts) || wasHeard(channel, ts)) continue;
      await messages.removeThread(channel, ts);
      moved.add(ts);
    }
    for (const root of await otherwiseAnswered(channel, fresh)) {
      await readReplies(channel, root, bounds.wanted);
      if (!isOn(channel)) return;
      moved.add(root.ts);
    }
    await Promise.all([...moved].map((thread) => touch(channel, thread)));
  }

  /** The messages whose replies are not those that were read last. */
  async function otherwiseAnswered(
    channel: string,
    found: readonly SlackMessage[],
  ): Promise<readonly SlackMessage[]> {
    const roots = found.filter(({ ts, thread_ts = ts }) => thread_ts === ts);
    const ids = roots.map(({ ts }) => ts);
    const [stored, answered] = await Promise.all([
      messages.getMany(channel, ids),
      messages.answered(channel, ids),
    ]);
    return roots.filter((root) => {
      const { count, latest } = repliesTo(root);
      if (count === 0) return answered.has(root.ts);
      const read = stored.get(root.ts)?.replies;
      return read?.count !== count || read.latest !== latest;
    });
  }

  /** Stores what is to be read and removes what is not; the threads that are not what they were. */
  async function write(channel: string, found: readonly SlackMessage[]): Promise<Set<string>> {
    const known = await messages.getMany(
      channel,
      found.map(({ ts }) => ts),
    );
    const others = found
      .map((message) => ({ stored: toStored(message, botUser), hasReplies: Boolean(message.reply_count) }))
      .filter(({ stored: { ts, text } }) => known.get(ts)?.text !== text);
    const isKept = ({ stored, hasReplies }: (typeof others)[number]) => stored.text !== "" || hasReplies;
    const gone = others.filter((one) => !isKept(one) && known.has(one.stored.ts));
    // What an event wrote meanwhile is newer.
    const kept = others.filter((one) => isKept(one) && !wasHeard(channel, one.stored.ts));
    await messages.save(
      channel,
      kept.map(({ stored }) => stored),
    );
    await messages.remove(
      channel,
      gone.map(({ stored }) => stored.ts),
    );
    const moved = others.filter(({ stored: { ts, text } }) => known.has(ts) || text !== "");
    return new Set(moved.map(({ stored }) => stored.thread));
  }

  async function readReplies(channel: string, root: SlackMessage, wanted: AbortSignal): Promise<void> {
    const thread = root.ts;
    const found: SlackMessage[] = [];
    let cursor: string | undefined;
    try {
      for (let page = 0; page < slackLimits.repliesPages; page += 1) {
        const request = { channel, ts: thread, limit, ...(cursor && { cursor }) };
        const answer = await paced(
          "conversations.replies",
          () => client.conversations.replies(request),
          wanted,
        );
        found.push(...(answer.messages ?? []).map(readMessage));
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (!cursor) break;
      }
    } catch (error) {
      if (!saysMessageIsGone(error)) throw error;
      await messages.removeThread(channel, thread);
      return;
    }
    if (!isOn(channel)) return;
    await write(
      channel,
      found.filter(({ ts }) => !wasHeard(channel, ts)),
    );
    const present = new Set(found.map(({ ts }) => ts));
    const gone = (await messages.thread(channel, thread)).filter(
      ({ ts }) => !present.has(ts) && !wasHeard(channel, ts),
    );
    await messages.remove(
      channel,
      gone.map(({ ts }) => ts),
    );
    const stored = await messages.get(channel, thread);
    if (stored) await messages.save(channel, [{ ...stored, replies: repliesTo(root) }]);
  }

  let loop: Loop | undefined;

  return {
    start() {
      loop = startLoop({ name: "Reading Slack's history", step, signal: options.signal, log });
    },
    async catchUp(channel) {
      const gaps = channels.get(channel)?.gaps ?? [];
      const newest = await messages.newest(channel);
      // A reading of everything that has not begun covers what was missed.
      const isCovered = gaps.some(({ wholeSince, before }) => wholeSince !== undefined && !before);
      if (newest && !isCovered) await channels.update(channel, { gaps: [{ until: newest }, ...gaps] });
      loop?.wake();
    },
    heard: (channel, ts) => void heard.get(channel)?.add(ts),
    problem: (channel) => problems.get(channel)?.text,
    async letGo(channel) {
      if (underWay?.channel !== channel) return;
      underWay.wanted.abort(new Error(`the messages of ${channel} are no longer read`));
      await underWay.page;
    },
    async ended() {
      await loop?.ended;
    },
  };
}
