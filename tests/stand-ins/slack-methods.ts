/** What each Web API method does in the stand-in, over a workspace in memory. */
import { blockProblems } from "./slack-blocks.ts";
import { fileMethods, type HistoryRule, type StandInFile } from "./slack-files.ts";

export interface StandInPerson {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  readonly isGuest: boolean;
  readonly isBot: boolean;
  readonly isDeleted: boolean;
  readonly isAdmin: boolean;
}

export interface StandInChannel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly isShared: boolean;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
}

export interface StandInMessage {
  channel: string;
  ts: string;
  thread?: string;
  user: string;
  text: string;
  blocks: unknown[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  isStreaming: boolean;
  isEdited: boolean;
  subtype?: string;
  /** The app that wrote it. */
  bot?: string;
}

export interface StandInWorkspace {
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string };
  readonly people: Map<string, StandInPerson>;
  readonly channels: Map<string, StandInChannel>;
  readonly groups: Map<string, readonly string[]>;
  readonly messages: StandInMessage[];
  /** Only one person saw these. */
  readonly ephemerals: { channel: string; user: string; text: string; blocks: unknown[]; thread?: string }[];
  readonly socketUrl: () => string;
  readonly files: Map<string, StandInFile>;
  /** Where files' bytes are. */
  readonly filesUrl: () => string;
  historyRule: HistoryRule | undefined;
  /** What the token may do; `auth.test` reports it. */
  scopes: string[];
  /** Small pages make clients ask for the next one. */
  pageSize: number;
}

export type Arguments = Record<string, unknown>;
type Answer = Record<string, unknown>;
type Method = (workspace: StandInWorkspace, given: Arguments) => Answer;

const failed = (error: string): Answer => ({ ok: false, error });
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

let count = 0;

/** A fresh message id: seconds, and six digits that keep them apart. */
export function nextTs(): string {
  count += 1;
  return `${Math.floor(Date.now() / 1_000)}.${String(count).padStart(6, "0")}`;
}

/** Direct messages exist as soon as somebody writes to a person. */
const conversationOf = ({ channels, people }: StandInWorkspace, id: string) =>
  channels.get(id) ?? (people.has(id) || id.startsWith("D") ? { id, name: id, members: [id] } : undefined);

const find = ({ messages }: StandInWorkspace, channel: unknown, ts: unknown) =>
  messages.find((message) => message.channel === channel && message.ts === ts);

const contentProblem = (given: Arguments): string | undefined => {
  if (given.blocks !== undefined && blockProblems(list(given.blocks), "message").length)
    return "invalid_blocks";
  if (!text(given.text) && !list(given.blocks).length && !text(given.markdown_text)) return "no_text";
  return undefined;
};

const page = <Item>({ pageSize }: StandInWorkspace, items: readonly Item[], given: Arguments) => {
  const start = Number(given.cursor || 0);
  const end = start + Math.min(pageSize, Number(given.limit ?? pageSize));
  return { items: items.slice(start, end), next: end < items.length ? String(end) : "" };
};

const userObject = (person: StandInPerson) => ({
  id: person.id,
  team_id: person.team,
  name: person.name.toLowerCase(),
  real_name: person.name,
  deleted: person.isDeleted,
  is_restricted: person.isGuest,
  is_ultra_restricted: false,
  is_bot: person.isBot,
  is_admin: person.isAdmin,
  profile: { display_name: person.name },
});

const channelObject = (channel: StandInChannel) => ({
  id: channel.id,
  name: channel.name,
  is_channel: true,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_ext_shared: channel.isShared,
  is_org_shared: false,
  is_pending_ext_shared: false,
});

const viewAnswer = (given: Arguments, surface: "modal" | "home"): Answer => {
  const view = given.view as { type: string; title?: unknown; blocks: unknown[] };
  if (blockProblems(view.blocks, surface).length) return failed("invalid_arguments");
  return {
    ok: true,
    view: { id: "V00000001", type: view.type, ...(view.title ? { title: view.title } : {}) },
  };
};

export const slackMethods: Readonly<Record<string, Method>> = {
  "auth.test": ({ team, bot }) => ({
    ok: true,
    url: "https://stand-in.slack.com/",
    team: "Stand-in",
    user: "docent",
    team_id: team,
    user_id: bot.user,
    bot_id: bot.id,
    is_enterprise_install: false,
  }),
  "apps.connections.open": ({ socketUrl }) => ({ ok: true, url: socketUrl() }),
  "chat.postMessage": (workspace, given) => {
    const channel = conversationOf(workspace, text(given.channel));
    if (!channel) return failed("channel_not_found");
    if (workspace.channels.has(channel.id) && !channel.members.includes(workspace.bot.user))
      return failed("not_in_channel");
    const problem = contentProblem(given);
    if (problem) return failed(problem);
    const message: StandInMessage = {
      channel: channel.id,
      ts: nextTs(),
      ...(text(given.thread_ts) && { thread: text(given.thread_ts) }),
      user: workspace.bot.user,
      text: text(given.text),
      blocks: list(given.blocks),
      ...(given.metadata ? { metadata: given.metadata as NonNullable<StandInMessage["metadata"]> } : {}),
      isStreaming: false,
      isEdited: false,
    };
    workspace.messages.push(message);
    return {
      ok: true,
      channel: channel.id,
      ts: message.ts,
      message: { type: "message", text: message.text },
    };
  },
  "chat.update": (workspace, given) => {
    const message = find(workspace, given.channel, given.ts);
    if (!message) return failed("message_not_found");
    if (message.isStreaming) return failed("streaming_state_conflict");
    const problem = contentProblem(given);
    if (problem) return failed(problem);
    message.text = text(given.text);
    message.blocks = list(given.blocks);
    message.isEdited = true;
    if (given.metadata) message.metadata = given.metadata as NonNullable<StandInMessage["metadata"]>;
    return { ok: true, channel: message.channel, ts: message.ts, text: message.text };
  },
  "chat.delete": (workspace, given) => {
    const message = find(workspace, given.channel, given.ts);
    if (!message) return failed("message_not_found");
    workspace.messages.splice(workspace.messages.indexOf(message), 1);
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  "chat.postEphemeral": (workspace, given) => {
    const channel = workspace.channels.get(text(given.channel));
    if (!channel) return failed("channel_not_found");
    if (!channel.members.includes(text(given.user))) return failed("user_not_in_channel");
    const problem = contentProblem(given);
    if (problem) return failed(problem);
    workspace.ephemerals.push({
      channel: channel.id,
      user: text(given.user),
      text: text(given.text),
      blocks: list(given.blocks),
      ...(text(given.thread_ts) && { thread: text(given.thread_ts) }),
    });
    return { ok: true, message_ts: nextTs() };
  },
  "chat.startStream": (workspace, given) => {
    const channel = conversationOf(workspace, text(given.channel));
    if (!channel) return failed("channel_not_found");
    if (!text(given.thread_ts)) return failed("invalid_thread_ts");
    if (!channel.id.startsWith("D") && !text(given.recipient_user_id))
      return failed("missing_recipient_user_id");
    if (!channel.id.startsWith("D") && !text(given.recipient_team_id))
      return failed("missing_recipient_team_id");
    if (text(given.markdown_text).length > 12_000) return failed("msg_too_long");
    const message: StandInMessage = {
      channel: channel.id,
      ts: nextTs(),
      thread: text(given.thread_ts),
      user: workspace.bot.user,
      text: text(given.markdown_text),
      blocks: [],
      isStreaming: true,
      isEdited: false,
    };
    workspace.messages.push(message);
    return { ok: true, channel: channel.id, ts: message.ts };
  },
  "chat.appendStream": (workspace, given) => {
    const message = find(workspace, given.channel, given.ts);
    if (!message) return failed("message_not_found");
    if (!message.isStreaming) return failed("message_not_in_streaming_state");
    if (text(given.markdown_text).length > 12_000) return failed("msg_too_long");
    message.text += text(given.markdown_text);
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  "chat.stopStream": (workspace, given) => {
    const message = find(workspace, given.channel, given.ts);
    if (!message) return failed("message_not_found");
    if (!message.isStreaming) return failed("message_not_in_streaming_state");
    if (given.blocks !== undefined && blockProblems(list(given.blocks), "message").length)
      return failed("invalid_blocks");
    message.isStreaming = false;
    message.blocks = list(given.blocks);
    if (given.metadata) message.metadata = given.metadata as NonNullable<StandInMessage["metadata"]>;
    return { ok: true };
  },
  "assistant.threads.setStatus": () => ({ ok: true }),
  "assistant.threads.setSuggestedPrompts": (_, given) =>
    list(given.prompts).length > 4 || given.thread_ts ? failed("invalid_arguments") : { ok: true },
  "views.open": (_, given) =>
    text(given.trigger_id) ? viewAnswer(given, "modal") : failed("invalid_trigger_id"),
  "views.publish": (_, given) => viewAnswer(given, "home"),
  "users.info": ({ people }, given) => {
    const person = people.get(text(given.user));
    return person ? { ok: true, user: userObject(person) } : failed("user_not_found");
  },
  "users.list": (workspace, given) => {
    const { items, next } = page(workspace, [...workspace.people.values()], given);
    return { ok: true, members: items.map(userObject), response_metadata: { next_cursor: next } };
  },
  "users.conversations": (workspace, given) => {
    const joined = [...workspace.channels.values()].filter(
      ({ members, isPrivate }) =>
        members.includes(text(given.user)) && (!isPrivate || members.includes(workspace.bot.user)),
    );
    const { items, next } = page(workspace, joined, given);
    return {
      ok: true,
      channels: items.map(channelObject),
      response_metadata: { next_cursor: next },
    };
  },
  "conversations.info": ({ channels, bot }, given) => {
    const channel = channels.get(text(given.channel));
    if (!channel || (channel.isPrivate && !channel.members.includes(bot.user)))
      return failed("channel_not_found");
    return {
      ok: true,
      channel: { ...channelObject(channel), is_member: channel.members.includes(bot.user) },
    };
  },
  "conversations.members": (workspace, given) => {
    const channel = workspace.channels.get(text(given.channel));
    if (!channel || (channel.isPrivate && !channel.members.includes(workspace.bot.user)))
      return failed("channel_not_found");
    const { items, next } = page(workspace, channel.members, given);
    return { ok: true, members: items, response_metadata: { next_cursor: next } };
  },
  "conversations.open": ({ people }, given) =>
    people.has(text(given.users))
      ? { ok: true, channel: { id: `D${text(given.users)}` } }
      : failed("user_not_found"),
  ...fileMethods,
  "usergroups.list": ({ groups }) => ({
    ok: true,
    usergroups: [...groups].map(([id, users]) => ({ id, users: [...users], date_delete: 0 })),
  }),
};
