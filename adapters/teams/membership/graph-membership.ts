/** Who is in which channel and group, asked of Microsoft Graph; what it does not know of is asked of the roster. */
import { z } from "zod";
import {
  type ChannelRecord,
  type Look,
  type MembershipSource,
  type PersonRecord,
  type Standing,
  TO_SEARCH,
} from "../../../src/access/membership.ts";
import { createRecollection } from "../../../src/access/recollection.ts";
import { type ChannelId, groupId, type PersonId } from "../../../src/access/scopes.ts";
import type { FileMemory, IndexedChannel } from "../files/file-memory.ts";
import { type Graph, GraphRefusal } from "../graph.ts";
import { limits } from "../limits.ts";
import { isAmong, strictest, withoutPlatform } from "./create-membership.ts";

interface GraphMembershipOptions {
  readonly graph: Graph;
  /** The channels whose team is known, so that Graph can be asked about them. */
  readonly files: Pick<FileMemory, "indexed" | "channel">;
  /** For other conversations, and where Graph was not permitted to tell. */
  readonly roster: MembershipSource;
  /** The tenant whose people work here. */
  readonly tenant: string;
  /** Told what Graph could not say of a person; they read less then. */
  readonly onFailure: (id: PersonId, error: unknown) => void;
  readonly now: () => number;
}

const member = z.looseObject({
  userId: z.string().nullish(),
  displayName: z.string().nullish(),
  tenantId: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
});
type Member = z.infer<typeof member>;
const memberPage = z.looseObject({ value: z.array(member), "@odata.nextLink": z.string().nullish() });

const user = z.looseObject({
  displayName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
type User = z.infer<typeof user>;

const directoryObject = z.looseObject({ id: z.string(), "@odata.type": z.string().nullish() });
const objectPage = z.looseObject({
  value: z.array(directoryObject),
  "@odata.nextLink": z.string().nullish(),
});

/** The app was not granted the permission: the roster has to do. */
const UNPERMITTED = Symbol("unpermitted");

/** Somebody is not in a channel. */
const ABSENT = Symbol("absent");

/**
 * Membership by Graph. Every channel whose documents are indexed is asked for its members, private and shared ones
 * for their own; a channel that cannot be asked is left out. Directory groups become `group:<id>`.
 */
export function graphMembership(options: GraphMembershipOptions): MembershipSource {
  const { graph, files, roster, tenant, onFailure, now } = options;
  const capacity = limits.remembered;
  const users = createRecollection({
    ask: (id) =>
      ask(graph.get(`/users/${encodeURIComponent(id)}?$select=displayName,userType,accountEnabled`, user)),
    capacity,
    now,
  });
  /** By channel and person. */
  const members = createRecollection({
    ask: async (key) => {
      const [channel, id] = key.split(" ") as [ChannelId, string];
      const indexed = files.channel(channel);
      return indexed && ask(memberOf(indexed, id).then((found) => found ?? ABSENT));
    },
    capacity,
    now,
  });
  const groupLists = createRecollection({ ask: (id) => ask(groupsOf(id)), capacity, now });
  const outsiders = createRecollection({
    ask: async (channel) => {
      const indexed = files.channel(channel as ChannelId);
      return indexed && ask(anyOutsider(indexed));
    },
    capacity,
    now,
  });

  const membersPath = ({ team, channel }: IndexedChannel) =>
    `/teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(channel.slice("teams:".length))}/allMembers`;

  /** Answers, `undefined` for what is not there, or that Graph is not permitted to tell. */
  async function ask<Result>(work: Promise<Result>): Promise<Result | undefined | typeof UNPERMITTED> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof GraphRefusal && error.status === 404) return undefined;
      if (error instanceof GraphRefusal && error.status === 403) return UNPERMITTED;
      throw error;
    }
  }

  async function memberOf(channel: IndexedChannel, id: string): Promise<Member | undefined> {
    const filter = encodeURIComponent(`(microsoft.graph.aadUserConversationMember/userId eq '${id}')`);
    for await (const members of graph.pages(`${membersPath(channel)}?$filter=${filter}`, memberPage)) {
      const found = members.find(({ userId }) => userId?.toLowerCase() === id.toLowerCase());
      if (found) return found;
    }
    return undefined;
  }

  async function groupsOf(id: string): Promise<string[]> {
    const found: string[] = [];
    const path = `/users/${encodeURIComponent(id)}/transitiveMemberOf?$select=id&$top=999`;
    for await (const objects of graph.pages(path, objectPage))
      for (const object of objects)
        if (object["@odata.type"] === "#microsoft.graph.group") found.push(object.id);
    return found;
  }

  async function groups(person: PersonId, id: string, { maxAgeMs, among }: Look): Promise<string[]> {
    if (among && !among.some((scope) => scope.startsWith("group:"))) return [];
    try {
      const found = await groupLists.get(id, maxAgeMs);
      return Array.isArray(found) ? found : [];
    } catch (error) {
      onFailure(person, error);
      return [];
    }
  }

  /** In which of the indexed channels a person is; those that cannot be asked are left out. */
  async function memberships(person: PersonId, id: string, look: Look) {
    const all = files.indexed().slice(0, limits.indexedChannelsPerPerson);
    const found: { readonly channel: ChannelId; readonly member: Member }[] = [];
    const unpermitted = new Set<ChannelId>();
    for (let from = 0; from < all.length; from += limits.channelChecksAtOnce) {
      const some = all.slice(from, from + limits.channelChecksAtOnce);
      const checks = await Promise.allSettled(
        some.map(({ channel }) =>
          // Whoever is a guest in one of the others is a guest everywhere; for that what is remembered does.
          members.get(
            `${channel} ${id}`,
            isAmong(channel, look) ? look.maxAgeMs : Math.max(look.maxAgeMs, TO_SEARCH.maxAgeMs),
          ),
        ),
      );
      for (const [index, check] of checks.entries()) {
        const { channel } = some[index] as IndexedChannel;
        if (check.status === "rejected") onFailure(person, check.reason);
        else if (check.value === UNPERMITTED) unpermitted.add(channel);
        else if (check.value && check.value !== ABSENT) found.push({ channel, member: check.value });
      }
    }
    return { found, unpermitted };
  }

  return {
    async person(person, look): Promise<PersonRecord | undefined> {
      const id = withoutPlatform(person);
      // A `29:` account is Teams' own, which the directory does not know.
      if (!DIRECTORY_ID.test(id)) return roster.person(person, look);
      const [entry, { found, unpermitted }, seen] = await Promise.all([
        users.get(id, look.maxAgeMs),
        memberships(person, id, look),
        roster.person(person, look).catch((error: unknown) => void onFailure(person, error)),
      ]);
      const standings = [
        ...(seen ? [seen.standing] : []),
        ...found.map(({ member: each }) => standingOf(each, tenant)),
        ...(entry === UNPERMITTED ? [] : inDirectory(entry, found, seen)),
      ];
      if (!standings.length) return undefined;
      const elsewhere = (seen?.channels ?? []).filter(
        (channel) => unpermitted.has(channel) || !files.channel(channel),
      );
      const known = entry !== UNPERMITTED && entry !== undefined;
      return {
        person,
        name: (known && entry.displayName) || seen?.name || found[0]?.member.displayName || "",
        standing: strictest(standings),
        channels: [...new Set([...found.map(({ channel }) => channel), ...elsewhere])],
        groups: known ? (await groups(person, id, look)).map(groupId) : [],
      };
    },

    async channel(channel, look): Promise<ChannelRecord | undefined> {
      const indexed = files.channel(channel);
      if (!indexed) return roster.channel(channel, look);
      const hasOutsiders = await outsiders.get(channel, look.maxAgeMs);
      if (hasOutsiders === UNPERMITTED) return roster.channel(channel, look);
      if (hasOutsiders === undefined) return undefined;
      return { channel, name: indexed.name, hasOutsiders };
    },

    invalidate(id) {
      const about = withoutPlatform(id);
      users.forget(about);
      groupLists.forget(about);
      members.forget((key) => key.startsWith(`${id} `) || key.endsWith(` ${about}`));
      outsiders.forget(id);
      roster.invalidate(id);
    },
  };

  async function anyOutsider(channel: IndexedChannel): Promise<boolean> {
    for await (const members of graph.pages(membersPath(channel), memberPage))
      if (members.some((each) => standingOf(each, tenant) !== "member")) return true;
    return false;
  }

  /** Who is not in the directory works elsewhere, or no longer here if their account was ours. */
  function inDirectory(
    entry: User | undefined,
    found: readonly { readonly member: Member }[],
    seen: PersonRecord | undefined,
  ): Standing[] {
    if (entry) return standingInDirectory(entry);
    const wasOurs =
      seen?.standing === "member" || found.some(({ member: each }) => standingOf(each, tenant) === "member");
    return wasOurs ? ["deactivated"] : seen || found.length ? ["external"] : [];
  }
}

const DIRECTORY_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Old accounts have no type: then only channels and rosters can say. */
function standingInDirectory({ accountEnabled, userType }: User): Standing[] {
  if (accountEnabled === false) return ["deactivated"];
  if (!userType) return [];
  return [userType === "Member" ? "member" : "guest"];
}

/** Guests have the role; people of shared channels another tenant. Who says neither is a stranger. */
function standingOf({ roles, tenantId }: Member, tenant: string): Standing {
  if (roles?.some((role) => /guest/i.test(role))) return "guest";
  return tenantId?.toLowerCase() === tenant.toLowerCase() ? "member" : "external";
}
