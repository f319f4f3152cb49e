/** Slack's ids as the rest of Docent names them, and where replies go. */
import { z } from "zod";
import {
  type ChannelId,
  channelId,
  type GroupId,
  groupId,
  type PersonId,
  personId,
} from "../../src/access/scopes.ts";
import type { ConversationId, Json } from "../../src/conversation/ask.ts";

export const slackPerson = (user: string): PersonId => personId(`slack:${user}`);
export const slackChannel = (channel: string): ChannelId => channelId(`slack:${channel}`);

/** A user group by its id, e.g. `slack:S0614TZR7`: handles can be renamed by members and would let them in. */
export const slackGroup = (usergroup: string): GroupId => groupId(`slack:${usergroup}`);

/** Slack's own id in `slack:U024BE7LH`. */
export const slackId = (id: PersonId | ChannelId | GroupId): string => id.slice(id.indexOf(":") + 1);

/** Follow-ups within one thread belong together. */
export const threadConversation = (channel: string, thread: string): ConversationId =>
  `slack:${channel}:${thread}` as ConversationId;

/** What one person asks privately within a channel; kept apart from what the channel's threads say. */
export const privateConversation = (channel: string, user: string): ConversationId =>
  `slack:${channel}:private:${user}` as ConversationId;

/** Direct messages with Docent start with D; a group direct message is a channel like any other. */
export const isDirect = (channel: string): boolean => channel.startsWith("D");

const threadAddress = z.object({
  kind: z.literal("thread"),
  channel: z.string(),
  /** The message that the thread hangs on. */
  thread: z.string(),
  user: z.string(),
  /** The asker's workspace, for streaming outside direct messages. */
  team: z.string(),
});
const privateAddress = z.object({
  kind: z.literal("private"),
  channel: z.string(),
  user: z.string(),
  /** Where in the channel the private reply stands, and where it would be shared. */
  thread: z.string().optional(),
  responseUrl: z.string(),
});

export type ThreadAddress = z.infer<typeof threadAddress>;
export type PrivateAddress = z.infer<typeof privateAddress>;

const address = z.discriminatedUnion("kind", [threadAddress, privateAddress]);

/** The address that an ask carries. @throws when it was not written by this adapter. */
export const readAddress = (json: Json): ThreadAddress | PrivateAddress => address.parse(json);
