/**
 * Carries replies to Teams. First comes a status line, whose id is remembered; the answer then ends that stream or
 * replaces that line. So a crash at any moment repeats a status line at worst, never an answer.
 */
import { z } from "zod";
import type { Ask } from "../../../src/conversation/ask.ts";
import type { Courier, DeliveryNote } from "../../../src/conversation/courier.ts";
import { withMarkers } from "../../../src/conversation/markers.ts";
import type { Reply, ReplyEvent } from "../../../src/conversation/reply.ts";
import type { Log } from "../../../src/operations/log.ts";
import { joinReleased, ownWords, type Released } from "../../../src/safety/released.ts";
import { type ConversationAddress, type OutboundActivity, parseAddress } from "../activity.ts";
import type { TeamsMemory } from "../memory.ts";
import { notice } from "../render/file-cards.ts";
import { renderMarkdown } from "../render/render-markdown.ts";
import { inOne, PLAINEST, type ReplyMessage, replyMessage } from "../render/reply-message.ts";
import { ConnectorRefusal } from "../transport/connector-refusal.ts";
import type { Transport } from "../transport.ts";
import { finalMessage, openStream, STREAM_OVER, type TeamsStream } from "./open-stream.ts";
import { type Pace, patiently } from "./patiently.ts";
import { tellInChat } from "./tell-in-chat.ts";

interface CourierOptions {
  readonly transport: Transport;
  readonly memory: TeamsMemory;
  readonly log: Log;
  readonly pace: Pace;
}

/** The message that stands for this ask, as the ledger keeps it. */
const handleSchema = z.object({
  activity: z.string().min(1),
  stream: z.boolean(),
  /** The message that holds the card, where it is one of its own. */
  card: z.string().min(1).optional(),
});
type Handle = z.infer<typeof handleSchema>;

/** What one delivery works with. */
interface Delivery {
  readonly ask: Ask;
  readonly address: ConversationAddress;
  /** The message that stands for the ask so far. */
  handle: Handle | undefined;
  /** Stores which message stands for the ask, before any of the answer goes out. */
  remember(handle: Handle): Promise<void>;
}

/** @param options.memory learns which message answers which ask, so that feedback finds it. */
export function createCourier(options: CourierOptions): Courier {
  const { transport, memory, log, pace } = options;
  /** Chats that a stream is running in: Teams allows one at a time. */
  const streaming = new Set<string>();

  async function stream(delivery: Delivery, events: AsyncIterable<ReplyEvent>): Promise<void> {
    const { address } = delivery;
    let open: TeamsStream | undefined;
    let mayStream = true;
    let text: Released | undefined;

    /** True when it was this status that opened the stream, or tried to. */
    async function ensureOpen(status: Released): Promise<boolean> {
      if (open || !mayStream) return false;
      try {
        open = await openStream({ transport, address, pace, status: status.text });
        await delivery.remember({ activity: open.id, stream: true });
      } catch (error) {
        if (!(error instanceof ConnectorRefusal) || isBlocked(error)) throw error;
        mayStream = false;
        log.info("Teams does not stream here: the answer comes as one message", { reason: error.message });
      }
      return true;
    }

    try {
      for await (const event of events) {
        if (event.type === "done") {
          await ensureOpen(ONE_MOMENT);
          await end(delivery, event.reply, open);
        } else if (event.type === "status") {
          if (!(await ensureOpen(event.text))) open?.status(event.text.text);
        } else {
          await ensureOpen(ONE_MOMENT);
          text = append(text, event);
          open?.show(renderMarkdown(text));
        }
      }
    } finally {
      await open?.abandon();
    }
  }

  async function post(delivery: Delivery, events: AsyncIterable<ReplyEvent>): Promise<void> {
    for await (const event of events) {
      if (event.type === "done") await end(delivery, event.reply);
      else if (!delivery.handle) await announce(delivery, event.type === "status" ? event.text : ONE_MOMENT);
    }
  }

  /** A status line that the answer will replace. */
  async function announce(delivery: Delivery, status: Released): Promise<void> {
    const line = { type: "message", textFormat: "markdown", text: renderMarkdown(status) } as const;
    const activity = await patiently(() => transport.send(delivery.address, line), pace);
    await delivery.remember({ activity, stream: false });
  }

  /** Puts the whole reply in the place of what is there. */
  const end = (delivery: Delivery, reply: Reply, open?: TeamsStream): Promise<void> =>
    poorerIfTooLarge(delivery.ask, (step) => place(delivery, replyMessage(delivery.ask, reply, step), open));

  /** Sends a poorer form of a message when Teams finds it too large. */
  async function poorerIfTooLarge(ask: Ask, send: (step: number) => Promise<void>): Promise<void> {
    for (let step = 0; ; step++) {
      try {
        await send(step);
        return;
      } catch (error) {
        if (!(error instanceof ConnectorRefusal) || error.status !== 413 || step === PLAINEST) throw error;
        log.info("Teams found the message too large: sending a shorter one", { ask: ask.id });
      }
    }
  }

  /** Ends the stream; or replaces the message that is there; or sends a new line and replaces that. */
  async function place(delivery: Delivery, message: ReplyMessage, open?: TeamsStream): Promise<void> {
    const { address, handle } = delivery;
    if (handle?.stream) {
      // Without an open stream, a crash cut it off: its end may still be accepted.
      const final = finalMessage(inOne(message), handle.activity);
      const finish = () =>
        open ? open.finish(final) : patiently(() => transport.send(address, final), pace).then(() => {});
      if (await accepted(finish, "end the stream")) return;
      if (wasStopped(open?.refusal())) return;
    }
    if (!handle || !(await accepted(() => replace(delivery, message), "replace the message", GONE))) {
      await announce(delivery, ONE_MOMENT);
      await replace(delivery, message);
    }
  }

  /**
   * Puts the text in the place of the message that is there; the card follows as a message of its own, and takes
   * the thumbs along, because an edited message shows none (seen in the Agents Playground).
   */
  async function replace(delivery: Delivery, { text, card }: ReplyMessage): Promise<void> {
    const { address, handle } = delivery;
    if (!handle) return;
    const { channelData, ...bare } = text;
    const edited = card ? bare : text;
    await patiently(() => transport.update(address, handle.activity, edited), pace);
    if (!card) return;
    const known = handle.card;
    if (known) await patiently(() => transport.update(address, known, card), pace);
    else {
      const posted = await patiently(() => transport.send(address, { ...card, channelData }), pace);
      await delivery.remember({ ...handle, card: posted });
    }
  }

  /**
   * Brings what was sent into the form it has now. A streamed message held its card in itself: an edit takes the card
   * away, because Teams refuses one that holds both.
   */
  async function amend(delivery: Delivery, { text, card }: ReplyMessage): Promise<void> {
    const { address, handle } = delivery;
    if (!handle) return;
    const { channelData: _, ...bare } = text;
    const edit = (activity: string, message: OutboundActivity) =>
      accepted(
        () => patiently(() => transport.update(address, activity, message), pace),
        "edit a reply",
        GONE,
      );
    await edit(handle.activity, bare);
    if (handle.card) await edit(handle.card, card ?? notice("See the message above."));
  }

  /** False when Teams refuses in a way that another form of the reply may get around. */
  async function accepted(send: () => Promise<void>, what: string, statuses = NO_STREAM): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      if (!(error instanceof ConnectorRefusal) || !statuses.includes(error.status) || isBlocked(error))
        throw error;
      log.info(`Teams did not let Docent ${what}`, { reason: error.message });
      return false;
    }
  }

  function begin(ask: Ask, note: DeliveryNote): Delivery {
    const stored = parseAddress(ask.address);
    // Microsoft moves tenants between servers: the one that spoke last is right.
    const serviceUrl = memory.addressOf(stored.conversation)?.serviceUrl ?? stored.serviceUrl;
    const delivery: Delivery = {
      ask,
      address: { ...stored, serviceUrl },
      handle: note.handle === undefined ? undefined : handleSchema.parse(note.handle),
      async remember(handle) {
        delivery.handle = handle;
        for (const message of [handle.activity, handle.card])
          if (message) memory.answered(stored.conversation, message, ask.id);
        await note.remember(handle);
      },
    };
    return delivery;
  }

  return {
    async deliver(ask, events, note) {
      const delivery = begin(ask, note);
      const { conversation, conversationType } = delivery.address;
      if (delivery.handle || conversationType !== "personal" || streaming.has(conversation))
        return post(delivery, events);
      streaming.add(conversation);
      try {
        await stream(delivery, events);
      } finally {
        streaming.delete(conversation);
      }
    },
    async amend(ask, reply, note) {
      const delivery = begin(ask, note);
      await poorerIfTooLarge(ask, (step) => amend(delivery, replyMessage(ask, reply, step)));
    },
    tell: (person, text, note) => tellInChat({ transport, memory, pace }, person, text, note),
  };
}

/** How Teams says that a stream is over, out of order, too fast or not wanted. */
const NO_STREAM: readonly number[] = [0, 202, 400, 403, 404, 412, 429, 500, 502, 503, 504];
/** How Teams says that a message cannot be edited (any more). */
const GONE: readonly number[] = [403, 404, 405, 410];

const ONE_MOMENT = ownWords`One moment…`;

type Sentence = Extract<ReplyEvent, { type: "sentence" }>;
const LEADS = ["", " ", "\n", "\n\n"] as const;

/** The text so far with one more sentence and its citation marks, as the whole answer will have it. */
function append(text: Released | undefined, { text: sentence, lead, citations }: Sentence): Released {
  const marked = withMarkers(sentence, citations);
  return text ? joinReleased([text, marked], LEADS.find((known) => known === lead) ?? " ") : marked;
}

/** The person blocked the bot, or took it out of the chat: no form of the reply will arrive. */
const isBlocked = ({ status, code }: ConnectorRefusal): boolean =>
  status === 403 &&
  /^(MessageWritesBlocked|BotNotInConversationRoster|ConversationBlockedByUser)$/.test(code);

/** The person pressed Stop: what was shown is what they wanted. */
const wasStopped = (refusal: unknown): boolean =>
  refusal instanceof ConnectorRefusal && refusal.code === STREAM_OVER && /cancel/i.test(refusal.message);
