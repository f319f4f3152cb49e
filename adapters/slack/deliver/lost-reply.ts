import type { WebClient } from "@slack/web-api";
import type { Reply } from "../../../src/conversation/reply.ts";
import type { ThreadAddress } from "../identity.ts";
import { patiently, platformError } from "../web-client.ts";
import type { Placed } from "./placement.ts";

/** Fewer letters than this could belong to anybody's reply. */
const RECOGNISABLE_LETTERS = 12;

interface LostReplyParts {
  readonly client: WebClient;
  readonly address: ThreadAddress;
  readonly reply: Reply;
  readonly placed: Placed;
  readonly botUser: () => Promise<string>;
}

/**
 * Looks in the thread for messages that were sent right before a crash and never remembered: by the ask's id in
 * their metadata; a stream carries none until it ends, so it is known by text that begins this very reply.
 * Without the (optional) history scopes nothing is found, and the reply is posted anew.
 */
export async function findLost(parts: LostReplyParts): Promise<Placed> {
  const { client, address, reply, placed, botUser } = parts;
  if (placed.sendingSince === undefined) return placed;
  const page = await patiently(() =>
    client.conversations.replies({
      channel: address.channel,
      ts: address.thread,
      oldest: placed.sendingSince,
      include_all_metadata: true,
      limit: 100,
    }),
  ).catch((error: unknown) => {
    if (["missing_scope", "thread_not_found", "not_in_channel"].includes(platformError(error) ?? ""))
      return undefined;
    throw error;
  });
  const ownUser = await botUser();
  const messages = [...placed.messages];
  let isStream = placed.isStream;
  for (const { ts, user, text = "", metadata } of page?.messages ?? []) {
    if (!ts || user !== ownUser || messages.includes(ts)) continue;
    const payload = metadata?.event_payload as { ask?: unknown; part?: unknown } | undefined;
    if (metadata?.event_type === "docent_reply" && payload?.ask === reply.ask) {
      messages[Number(payload.part)] = ts;
    } else if (!metadata?.event_type && messages.length === 0 && begins(reply, text)) {
      messages[0] = ts;
      isStream = true;
    }
  }
  return { messages: messages.filter((ts) => ts !== undefined), isStream };
}

function begins(reply: Reply, text: string): boolean {
  const start = letters(text);
  return start.length >= RECOGNISABLE_LETTERS && letters(reply.text.text).startsWith(start);
}

/** Slack rewrites markup on its way; letters and digits stay. */
const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, "");
