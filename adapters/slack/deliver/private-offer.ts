import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Ask } from "../../../src/conversation/ask.ts";
import type { Reply } from "../../../src/conversation/reply.ts";
import type { Log } from "../../../src/operations/log.ts";
import type { ThreadAddress } from "../identity.ts";
import { actionIds, fitsButton, writeValue } from "../render/action-values.ts";
import { patiently } from "../web-client.ts";
import { morePrivately } from "../wording.ts";

/**
 * Tells the asker alone that more of their own sources match, with a button that answers again for their eyes only.
 * It comes after the reply and never undoes it: a failure is logged.
 */
export async function offerPrivately(
  ask: Ask,
  { channel, thread, user }: ThreadAddress,
  reply: Reply,
  { client, log }: { readonly client: WebClient; readonly log: Log },
): Promise<void> {
  if (reply.privateSources === 0 || ask.audience.kind !== "channel") return;
  const value = { question: reply.interpretedAs?.text ?? ask.question, thread };
  const words = morePrivately(reply.privateSources);
  const canAskAgain = fitsButton(value);
  const offer = canAskAgain ? words : `${words} Ask me in a direct message to see the answer with them.`;
  try {
    await patiently(() =>
      client.chat.postEphemeral({
        channel,
        user,
        thread_ts: thread,
        text: offer,
        blocks: offerBlocks(offer, canAskAgain ? writeValue(value) : undefined),
      }),
    );
  } catch (error) {
    log.warn("An asker could not be told about their private sources", { ask: ask.id, error });
  }
}

function offerBlocks(offer: string, value: string | undefined): types.KnownBlock[] {
  const words: types.KnownBlock = {
    type: "section",
    text: { type: "plain_text", text: offer, emoji: false },
  };
  if (value === undefined) return [words];
  const button: types.Button = {
    type: "button",
    action_id: actionIds.askPrivately,
    text: { type: "plain_text", text: "Show me privately" },
    value,
  };
  return [words, { type: "actions", elements: [button] }];
}
