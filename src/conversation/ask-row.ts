/** Asks as the ledger has them. */
import type { ChannelId, PersonId, Platform, TenantId } from "../access/scopes.ts";
import type { AskRow } from "../storage/tables.ts";
import type { Ask, AskId, ConversationId, Json } from "./ask.ts";
import { LEASE_MS } from "./lease.ts";
import type { NewAsk } from "./turns.ts";

/** The row of an ask that has just come in and is worked on by `owner`. */
export function newRow(ask: NewAsk, { id, now, owner }: { id: AskId; now: number; owner: string }): AskRow {
  return {
    id,
    tenant: ask.tenant,
    platform: ask.platform,
    dedupe_key: ask.dedupeKey,
    person: ask.person,
    audience_kind: ask.audience.kind,
    audience_id: ask.audience.kind === "channel" ? ask.audience.channel : ask.audience.person,
    conversation: ask.conversation,
    question: ask.question,
    received_at: now,
    address: JSON.stringify(ask.address),
    state: "received",
    attempts: 1,
    due_at: now,
    lease_owner: owner,
    lease_until: now + LEASE_MS,
    reply: null,
    outcome: null,
    answered_at: null,
    handle: null,
    finished_at: null,
    failure: null,
  };
}

/** The ask in its row. */
export function askOf(row: AskRow): Ask {
  return {
    id: row.id as AskId,
    tenant: row.tenant as TenantId,
    platform: row.platform as Platform,
    dedupeKey: row.dedupe_key,
    person: row.person as PersonId,
    audience:
      row.audience_kind === "channel"
        ? { kind: "channel", channel: row.audience_id as ChannelId }
        : { kind: "private", person: row.audience_id as PersonId },
    conversation: row.conversation as ConversationId,
    question: row.question,
    receivedAt: row.received_at,
    address: JSON.parse(row.address) as Json,
  };
}
