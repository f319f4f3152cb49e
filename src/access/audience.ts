import { type Look, type Membership, TO_SEARCH, TO_SHOW } from "./membership.ts";
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
 * The scopes that every member of `audience` may read as far as is remembered: where to search. Whatever is found
 * there has to pass `confirmedFor` before it is shown.
 *
 * In private: `org` for members of the organisation, the person's own scope, their groups and channels. In a
 * channel: that channel's scope, and `org` unless outsiders are in it. Unknown people read nothing; a channel whose
 * membership is unknown reads its own documents only.
 */
export const readableBy = (audience: Audience, membership: Membership): Promise<ReadonlySet<Scope>> =>
  read(audience, membership, TO_SEARCH);

/** Those of `scopes` that every member of `audience` may read now: the second check of invariant 1. */
export async function confirmedFor(
  audience: Audience,
  membership: Membership,
  scopes: Iterable<Scope>,
): Promise<ReadonlySet<Scope>> {
  const among = [...new Set(scopes)];
  if (!among.length) return new Set();
  const readable = await read(audience, membership, { ...TO_SHOW, among });
  return new Set(among.filter((scope) => readable.has(scope)));
}

async function read(audience: Audience, membership: Membership, look: Look): Promise<ReadonlySet<Scope>> {
  const { among } = look;
  if (audience.kind === "channel") {
    const scopes = [channelScope(audience.channel)];
    // Whoever is in the channel reads its documents: who else is matters to the organisation's alone.
    if (among && !among.includes(ORG)) return new Set(scopes);
    const channel = await membership.channel(audience.channel, look);
    if (channel && !channel.hasOutsiders) scopes.push(ORG);
    return new Set(scopes);
  }
  const person = await membership.person(audience.person, look);
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
