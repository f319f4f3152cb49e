import type { Membership, MembershipSource } from "./membership.ts";
import type { ChannelId, GroupId, PersonId, Platform } from "./scopes.ts";

interface MembershipOptions {
  /** Each platform's own source; a platform without one has no known members. */
  readonly sources: ReadonlyMap<Platform, MembershipSource>;
  /** Told when a source could not answer; the person or channel then counts as unknown. */
  readonly onFailure: (id: PersonId | ChannelId, error: unknown) => void;
}

/** How often a record is put together when events arrive each time meanwhile. */
const ATTEMPTS = 4;

/**
 * Membership of all platforms. A source that throws makes its answer unknown (and so excludes): an outage of a
 * platform never widens what anybody reads. A record rests on several answers of its platform; when an event arrived
 * while they were collected, the first of them may be old by then, and it is put together again.
 */
export function createMembership({ sources, onFailure }: MembershipOptions): Membership {
  let events = 0;
  const sourceOf = (id: PersonId | ChannelId | GroupId) =>
    sources.get(id.slice(0, id.indexOf(":")) as Platform);

  async function orUnknown<Found>(
    id: PersonId | ChannelId,
    ask: (source: MembershipSource) => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const source = sourceOf(id);
    if (!source) return undefined;
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const before = events;
        const found = await ask(source);
        if (events === before) return found;
      }
      throw new Error("Events arrived faster than membership could be asked for");
    } catch (error) {
      onFailure(id, error);
      return undefined;
    }
  }

  return {
    person: (id, look) => orUnknown(id, (source) => source.person(id, look)),
    channel: (id, look) => orUnknown(id, (source) => source.channel(id, look)),
    invalidate(id) {
      events += 1;
      sourceOf(id)?.invalidate(id);
    },
  };
}
