/** Who is in which conversation, asked of the Bot Connector's roster. */
import type {
  ChannelRecord,
  MembershipSource,
  PersonRecord,
  Standing,
} from "../../../src/access/membership.ts";
import { type ChannelId, channelId, type PersonId } from "../../../src/access/scopes.ts";
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
}

/**
 * Membership as Teams' roster tells it. Teams has no list of a bot's conversations, so a person's channels are those
 * where Docent met them, each one checked against its roster now; a conversation that cannot be checked is left out.
 */
export function createMembership(options: MembershipOptions): MembershipSource {
  const { transport, memory, tenant } = options;

  async function standingIn(
    address: ConversationAddress,
    person: PersonId,
  ): Promise<RosterMember | undefined> {
    try {
      return await transport.member(address, withoutPlatform(person));
    } catch (error) {
      if (error instanceof ConnectorRefusal && [403, 404].includes(error.status)) return undefined;
      throw error;
    }
  }

  return {
    async person(person): Promise<PersonRecord | undefined> {
      const addresses = memory.conversationsOf(person, limits.conversationsPerPerson);
      const checks = await Promise.allSettled(addresses.map((address) => standingIn(address, person)));
      const found = checks.flatMap((check, index) =>
        check.status === "fulfilled" && check.value
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
        fetchedAt: Date.now(),
      };
    },

    async channel(channel): Promise<ChannelRecord | undefined> {
      const address = memory.addressOf(withoutPlatform(channel));
      if (!address) return undefined;
      let next: string | undefined;
      let hasOutsiders = false;
      for (let page = 0; page < limits.rosterPages && !hasOutsiders; page++) {
        const roster = await transport.members(address, next);
        hasOutsiders = roster.members.some(
          (member) => standing(member, tenant ?? address.tenant) !== "member",
        );
        next = roster.next;
        if (!next) break;
      }
      return { channel, name: "", hasOutsiders: hasOutsiders || next !== undefined, fetchedAt: Date.now() };
    },
  };
}

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
      fetchedAt: Date.now(),
    }),
    channel: async (channel) =>
      memory.addressOf(withoutPlatform(channel)) && {
        channel,
        name: "",
        hasOutsiders: false,
        fetchedAt: Date.now(),
      },
  };
}

/** The channel or chat of a conversation, its thread left out. */
export const toChannel = (conversation: string): ChannelId =>
  channelId(`teams:${withoutThread(conversation)}`);

const withoutPlatform = (id: PersonId | ChannelId): string => id.slice("teams:".length);

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
