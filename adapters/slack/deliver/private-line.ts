import type { WebClient } from "@slack/web-api";
import type { PrivateAddress } from "../identity.ts";
import { slackLimits } from "../limits.ts";
import { patiently, platformError } from "../web-client.ts";
import { type Message, noUnfurls } from "./message.ts";
import { orPlainer } from "./plainer.ts";
import type { Respond } from "./response-url.ts";

/** Errors that say: this person cannot be reached within this channel. */
const unreachable: ReadonlySet<string> = new Set([
  "channel_not_found",
  "not_in_channel",
  "user_not_in_channel",
  "is_archived",
  "messages_tab_disabled",
]);

export interface PrivateMessage extends Message {
  /** Takes the place of what the response address showed last. */
  readonly replaces: boolean;
  /** How many messages went to this response address before. */
  readonly uses: number;
  /** When the response address was given, ms since 1970. */
  readonly since: number;
}

/** Says something to one person only: by response address while it works, then in the channel, then directly. */
export type PrivateLine = (to: PrivateAddress, message: PrivateMessage) => Promise<void>;

interface PrivateLineParts {
  readonly client: WebClient;
  readonly respond: Respond;
  readonly now: () => number;
}

/** The line throws when Slack can be reached in none of the three ways. */
export function createPrivateLine({ client, respond, now }: PrivateLineParts): PrivateLine {
  return async (to, { text, blocks, replaces, uses, since }) => {
    const isYoung = now() - since < slackLimits.responseUrlMs && uses < slackLimits.responseUrlUses;
    const content = { text, ...(blocks && { blocks }) };
    const thread = to.thread ? { thread_ts: to.thread } : {};
    if (isYoung) {
      const outcome = await patiently(() =>
        respond(to.responseUrl, {
          ...content,
          ...thread,
          response_type: "ephemeral",
          replace_original: replaces,
        }),
      );
      if (outcome === "sent") return;
    }
    try {
      await orPlainer(blocks ?? [], (shown) =>
        patiently(() =>
          client.chat.postEphemeral({ channel: to.channel, user: to.user, text, blocks: shown, ...thread }),
        ),
      );
    } catch (error) {
      if (!unreachable.has(platformError(error) ?? "")) throw error;
      await patiently(() =>
        client.chat.postMessage({ channel: to.user, text, blocks: blocks ?? [], ...noUnfurls }),
      );
    }
  };
}
