/** Who is in which conversation, asked of the Bot Connector's roster. */
import {
  type ChannelRecord,
  type Look,
  type MembershipSource,
  type PersonRecord,
  type Standing,
  TO_SEARCH,
} from "../../../src/access/membership.ts";
import { createRecollection } from "../../../src/access/recollection.ts";
import {
  type ChannelId,
  channelId,
  channelScope,
  type GroupId,
  type PersonId,
} from "../../../src/access/scopes.ts";
import { type ConversationAddress, withoutThread } from "../activity.ts";
import { limits } from "../limits.ts";
import type { TeamsMemory } from "../memory.ts";
import { ConnectorRefusal } from "../transport/connector-refusal.ts";
import type { RosterMember, Transport } from "../transport.ts";

interface MembershipOptions {
  readonly transport: Transport;
  readonly memory: TeamsMemory;
  /** The tenant whose people work here; without one, that of the conversation. */
  readonly tenant: string | undefined;
  readonly now: () => number;
}

const ABSENT = "absent";
const isMember = (answer: RosterMember | typeof ABSENT | undefined): answer is RosterMember =>
  answer !== undefined && answer !== ABSENT;

/**
 * Membership as Teams' roster tells it. Teams has no list of a bot's conversations, so a person's channels are those
 * where Docent met them, each one checked against its roster; a conversation that cannot be checked is left out.
 */
export function createMembership(options: MembershipOptions): MembershipSource {
  const { transport, memory, tenant, now } = options;
  const capacity = limits.remembered;
  /** By conversation and person. */
  const members = createRecollection({ ask: memberIn, capacity, now });
  /** By conversation. */
  const outsiders = createRecollection({ ask: anyOutsider, capacity, now });

  async function memberIn(key: string): Promise<RosterMember | typeof ABSENT | undefined> {
    const [conversation, person] = key.split(" ") as [string, string];
    const address = memory.addressOf(conversation);
    if (!address) return undefined;
    try {
      return await transport.member(address, person);
    } catch (error) {
      if (error instanceof ConnectorRefusal && [403, 404].includes(error.status)) return ABSENT;
      throw error;
    }
  }

  async function anyOutsider(conversation: string): Promise<boolean | undefined> {
    const address = memory.addressOf(conversation);
    if (!address) return undefined;
    let next: string | undefined;
    for (let page = 0; page < limits.rosterPages; page++) {
      const roster = await transport.members(address, next);
      if (roster.members.some((member) => standing(member, tenant ?? address.tenant) !== "member"))
        return true;
      next = roster.next;
      if (!next) return false;
    }
    return true;
  }

  const source: MembershipSource = {
    async person(person, look): Promise<PersonRecord | undefined> {
      const addresses = memory.conversationsOf(person, limits.conversationsPerPerson);
      // Where somebody was seen last tells whether they are still here at all.
      const matters = addresses.map(
        ({ conversation }, position) => position === 0 || isAmong(toChannel(conversation), look),
      );
      const checks = await Promise.allSettled(
        addresses.map(({ conversation }, position) =>
          // Whoever is a guest in one of the others is a guest everywhere; for that what is remembered does.
          members.get(
            `${conversation} ${withoutPlatform(person)}`,
            matters[position] ? look.maxAgeMs : TO_SEARCH.maxAgeMs,
          ),
        ),
      );
      const isSeen = checks.some(
        (check, position) => matters[position] && check.status === "fulfilled" && isMember(check.value),
      );
      if (look.among && !isSeen) return source.person(person, { maxAgeMs: look.maxAgeMs });
      const found = checks.flatMap((check, index) =>
        check.status === "fulfilled" && isMember(check.value)
          ? [{ member: check.value, address: addresses[index] as ConversationAddress }]
          : [],
      );
      const [latest] = found;
      if (!latest) {
        const failed = checks.find((check) => check.status === "rejected");
        if (failed) throw failed.reason;
        return undefined;
      }
      return {
        person,
        name: latest.member.name ?? "",
        standing: strictest(found.map(({ member, address }) => standing(member, tenant ?? address.tenant))),
        channels: found
          .filter(({ address }) => address.conversationType !== "personal")
          .map(({ address }) => toChannel(address.conversation)),
        groups: [],
      };
    },

    async channel(channel, { maxAgeMs }): Promise<ChannelRecord | undefined> {
      const hasOutsiders = await outsiders.get(withoutPlatform(channel), maxAgeMs);
      return hasOutsiders === undefined ? undefined : { channel, name: "", hasOutsiders };
    },

    invalidate(id) {
      const about = withoutPlatform(id);
      members.forget((key) => key.startsWith(`${about} `) || key.endsWith(` ${about}`));
      outsiders.forget(about);
    },
  };
  return source;
}

/** Whether a channel matters to this look; every channel does where nothing is named. */
export const isAmong = (channel: ChannelId, { among }: Look): boolean =>
  !among || among.includes(channelScope(channel));

/**
 * Membership for the Agents Playground, which has no tenant: whoever is at this machine works here.
 */
export function playgroundMembership(memory: TeamsMemory): MembershipSource {
  return {
    person: async (person) => ({
      person,
      name: "",
      standing: "member",
      channels: memory
        .conversationsOf(person, limits.conversationsPerPerson)
        .filter(({ conversationType }) => conversationType !== "personal")
        .map(({ conversation }) => toChannel(conversation)),
      groups: [],
    }),
    channel: async (channel) =>
      memory.addressOf(withoutPlatform(channel)) && {
        channel,
        name: "",
        hasOutsiders: false,
      },
    invalidate: () => undefined,
  };
}

/** The channel or chat of a conversation, its thread left out. */
export const toChannel = (conversation: string): ChannelId =>
  channelId(`teams:${withoutThread(conversation)}`);

export const withoutPlatform = (id: PersonId | ChannelId | GroupId): string => id.slice("teams:".length);

/** Guests say so in `userRole`; people of other organisations have another tenant. Who says neither is a stranger. */
function standing(member: RosterMember, tenant: string | null | undefined): Standing {
  if (member.userRole === "guest") return "guest";
  if (!tenant || member.tenantId?.toLowerCase() !== tenant.toLowerCase()) return "external";
  return member.userRole === "anonymous" ? "external" : "member";
}

const ORDER: readonly Standing[] = ["member", "guest", "external", "deactivated"];
/** The narrowest of several standings; `member` of none. */
export const strictest = (standings: readonly Standing[]): Standing =>
  standings.reduce((worst, each) => (ORDER.indexOf(each) > ORDER.indexOf(worst) ? each : worst), "member");
