/** Files, history and joining in the stand-in for Slack, in the shapes that Slack's own SDK declares. */
import type {
  ConversationsHistoryResponse,
  ConversationsJoinResponse,
  ConversationsRepliesResponse,
  FilesInfoResponse,
  FilesListResponse,
} from "@slack/web-api";
import type { Arguments, StandInChannel, StandInMessage, StandInWorkspace } from "./slack-methods.ts";

type Answer = Record<string, unknown>;
type FileObject = NonNullable<FilesListResponse["files"]>[number];
type MessageObject = NonNullable<ConversationsHistoryResponse["messages"]>[number];

export interface StandInFile {
  readonly id: string;
  name: string;
  title: string;
  user: string;
  mimetype: string;
  filetype: string;
  mode: string;
  /** Where it is shared. */
  channels: string[];
  content: string | Buffer;
  /** Seconds since 1970. */
  created: number;
  updated?: number;
  /** As listings leave some kinds of files out. */
  isUnlisted?: boolean;
  /** What else Slack says of it. */
  more?: FileObject;
}

/** How much history an app may read: commercial apps one page of 15 messages a minute. */
export interface HistoryRule {
  readonly objects: number;
  readonly perMinute: number;
  readonly now: () => number;
}

const failed = (error: string, more: Answer = {}): Answer => ({ ok: false, error, ...more });
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Scopes that methods need, as far as tests take them away. */
export function missingScope(
  method: string,
  { scopes, channels }: Pick<StandInWorkspace, "scopes" | "channels">,
  given: Arguments,
): Answer | undefined {
  const history = channels.get(text(given.channel))?.isPrivate ? "groups:history" : "channels:history";
  const needed: Readonly<Record<string, string>> = {
    "files.list": "files:read",
    "files.info": "files:read",
    "conversations.history": history,
    "conversations.join": "channels:join",
  };
  const scope = needed[method];
  if (!scope || scopes.includes(scope)) return undefined;
  return failed("missing_scope", { needed: scope, provided: scopes.join(",") });
}

const seenByBot = ({ channels, bot }: StandInWorkspace, id: string): StandInChannel | undefined => {
  const channel = channels.get(id);
  return channel && (!channel.isPrivate || channel.members.includes(bot.user)) ? channel : undefined;
};

function fileObject(file: StandInFile, { channels, filesUrl }: StandInWorkspace): FileObject {
  const isPrivate = (id: string) => channels.get(id)?.isPrivate ?? true;
  const share = (id: string) => [
    [id, [{ ts: `${file.created}.000100`, channel_name: channels.get(id)?.name }]],
  ];
  const address = `${filesUrl()}/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    ...(file.updated && { updated: file.updated }),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    editable: file.mode !== "hosted",
    size: Buffer.byteLength(file.content),
    mode: file.mode,
    is_external: false,
    external_type: "",
    is_public: file.channels.some((id) => !isPrivate(id)),
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: address,
    url_private_download: address,
    permalink: `https://stand-in.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    channels: file.channels.filter((id) => !isPrivate(id)),
    groups: file.channels.filter(isPrivate),
    ims: [],
    shares: {
      public: Object.fromEntries(file.channels.filter((id) => !isPrivate(id)).flatMap(share)),
      private: Object.fromEntries(file.channels.filter(isPrivate).flatMap(share)),
    },
    has_rich_preview: false,
    ...file.more,
  };
}

function messageObject(message: StandInMessage, all: readonly StandInMessage[]): MessageObject {
  const replies = all.filter(({ channel, thread }) => channel === message.channel && thread === message.ts);
  const isRoot = message.thread === undefined && replies.length > 0;
  return {
    type: "message",
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(message.subtype && { subtype: message.subtype }),
    ...(message.bot && { bot_id: message.bot }),
    ...(message.thread && { thread_ts: message.thread }),
    ...(isRoot && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies
        .map(({ ts }) => ts)
        .toSorted()
        .at(-1),
    }),
  };
}

const withMetadata = (
  message: StandInMessage,
  all: readonly StandInMessage[],
  given: Arguments,
): MessageObject => ({
  ...messageObject(message, all),
  ...(message.metadata && given.include_all_metadata ? { metadata: message.metadata } : {}),
});

const pageOf = <Item>(items: readonly Item[], given: Arguments, pageSize: number, mostItems: number) => {
  const start = Number(given.cursor || 0);
  const end = start + Math.min(pageSize, mostItems, Number(given.limit ?? 100));
  return { items: items.slice(start, end), next: end < items.length ? String(end) : "" };
};

export const fileMethods: Readonly<
  Record<string, (workspace: StandInWorkspace, given: Arguments) => Answer>
> = {
  "files.list": (workspace, given) => {
    const channel = text(given.channel);
    if (!seenByBot(workspace, channel)) return failed("channel_not_found");
    const count = Math.min(Number(given.count ?? 100), workspace.pageSize);
    const page = Number(given.page ?? 1);
    const all = [...workspace.files.values()]
      .filter(({ channels, isUnlisted }) => channels.includes(channel) && !isUnlisted)
      .toSorted((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
    return {
      ok: true,
      files: all.slice((page - 1) * count, page * count).map((file) => fileObject(file, workspace)),
      paging: { count, total: all.length, page, pages: Math.ceil(all.length / count) },
    } satisfies FilesListResponse;
  },
  "files.info": (workspace, given) => {
    const file = workspace.files.get(text(given.file));
    if (!file?.channels.some((id) => seenByBot(workspace, id))) return failed("file_not_found");
    return {
      ok: true,
      file: fileObject(file, workspace),
      comments: [],
      response_metadata: { next_cursor: "" },
    } satisfies FilesInfoResponse;
  },
  "conversations.history": ({ channels, bot, messages, historyRule, pageSize }, given) => {
    const asked = text(given.channel);
    // Docent is in every direct message that it opened.
    const channel = asked.startsWith("D") ? { id: asked, members: [bot.user] } : channels.get(asked);
    if (!channel) return failed("channel_not_found");
    if (!channel.members.includes(bot.user)) return failed("not_in_channel");
    const { oldest, latest } = { oldest: text(given.oldest), latest: text(given.latest) };
    const inRange = messages
      .filter(
        ({ channel: place, thread }) => [place, `D${place}`].includes(channel.id) && thread === undefined,
      )
      .filter(({ ts }) => (!oldest || ts > oldest) && (!latest || ts < latest))
      .toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
    const limit = Math.min(Number(given.limit ?? 100), pageSize, historyRule?.objects ?? 999);
    // Without `latest`, `oldest` pages forward.
    const page = oldest && !latest ? inRange.slice(-limit) : inRange.slice(0, limit);
    return {
      ok: true,
      messages: page.map((message) => withMetadata(message, messages, given)),
      has_more: inRange.length > page.length,
      pin_count: 0,
    } satisfies ConversationsHistoryResponse;
  },
  "conversations.replies": ({ messages, historyRule, pageSize }, given) => {
    const thread = text(given.ts);
    const all = messages
      .filter(
        ({ channel, ts, thread: place }) => channel === given.channel && (ts === thread || place === thread),
      )
      .filter(({ ts }) => ts === thread || Number(ts) >= Number(given.oldest ?? 0))
      .toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
    if (all.length === 0) return failed("thread_not_found");
    const { items, next } = pageOf(all, given, pageSize, historyRule?.objects ?? 999);
    return {
      ok: true,
      messages: items.map((message) => withMetadata(message, messages, given)),
      has_more: next !== "",
      response_metadata: { next_cursor: next },
    } satisfies ConversationsRepliesResponse;
  },
  "conversations.join": ({ channels, bot }, given) => {
    const channel = channels.get(text(given.channel));
    if (!channel || channel.isPrivate) return failed("channel_not_found");
    if (channel.isArchived) return failed("is_archived");
    channels.set(channel.id, { ...channel, members: [...new Set([...channel.members, bot.user])] });
    return { ok: true, channel: { id: channel.id, name: channel.name } } satisfies ConversationsJoinResponse;
  },
};

/** Slack's file server: bytes for the bot's token, its sign-in page for everybody else. */
export function serveFile(
  { files }: Pick<StandInWorkspace, "files">,
  id: string,
  isKnown: boolean,
): { readonly status: number; readonly type: string; readonly body: string | Buffer } {
  const file = files.get(id);
  if (!isKnown) return { status: 200, type: "text/html; charset=utf-8", body: SIGN_IN };
  if (!file) return { status: 404, type: "text/html; charset=utf-8", body: "" };
  const isPage = ["canvas", "quip", "email"].includes(file.mode);
  return { status: 200, type: isPage ? "text/html; charset=utf-8" : file.mimetype, body: file.content };
}

const SIGN_IN =
  '<!DOCTYPE html><html><head><title>Login | Slack</title></head><body><form id="signin_form" action="/signin"><input name="email"></form></body></html>';
