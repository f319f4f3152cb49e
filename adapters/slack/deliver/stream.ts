import { setTimeout as sleep } from "node:timers/promises";
import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { isDirect, type ThreadAddress } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { cutText } from "../render/split.ts";
import { patiently } from "../web-client.ts";

/** A message that grows by released text. */
export interface Stream {
  /** Adds text; it is sent as soon as the call before it is through, together with what came in meanwhile. */
  push(text: string): void;
  /**
   * Sends what is left. `failure` tells why the stream is no more.
   * @throws what `opened` threw: without a memory of the message, going on could answer twice.
   */
  settle(): Promise<{ readonly failure?: unknown }>;
  /** Closes the message with blocks below its text. @throws when the stream is no more. */
  stop(blocks: types.AnyBlock[], metadata: types.MessageMetadata): Promise<void>;
}

interface StreamParts {
  readonly client: WebClient;
  readonly address: ThreadAddress;
  /** Stores the message's id; the next piece waits for it. */
  readonly opened: (ts: string) => Promise<void>;
  /** Told once, when the first call fails and nothing is on the platform yet. */
  readonly refused: (error: unknown) => void;
}

/** Raised by us when a message would become longer than Slack shows. */
class StreamTooLong extends Error {
  override name = "StreamTooLong";
}

/**
 * A stream of chat.startStream, appendStream and stopStream. It never fails while text comes in: what goes wrong is
 * reported by `settle`, and the whole reply is then placed as an ordinary message.
 */
export function openStream({ client, address, opened, refused }: StreamParts): Stream {
  const { channel, thread, user, team } = address;
  let ts: string | undefined;
  let pending = "";
  let sent = 0;
  let failure: unknown;
  let unremembered: { readonly error: unknown } | undefined;
  let pumping: Promise<void> | undefined;

  async function send(piece: string): Promise<void> {
    if (sent + piece.length > slackLimits.streamCharacters)
      throw new StreamTooLong("The reply is too long for one streamed message");
    if (ts === undefined) {
      const started = await patiently(() =>
        client.chat.startStream({
          channel,
          thread_ts: thread,
          markdown_text: piece,
          ...(!isDirect(channel) && { recipient_user_id: user, recipient_team_id: team }),
        }),
      );
      ts = started.ts as string;
      try {
        await opened(ts);
      } catch (error) {
        unremembered = { error };
        throw error;
      }
    } else {
      const open = ts;
      await patiently(() => client.chat.appendStream({ channel, ts: open, markdown_text: piece }));
    }
    sent += piece.length;
  }

  async function pump(): Promise<void> {
    try {
      while (pending) {
        const [piece = ""] = cutText(pending, slackLimits.appendCharacters);
        pending = pending.slice(piece.length);
        await send(piece);
        if (pending) await sleep(slackLimits.appendIntervalMs);
      }
    } catch (error) {
      failure = error;
      if (ts === undefined) refused(error);
    } finally {
      pumping = undefined;
    }
  }

  return {
    push(text) {
      if (failure) return;
      pending += text;
      pumping ??= pump();
    },
    async settle() {
      while (pumping) await pumping;
      if (unremembered) throw unremembered.error;
      return failure === undefined ? {} : { failure };
    },
    async stop(blocks, metadata) {
      const open = ts;
      if (open === undefined) throw new Error("The stream was never opened");
      await patiently(() =>
        client.chat.stopStream({ channel, ts: open, metadata, ...(blocks.length && { blocks }) }),
      );
    },
  };
}
