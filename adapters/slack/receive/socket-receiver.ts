import { type App, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { Log } from "../../../src/operations/log.ts";
import { patiently, slackLogger } from "../web-client.ts";
import { socketRefusal } from "../workspace.ts";
import { dispatch, isRateLimitNotice } from "./dispatch.ts";

const OPENING_MS = 30_000;

interface SocketReceiverParts {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly log: Log;
}

/** What Bolt's socket client emits for each delivery. */
interface SocketDelivery {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/**
 * Slack over Bolt's Socket Mode client: no public address needed. As over HTTP, an event that fails is not
 * acknowledged and comes again.
 */
export function createSocketReceiver({ appToken, clientOptions, log }: SocketReceiverParts): Receiver {
  const { client } = new SocketModeReceiver({
    appToken,
    logger: slackLogger(log),
    installerOptions: { clientOptions },
  });
  let app: App | undefined;

  client.on("slack_event", async ({ body, ack, retry_num, retry_reason }: SocketDelivery) => {
    if (!app) return;
    try {
      if (isRateLimitNotice(body, log)) return await ack();
      await dispatch(app, { body, retryNum: retry_num, retryReason: retry_reason }, ack);
    } catch (error) {
      log.error("A Slack delivery failed", { type: String(body.type ?? "command"), error });
    }
  });

  return {
    init(bolt) {
      app = bolt;
    },
    /** @throws {SlackSetupError} when Slack refuses the app token or cannot be reached. */
    async start() {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => reject(new Error(`no answer within ${OPENING_MS / 1_000} s`)),
        OPENING_MS,
      );
      try {
        // Asked once beforehand: the socket client would try again for ever at most refusals.
        await patiently(() => new WebClient(appToken, clientOptions).apps.connections.open());
        await Promise.race([client.start(), late]);
      } catch (error) {
        client.disconnect().catch(() => undefined);
        throw socketRefusal(error);
      } finally {
        clearTimeout(timer);
      }
    },
    stop: () => client.disconnect(),
  };
}
