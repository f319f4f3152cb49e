import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { AskId, Json } from "../../../src/conversation/ask.ts";
import type { DeliveryNote } from "../../../src/conversation/courier.ts";
import type { ThreadAddress } from "../identity.ts";
import { patiently, platformError } from "../web-client.ts";
import { type Message, noUnfurls } from "./message.ts";
import { orPlainer } from "./plainer.ts";

const handle = z.object({
  /** Ids of the messages that carry the reply, in order. */
  messages: z.array(z.string()),
  /** The first one may still be open as a stream. */
  isStream: z.boolean(),
  /** Set while a post is under way that may have arrived without our knowing: seconds since 1970. */
  sendingSince: z.string().optional(),
});

/** What of a reply is on the platform, as far as we know. */
export type Placed = z.infer<typeof handle>;

export const nothingPlaced: Placed = { messages: [], isStream: false };

/** @throws when the handle was not written by this adapter. */
export const readPlaced = (json: Json | undefined): Placed | undefined =>
  json === undefined ? undefined : handle.parse(json);

/** Marks a message as Docent's reply to an ask, so that it is recognised after a crash. */
export const replyMetadata = (ask: AskId, part: number): types.MessageMetadata => ({
  event_type: "docent_reply",
  event_payload: { ask, part },
});

/** Errors of chat.update that mean: that message is not there to be changed any more. */
const gone: ReadonlySet<string> = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "thread_not_found",
]);

interface PlacementParts {
  readonly client: WebClient;
  readonly ask: AskId;
  readonly address: ThreadAddress;
  readonly note: DeliveryNote;
  readonly now: () => number;
  /** A message that is gone is not posted anew: somebody deleted it. */
  readonly leavesGone?: boolean;
}

/** The messages of one reply in its thread; every step is remembered before and after it is taken. */
export interface Placement {
  readonly placed: Placed;
  remember(placed: Placed): Promise<void>;
  /** Says that a post is about to happen, in case nobody lives to see it return. */
  announce(): Promise<void>;
  /** Puts a message at `position`: changes the one that is there, or posts a new one. */
  put(position: number, message: Message): Promise<void>;
  /** Removes messages after the first `count`, left over from a longer attempt. */
  trim(count: number): Promise<void>;
}

export function createPlacement(parts: PlacementParts, found: Placed): Placement {
  const { client, ask, address, note, now, leavesGone = false } = parts;
  const { channel, thread } = address;
  let placed = found;

  async function remember(next: Placed): Promise<void> {
    placed = next;
    await note.remember(next);
  }
  const announce = () => remember({ ...placed, sendingSince: (now() / 1_000 - 60).toFixed(6) });

  async function post(position: number, { text, blocks = [] }: Message): Promise<void> {
    await announce();
    const posted = await orPlainer(blocks, (shown) =>
      patiently(() =>
        client.chat.postMessage({
          channel,
          thread_ts: thread,
          text,
          blocks: shown,
          metadata: replyMetadata(ask, position),
          ...noUnfurls,
        }),
      ),
    );
    const messages = [...placed.messages];
    messages[position] = posted.ts as string;
    await remember({ messages, isStream: false });
  }

  return {
    get placed() {
      return placed;
    },
    remember,
    announce,
    async put(position, message) {
      const ts = placed.messages[position];
      if (ts === undefined) return post(position, message);
      const { text, blocks = [] } = message;
      try {
        await orPlainer(blocks, (shown) =>
          patiently(() =>
            client.chat.update({
              channel,
              ts,
              text,
              blocks: shown,
              metadata: replyMetadata(ask, position),
            }),
          ),
        );
      } catch (error) {
        if (!gone.has(platformError(error) ?? "")) throw error;
        if (!leavesGone) await post(position, message);
      }
    },
    async trim(count) {
      for (const ts of placed.messages.slice(count)) {
        await patiently(() => client.chat.delete({ channel, ts })).catch((error: unknown) => {
          if (!gone.has(platformError(error) ?? "")) throw error;
        });
      }
      if (placed.messages.length > count)
        await remember({ ...placed, messages: placed.messages.slice(0, count) });
    },
  };
}
