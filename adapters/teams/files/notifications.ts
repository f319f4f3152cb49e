/**
 * Graph's change notifications at POST /api/graph: a drive's channels are looked at as soon as something moved in it.
 * Polling goes on beside them, because notifications may be late or lost.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import express, { type Express, type Request, type Response } from "express";
import { z } from "zod";
import type { Keeper } from "../../../src/documents/keeper.ts";
import type { Log } from "../../../src/operations/log.ts";
import { type Graph, GraphRefusal } from "../graph.ts";
import { limits } from "../limits.ts";
import { channelSourceName } from "./channel-source.ts";
import type { FileMemory, Subscription } from "./file-memory.ts";

interface NotificationsOptions {
  readonly graph: Graph;
  readonly memory: FileMemory;
  readonly keeper: Pick<Keeper, "touch">;
  /** How Graph reaches this Docent. */
  readonly publicUrl: string;
  readonly log: Log;
}

export interface Notifications {
  /** Adds the route; Graph checks it while it subscribes. */
  mount(server: Express): void;
  /** Subscribes to the drives of indexed channels, renews what runs out, and lets go of the rest. */
  renew(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const subscriptionShape = z.looseObject({ id: z.string(), expirationDateTime: z.string() });
const notification = z.looseObject({
  subscriptionId: z.string(),
  clientState: z.string().nullish(),
  lifecycleEvent: z.string().nullish(),
});
const notifications = z.looseObject({ value: z.array(notification).max(1_000) });

const DAY_MS = 24 * 3_600_000;
/** Graph allows drives 29 days; a forgotten subscription should not last as long. */
const LIFETIME_MS = 3 * DAY_MS;
const RENEW_EVERY_MS = 5 * 60_000;
const PATH = "/api/graph";

export function createNotifications(options: NotificationsOptions): Notifications {
  const { graph, memory, keeper, log } = options;
  const address = new URL(PATH, options.publicUrl).href;
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> = Promise.resolve();

  const channelsOf = (drive: string) =>
    memory.indexed().filter(({ channel }) => memory.place(channel)?.drive === drive);

  async function subscribe(drive: string): Promise<void> {
    const secret = randomBytes(32).toString("hex");
    const { id, expirationDateTime } = await graph.post(
      "/subscriptions",
      {
        // Drives tell of no other kind of change, and not of which item.
        changeType: "updated",
        resource: `/drives/${drive}/root`,
        notificationUrl: address,
        lifecycleNotificationUrl: address,
        expirationDateTime: inTime(),
        clientState: secret,
      },
      subscriptionShape,
    );
    memory.saveSubscription({ drive, id, secret, expiresAt: Date.parse(expirationDateTime) });
    // Before the subscription nobody was told.
    await touch(drive);
  }

  async function extend(subscription: Subscription): Promise<void> {
    try {
      const { expirationDateTime } = await graph.patch(
        `/subscriptions/${encodeURIComponent(subscription.id)}`,
        { expirationDateTime: inTime() },
        subscriptionShape,
      );
      memory.saveSubscription({ ...subscription, expiresAt: Date.parse(expirationDateTime) });
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
      memory.removeSubscription(subscription.drive);
      await subscribe(subscription.drive);
    }
  }

  async function cancel({ drive, id }: Subscription): Promise<void> {
    await graph.delete(`/subscriptions/${encodeURIComponent(id)}`).catch((error: unknown) => {
      if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
    });
    memory.removeSubscription(drive);
  }

  async function renewOnce(): Promise<void> {
    const drives = new Set(memory.indexed().flatMap(({ channel }) => memory.place(channel)?.drive ?? []));
    const known = new Map(memory.subscriptions().map((each) => [each.drive, each]));
    for (const drive of drives) {
      const subscription = known.get(drive);
      if (!subscription) await attempt(subscribe(drive));
      else if (subscription.expiresAt - Date.now() < DAY_MS) await attempt(extend(subscription));
    }
    for (const subscription of known.values())
      if (!drives.has(subscription.drive)) await attempt(cancel(subscription));
  }

  async function attempt(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) =>
      log.warn(
        "Graph takes no subscription to a drive's changes, so they are only polled: it needs the permission Files.ReadWrite.All and an address that it can reach",
        { error },
      ),
    );
  }

  const renew = (): Promise<void> => {
    renewing = renewing
      .then(renewOnce)
      .catch((error: unknown) => log.warn("Subscriptions to Graph could not be looked after", { error }));
    return renewing;
  };

  async function touch(drive: string): Promise<void> {
    for (const channel of channelsOf(drive)) await keeper.touch(channelSourceName(channel));
  }

  async function take(request: Request, response: Response): Promise<void> {
    const token = request.query.validationToken;
    if (typeof token === "string") {
      response.set("x-content-type-options", "nosniff").type("text/plain").send(token);
      return;
    }
    const parsed = notifications.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).end();
      return;
    }
    const known = memory.subscriptions();
    const moved = new Set<string>();
    for (const { subscriptionId, clientState, lifecycleEvent } of parsed.data.value) {
      const subscription = known.find(({ id }) => id === subscriptionId);
      if (!subscription || !isSame(clientState ?? "", subscription.secret)) {
        log.warn("A change notification of an unknown subscription was ignored");
        continue;
      }
      moved.add(subscription.drive);
      if (lifecycleEvent === "subscriptionRemoved") memory.removeSubscription(subscription.drive);
      if (lifecycleEvent === "reauthorizationRequired")
        memory.saveSubscription({ ...subscription, expiresAt: 0 });
      if (lifecycleEvent) void renew();
    }
    try {
      for (const drive of moved) await touch(drive);
      response.status(202).end();
    } catch (error) {
      log.error("A change notification could not be kept; Graph sends it again", { error });
      response.status(503).end();
    }
  }

  return {
    mount(server) {
      server.post(PATH, express.json({ limit: limits.requestBytes }), take);
    },
    renew,
    start() {
      void renew();
      timer = setInterval(() => void renew(), RENEW_EVERY_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      await renewing;
    },
  };
}

const inTime = (): string => new Date(Date.now() + LIFETIME_MS).toISOString();

/** Takes as long for a wrong secret as for the right one. */
const isSame = (given: string, secret: string): boolean =>
  given.length === secret.length && timingSafeEqual(Buffer.from(given), Buffer.from(secret));
