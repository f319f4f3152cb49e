/** Pub/Sub's REST API for one pull subscription, with deadlines, redelivery and trouble on demand. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ObjectEvent } from "./gcs-objects.ts";

export const SUBSCRIPTION = "projects/acme/subscriptions/docent";

export interface PubSubStandIn {
  readonly endpoint: string;
  /** Calls in order: `pull`, `acknowledge`, `modifyAckDeadline <seconds>`. */
  readonly calls: string[];
  /** Messages that are neither acknowledged nor gone. */
  readonly outstanding: number;
  publish(attributes: Readonly<Record<string, string>>): void;
  /** The next calls of this method are refused. */
  refuse(method: string, status: number, times: number): void;
  stop(): Promise<void>;
}

interface Held {
  readonly message: { readonly attributes: Readonly<Record<string, string>>; readonly messageId: string };
  /** When it is sent again, ms since 1970. */
  visibleAt: number;
  ackId: string;
}

/** Starts it on a free port; `ackDeadlineMs` is how long a pulled message is not sent again. */
export async function startPubSub({ ackDeadlineMs = 10_000 } = {}): Promise<PubSubStandIn> {
  const messages = new Set<Held>();
  const calls: string[] = [];
  const refusals = new Map<string, { status: number; times: number }>();
  const waiting = new Set<() => void>();
  let number = 0;

  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString()) as {
      maxMessages: number;
      ackIds: readonly string[];
      ackDeadlineSeconds: number;
    };
    const [, method = ""] =
      /\/v1\/projects\/acme\/subscriptions\/docent:(\w+)$/.exec(request.url ?? "") ?? [];
    calls.push(method === "modifyAckDeadline" ? `${method} ${body.ackDeadlineSeconds}` : method);
    const refusal = refusals.get(method);
    if (refusal && refusal.times-- > 0) return answer(response, refusal.status, { error: {} });
    if (method === "pull") return pull(body.maxMessages, response);
    for (const held of messages) {
      if (!body.ackIds.includes(held.ackId)) continue;
      if (method === "acknowledge") messages.delete(held);
      else held.visibleAt = Date.now() + body.ackDeadlineSeconds * 1000;
    }
    wake();
    answer(response, method ? 200 : 404, {});
  });

  const answer = (response: ServerResponse, status: number, body: object): void =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  const wake = (): void => {
    for (const resolve of waiting) resolve();
  };

  async function pull(maxMessages: number, response: ServerResponse): Promise<void> {
    const until = Date.now() + 1_000;
    for (;;) {
      const ready = [...messages].filter(({ visibleAt }) => visibleAt <= Date.now()).slice(0, maxMessages);
      if (response.destroyed) return;
      if (ready.length > 0 || Date.now() >= until) {
        for (const held of ready) {
          held.visibleAt = Date.now() + ackDeadlineMs;
          held.ackId = `ack-${++number}`;
        }
        return answer(response, 200, {
          ...(ready.length && {
            receivedMessages: ready.map(({ ackId, message }) => ({ ackId, message: { ...message } })),
          }),
        });
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      const timer = setTimeout(resolve, 50);
      await promise;
      clearTimeout(timer);
      waiting.delete(resolve);
    }
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get outstanding() {
      return messages.size;
    },
    publish(attributes) {
      messages.add({ message: { attributes, messageId: String(++number) }, visibleAt: 0, ackId: "" });
      wake();
    },
    refuse: (method, status, times) => void refusals.set(method, { status, times }),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

/** The attributes that Cloud Storage gives a message. */
export const attributesOf = (event: ObjectEvent): Record<string, string> => ({
  ...event,
  eventTime: new Date().toISOString(),
  notificationConfig: `projects/_/buckets/${event.bucketId}/notificationConfigs/1`,
  payloadFormat: "NONE",
});
