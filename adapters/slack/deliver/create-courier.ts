import type { WebClient } from "@slack/web-api";
import type { Courier } from "../../../src/conversation/courier.ts";
import type { Log } from "../../../src/operations/log.ts";
import { readAddress } from "../identity.ts";
import type { PrivateLine } from "./private-line.ts";
import { deliverPrivately } from "./private-reply.ts";
import { rememberRefusals } from "./refusals.ts";
import { deliverInThread } from "./thread-reply.ts";

interface CourierParts {
  readonly client: WebClient;
  readonly line: PrivateLine;
  readonly log: Log;
  /** Docent's own user in this workspace. */
  readonly botUser: () => Promise<string>;
  readonly now: () => number;
}

/** Carries replies to Slack: into the thread of a message, or privately to whoever used the command. */
export function createCourier({ client, line, log, botUser, now }: CourierParts): Courier {
  const refusals = rememberRefusals(now);
  return {
    async deliver(ask, events, note) {
      const address = readAddress(ask.address);
      if (address.kind === "thread")
        await deliverInThread(ask, address, events, note, { client, log, refusals, botUser, now });
      else await deliverPrivately(ask, address, events, note, line);
    },
  };
}
