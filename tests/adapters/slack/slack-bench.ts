/** The real adapter on a real server, between the stand-in for Slack and scripted turns. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { jest } from "@jest/globals";
import express from "express";
import { createSlack } from "../../../adapters/slack/create-slack.ts";
import { tenantId } from "../../../src/access/scopes.ts";
import { readSettings } from "../../../src/config.ts";
import type { Ask } from "../../../src/conversation/ask.ts";
import type { ReplyEvent } from "../../../src/conversation/reply.ts";
import { createMetrics } from "../../../src/operations/metrics.ts";
import { type SlackStandIn, startSlackStandIn } from "../../stand-ins/slack-api.ts";
import { type SlackPayload, sendToDocent } from "../../stand-ins/slack-requests.ts";
import { type ScriptedSlackTurns, scriptedSlackTurns, spoken } from "../../stand-ins/slack-scripted-turns.ts";

export const signingSecret = "a-signing-secret";

export type Script = (ask: Ask) => AsyncIterable<ReplyEvent> | Iterable<ReplyEvent>;

export interface Bench {
  readonly slack: SlackStandIn;
  readonly turns: ScriptedSlackTurns;
  readonly surface: ReturnType<typeof createSlack>;
  readonly url: string;
  /** What was logged, by level. */
  readonly log: Record<"error" | "warn" | "info" | "debug", ReturnType<typeof jest.fn>>;
  /** Ids whose membership Slack said has changed. */
  readonly changed: string[];
  /** Docent in Slack is this far ahead of the clock on the wall. */
  readonly clock: { aheadMs: number };
  send(payload: SlackPayload, options?: Parameters<typeof sendToDocent>[3]): ReturnType<typeof sendToDocent>;
  close(): Promise<void>;
}

export const answerScript: Script = (ask) =>
  spoken(ask, [
    ["Parental leave is sixteen weeks.", [1]],
    ["It is fully paid.", [2]],
  ]);

interface BenchOptions {
  readonly script?: Script;
  readonly isSocketMode?: boolean;
  /** Leaves out `start`, so that a test sees how it goes. */
  readonly isStarted?: boolean;
  readonly prepare?: (slack: SlackStandIn) => void;
}

/** People U1 and U2 work here; C1 is a public channel of both, D1 the direct messages of U1. */
export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const { script = answerScript, isSocketMode = false, isStarted = true, prepare } = options;
  const slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addPerson("U2", { name: "Ben" });
  slack.addChannel("C1", ["U1", "U2"]);
  prepare?.(slack);
  const turns = scriptedSlackTurns(script);
  const log = { error: jest.fn(), warn: jest.fn(), info: jest.fn(), debug: jest.fn() };
  const changed: string[] = [];
  const clock = { aheadMs: 0 };
  const surface = createSlack({
    settings: readSettings({
      SLACK_BOT_TOKEN: "xoxb-stand-in",
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      ...(isSocketMode && { SLACK_APP_TOKEN: "xapp-stand-in" }),
    }),
    turns,
    tenant: tenantId("acme"),
    log,
    metrics: createMetrics(),
    onMembershipChange: (id) => {
      changed.push(id);
      surface.membership?.source.invalidate(id);
    },
    now: () => Date.now() + clock.aheadMs,
  });
  turns.register("slack", surface.courier);
  const server = express();
  surface.mount(server);
  const http = createServer(server);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`;
  if (isStarted) await surface.start();
  return {
    slack,
    turns,
    surface,
    url,
    log,
    changed,
    clock,
    send: (payload, sending) => sendToDocent(url, signingSecret, payload, sending),
    async close() {
      await turns.settled();
      await surface.stop();
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
      await slack.close();
    },
  };
}
