import type { ChannelRecord, Membership, MembershipSource, PersonRecord } from "./membership.ts";
import type { ChannelId, PersonId, Platform } from "./scopes.ts";

interface CacheOptions {
  /** Each platform's own source; a platform without one has no known members. */
  readonly sources: ReadonlyMap<Platform, MembershipSource>;
  /** How old a record may be, ms; an older one is fetched again, and counts as unknown when it comes back as old. */
  readonly maxAgeMs: number;
  /** How many people and channels are remembered; the oldest go first. */
  readonly capacity: number;
  /** Told when a source could not answer; the person or channel then counts as unknown. */
  readonly onFailure: (id: PersonId | ChannelId, error: unknown) => void;
  readonly now?: () => number;
}

type Kind = "person" | "channel";
type Found = PersonRecord | ChannelRecord | undefined;

/**
 * Membership with a memory. A source that throws makes its answer unknown (and so excludes): an outage of a
 * platform never widens what anybody reads. Concurrent questions about one id share one fetch.
 */
export function cachedMembership(options: CacheOptions): Membership {
  const { sources, maxAgeMs, capacity, onFailure, now = Date.now } = options;
  const records = new Map<string, PersonRecord | ChannelRecord>();
  /** The latest fetch of each id: only this one may be joined, and only this one's record is kept. */
  const latest = new Map<string, Promise<Found>>();

  const young = (record: Found) => record !== undefined && now() - record.fetchedAt <= maxAgeMs;

  function lookUp(kind: Kind, id: PersonId | ChannelId, fresh: boolean): Promise<Found> {
    const key = `${kind} ${id}`;
    const known = records.get(key);
    if (!fresh && young(known)) return Promise.resolve(known);
    // A fetch that began earlier may not know what the caller of a fresh look-up needs to know.
    const running = fresh ? undefined : latest.get(key);
    if (running) return running;
    records.delete(key);
    const fetching: Promise<Found> = fetch(kind, id).then((found) => {
      // Overtaken by a later fetch or an invalidation, it may be stale already: it answers whoever asked, no more.
      if (latest.get(key) === fetching) {
        latest.delete(key);
        if (found) remember(key, found);
      }
      return found;
    });
    latest.set(key, fetching);
    return fetching;
  }

  async function fetch(kind: Kind, id: PersonId | ChannelId): Promise<Found> {
    const source = sources.get(id.slice(0, id.indexOf(":")) as Platform);
    if (!source) return undefined;
    try {
      const found = await (kind === "person"
        ? source.person(id as PersonId)
        : source.channel(id as ChannelId));
      return young(found) ? found : undefined;
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
    person: (id, { fresh = false } = {}) => lookUp("person", id, fresh) as Promise<PersonRecord | undefined>,
    channel: (id, { fresh = false } = {}) =>
      lookUp("channel", id, fresh) as Promise<ChannelRecord | undefined>,
    invalidate(id) {
      for (const kind of ["person", "channel"]) {
        records.delete(`${kind} ${id}`);
        latest.delete(`${kind} ${id}`);
      }
    },
  };
}
