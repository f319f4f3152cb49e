/** Docent's Teams surface on a real server, wired to the stand-in for Microsoft and a scripted conversation. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import type { Surface } from "../../adapters/surface.ts";
import { createTeams } from "../../adapters/teams/create-teams.ts";
import type { Pace } from "../../adapters/teams/deliver/patiently.ts";
import { tenantId } from "../../src/access/scopes.ts";
import { readSettings } from "../../src/config.ts";
import { type BotFramework, startBotFramework } from "./bot-framework.ts";
import { answering, type ScriptedTurns, scriptedTurns } from "./teams-scripted-turns.ts";

export const APP_ID = "11111111-2222-3333-4444-555555555555";
export const TENANT = "99999999-8888-7777-6666-555555555555";

export interface TeamsDocent {
  readonly microsoft: BotFramework;
  readonly turns: ScriptedTurns;
  readonly teams: Surface;
  /** What was logged, one line each. */
  readonly lines: string[];
  readonly changed: string[];
  /** Docent's membership is this far ahead of the clock on the wall. */
  readonly clock: { aheadMs: number };
  readonly url: string;
  /** Holds `teams.db`. */
  readonly folder: string;
  /** Posts an activity with a valid token, or with the given header. */
  post(activity: unknown, authorization?: string | null): Promise<Response>;
  stop(): Promise<void>;
}

type Script = Parameters<typeof scriptedTurns>[0];

/** Chunks in tests leave this far apart, in milliseconds. */
export const CHUNK_INTERVAL_MS = 60;
/** For tests of what is answered, not of when. */
export const HURRIED_PACE: Pace = { chunkIntervalMs: CHUNK_INTERVAL_MS, streamMs: 10_000, retryBaseMs: 5 };

export async function startTeamsDocent(
  options: Partial<Script> & {
    settings?: Record<string, string>;
    streamMs?: number;
    microsoft?: BotFramework;
    folder?: string;
  } = {},
): Promise<TeamsDocent> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "docent-teams-")));
  const microsoft = options.microsoft ?? (await startBotFramework({ appId: APP_ID }));
  const turns = scriptedTurns({ ...options, script: options.script ?? ((ask) => answering(ask)) });
  const lines: string[] = [];
  const changed: string[] = [];
  const clock = { aheadMs: 0 };
  const line = (message: string, fields?: object) =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const teams = createTeams({
    settings: readSettings({
      DOCENT_DATA: folder,
      TEAMS_APP_ID: APP_ID,
      TEAMS_APP_PASSWORD: "secret",
      TEAMS_TENANT_ID: TENANT,
      TEAMS_OPENID_METADATA_URL: microsoft.openIdMetadataUrl,
      TEAMS_LOGIN_URL: microsoft.loginUrl,
      ...options.settings,
    }),
    turns,
    tenant: tenantId("acme"),
    log: { error: line, warn: line, info: line, debug: line },
    onMembershipChange: (id) => {
      changed.push(id);
      teams.membership?.source.invalidate(id);
    },
    now: () => Date.now() + clock.aheadMs,
    pace: { ...HURRIED_PACE, streamMs: options.streamMs ?? HURRIED_PACE.streamMs },
  });
  turns.register("teams", teams.courier);
  const app = express();
  teams.mount(app);
  const http = createServer(app);
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/messages`;

  return {
    microsoft,
    turns,
    teams,
    lines,
    changed,
    clock,
    url,
    folder,
    async post(activity, authorization) {
      const header = authorization === undefined ? `Bearer ${await microsoft.token()}` : authorization;
      return fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...(header && { authorization: header }) },
        body: typeof activity === "string" ? activity : JSON.stringify(activity),
      });
    },
    async stop() {
      await turns.settled();
      await teams.stop();
      http.closeAllConnections();
      await new Promise<void>((closed) => http.close(() => closed()));
      if (!options.microsoft) await microsoft.stop();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A message of Ana's in her one-to-one chat; `change` makes it another one. */
export const message = (microsoft: BotFramework, change: object = {}) => ({
  type: "message",
  id: "1700000000001",
  channelId: "msteams",
  serviceUrl: microsoft.serviceUrl,
  from: { id: "29:ana", name: "Ana", aadObjectId: "ana-object-id" },
  recipient: { id: `28:${APP_ID}`, name: "Docent" },
  conversation: { id: "a:chat-with-ana", conversationType: "personal", tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  text: "How long is parental leave?",
  textFormat: "plain",
  ...change,
});

/** What makes a message one in a thread of a channel, addressed to Docent. */
export const inChannel = {
  conversation: {
    id: "19:general@thread.tacv2;messageid=1690000000000",
    conversationType: "channel",
    isGroup: true,
    tenantId: TENANT,
  },
  text: "<at>Docent</at> How long is parental leave?",
  entities: [{ type: "mention", text: "<at>Docent</at>", mentioned: { id: `28:${APP_ID}`, name: "Docent" } }],
};
