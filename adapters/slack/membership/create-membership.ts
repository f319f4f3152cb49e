import type { MembershipSource } from "../../../src/access/membership.ts";
import type { Scope } from "../../../src/access/scopes.ts";
import { slackChannel, slackId } from "../identity.ts";
import type { Workspace } from "../workspace.ts";
import type { Channels } from "./channels.ts";
import type { Groups } from "./groups.ts";
import { type People, standingOf } from "./people.ts";

interface MembershipParts {
  readonly people: People;
  readonly channels: Channels;
  readonly groups: Groups;
  readonly workspace: () => Workspace;
}

/** Before Slack's own id of a channel in a scope. */
const CHANNEL = "channel:slack:";

/**
 * Who is where, as Slack's Web API said it not longer ago than asked for. Whatever cannot be found out narrows what is
 * read, never widens it.
 */
export function createSlackMembership(parts: MembershipParts): MembershipSource {
  const { people, channels, groups, workspace } = parts;

  /** Everything, by one list for the person; or the few channels that matter, by rosters that serve everybody. */
  async function channelsOf(user: string, maxAgeMs: number, among: readonly Scope[] | undefined) {
    if (!among) return channels.of(user, maxAgeMs);
    const wanted = among
      .filter((scope) => scope.startsWith(CHANNEL))
      .map((scope) => scope.slice(CHANNEL.length));
    const inside = await Promise.all(wanted.map((channel) => channels.has(channel, user, maxAgeMs)));
    return wanted.filter((_, position) => inside[position]);
  }

  return {
    async person(id, { maxAgeMs, among }) {
      const user = slackId(id);
      const found = await people.find(user, maxAgeMs);
      if (!found) return undefined;
      const standing = standingOf(found, workspace());
      const name = found.real_name || found.name || user;
      if (standing === "deactivated") return { person: id, name, standing, channels: [], groups: [] };
      const needsGroups = !among || among.some((scope) => scope.startsWith("group:"));
      const [inside, memberOf] = await Promise.all([
        channelsOf(user, maxAgeMs, among),
        needsGroups ? groups.of(user, maxAgeMs) : [],
      ]);
      return { person: id, name, standing, channels: inside.map(slackChannel), groups: memberOf };
    },
    async channel(id, { maxAgeMs }) {
      const channel = slackId(id);
      const [info, roster] = await Promise.all([channels.info(channel), channels.roster(channel, maxAgeMs)]);
      if (!info || !roster) return undefined;
      const hasOutsiders = info.isShared || !roster.isComplete || (await people.anyOutsider(roster.users));
      return { channel: id, name: info.name, hasOutsiders };
    },
    invalidate(id) {
      const slack = slackId(id);
      // Slack's ids are of one kind each, whose answers alone know them.
      people.forget(slack);
      channels.forgetMember(slack);
      channels.forget(slack);
      if (slack.startsWith("S")) groups.forget();
    },
  };
}
