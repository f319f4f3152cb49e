/** What every adapter hands to the conversation. */
import type { Audience } from "../access/audience.ts";
import type { Brand, PersonId, Platform, TenantId } from "../access/scopes.ts";

export type AskId = Brand<"AskId">;
/** A thread, a direct-message channel or a console tab: asks in one conversation follow each other up. */
export type ConversationId = Brand<"ConversationId">;

/** JSON that an adapter understands and the core only stores. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One addressed message. */
export interface Ask {
  readonly id: AskId;
  readonly tenant: TenantId;
  readonly platform: Platform;
  /** The platform's own id of this message or event: a second ask with the same one is a redelivery. */
  readonly dedupeKey: string;
  readonly person: PersonId;
  readonly audience: Audience;
  readonly conversation: ConversationId;
  /** What was asked, without the mention of the bot. */
  readonly question: string;
  /** ms since 1970. */
  readonly receivedAt: number;
  /** Where the reply goes, as the adapter needs it after a restart (channel, thread, response address, ...). */
  readonly address: Json;
}
