import type { WebClient } from "@slack/web-api";
import { createRecollection } from "../../../src/access/recollection.ts";
import { slackLimits } from "../limits.ts";
import { patiently } from "../web-client.ts";
import { orUnknown } from "./or-unknown.ts";

/** Who is in a channel, as far as its pages were read. */
export interface Roster {
  readonly users: ReadonlySet<string>;
  /** False when there are more members than can be listed. */
  readonly isComplete: boolean;
}

interface ChannelInfo {
  readonly name: string;
  /** With another organisation, already or soon. */
  readonly isShared: boolean;
}

export interface Channels {
  /**
   * A person's channels that Docent can see: public ones, and private ones that it is a member of too. When many people
   * ask, as Slack said within the last hour: it says where to search, and no more.
   */
  of(user: string, maxAgeMs: number): Promise<readonly string[]>;
  /** Whether a person is in a channel. */
  has(channel: string, user: string, maxAgeMs: number): Promise<boolean>;
  /** The members of one channel, the same for everybody who asks; `undefined` when Docent cannot see it. */
  roster(channel: string, maxAgeMs: number): Promise<Roster | undefined>;
  info(channel: string): Promise<ChannelInfo | undefined>;
  /** Slack said that the members or the kind of this channel changed. */
  forget(channel: string): void;
  /** Slack said that this person joined or left a channel. */
  forgetMember(user: string): void;
}

/** Channels and their members, as Slack's Web API says it. */
export function createChannels({ client, now }: { client: WebClient; now: () => number }): Channels {
  const capacity = slackLimits.remembered;
  const lists = createRecollection({
    ask: channelsOf,
    capacity,
    now,
    busy: { perMinute: slackLimits.usersConversationsPerMinute, maxAgeMs: slackLimits.busyListMaxAgeMs },
  });
  /** For channels with more members than can be listed. */
  const exactLists = createRecollection({ ask: channelsOf, capacity, now });
  const rosters = createRecollection({
    ask: membersOf,
    capacity: slackLimits.rememberedRosters,
    now,
    busy: { perMinute: slackLimits.membersPerMinute, maxAgeMs: slackLimits.busyMaxAgeMs },
  });
  const infos = createRecollection({ ask: infoOf, capacity, now });

  async function channelsOf(user: string): Promise<readonly string[]> {
    const channels: string[] = [];
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
      for (const { id } of found.channels ?? []) if (id) channels.push(id);
      cursor = found.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
    return channels;
  }

  async function membersOf(channel: string): Promise<Roster | undefined> {
    const users = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < slackLimits.pages; page += 1) {
      const found = await orUnknown(() =>
        client.conversations.members({
          channel,
          limit: slackLimits.largePageSize,
          ...(cursor && { cursor }),
        }),
      );
      if (!found) return undefined;
      for (const user of found.members ?? []) users.add(user);
      cursor = found.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
    return { users, isComplete: !cursor };
  }

  async function infoOf(channel: string): Promise<ChannelInfo | undefined> {
    const found = (await orUnknown(() => client.conversations.info({ channel })))?.channel;
    if (!found) return undefined;
    const isShared =
      found.is_ext_shared ||
      found.is_pending_ext_shared ||
      (found.pending_shared?.length ?? 0) > 0 ||
      (found.pending_connected_team_ids?.length ?? 0) > 0;
    return { name: found.name || channel, isShared };
  }

  return {
    of: async (user, maxAgeMs) => (await lists.get(user, maxAgeMs)) ?? [],
    async has(channel, user, maxAgeMs) {
      const roster = await rosters.get(channel, maxAgeMs);
      if (!roster || roster.isComplete) return roster?.users.has(user) ?? false;
      return roster.users.has(user) || ((await exactLists.get(user, maxAgeMs)) ?? []).includes(channel);
    },
    roster: rosters.get,
    // Whoever comes in with another organisation stands on the roster: this alone may be older.
    info: (channel) => infos.get(channel, slackLimits.busyMaxAgeMs),
    forget(channel) {
      rosters.forget(channel);
      infos.forget(channel);
    },
    forgetMember(user) {
      lists.forget(user);
      exactLists.forget(user);
    },
  };
}
