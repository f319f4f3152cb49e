/**
 * Who is in which channel and group, as a platform last said it. Ages matter: what is unknown or older than its
 * limit counts as "not a member" (invariant 1), never as public.
 */
import type { ChannelId, GroupId, PersonId, Scope } from "./scopes.ts";

/** `member` works here; guests, external and deactivated people never read `org`. */
export type Standing = "member" | "guest" | "external" | "deactivated";

export interface PersonRecord {
  readonly person: PersonId;
  readonly name: string;
  readonly standing: Standing;
  readonly channels: readonly ChannelId[];
  readonly groups: readonly GroupId[];
}

export interface ChannelRecord {
  readonly channel: ChannelId;
  readonly name: string;
  /** Guests or people of another organisation are in it, or nobody could say that none are. */
  readonly hasOutsiders: boolean;
}

/** How closely to look. */
export interface Look {
  /** How long ago the platform may have been asked, ms. */
  readonly maxAgeMs: number;
  /** Of a person's channels and groups only these matter; the record may leave out the others. */
  readonly among?: readonly Scope[];
}

/**
 * Where to search. What is found there is looked at again before it is shown, so a longer age costs no secret: it only
 * decides how soon somebody whose joining no event announced finds a channel's documents.
 */
export const TO_SEARCH: Look = { maxAgeMs: 10 * 60_000 };
/** Before something is shown. What was asked within five seconds is shared by all turns. */
export const TO_SHOW: Look = { maxAgeMs: 5_000 };

/**
 * Membership of one platform. Adapters implement it, and remember what their platform said in a `Recollection`.
 * `undefined` means "unknown" and excludes. Both questions may throw when the platform cannot be reached.
 */
export interface MembershipSource {
  person(id: PersonId, look: Look): Promise<PersonRecord | undefined>;
  channel(id: ChannelId, look: Look): Promise<ChannelRecord | undefined>;
  /** An event said that a person, channel or group is not what it was: what is remembered of it counts no more. */
  invalidate(id: PersonId | ChannelId | GroupId): void;
}

/** What the rest of Docent asks: every platform in one, and nothing throws. Whoever cannot be asked about is unknown. */
export type Membership = MembershipSource;
