import type { WebClient } from "@slack/web-api";
import type { Courier } from "../../../src/conversation/courier.ts";
import type { Log } from "../../../src/operations/log.ts";
import { readAddress, slackId } from "../identity.ts";
import type { PrivateLine } from "./private-line.ts";
import { amendPrivately, deliverPrivately } from "./private-reply.ts";
import { rememberRefusals } from "./refusals.ts";
import type { Respond } from "./response-url.ts";
import { tellDirectly } from "./tell-directly.ts";
import { amendInThread, deliverInThread } from "./thread-reply.ts";

interface CourierParts {
  readonly client: WebClient;
  readonly line: PrivateLine;
  readonly respond: Respond;
  readonly log: Log;
  /** Docent's own user in this workspace. */
  readonly botUser: () => Promise<string>;
  readonly now: () => number;
}

/** Carries replies to Slack: into the thread of a message, or privately to whoever used the command. */
export function createCourier({ client, line, respond, log, botUser, now }: CourierParts): Courier {
  const refusals = rememberRefusals(now);
  return {
    async deliver(ask, events, note) {
      const address = readAddress(ask.address);
      if (address.kind === "thread")
        await deliverInThread(ask, address, events, note, { client, log, refusals, botUser, now });
      else await deliverPrivately(ask, address, events, note, line);
    },
    async amend(ask, reply, note) {
      const address = readAddress(ask.address);
      if (address.kind === "thread") await amendInThread(ask, address, reply, note, { client, now });
      else await amendPrivately(ask, address, reply, note, { respond, now });
    },
    tell: (person, text, note) => tellDirectly({ client, now, botUser }, slackId(person), text, note),
  };
}
