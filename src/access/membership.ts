/**
 * Who is in which channel and group, as a platform last said it. Ages matter: what is unknown or older than its
 * limit counts as "not a member" (invariant 1), never as public.
 */
import type { ChannelId, GroupId, PersonId } from "./scopes.ts";

/** `member` works here; guests, external and deactivated people never read `org`. */
export type Standing = "member" | "guest" | "external" | "deactivated";

/** One person as the platform knows them at `fetchedAt` (ms since 1970). */
export interface PersonRecord {
  readonly person: PersonId;
  readonly name: string;
  readonly standing: Standing;
  readonly channels: readonly ChannelId[];
  readonly groups: readonly GroupId[];
  readonly fetchedAt: number;
}

/** One channel as the platform knows it at `fetchedAt` (ms since 1970). */
export interface ChannelRecord {
  readonly channel: ChannelId;
  readonly name: string;
  /** Guests or people of another organisation are in it, or nobody could say that none are. */
  readonly hasOutsiders: boolean;
  readonly fetchedAt: number;
}

/**
 * Membership of one platform. Adapters implement it against their platform; `undefined` means "unknown" and
 * excludes. An implementation may throw when its platform cannot be reached: the cache turns that into unknown.
 */
export interface MembershipSource {
  person(id: PersonId): Promise<PersonRecord | undefined>;
  channel(id: ChannelId): Promise<ChannelRecord | undefined>;
}

/** What the rest of Docent asks: answers come from the cache while young enough, and `fresh` skips it. */
export interface Membership {
  person(id: PersonId, options?: { fresh?: boolean }): Promise<PersonRecord | undefined>;
  channel(id: ChannelId, options?: { fresh?: boolean }): Promise<ChannelRecord | undefined>;
  /** Forgets what is cached of a person or channel, e.g. when an event says that somebody left. */
  invalidate(id: PersonId | ChannelId): void;
}
