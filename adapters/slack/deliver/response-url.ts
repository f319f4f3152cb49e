import { WebAPIRateLimitedError } from "@slack/web-api";
import { slackLimits } from "../limits.ts";
import type { Message } from "./message.ts";

/** What Slack does with a message sent to a response_url. */
export interface ResponseMessage extends Message {
  readonly response_type: "ephemeral" | "in_channel";
  readonly replace_original: boolean;
  readonly thread_ts?: string;
}

/** Sends to a response_url: `expired` when it has been used up, is too old or isn't Slack's. */
export type Respond = (url: string, message: ResponseMessage) => Promise<"sent" | "expired">;

/**
 * Response addresses are kept in the ledger, so they are checked before use: only Slack's own host, or the server
 * that SLACK_API_URL names, ever gets an answer.
 *
 * The function throws a `WebAPIRateLimitedError` on 429, for `patiently`, and an error when Slack cannot be reached.
 */
export function createRespond(apiUrl: string | undefined): Respond {
  const ownHost = apiUrl === undefined ? undefined : new URL(apiUrl).host;
  return async (url, message) => {
    const target = URL.parse(url);
    const isSlack =
      target?.protocol === "https:" &&
      /^hooks\.slack(-gov)?\.com$/.test(target.host) &&
      ownHost === undefined;
    if (!target || !(isSlack || target.host === ownHost)) return "expired";
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(slackLimits.requestTimeoutMs),
      redirect: "error",
    });
    await response.arrayBuffer();
    if (response.ok) return "sent";
    if (response.status === 429)
      throw new WebAPIRateLimitedError(Number(response.headers.get("retry-after")) || 1);
    if (response.status >= 500)
      throw new Error(`Slack's response address answered ${response.status}; the reply will be tried again.`);
    return "expired";
  };
}
