/** Which of Slack's messages are knowledge, and which are bookkeeping, apps or questions to Docent. */
import { z } from "zod";
import type { StoredMessage } from "./message-store.ts";

/** What Docent reads of a message. https://docs.slack.dev/reference/events/message */
export const messageShape = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().default(""),
  subtype: z.string().nullish(),
  edited: z.object({ ts: z.string() }).optional(),
  reply_count: z.number().optional(),
  latest_reply: z.string().optional(),
});

export type SlackMessage = z.infer<typeof messageShape>;

/** @throws when it is no message. */
export const readMessage = (message: unknown): SlackMessage => messageShape.parse(message);

/** What people write; every other subtype is a bot, somebody who joined, or Slack's own bookkeeping. */
const writtenSubtypes: ReadonlySet<string> = new Set(["", "file_share", "thread_broadcast", "me_message"]);

/** A person's words that are not addressed to Docent: a question is no answer to the next one who asks it. */
const isWritten = ({ user, bot_id, subtype, text }: SlackMessage, botUser: string): boolean =>
  Boolean(user) &&
  user !== botUser &&
  !bot_id &&
  writtenSubtypes.has(subtype ?? "") &&
  !text.includes(`<@${botUser}`) &&
  text.trim() !== "";

/** What is stored of a message: one that is not to be read has no text. */
export function toStored(message: SlackMessage, botUser: string): StoredMessage {
  const { ts, thread_ts, user = "", text, edited } = message;
  return {
    ts,
    thread: thread_ts ?? ts,
    speaker: user,
    text: isWritten(message, botUser) ? text : "",
    ...(edited && { editedAt: timeOf(edited.ts) }),
  };
}

/** Messages are named by when they were sent: seconds and microseconds since 1970. */
export const timeOf = (ts: string): number => Math.floor(Number(ts) * 1_000);
