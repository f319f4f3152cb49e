/** A whole Docent in Slack: real turns, index, keeper and database, between the stand-in for Slack and a real server. */
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { createSlack } from "../../adapters/slack/create-slack.ts";
import type { Clock } from "../../adapters/slack/files/pacer.ts";
import { readSettings } from "../../src/config.ts";
import { type Core, openCore } from "../../src/core.ts";
import { createMetrics } from "../../src/operations/metrics.ts";
import { type SlackStandIn, startSlackStandIn } from "./slack-api.ts";
import { visibleText } from "./slack-blocks.ts";
import { eventCallback, mention, type SlackPayload, sendToDocent, slashCommand } from "./slack-requests.ts";

const signingSecret = "a-signing-secret";

export interface SlackDocent {
  readonly slack: SlackStandIn;
  readonly core: Core;
  readonly folder: string;
  /** What was logged, one line each. */
  readonly lines: string[];
  send(payload: SlackPayload): Promise<{ status: number; body: string }>;
  /** An event of the Events API; it must be acknowledged. */
  event(event: Record<string, unknown>): Promise<void>;
  /** `/ask <text>`: what the person sees in the end, answer or outcome. */
  ask(user: string, text: string, channel?: string): Promise<string>;
  /** The answer in the channel to a mention of Docent. */
  mention(user: string, text: string, channel: string): Promise<string>;
  /** Asks again until the answer is as wanted: documents are followed in the background. */
  eventually(give: () => Promise<string>, wanted: RegExp, isWanted?: boolean): Promise<void>;
  /** Ends it and starts it anew on the same folder. */
  restart(): Promise<SlackDocent>;
  stop(): Promise<void>;
}

interface Options {
  readonly slack?: SlackStandIn;
  readonly folder?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** People U1 (Ana), U2 (Ben) and U3 (Cleo) work here; C1 is a public channel of Ana and Ben without Docent. */
export async function startSlackDocent(options: Options = {}): Promise<SlackDocent> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "docent-slack-")));
  const slack = options.slack ?? (await openWorkspace());
  const documents = join(folder, "documents");
  await mkdir(documents, { recursive: true });
  await writeFile(
    join(documents, "leave.md"),
    "# Leave\n\nEach parent may take sixteen weeks of paid parental leave for every birth or adoption.\n",
  );
  const lines: string[] = [];
  const line = (message: string, fields?: object) =>
    void lines.push(
      `${message} ${JSON.stringify(fields ?? {}, (_, value) => (value instanceof Error ? String(value.stack) : value))}`,
    );
  const log = { error: line, warn: line, info: line, debug: line };
  const settings = readSettings({
    DOCENT_DATA: join(folder, "data"),
    DOCENT_DOCUMENTS: documents,
    SLACK_BOT_TOKEN: "xoxb-stand-in",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...options.settings,
  });
  const core = await openCore({ settings, log, metrics: createMetrics() });
  const surface = createSlack({
    settings,
    turns: core.turns,
    tenant: core.tenant,
    log,
    metrics: core.metrics,
    onMembershipChange: core.membership.invalidate,
    documents: { keeper: core.keeper, db: core.db, clock: options.clock },
  });
  if (surface.membership) core.addMembershipSource("slack", surface.membership.source);
  core.turns.register("slack", surface.courier);
  const server = express();
  surface.mount(server);
  const http = createServer(server);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`;
  await core.indexFolder(documents, {});
  await core.keeper.start();
  await core.turns.start();
  await surface.start();

  const send = (payload: SlackPayload) => sendToDocent(url, signingSecret, payload);

  async function end(): Promise<void> {
    await surface.stop();
    await core.turns.stop(2_000);
    http.closeAllConnections();
    await new Promise<void>((closed) => http.close(() => closed()));
    await core.close();
  }

  const docent: SlackDocent = {
    slack,
    core,
    folder,
    lines,
    send,
    async event(event) {
      const { status } = await send(eventCallback(slack, { event_ts: "1.000001", ...event }));
      expect(status).toBe(200);
    },
    async ask(user, text, channel = "C1") {
      const before = slack.callsTo("response_url").length;
      const { status, body } = await send(slashCommand(slack, { user, channel, text }));
      expect(status).toBe(200);
      const first = JSON.parse(body) as { text: string; blocks?: unknown[] };
      if (!/^(Looking it up|One moment)…$/.test(first.text))
        return first.blocks ? visibleText(first.blocks) : first.text;
      await slack.until(() => slack.callsTo("response_url").length > before, 20_000);
      const { given } = slack.callsTo("response_url")[before]!;
      return visibleText(given.blocks as unknown[]) || String(given.text);
    },
    async mention(user, text, channel) {
      const payload = mention(slack, { user, channel, text });
      const { ts } = payload.payload.event as { ts: string };
      expect((await send(payload)).status).toBe(200);
      const reply = () => slack.messages.find(({ thread, isStreaming }) => thread === ts && !isStreaming);
      await slack.until(() => reply() !== undefined, 20_000);
      return `${reply()!.text} ${visibleText(reply()!.blocks)}`;
    },
    async eventually(give, wanted, isWanted = true) {
      let last = "";
      for (const giveUpAt = Date.now() + 40_000; Date.now() < giveUpAt; await sleep(100)) {
        last = await give();
        if (wanted.test(last) === isWanted) return;
      }
      throw new Error(`${isWanted ? "never" : "always"} ${wanted}: ${last}\n${lines.slice(-10).join("\n")}`);
    },
    async restart() {
      await end();
      return startSlackDocent({ ...options, slack, folder });
    },
    async stop() {
      await end();
      await slack.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return docent;
}

async function openWorkspace(): Promise<SlackStandIn> {
  const slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addPerson("U2", { name: "Ben" });
  slack.addPerson("U3", { name: "Cleo" });
  slack.addPerson("UADMIN", { name: "Dina", isAdmin: true });
  slack.addPerson("UGUEST", { name: "Gus", isGuest: true });
  slack.addPerson("UELSE", { name: "Pat", team: "T0000ELSE" });
  slack.addChannel("C1", ["U1", "U2", "UADMIN"], { withoutBot: true, name: "project" });
  return slack;
}
