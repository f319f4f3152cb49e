import type { MembershipSource, Standing } from "./membership.ts";
import { type ChannelId, channelId, type GroupId, groupId, type PersonId, personId } from "./scopes.ts";

/** People and channels as a folder's docent.json declares them, for the console and the command line. */
export interface DirectoryEntries {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly title?: string;
    readonly standing?: Standing;
    readonly groups?: readonly string[];
  }[];
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: readonly string[];
    readonly hasOutsiders?: boolean;
  }[];
}

export interface DirectoryPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly title?: string;
  readonly standing: Standing;
  readonly groups: readonly GroupId[];
}

export interface DirectoryChannel {
  readonly id: ChannelId;
  readonly name: string;
  readonly members: readonly PersonId[];
  readonly hasOutsiders: boolean;
}

/** Who asks when nobody is named: whoever sits at this machine, a member without channels or groups. */
export const MACHINE_OWNER = personId("local:me");

export interface LocalDirectory extends MembershipSource {
  readonly people: readonly DirectoryPerson[];
  readonly channels: readonly DirectoryChannel[];
  /** Adds a folder's entries; an id that is known already keeps its first entry. */
  add(entries: DirectoryEntries): void;
}

/** The membership source of the platform `local`. It remembers nothing with an age: what is declared is so. */
export function localDirectory(): LocalDirectory {
  const people = new Map<PersonId, DirectoryPerson>([
    [
      MACHINE_OWNER,
      { id: MACHINE_OWNER, name: "You", title: "at this machine", standing: "member", groups: [] },
    ],
  ]);
  const channels = new Map<ChannelId, DirectoryChannel>();
  return {
    get people() {
      return [...people.values()];
    },
    get channels() {
      return [...channels.values()];
    },
    add(entries) {
      for (const { id, name, title, standing = "member", groups = [] } of entries.people) {
        const person = { id: personId(id), name, title, standing, groups: groups.map(groupId) };
        if (!people.has(person.id)) people.set(person.id, person);
      }
      for (const { id, name, members, hasOutsiders = false } of entries.channels) {
        const channel = { id: channelId(id), name, members: members.map(personId), hasOutsiders };
        if (!channels.has(channel.id)) channels.set(channel.id, channel);
      }
    },
    async person(id) {
      const person = people.get(id);
      if (!person) return undefined;
      const memberOf = [...channels.values()].filter((channel) => channel.members.includes(id));
      return {
        person: id,
        name: person.name,
        standing: person.standing,
        groups: person.groups,
        channels: memberOf.map((channel) => channel.id),
      };
    },
    async channel(id) {
      const channel = channels.get(id);
      if (!channel) return undefined;
      const outsider = channel.members.some(
        (member) => (people.get(member)?.standing ?? "external") !== "member",
      );
      return {
        channel: id,
        name: channel.name,
        hasOutsiders: channel.hasOutsiders || outsider,
      };
    },
    invalidate: () => undefined,
  };
}
