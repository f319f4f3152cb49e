import { z } from "zod";
import type { Ask, Json } from "../../../src/conversation/ask.ts";
import type { DeliveryNote } from "../../../src/conversation/courier.ts";
import type { Reply, ReplyEvent } from "../../../src/conversation/reply.ts";
import { isDirect, type PrivateAddress } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { notificationText, replyMessages } from "../render/reply-blocks.ts";
import { patiently } from "../web-client.ts";
import type { PrivateLine } from "./private-line.ts";
import type { Respond } from "./response-url.ts";

/** How many messages of the reply the asker has. */
const handle = z.object({ sent: z.number().int() });

/**
 * Delivers a reply that only its asker sees: in one piece, when it is finished. Private messages cannot be found
 * again, so each one is remembered as soon as Slack has it.
 */
export async function deliverPrivately(
  ask: Ask,
  address: PrivateAddress,
  events: AsyncIterable<ReplyEvent>,
  note: DeliveryNote,
  line: PrivateLine,
): Promise<void> {
  let reply: Reply | undefined;
  for await (const event of events) if (event.type === "done") reply = event.reply;
  if (!reply) throw new Error("The reply broke off before its ending; it is tried again.");
  const messages = replyMessages(reply, shareable(ask, address));
  const done = alreadySent(note.handle);
  for (const [index, blocks] of messages.entries()) {
    if (index < done) continue;
    await line(address, {
      text: notificationText(reply),
      blocks,
      replaces: index === 0,
      uses: index,
      since: ask.receivedAt,
    });
    await note.remember({ sent: index + 1 });
  }
}

/**
 * Replaces a private reply as long as Slack lets anybody: in one piece, by its response address. Later nobody can edit
 * it, and what its asker is told has to do.
 */
export async function amendPrivately(
  ask: Ask,
  address: PrivateAddress,
  reply: Reply,
  note: DeliveryNote,
  { respond, now }: { readonly respond: Respond; readonly now: () => number },
): Promise<void> {
  const [blocks, ...more] = replyMessages(reply, { again: { question: ask.question } });
  const isYoung = now() - ask.receivedAt < slackLimits.responseUrlMs;
  if (!isYoung || !blocks || more.length || alreadySent(note.handle) !== 1) return;
  await patiently(() =>
    respond(address.responseUrl, {
      text: notificationText(reply),
      blocks,
      ...(address.thread && { thread_ts: address.thread }),
      response_type: "ephemeral",
      replace_original: true,
    }),
  );
}

const alreadySent = (json: Json | undefined): number => (json === undefined ? 0 : handle.parse(json).sent);

/** In a direct message with Docent nobody else is there to share with. */
function shareable(ask: Ask, { channel, thread }: PrivateAddress) {
  if (isDirect(channel)) return {};
  return { share: { ask: ask.id, ...(thread && { thread }) } };
}
