import type { Membership } from "./membership.ts";
import {
  type ChannelId,
  channelScope,
  groupScope,
  ORG,
  type PersonId,
  personScope,
  type Scope,
} from "./scopes.ts";

/** Everyone who will be able to read a reply: one person, or whoever is in a channel. */
export type Audience =
  | { readonly kind: "private"; readonly person: PersonId }
  | { readonly kind: "channel"; readonly channel: ChannelId };

/**
 * The scopes that every member of `audience` may read.
 *
 * In private: `org` for members of the organisation, the person's own scope, their groups and channels. In a
 * channel: that channel's scope, and `org` unless outsiders are in it. Unknown people read nothing; a channel whose
 * membership is unknown reads its own documents only.
 *
 * @param options.fresh asks the platform again instead of trusting the cache (the second check of invariant 1).
 */
export async function readableBy(
  audience: Audience,
  membership: Membership,
  options: { fresh?: boolean } = {},
): Promise<ReadonlySet<Scope>> {
  if (audience.kind === "channel") {
    const channel = await membership.channel(audience.channel, options);
    const scopes = [channelScope(audience.channel)];
    if (channel && !channel.hasOutsiders) scopes.push(ORG);
    return new Set(scopes);
  }
  const person = await membership.person(audience.person, options);
  if (!person || person.standing === "deactivated") return new Set();
  const scopes = [
    personScope(person.person),
    ...person.channels.map(channelScope),
    ...person.groups.map(groupScope),
  ];
  if (person.standing === "member") scopes.push(ORG);
  return new Set(scopes);
}

/** Whether a passage or document with these scopes may be shown to readers of `readable`. */
export const mayRead = (scopes: readonly Scope[], readable: ReadonlySet<Scope>): boolean =>
  scopes.some((scope) => readable.has(scope));
