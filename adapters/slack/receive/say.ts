import type { WebClient } from "@slack/web-api";
import type { Log } from "../../../src/operations/log.ts";
import { type Message, noUnfurls } from "../deliver/message.ts";
import { patiently } from "../web-client.ts";

/** Says something to everybody in a channel; whether Slack took it. */
export type Say = (channel: string, message: Message) => Promise<boolean>;

export const createSay =
  ({ client, log }: { readonly client: WebClient; readonly log: Log }): Say =>
  async (channel, { text, blocks = [] }) => {
    try {
      await patiently(() => client.chat.postMessage({ channel, text, blocks, ...noUnfurls }));
      return true;
    } catch (error) {
      log.warn("Docent could not post in a channel", { channel, error });
      return false;
    }
  };
