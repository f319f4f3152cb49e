/** The front door of the conversation, as adapters see it; created by `createTurns` (create-turns.ts). */
import type { ChannelId, PersonId, Platform, TenantId } from "../access/scopes.ts";
import type { Released } from "../safety/released.ts";
import type { AnswerCopy } from "./answer-copies.ts";
import type { Ask, AskId } from "./ask.ts";
import type { Courier } from "./courier.ts";
import type { Reply } from "./reply.ts";

/** What an adapter knows of an ask; `id` and `receivedAt` are given by the ledger. */
export type NewAsk = Omit<Ask, "id" | "receivedAt">;

export interface Turns {
  /** Registers the way back to a platform; once per platform, before `start`. */
  register(platform: Platform, courier: Courier): void;
  /**
   * Writes the ask to the ledger. When this resolves the ask is durable: acknowledge the platform then, not before.
   * The reply is worked on in the background and handed to the platform's courier. A redelivery (same tenant,
   * platform and dedupeKey) resolves as `duplicate` and causes nothing.
   */
  receive(ask: NewAsk): Promise<{ readonly id: AskId; readonly duplicate: boolean }>;
  /** Takes up every ask that the ledger shows as unfinished, then works on new ones. */
  start(): Promise<void>;
  /** Lets running turns finish for at most `graceMs`, keeps the rest in the ledger for the next start. */
  stop(graceMs: number): Promise<void>;
  /**
   * A finished reply, for "How this was checked"; only the asker and readers of its audience may have it, and without
   * its text and citations when its sources are gone or not theirs to read any more.
   */
  reply(
    id: AskId,
    reader: { tenant: TenantId; person: PersonId; channel?: ChannelId },
  ): Promise<Reply | undefined>;
  /**
   * Whether a private reply may be repeated in a channel: every citation is checked against what that channel's
   * audience may read right now. `unreadable` counts the citations that stand in the way. `reply` and `question` (which
   * passed the guard) hold nothing of what was asked before.
   */
  mayShare(
    id: AskId,
    person: PersonId,
    channel: ChannelId,
  ): Promise<{
    readonly allowed: boolean;
    readonly reply?: Reply;
    readonly question?: Released;
    readonly unreadable: number;
  }>;
  /** A private reply was repeated in a channel, after `mayShare` allowed it: from now on that message is kept true too. */
  shared(id: AskId, copy: AnswerCopy): Promise<void>;
  /** Records what a reader thought of an answer; a second vote of the same person replaces the first. */
  feedback(id: AskId, from: PersonId, verdict: Feedback): Promise<void>;
}

/** A reader's opinion: `comment` is optional free text, kept out of logs. */
export interface Feedback {
  readonly kind: "helpful" | "unhelpful" | "biased-or-wrong" | "appeal";
  readonly comment?: string;
}
