/** Slack's messages and commands as asks. */
import { z } from "zod";
import type { TenantId } from "../../../src/access/scopes.ts";
import type { NewAsk } from "../../../src/conversation/turns.ts";
import {
  isDirect,
  type PrivateAddress,
  privateConversation,
  slackChannel,
  slackPerson,
  type ThreadAddress,
  threadConversation,
} from "../identity.ts";
import type { Workspace } from "../workspace.ts";
import { cleanText } from "./clean-text.ts";

const message = z.object({
  type: z.enum(["app_mention", "message"]),
  channel: z.string(),
  user: z.string().optional(),
  text: z.string().default(""),
  ts: z.string(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  hidden: z.boolean().optional(),
  bot_id: z.string().optional(),
  edited: z.unknown().optional(),
  team: z.string().optional(),
  user_team: z.string().optional(),
});

/** What people write; every other subtype is Slack's own bookkeeping, an edit or a bot. */
const writtenSubtypes: ReadonlySet<string | undefined> = new Set([
  undefined,
  "",
  "file_share",
  "thread_broadcast",
]);

interface Context {
  readonly tenant: TenantId;
  readonly workspace: Workspace;
}

/**
 * The ask in a message event, or `undefined` when the message isn't addressed to Docent or isn't a person's.
 * The message itself is the key against redelivery, so an event that arrives twice, or once as a mention and once
 * as a direct message, is one ask.
 */
export function askFromMessage(event: unknown, { tenant, workspace }: Context): NewAsk | undefined {
  const read = message.safeParse(event);
  if (!read.success) return undefined;
  const { channel, user, text, ts, type, subtype, hidden, bot_id, edited } = read.data;
  if (!user || user === workspace.botUser || bot_id || hidden || edited || !writtenSubtypes.has(subtype))
    return undefined;
  const isMentioned = type === "app_mention" || text.includes(`<@${workspace.botUser}`);
  if (!isDirect(channel) && !isMentioned) return undefined;
  const thread = read.data.thread_ts || ts;
  const person = slackPerson(user);
  const address: ThreadAddress = {
    kind: "thread",
    channel,
    thread,
    user,
    team: read.data.user_team || read.data.team || workspace.team,
  };
  return {
    tenant,
    platform: "slack",
    dedupeKey: `message:${channel}:${ts}`,
    person,
    audience: isDirect(channel)
      ? { kind: "private", person }
      : { kind: "channel", channel: slackChannel(channel) },
    conversation: threadConversation(channel, thread),
    question: cleanText(text, workspace.botUser),
    address,
  };
}

interface PrivateQuestion {
  /** Slack's id of the command or button press. */
  readonly triggerId: string;
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  readonly responseUrl: string;
  /** As Slack sent it. */
  readonly text: string;
}

/** An ask whose reply only the asker sees: a command, or a press of "Show me privately". */
export function privateAsk(asked: PrivateQuestion, { tenant, workspace }: Context): NewAsk {
  const person = slackPerson(asked.user);
  const address: PrivateAddress = {
    kind: "private",
    channel: asked.channel,
    user: asked.user,
    ...(asked.thread && { thread: asked.thread }),
    responseUrl: asked.responseUrl,
  };
  return {
    tenant,
    platform: "slack",
    dedupeKey: `trigger:${asked.triggerId}`,
    person,
    audience: { kind: "private", person },
    conversation: privateConversation(asked.channel, asked.user),
    question: cleanText(asked.text, workspace.botUser),
    address,
  };
}
