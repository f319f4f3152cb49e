/**
 * Everything Docent asks of a Slack workspace, each with the reason why. The manifest is written from these tables,
 * the start-up check compares the token with them, and listeners can only be added for events listed here.
 */
export const commandName = "/ask";
export const eventsPath = "/slack/events";

interface Scope {
  readonly reason: string;
  /** Docent works without it, with less: an administrator may leave it out. */
  readonly optional?: true;
}

export const botScopes = {
  "app_mentions:read": { reason: "to hear questions that mention Docent in channels and threads" },
  "assistant:write": { reason: "to show that an answer is on its way, and suggested questions" },
  "channels:read": { reason: "to know who is in a public channel, and so who will read a reply" },
  "chat:write": { reason: "to reply" },
  commands: { reason: `to offer ${commandName}` },
  "groups:read": { reason: "to know who is in a private channel that Docent was invited to" },
  "im:history": { reason: "to hear questions in direct messages" },
  "mpim:history": { reason: "to hear questions that mention Docent in group direct messages" },
  "mpim:read": { reason: "to know who is in a group direct message" },
  "users:read": { reason: "to tell members of the organisation from guests and external people" },
  "channels:history": {
    reason:
      "to read the messages of public channels where members turned that on, to hear that one was made private, and to find Docent's own reply after a crash; other messages are passed over",
    optional: true,
  },
  "channels:join": {
    reason: `to join the public channel in which a member says ${commandName} index`,
    optional: true,
  },
  "files:read": {
    reason: "to read the files of channels that Docent was invited to",
    optional: true,
  },
  "groups:history": { reason: "the same as channels:history in private channels", optional: true },
  "im:write": {
    reason: "to find out, after a crash, whether somebody was told of a change already, and tell them once",
    optional: true,
  },
  "usergroups:read": { reason: "to let documents be scoped to user groups", optional: true },
} as const satisfies Record<string, Scope>;

export const botEvents = {
  app_home_opened: "suggested questions in the Messages tab and a page about Docent in the Home tab",
  app_mention: "questions in channels, threads and group direct messages",
  app_uninstalled: "to say in the log why nothing works any more",
  channel_archive: "who may read a channel",
  channel_deleted: "who may read a channel",
  channel_id_changed: "a channel that has another id from now on, and who may read it",
  channel_left: "a channel that Docent can no longer see into, and whose files it has to forget",
  channel_rename: "what an indexed channel is called",
  channel_shared: "a channel that people of another organisation now read",
  channel_unarchive: "who may read a channel",
  channel_unshared: "a channel that people of another organisation no longer read",
  file_change: "a file of an indexed channel with other words",
  file_created: "a file that is known already and is there anew",
  file_deleted: "a file that has to be forgotten",
  file_public: "a file of an indexed channel that changed",
  file_shared: "a new file in an indexed channel",
  file_unshared: "a file that has to be forgotten in a channel",
  group_archive: "who may read a private channel",
  group_deleted: "who may read a private channel",
  group_left: "a private channel that Docent can no longer see into, and whose files it has to forget",
  group_rename: "what an indexed private channel is called",
  group_unarchive: "who may read a private channel",
  member_joined_channel: "who may read a channel",
  member_left_channel: "who may read a channel",
  "message.channels":
    "messages of public channels that have them indexed, and channels made private; all others are passed over",
  "message.groups": "messages of private channels that have them indexed; all others are passed over",
  "message.im": "questions in direct messages",
  "message.mpim":
    "questions in group direct messages that mention Docent, and messages of those that have them indexed",
  subteam_created: "who is in a new user group",
  subteam_members_changed: "who is in a user group",
  subteam_updated: "a user group that was switched on or off",
  team_join: "who is a guest",
  tokens_revoked: "to say in the log why nothing works any more",
  user_change: "who is a guest, and who has left",
} as const satisfies Record<string, string>;

export type BotScope = keyof typeof botScopes;

/** An event as it arrives: messages lose what comes after the dot. */
export type IncomingEvent =
  | Exclude<keyof typeof botEvents, `message.${string}`>
  | (keyof typeof botEvents extends infer Name
      ? Name extends `${infer Type}.${string}`
        ? Type
        : never
      : never);

/** Scopes without which Docent does not start. */
export const requiredScopes = scopesWhere((scope) => !scope.optional);
/** Scopes that Docent can do without. */
export const optionalScopes = scopesWhere((scope) => scope.optional === true);

function scopesWhere(fits: (scope: Scope) => boolean): readonly BotScope[] {
  return (Object.entries(botScopes) as [BotScope, Scope][])
    .filter(([, scope]) => fits(scope))
    .map(([name]) => name);
}
