/**
 * A one-to-one stream in Teams: a status, growing text, one final message. Chunks hold everything said so far, leave
 * at least `chunkIntervalMs` apart, one at a time; what is said meanwhile travels with the next one.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationAddress, Entity, OutboundActivity } from "../activity.ts";
import { limits } from "../limits.ts";
import { shorten } from "../render/escape.ts";
import { ConnectorRefusal } from "../transport/connector-refusal.ts";
import type { Transport } from "../transport.ts";
import { type Pace, patiently } from "./patiently.ts";

export interface TeamsStream {
  /** The id that the stream's final message will have. */
  readonly id: string;
  /** Shows another status line, as long as no text was shown. */
  status(text: string): void;
  /** Shows the text so far. Text that does not continue what was shown is kept for the final message. */
  show(text: string): void;
  /**
   * Ends the stream with its `finalMessage`.
   * @throws {ConnectorRefusal} when the stream is over before, or Teams refuses the message.
   */
  finish(message: OutboundActivity): Promise<void>;
  /** Waits for what is under way; nothing is sent afterwards. */
  abandon(): Promise<void>;
  /** What Teams refused, once it did; nothing more is shown then. */
  refusal(): unknown;
}

interface StreamOptions {
  readonly transport: Pick<Transport, "send">;
  readonly address: ConversationAddress;
  readonly pace: Pace;
  /** The first status line. */
  readonly status: string;
}

/** Opens a stream with its first status. @throws {ConnectorRefusal} when Teams does not stream here. */
export async function openStream({ transport, address, pace, status }: StreamOptions): Promise<TeamsStream> {
  const informative = (text: string): Chunk => ({
    streamType: "informative",
    text: shorten(text, limits.statusCharacters),
  });
  let sequence = 1;
  const openedAt = Date.now();
  const id = await transport.send(address, chunkActivity(informative(status), sequence));
  let lastSentAt = Date.now();

  let waiting: Chunk | undefined;
  let shown = "";
  let refusal: unknown;
  let over = false;
  let pump: Promise<void> = Promise.resolve();
  let pumping = false;

  const isLate = () => Date.now() - openedAt > pace.streamMs;
  const pause = () => sleep(Math.max(0, lastSentAt + pace.chunkIntervalMs - Date.now()));

  async function drain(): Promise<void> {
    while (waiting && !over) {
      await pause();
      const chunk = waiting;
      waiting = undefined;
      if (over || isLate()) return;
      sequence += 1;
      await transport.send(address, chunkActivity(chunk, sequence, id));
      lastSentAt = Date.now();
      if (chunk.streamType === "streaming") shown = chunk.text;
    }
  }

  function offer(chunk: Chunk): void {
    if (over || refusal) return;
    waiting = chunk;
    if (pumping) return;
    pumping = true;
    pump = drain()
      .catch((error: unknown) => {
        refusal = error;
      })
      .finally(() => {
        pumping = false;
      });
  }

  async function abandon(): Promise<void> {
    over = true;
    await pump;
  }

  return {
    id,
    status(text) {
      if (!shown && waiting?.streamType !== "streaming") offer(informative(text));
    },
    show(text) {
      const base = waiting?.streamType === "streaming" ? waiting.text : shown;
      if (text.length > base.length && text.startsWith(base) && text.length * 2 <= limits.messageBytes)
        offer({ streamType: "streaming", text });
    },
    async finish(message) {
      await abandon();
      if (refusal) throw refusal;
      if (isLate())
        throw new ConnectorRefusal({ status: 403, code: STREAM_OVER, reason: "the stream took too long" });
      await pause();
      await patiently(() => transport.send(address, message), pace);
    },
    abandon,
    refusal: () => refusal,
  };
}

interface Chunk {
  readonly streamType: "informative" | "streaming";
  readonly text: string;
}

/** Teams' word for a stream that ended, was stopped by the person, or may not be. */
export const STREAM_OVER = "ContentStreamNotAllowed";

const chunkActivity = (
  { streamType, text }: Chunk,
  streamSequence: number,
  streamId?: string,
): OutboundActivity => ({
  type: "typing",
  text,
  ...streamState({ streamType, streamSequence, ...(streamId && { streamId }) }),
});

/** The final message of stream `streamId`: it carries no sequence number. */
export const finalMessage = (message: OutboundActivity, streamId: string): OutboundActivity => {
  const { entities, channelData } = streamState({ streamType: "final", streamId });
  return {
    ...message,
    entities: [...entities, ...(message.entities ?? [])],
    channelData: { ...message.channelData, ...channelData },
  };
};

/** Teams reads the entity; the Agents Playground and older clients read channel data. */
function streamState(state: { readonly [member: string]: string | number }) {
  return { entities: [{ type: "streaminfo", ...state }] as readonly Entity[], channelData: state };
}
