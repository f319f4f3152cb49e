/** What Slack says of a channel that decides whether, and to whom, its documents are readable. */
import type { ConversationsInfoResponse } from "@slack/web-api";
import { type ChannelId, channelScope, ORG, type Scope } from "../../../src/access/scopes.ts";
import { slackChannel } from "../identity.ts";
import type { IndexedChannel } from "./channel-store.ts";

export interface ChannelFacts {
  readonly name: string;
  readonly isPrivate: boolean;
  /** With another organisation, or about to be. */
  readonly isShared: boolean;
  readonly isArchived: boolean;
  /** Whether Docent is in it. */
  readonly isMember: boolean;
}

export function readFacts(channel: NonNullable<ConversationsInfoResponse["channel"]>): ChannelFacts {
  return {
    name: channel.name ?? "",
    isPrivate: channel.is_private ?? true,
    isShared: Boolean(
      channel.is_ext_shared ||
        channel.is_pending_ext_shared ||
        channel.pending_shared?.length ||
        channel.pending_connected_team_ids?.length,
    ),
    isArchived: channel.is_archived ?? false,
    isMember: channel.is_member ?? false,
  };
}

/**
 * Who reads a channel's documents: its members, whoever they work for; and the organisation where an administrator
 * opened it, as long as it is public and nobody else's.
 */
export function readersOf(
  channel: Pick<IndexedChannel, "channel" | "isOpen" | "isPrivate" | "isShared">,
): readonly Scope[] {
  const id: ChannelId = slackChannel(channel.channel);
  const isOpen = channel.isOpen && !channel.isPrivate && !channel.isShared;
  return isOpen ? [channelScope(id), ORG] : [channelScope(id)];
}

/** A set of readers as one word, to see whether it is still the same. */
export const readersKey = (scopes: readonly Scope[]): string => scopes.toSorted().join(" ");
