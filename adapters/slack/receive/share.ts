import type { BlockAction, ButtonAction, types } from "@slack/bolt";
import type { Reply } from "../../../src/conversation/reply.ts";
import type { Released } from "../../../src/safety/released.ts";
import { type Message, noUnfurls } from "../deliver/message.ts";
import type { Placed } from "../deliver/placement.ts";
import { slackChannel, slackPerson, type ThreadAddress } from "../identity.ts";
import { actionIds, readShareValue, type ShareValue } from "../render/action-values.ts";
import { notificationText, replyMessages } from "../render/reply-blocks.ts";
import { richText, shorten, text } from "../render/rich-text.ts";
import { patiently, platformError } from "../web-client.ts";
import { notShareable, wording } from "../wording.ts";
import type { ListenerParts } from "./listeners.ts";

const QUESTION_CHARACTERS = 1_000;

interface Sharing {
  readonly channel: string;
  readonly user: string;
  readonly responseUrl: string;
  readonly value: ShareValue;
}

/** "Share in channel": a private answer is repeated for everyone, after its sources were checked for everyone. */
export function listenForSharing(parts: ListenerParts): void {
  const { app, turns, log } = parts;
  const underWay = new Set<string>();

  app.action<BlockAction<ButtonAction>>(actionIds.share, async ({ action, body, ack }) => {
    await ack();
    const channel = body.channel?.id;
    if (!channel) return;
    const sharing = {
      channel,
      user: body.user.id,
      responseUrl: body.response_url,
      value: readShareValue(action.value ?? ""),
    };
    // Whoever presses twice shares once.
    const key = `${sharing.value.ask} ${channel}`;
    if (underWay.has(key)) return;
    underWay.add(key);
    try {
      await share(sharing);
    } finally {
      underWay.delete(key);
    }
  });

  async function share(sharing: Sharing): Promise<void> {
    const { channel, user, value } = sharing;
    const verdict = await turns.mayShare(value.ask, slackPerson(user), slackChannel(channel));
    if (!verdict.allowed || !verdict.reply) {
      const why = verdict.unreadable > 0 ? notShareable(verdict.unreadable) : wording.notYoursToShare;
      return tell(sharing, parts, why, false);
    }
    try {
      await publish(verdict.reply, verdict.question, sharing, parts);
    } catch (error) {
      log.warn("An answer could not be shared", { ask: value.ask, error });
      return tell(sharing, parts, wording.shareFailed, false);
    }
    await tell(sharing, parts, wording.shared, true);
  }
}

async function publish(
  reply: Reply,
  question: Released | undefined,
  sharing: Sharing,
  parts: ListenerParts,
): Promise<void> {
  const messages = replyMessages(reply, { before: [whoShared(sharing.user, question)] });
  let thread = sharing.value.thread;
  const sent: string[] = [];
  for (const blocks of messages) {
    const posted = await post({ text: notificationText(reply), blocks }, thread, reply, sharing, parts);
    thread ??= posted;
    if (posted) sent.push(posted);
  }
  // What went through the response address cannot be edited by anybody.
  const [message] = sent;
  if (!message || !thread) return;
  const { channel, user } = sharing;
  const address: ThreadAddress = { kind: "thread", channel, thread, user, team: parts.workspace().team };
  const handle: Placed = { messages: sent, isStream: false };
  const copy = {
    channel: slackChannel(channel),
    message: `${channel}:${message}`,
    address,
    handle: { ...handle },
  };
  await parts.turns.shared(reply.ask, copy).catch((error: unknown) =>
    parts.log.error("A shared answer could not be written down: it is not edited when its documents change", {
      ask: reply.ask,
      error,
    }),
  );
}

/** Returns the message's id, unless it went through the response address because Docent isn't in the channel. */
async function post(
  { text: words, blocks = [] }: Message,
  thread: string | undefined,
  reply: Reply,
  { channel, user, responseUrl }: Sharing,
  { client, respond }: ListenerParts,
): Promise<string | undefined> {
  try {
    const posted = await patiently(() =>
      client.chat.postMessage({
        channel,
        ...(thread && { thread_ts: thread }),
        text: words,
        blocks,
        metadata: { event_type: "docent_shared", event_payload: { ask: reply.ask, by: user } },
        ...noUnfurls,
      }),
    );
    return posted.ts;
  } catch (error) {
    if (!["not_in_channel", "channel_not_found"].includes(platformError(error) ?? "")) throw error;
    const message = { text: words, blocks, response_type: "in_channel", replace_original: false } as const;
    const outcome = await patiently(() =>
      respond(responseUrl, { ...message, ...(thread && { thread_ts: thread }) }),
    );
    if (outcome === "expired") throw error;
    return undefined;
  }
}

/** Only the asker has the button, so who asked is who shared. */
function whoShared(user: string, question: Released | undefined): types.RichTextBlock {
  const asked = question
    ? [text(`: “${shorten(question.text, QUESTION_CHARACTERS)}”`)]
    : [text(" a question")];
  return richText({
    type: "rich_text_section",
    elements: [{ type: "user", user_id: user }, text(" asked and shared"), ...asked],
  });
}

async function tell(
  { responseUrl, value }: Sharing,
  { respond, log }: ListenerParts,
  words: string,
  replaces: boolean,
): Promise<void> {
  try {
    await patiently(() =>
      respond(responseUrl, { text: words, response_type: "ephemeral", replace_original: replaces }),
    );
  } catch (error) {
    log.warn("Slack did not show what became of a share", { ask: value.ask, error });
  }
}
