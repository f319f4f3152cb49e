import type { WebClient } from "@slack/web-api";
import type { Ask } from "../../../src/conversation/ask.ts";
import type { DeliveryNote } from "../../../src/conversation/courier.ts";
import { withMarkers } from "../../../src/conversation/markers.ts";
import type { Reply, ReplyEvent } from "../../../src/conversation/reply.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { ThreadAddress } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { weight } from "../render/measure.ts";
import { belowStreamed, notificationText, replyMessages } from "../render/reply-blocks.ts";
import { patiently, platformError } from "../web-client.ts";
import { findLost } from "./lost-reply.ts";
import { createPlacement, nothingPlaced, type Placement, readPlaced, replyMetadata } from "./placement.ts";
import { offerPrivately } from "./private-offer.ts";
import { type Progress, showProgress } from "./progress.ts";
import type { Refusals } from "./refusals.ts";
import type { Stream } from "./stream.ts";

interface ThreadReplyParts {
  readonly client: WebClient;
  readonly log: Log;
  readonly refusals: Refusals;
  readonly botUser: () => Promise<string>;
  readonly now: () => number;
}

/**
 * Delivers a reply into a thread. The first time it is streamed; after a crash or failure, whatever is on the
 * platform already is found again and brought to its final state, so that nobody is answered twice.
 */
export async function deliverInThread(
  ask: Ask,
  address: ThreadAddress,
  events: AsyncIterable<ReplyEvent>,
  note: DeliveryNote,
  parts: ThreadReplyParts,
): Promise<void> {
  const { client, log, refusals, botUser, now } = parts;
  const earlier = readPlaced(note.handle);
  const placement = createPlacement({ client, ask: ask.id, address, note, now }, earlier ?? nothingPlaced);
  const progress = earlier ? undefined : showProgress({ client, address, placement, refusals, log });
  let reply: Reply | undefined;
  let shown: Awaited<ReturnType<Progress["settle"]>> | undefined;
  try {
    for await (const event of events) {
      if (event.type === "status") await showStatus(event.text.text, address, parts);
      else if (event.type === "sentence")
        progress?.sentence(event.lead, withMarkers(event.text, event.citations));
      else reply = event.reply;
    }
  } finally {
    // A reply that breaks off must not leave anything running that goes on writing.
    shown = await progress?.settle();
  }
  if (!reply) throw new Error("The reply broke off before its ending; it is tried again.");
  if (shown?.stream && (await closeStream(shown.stream, shown.text, reply, placement, log))) {
    await offerPrivately(ask, address, reply, parts);
    return;
  }
  if (earlier || shown?.isUncertain) {
    const { placed } = placement;
    await placement.remember(await findLost({ client, address, reply, placed, botUser }));
  }
  if (placement.placed.isStream) await breakOff(placement, address, client);
  await placeWhole(reply, placement);
  await offerPrivately(ask, address, reply, parts);
}

/** Brings the messages of a reply into the form that it has now, and leaves alone those that somebody deleted. */
export async function amendInThread(
  ask: Ask,
  address: ThreadAddress,
  reply: Reply,
  note: DeliveryNote,
  { client, now }: Pick<ThreadReplyParts, "client" | "now">,
): Promise<void> {
  const placed = readPlaced(note.handle);
  if (!placed?.messages.length) return;
  const placement = createPlacement({ client, ask: ask.id, address, note, now, leavesGone: true }, placed);
  if (placed.isStream) await breakOff(placement, address, client);
  await placeWhole(reply, placement, { again: { question: ask.question, thread: address.thread } });
}

/** A reply that was streamed as a whole only needs its sources; `false` when it has to be placed as a message. */
async function closeStream(
  stream: Stream,
  text: string,
  reply: Reply,
  placement: Placement,
  log: Log,
): Promise<boolean> {
  if (reply.outcome !== "answer" || text !== reply.text.text) return false;
  const below = belowStreamed(reply);
  const [first = []] = below;
  const fits = text.length + weight(first) <= slackLimits.messageCharacters;
  try {
    await stream.stop(fits ? first : [], replyMetadata(reply.ask, 0));
  } catch (error) {
    if (platformError(error) === undefined) throw error;
    log.warn("A Slack stream ended before its sources were added; the reply is posted as a message", {
      error,
    });
    return false;
  }
  await placement.remember({ ...placement.placed, isStream: false });
  const rest = fits ? below.slice(1) : below;
  for (const [index, blocks] of rest.entries())
    await placement.put(index + 1, { text: notificationText(reply), blocks });
  return true;
}

/** A message cannot be changed while it is a stream. */
async function breakOff(placement: Placement, { channel }: ThreadAddress, client: WebClient): Promise<void> {
  const [ts] = placement.placed.messages;
  if (ts === undefined) return;
  await patiently(() => client.chat.stopStream({ channel, ts })).catch((error: unknown) => {
    // "Not in streaming state" is what we want; a message that is gone shows when it is changed.
    if (platformError(error) === undefined) throw error;
  });
}

async function placeWhole(
  reply: Reply,
  placement: Placement,
  options: Parameters<typeof replyMessages>[1] = {},
): Promise<void> {
  const messages = replyMessages(reply, options);
  for (const [position, blocks] of messages.entries())
    await placement.put(position, { text: notificationText(reply), blocks });
  await placement.trim(messages.length);
}

/** "Looking through 34 documents…" beside the composer; a courtesy that never holds up a reply. */
async function showStatus(
  status: string,
  { channel, thread }: ThreadAddress,
  { client, refusals, log }: ThreadReplyParts,
): Promise<void> {
  const method = "assistant.threads.setStatus";
  if (refusals.isRefused(method)) return;
  try {
    await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status });
  } catch (error) {
    refusals.note(method, error);
    log.debug("Slack did not show a status", { error });
  }
}
