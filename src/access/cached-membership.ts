import type { ChannelRecord, Membership, MembershipSource, PersonRecord } from "./membership.ts";
import type { ChannelId, PersonId, Platform } from "./scopes.ts";

interface CacheOptions {
  /** Each platform's own source; a platform without one has no known members. */
  readonly sources: ReadonlyMap<Platform, MembershipSource>;
  /** How old a record may be before it counts as unknown and is fetched again, ms. */
  readonly maxAgeMs: number;
  /** How many people and channels are remembered; the oldest go first. */
  readonly capacity: number;
  /** Told when a source could not answer; the person or channel then counts as unknown. */
  readonly onFailure: (id: PersonId | ChannelId, error: unknown) => void;
  readonly now?: () => number;
}

/**
 * Membership with a memory. A source that throws makes its answer unknown (and so excludes): an outage of a
 * platform never widens what anybody reads. Concurrent questions about one id share one fetch.
 */
export function cachedMembership(options: CacheOptions): Membership {
  const { sources, maxAgeMs, capacity, onFailure, now = Date.now } = options;
  const records = new Map<string, PersonRecord | ChannelRecord>();
  const pending = new Map<string, Promise<PersonRecord | ChannelRecord | undefined>>();

  async function lookUp<Found extends PersonRecord | ChannelRecord>(
    kind: "person" | "channel",
    id: PersonId | ChannelId,
    fresh: boolean,
    fetch: (source: MembershipSource) => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const key = `${kind} ${id}`;
    const known = records.get(key) as Found | undefined;
    if (known && !fresh && now() - known.fetchedAt <= maxAgeMs) return known;
    // A fetch that began earlier may carry what an invalidation just made stale, so a fresh look-up starts its own.
    const running = fresh ? undefined : (pending.get(key) as Promise<Found | undefined> | undefined);
    if (running) return running;
    const fetching = ask(key, id, fetch);
    pending.set(key, fetching);
    try {
      return await fetching;
    } finally {
      if (pending.get(key) === fetching) pending.delete(key);
    }
  }

  async function ask<Found extends PersonRecord | ChannelRecord>(
    key: string,
    id: PersonId | ChannelId,
    fetch: (source: MembershipSource) => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const source = sources.get(id.slice(0, id.indexOf(":")) as Platform);
    records.delete(key);
    if (!source) return undefined;
    try {
      const found = await fetch(source);
      if (found) remember(key, found);
      return found;
    } catch (error) {
      onFailure(id, error);
      return undefined;
    }
  }

  function remember(key: string, record: PersonRecord | ChannelRecord): void {
    records.set(key, record);
    if (records.size > capacity) records.delete(records.keys().next().value as string);
  }

  return {
    person: (id, { fresh = false } = {}) => lookUp("person", id, fresh, (source) => source.person(id)),
    channel: (id, { fresh = false } = {}) => lookUp("channel", id, fresh, (source) => source.channel(id)),
    invalidate(id) {
      for (const kind of ["person", "channel"]) {
        records.delete(`${kind} ${id}`);
        pending.delete(`${kind} ${id}`);
      }
    },
  };
}
