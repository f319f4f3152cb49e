import type { WebClient } from "@slack/web-api";
import type { MembershipSource } from "../../../src/access/membership.ts";
import type { ChannelId } from "../../../src/access/scopes.ts";
import { slackChannel, slackId } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { patiently, platformError } from "../web-client.ts";
import type { Workspace } from "../workspace.ts";
import type { Groups } from "./groups.ts";
import { isOutside, type People, standingOf } from "./people.ts";

interface MembershipParts {
  readonly client: WebClient;
  readonly people: People;
  readonly groups: Groups;
  readonly workspace: () => Workspace;
  readonly now: () => number;
}

/** Errors that say: nobody by this id, or nobody whom Docent may know of. */
const unknownTo: ReadonlySet<string> = new Set([
  "user_not_found",
  "users_not_found",
  "user_not_visible",
  "channel_not_found",
  "not_in_channel",
]);

/** Who is where, as Slack's Web API says it now. Whatever cannot be found out narrows what is read, never widens it. */
export function createSlackMembership(parts: MembershipParts): MembershipSource {
  const { client, workspace, now } = parts;
  return {
    async person(id) {
      const fetchedAt = now();
      const user = slackId(id);
      const found = await orUnknown(() => client.users.info({ user }));
      if (!found?.user) return undefined;
      const standing = standingOf(found.user, workspace());
      const [channels, groups] =
        standing === "deactivated"
          ? [[], []]
          : await Promise.all([channelsOf(user, parts), parts.groups.of(user)]);
      const name = found.user.real_name || found.user.name || user;
      return { person: id, name, standing, channels, groups, fetchedAt };
    },
    async channel(id) {
      const fetchedAt = now();
      const found = await orUnknown(() => client.conversations.info({ channel: slackId(id) }));
      const channel = found?.channel;
      if (!channel) return undefined;
      const isShared =
        channel.is_ext_shared ||
        channel.is_pending_ext_shared ||
        (channel.pending_shared?.length ?? 0) > 0 ||
        (channel.pending_connected_team_ids?.length ?? 0) > 0;
      const hasOutsiders = isShared || (await anyOutsider(slackId(id), parts));
      return { channel: id, name: channel.name || slackId(id), hasOutsiders, fetchedAt };
    },
  };
}

async function orUnknown<Found>(call: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await patiently(call);
  } catch (error) {
    if (unknownTo.has(platformError(error) ?? "")) return undefined;
    throw error;
  }
}

/** A person's channels that Docent can see: public ones, and private ones that it is a member of too. */
async function channelsOf(user: string, { client }: MembershipParts): Promise<ChannelId[]> {
  const channels: ChannelId[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < slackLimits.pages; page += 1) {
    const found = await patiently(() =>
      client.users.conversations({
        user,
        types: "public_channel,private_channel,mpim",
        limit: slackLimits.pageSize,
        ...(cursor && { cursor }),
      }),
    );
    for (const { id } of found.channels ?? []) if (id) channels.push(slackChannel(id));
    cursor = found.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return channels;
}

/**
 * Whether a guest or external person is among a channel's members. More members than can be listed, or more
 * strangers than can be looked up, count as yes.
 */
async function anyOutsider(
  channel: string,
  { client, people, workspace }: MembershipParts,
): Promise<boolean> {
  let cursor: string | undefined;
  let strangers = 0;
  for (let page = 0; page < slackLimits.pages; page += 1) {
    const found = await patiently(() =>
      client.conversations.members({
        channel,
        limit: slackLimits.largePageSize,
        ...(cursor && { cursor }),
      }),
    );
    for (const user of found.members ?? []) {
      const known = await people.isOutsider(user);
      if (known) return true;
      if (known === false) continue;
      strangers += 1;
      if (strangers > slackLimits.strangers) return true;
      const stranger = await orUnknown(() => client.users.info({ user }));
      if (!stranger?.user) return true;
      if (isOutside(stranger.user, workspace())) return true;
    }
    cursor = found.response_metadata?.next_cursor || undefined;
    if (!cursor) return false;
  }
  return true;
}
