import { setTimeout as sleep } from "node:timers/promises";
import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from "@slack/web-api";
import type { Settings } from "../../src/config.ts";
import type { Log } from "../../src/operations/log.ts";
import { slackLimits } from "./limits.ts";

/**
 * Options for every client of the Web API. Nothing is retried inside the client: a post that timed out may have
 * arrived, and waiting out a rate limit is `patiently`'s decision.
 */
export function clientOptions(settings: Pick<Settings, "SLACK_API_URL">, log: Log): WebClientOptions {
  return {
    ...(settings.SLACK_API_URL && { slackApiUrl: settings.SLACK_API_URL.replace(/\/*$/, "/") }),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: slackLimits.requestTimeoutMs,
    logger: slackLogger(log),
  };
}

/** Calls Slack as the bot. */
export const createClient = (settings: Settings, log: Log): WebClient =>
  new WebClient(settings.SLACK_BOT_TOKEN, clientOptions(settings, log));

/** Slack's SDK logs whole payloads at debug level, which stay out of ours. */
export function slackLogger(log: Log): NonNullable<WebClientOptions["logger"]> {
  return {
    debug: () => undefined,
    info: (...words) => log.debug(`Slack SDK: ${words.join(" ")}`),
    warn: (...words) => log.warn(`Slack SDK: ${words.join(" ")}`),
    error: (...words) => log.error(`Slack SDK: ${words.join(" ")}`),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

/**
 * Makes a call again when Slack answers 429, after the time that Slack asks for.
 * @throws the call's own error, and the rate limit when it outlasts the attempts or the wait worth holding a turn for.
 */
export async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || attempt >= slackLimits.rateLimitAttempts) throw error;
      const waitMs = error.retryAfter * 1_000;
      if (waitMs > slackLimits.rateLimitWaitMs) throw error;
      await sleep(waitMs);
    }
  }
}

/** The platform's own word for what went wrong (`channel_not_found`, `missing_scope`, …), if it was the platform. */
export const platformError = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/** Whether nobody knows what became of a call: the connection broke, or a server on the way failed. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError;
