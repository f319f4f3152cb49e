import type { Express } from "express";
import type { Settings } from "../../src/config.ts";
import type { Log } from "../../src/operations/log.ts";
import type { Surface } from "../surface.ts";
import type { NotifiedSource, Touch } from "./notification.ts";
import { pullLoop } from "./pull-loop.ts";
import { pushRoutes } from "./push.ts";
import { pullSubscription } from "./subscription.ts";

export interface GcsParts {
  readonly settings: Settings;
  readonly source: NotifiedSource;
  /** {@link Keeper.touch}: durable once resolved. */
  readonly touch: Touch;
  readonly log: Log;
}

/**
 * Hears of changes in a bucket: by push at `/gcs/notifications` (GCS_PUSH_AUDIENCE), by pulling a subscription
 * (GCS_SUBSCRIPTION), both, or neither, when only the listing at start and every night finds them.
 */
export function createGcs({ settings, source, touch, log }: GcsParts): Surface {
  const { GCS_PUSH_AUDIENCE, GCS_PUSH_SERVICE_ACCOUNT, GCS_PUSH_KEYS_URL, GCS_SUBSCRIPTION } = settings;
  const pull = GCS_SUBSCRIPTION
    ? pullLoop({
        subscription: pullSubscription({ name: GCS_SUBSCRIPTION, endpoint: settings.PUBSUB_API_ENDPOINT }),
        source,
        touch,
        log,
      })
    : undefined;
  return {
    name: `Cloud Storage gs://${source.bucket}`,
    mount(server: Express) {
      if (!GCS_PUSH_AUDIENCE || !GCS_PUSH_SERVICE_ACCOUNT) return;
      const identity = {
        audience: GCS_PUSH_AUDIENCE,
        serviceAccount: GCS_PUSH_SERVICE_ACCOUNT,
        keysUrl: GCS_PUSH_KEYS_URL,
      };
      server.use("/gcs/notifications", pushRoutes({ identity, source, touch, log }));
    },
    async start() {
      pull?.start();
    },
    async stop() {
      await pull?.stop();
    },
  };
}
