import { sql } from "kysely";
import { z } from "zod";
import type { SlackMessageRow } from "../../../src/storage/tables.ts";
import type { StoreOptions } from "./channel-store.ts";

/** What Slack says of the replies to a message. */
const repliesShape = z.object({ count: z.number(), latest: z.string() });

export type Replies = z.infer<typeof repliesShape>;

/** A message of a channel whose messages are indexed. */
export interface StoredMessage {
  readonly ts: string;
  /** The message that its thread hangs on; its own ts for that message. */
  readonly thread: string;
  readonly speaker: string;
  /** As Slack writes it; empty for one that is only kept for the replies to it. */
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly editedAt?: number;
  /** What Slack said of the replies to it when those were last read. */
  readonly replies?: Replies;
}

/** The messages of indexed channels, in the database. Everything is durable when it resolves. */
export interface MessageStore {
  save(channel: string, messages: readonly StoredMessage[]): Promise<void>;
  get(channel: string, ts: string): Promise<StoredMessage | undefined>;
  /** Those of the given messages that are stored. */
  getMany(channel: string, ts: readonly string[]): Promise<ReadonlyMap<string, StoredMessage>>;
  /** Those of the given threads that replies are stored of. */
  answered(channel: string, threads: readonly string[]): Promise<ReadonlySet<string>>;
  remove(channel: string, ts: readonly string[]): Promise<void>;
  removeThread(channel: string, thread: string): Promise<void>;
  removeAll(channel: string): Promise<void>;
  /** Oldest first. */
  thread(channel: string, thread: string): Promise<readonly StoredMessage[]>;
  /** Threads by their first message, after `after`, at most a page of them. */
  threads(channel: string, after: string): Promise<readonly string[]>;
  /** The first messages of threads between two others, the bounds not among them. */
  roots(channel: string, bounds: { after: string; before: string }): Promise<readonly StoredMessage[]>;
  newest(channel: string): Promise<string | undefined>;
}

const PAGE = 500;

export function createMessageStore({ db, tenant, team }: StoreOptions): MessageStore {
  const rows = (channel: string) =>
    db
      .selectFrom("slack_messages")
      .where("tenant", "=", tenant)
      .where("team", "=", team)
      .where("channel", "=", channel);
  const gone = (channel: string) =>
    db
      .deleteFrom("slack_messages")
      .where("tenant", "=", tenant)
      .where("team", "=", team)
      .where("channel", "=", channel);

  return {
    async save(channel, messages) {
      if (messages.length === 0) return;
      await db
        .insertInto("slack_messages")
        .values(messages.map((message) => ({ tenant, team, channel, ...toColumns(message) })))
        .onConflict((conflict) =>
          conflict.columns(["tenant", "team", "channel", "ts"]).doUpdateSet(({ ref, fn }) => ({
            thread: ref("excluded.thread"),
            speaker: unlessForgotten("speaker"),
            text: unlessForgotten("text"),
            edited_at: ref("excluded.edited_at"),
            // Events say nothing of replies that were read before.
            replies: fn.coalesce(ref("excluded.replies"), ref("slack_messages.replies")),
          })),
        )
        .execute();
    },
    async get(channel, ts) {
      const row = await rows(channel).selectAll().where("ts", "=", ts).executeTakeFirst();
      return row && toMessage(row);
    },
    async getMany(channel, ts) {
      if (ts.length === 0) return new Map();
      const found = await rows(channel).selectAll().where("ts", "in", ts).execute();
      return new Map(found.map((row) => [row.ts, toMessage(row)]));
    },
    async answered(channel, threads) {
      if (threads.length === 0) return new Set();
      const found = await rows(channel)
        .select("thread")
        .distinct()
        .where("thread", "in", threads)
        .whereRef("ts", "!=", "thread")
        .execute();
      return new Set(found.map(({ thread }) => thread));
    },
    async remove(channel, ts) {
      if (ts.length > 0) await gone(channel).where("ts", "in", ts).execute();
    },
    async removeThread(channel, thread) {
      await gone(channel).where("thread", "=", thread).execute();
    },
    async removeAll(channel) {
      await gone(channel).execute();
    },
    async thread(channel, thread) {
      const found = await rows(channel).selectAll().where("thread", "=", thread).orderBy("ts").execute();
      return found.map(toMessage);
    },
    async threads(channel, after) {
      const found = await rows(channel)
        .select("thread")
        .distinct()
        .where("thread", ">", after)
        .orderBy("thread")
        .limit(PAGE)
        .execute();
      return found.map(({ thread }) => thread);
    },
    async roots(channel, { after, before }) {
      const found = await rows(channel)
        .selectAll()
        .whereRef("ts", "=", "thread")
        .where("ts", ">", after)
        .where("ts", "<", before)
        .execute();
      return found.map(toMessage);
    },
    async newest(channel) {
      const row = await rows(channel)
        .select(({ fn }) => fn.max("ts").as("ts"))
        .executeTakeFirst();
      return row?.ts ?? undefined;
    },
  };
}

/** What was forgotten on request stays so, whatever Slack says of it. */
const unlessForgotten = (column: "speaker" | "text") =>
  sql<string>`case when slack_messages.is_forgotten = 1 then '' else ${sql.ref(`excluded.${column}`)} end`;

const toColumns = (message: StoredMessage): Omit<SlackMessageRow, "tenant" | "team" | "channel"> => ({
  is_forgotten: 0,
  ts: message.ts,
  thread: message.thread,
  speaker: message.speaker,
  text: message.text,
  edited_at: message.editedAt ?? null,
  replies: message.replies ? JSON.stringify(message.replies) : null,
});

const toMessage = (row: SlackMessageRow): StoredMessage => ({
  ts: row.ts,
  thread: row.thread,
  speaker: row.speaker,
  text: row.text,
  ...(row.edited_at !== null && { editedAt: Number(row.edited_at) }),
  ...(row.replies !== null && { replies: repliesShape.parse(JSON.parse(row.replies)) }),
});
