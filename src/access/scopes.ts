/**
 * Who may read what, as data. A document belongs to one or more scopes; a person or a channel reads a set of
 * scopes; a passage is readable when the two sets meet. Member lists never travel with documents.
 */

declare const brand: unique symbol;

/** A string that only its own parser makes, so that a channel is never passed where a person is meant. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

/** One organisation's Docent: everything it stores carries its tenant. */
export type TenantId = Brand<"TenantId">;
/** A person as `<platform>:<id>`, e.g. `slack:U024BE7LH`. */
export type PersonId = Brand<"PersonId">;
/** A channel, group chat or team channel as `<platform>:<id>`, e.g. `teams:19:abc@thread.tacv2`. */
export type ChannelId = Brand<"ChannelId">;
/** A group of people as an identity provider names it, e.g. `managers`. */
export type GroupId = Brand<"GroupId">;
/** A set of readers: `org`, `channel:<platform>:<id>`, `person:<platform>:<id>` or `group:<id>`. */
export type Scope = Brand<"Scope">;

/** Where people ask from. `local` is the machine Docent runs on: the console and the command line. */
export type Platform = "slack" | "teams" | "local";

/** Everybody who works at the organisation; guests and external people are not among them. */
export const ORG = "org" as Scope;

const PLATFORM_ID = /^(slack|teams|local):\S+$/;

/** @throws {ScopeError} when `text` is not `<platform>:<id>`. */
export function personId(text: string): PersonId {
  if (!PLATFORM_ID.test(text))
    throw new ScopeError(`"${text}" is no person: write <platform>:<id>, e.g. slack:U024BE7LH or local:ana`);
  return text as PersonId;
}

/** @throws {ScopeError} when `text` is not `<platform>:<id>`. */
export function channelId(text: string): ChannelId {
  if (!PLATFORM_ID.test(text))
    throw new ScopeError(
      `"${text}" is no channel: write <platform>:<id>, e.g. slack:C024BE91L or local:finance`,
    );
  return text as ChannelId;
}

/** The tenant by its name; @throws {ScopeError} when the name is empty or has white space. */
export function tenantId(text: string): TenantId {
  if (!/^\S+$/.test(text)) throw new ScopeError(`"${text}" is no tenant: use a word without spaces`);
  return text as TenantId;
}

/** The group by its name; @throws {ScopeError} when the name is empty or has white space. */
export function groupId(text: string): GroupId {
  if (!/^\S+$/.test(text)) throw new ScopeError(`"${text}" is no group: use a word without spaces`);
  return text as GroupId;
}

export const channelScope = (channel: ChannelId): Scope => `channel:${channel}` as Scope;
export const personScope = (person: PersonId): Scope => `person:${person}` as Scope;
export const groupScope = (group: GroupId): Scope => `group:${group}` as Scope;

/**
 * Reads a scope from settings, a command line or a database.
 * @throws {ScopeError} saying which forms there are.
 */
export function scope(text: string): Scope {
  if (text === "org") return ORG;
  const [, kind, id] = /^(channel|person|group):(\S+)$/.exec(text) ?? [];
  if (kind === "channel" && id) return channelScope(channelId(id));
  if (kind === "person" && id) return personScope(personId(id));
  if (kind === "group" && id) return groupScope(groupId(id));
  throw new ScopeError(
    `"${text}" is no scope: use org, channel:<platform>:<id>, person:<platform>:<id> or group:<id>`,
  );
}

/** A scope, person or channel that cannot be read; the message says the form to use. */
export class ScopeError extends Error {
  override name = "ScopeError";
}
