import type { App, Receiver } from "@slack/bolt";
import express, { type Express, type Request, type Response } from "express";
import type { Log } from "../../../src/operations/log.ts";
import { slackLimits } from "../limits.ts";
import { eventsPath } from "../permissions.ts";
import { type Delivery, dispatch, isRateLimitNotice } from "./dispatch.ts";
import { whyUntrusted } from "./verify.ts";

interface HttpReceiver extends Receiver {
  /** Adds the one route that takes events, commands, buttons and forms. */
  mount(server: Express): void;
}

interface HttpReceiverParts {
  readonly signingSecret: string;
  readonly log: Log;
  readonly now: () => number;
  /** Told how long each genuine request waited for its acknowledgement, seconds. */
  readonly acknowledged: (seconds: number) => void;
}

/**
 * Slack over HTTP on Docent's own server. An event is answered 200 only when it was written down; whatever fails
 * before that is answered 503, so that Slack delivers it again.
 */
export function createHttpReceiver(parts: HttpReceiverParts): HttpReceiver {
  const { signingSecret, log, now, acknowledged } = parts;
  let app: App | undefined;

  async function receive(request: Request, response: Response): Promise<void> {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (isBareCertificateCheck(raw)) return finish(response, 200);
    const wrong = whyUntrusted(
      {
        body: raw,
        timestamp: request.get("x-slack-request-timestamp"),
        signature: request.get("x-slack-signature"),
      },
      signingSecret,
      now(),
    );
    if (wrong) {
      log.warn(`Slack request refused: ${wrong}`);
      return finish(response, 401);
    }
    const body = decode(raw, request.get("content-type"));
    if (!body || "ssl_check" in body) return finish(response, 400);
    if (body.type === "url_verification") {
      response.type("text/plain").send(String(body.challenge ?? ""));
      return;
    }
    if (isRateLimitNotice(body, log)) return finish(response, 200);
    const started = performance.now();
    response.once("finish", () => acknowledged((performance.now() - started) / 1_000));
    await handle({ body, ...retry(request) }, response);
  }

  async function handle(delivery: Delivery, response: Response): Promise<void> {
    if (!app) return finish(response, 503);
    const deadline = setTimeout(() => {
      log.error("Slack was not acknowledged in time; it will deliver again", { type: kind(delivery.body) });
      finish(response, 503);
    }, slackLimits.acknowledgeMs);
    try {
      const outcome = await dispatch(app, delivery, async (reply) => {
        if (response.headersSent) return;
        if (typeof reply === "string") response.type("text/plain").send(reply);
        else if (reply) response.json(reply);
        else finish(response, 200);
      });
      if (!outcome.acknowledged) finish(response, 404);
    } catch (error) {
      log.error("A Slack delivery failed", { type: kind(delivery.body), error });
      finish(response, 503);
    } finally {
      clearTimeout(deadline);
    }
  }

  return {
    init(bolt) {
      app = bolt;
    },
    mount(server) {
      const anyBody = express.raw({ type: () => true, limit: slackLimits.requestBytes });
      server.post(eventsPath, anyBody, receive);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

const finish = (response: Response, status: number): void => {
  if (!response.headersSent) response.status(status).end();
};

/**
 * Slack checks the certificate of a command's address with `ssl_check=1` (and a token), unsigned. Anything more
 * than that has to be signed like everything else.
 */
function isBareCertificateCheck(raw: Buffer): boolean {
  const text = raw.toString("utf8");
  if (!text.startsWith("ssl_check=") && !text.includes("&ssl_check=")) return false;
  const fields = [...new URLSearchParams(text).keys()];
  return fields.every((field) => field === "ssl_check" || field === "token");
}

/** JSON events; forms with a JSON `payload`; forms of a command. */
function decode(raw: Buffer, contentType = ""): Record<string, unknown> | undefined {
  try {
    const text = raw.toString("utf8");
    if (contentType.startsWith("application/json")) return asObject(JSON.parse(text));
    const form = Object.fromEntries(new URLSearchParams(text));
    return form.payload === undefined ? form : asObject(JSON.parse(form.payload));
  } catch {
    // Signed and unreadable: nobody can act on it, and the 400 that follows says so.
    return undefined;
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;

function retry(request: Request): Pick<Delivery, "retryNum" | "retryReason"> {
  const num = Number(request.get("x-slack-retry-num"));
  const reason = request.get("x-slack-retry-reason");
  return { ...(num > 0 && { retryNum: num }), ...(reason && { retryReason: reason }) };
}

const kind = (body: Record<string, unknown>): string => {
  const event = body.event as { type?: unknown } | undefined;
  return String(event?.type ?? body.type ?? (body.command ? "command" : "unknown"));
};
