import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../../src/operations/log.ts";

/** What Slack sent, decoded. */
export interface Delivery {
  readonly body: Record<string, unknown>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/**
 * Runs the listeners for one delivery and calls `acknowledge` at the right moment: for a command, a button or a
 * form when the listener says so; for an event once every listener is done. Bolt itself acknowledges events before
 * its listeners start, and a crash right then would lose a question for good.
 *
 * @throws what a listener threw; then nothing was acknowledged and Slack delivers again.
 */
export async function dispatch(
  app: App,
  delivery: Delivery,
  acknowledge: (response?: unknown) => Promise<void>,
): Promise<{ readonly acknowledged: boolean }> {
  let acknowledged = false;
  const isEvent = delivery.body.type === "event_callback";
  await app.processEvent({
    ...delivery,
    ack: async (response: unknown) => {
      acknowledged = true;
      if (!isEvent) await acknowledge(response);
    },
  });
  if (isEvent) {
    acknowledged = true;
    await acknowledge();
  }
  return { acknowledged };
}

const rateLimited = z.object({ type: z.literal("app_rate_limited"), minute_rate_limited: z.number() });

/** Slack says that it is holding events back (30,000 an hour and workspace); there is nothing to answer. */
export function isRateLimitNotice(body: unknown, log: Log): boolean {
  const notice = rateLimited.safeParse(body);
  if (notice.success) {
    log.warn("Slack holds events back: this workspace sent more than 30,000 in an hour", {
      since: new Date(notice.data.minute_rate_limited * 1_000).toISOString(),
    });
  }
  return notice.success;
}
