import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { type FileMemory, openFileMemory } from "../../../adapters/teams/files/file-memory.ts";
import { createNotifications, type Notifications } from "../../../adapters/teams/files/notifications.ts";
import { connectGraph } from "../../../adapters/teams/graph.ts";
import { channelId } from "../../../src/access/scopes.ts";
import { type BotFramework, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { type GraphChannel, type GraphStandIn, startGraph } from "../../stand-ins/graph.ts";
import { APP_ID, TENANT } from "../../stand-ins/teams-docent.ts";

const TEAM = "aaaaaaaa-1111-2222-3333-444444444444";
const GENERAL = channelId("teams:19:general@thread.tacv2");

let folder: string;
let microsoft: BotFramework;
let graph: GraphStandIn;
let memory: FileMemory;
let general: GraphChannel;
let server: Server;
let url: string;
let touched: string[];
let lines: string[];
let notifications: Notifications;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-notifications-"));
  microsoft = await startBotFramework({ appId: APP_ID });
  graph = await startGraph({ issued: microsoft.issued });
  graph.granted.add("Files.ReadWrite.All");
  graph.team(TEAM, []);
  general = graph.channel(TEAM, { id: GENERAL.slice(6), displayName: "General", membershipType: "standard" });
  memory = openFileMemory({ folder });
  memory.index({ channel: GENERAL, team: TEAM, teamThread: "19:t", name: "General" });
  memory.setPlace(GENERAL, { drive: general.drive.id, folder: general.folder });
  [touched, lines] = [[], []];
  const app = express();
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const line = (text: string) => void lines.push(text);
  notifications = createNotifications({
    graph: connectGraph({
      app: { id: APP_ID, secret: "secret", tenant: TENANT },
      apiUrl: graph.url,
      loginUrl: microsoft.loginUrl,
      retryBaseMs: 5,
    }),
    memory,
    keeper: { touch: async (source) => void touched.push(source) },
    publicUrl: url,
    log: { error: line, warn: line, info: line, debug: line },
  });
  notifications.mount(app);
  await notifications.renew();
});
afterEach(async () => {
  await notifications.stop();
  memory.close();
  server.closeAllConnections();
  server.close();
  await graph.stop();
  await microsoft.stop();
  await rm(folder, { recursive: true, force: true });
});

const SOURCE = `teams:${TEAM}:${GENERAL.slice(6)}`;
const only = () => {
  const [subscription] = graph.subscriptions.values();
  if (!subscription) throw new Error("there is a subscription");
  return subscription;
};

test("Docent subscribes to a drive once, repeats the token, and looks at the drive's channels when told", async () => {
  await notifications.renew();
  expect(graph.subscriptions.size).toBe(1);
  expect(only()).toMatchObject({ resource: `/drives/${general.drive.id}/root`, changeType: "updated" });
  touched.length = 0;
  expect(await graph.notify(general.drive)).toEqual([202]);
  expect(touched).toEqual([SOURCE]);
});

test.each([
  { clientState: "x".repeat(64) },
  { clientState: "" },
  { clientState: null },
  { subscriptionId: "other" },
])("a notification with %j causes nothing", async (forgery) => {
  touched.length = 0;
  expect(await graph.notify(general.drive, forgery)).toEqual([202]);
  expect(touched).toEqual([]);
});

test.each(["", "{", "[]", '{"value":[{"subscriptionId":1}]}'])("%s is no notification", async (body) => {
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${url}/api/graph`, { method: "POST", headers, body })).status).toBe(400);
});

test("a subscription is renewed before it ends, and made anew when Graph lost it", async () => {
  const { id } = only();
  const [kept] = memory.subscriptions();
  if (!kept) throw new Error("the subscription is kept");
  memory.saveSubscription({ ...kept, expiresAt: Date.now() + 1_000 });
  only().expirationDateTime = "soon";
  await notifications.renew();
  expect(Date.parse(only().expirationDateTime)).toBeGreaterThan(Date.now() + 24 * 3_600_000);
  expect(only().id).toBe(id);
  graph.subscriptions.clear();
  memory.saveSubscription({ ...kept, expiresAt: 0 });
  await notifications.renew();
  expect(only().id).not.toBe(id);
});

test("lifecycle events renew or repeat the subscription, and what may have been missed is looked at", async () => {
  const { id } = only();
  only().expirationDateTime = "soon";
  touched.length = 0;
  await graph.notify(general.drive, { lifecycleEvent: "reauthorizationRequired" });
  await notifications.renew();
  expect(only().expirationDateTime).not.toBe("soon");
  const { clientState } = only();
  graph.subscriptions.clear();
  const value = [{ subscriptionId: id, clientState, lifecycleEvent: "subscriptionRemoved" }];
  const headers = { "content-type": "application/json" };
  await fetch(`${url}/api/graph`, { method: "POST", headers, body: JSON.stringify({ value }) });
  await notifications.renew();
  expect(only().id).not.toBe(id);
  expect(touched.length).toBeGreaterThanOrEqual(2);
});

test("what is no longer indexed is no longer subscribed to", async () => {
  memory.unindex(GENERAL);
  await notifications.renew();
  expect(graph.subscriptions.size).toBe(0);
  expect(memory.subscriptions()).toEqual([]);
});

test("without the permission it is said what is missing, and polling goes on alone", async () => {
  graph.granted.delete("Files.ReadWrite.All");
  graph.subscriptions.clear();
  memory.removeSubscription(general.drive.id);
  await notifications.renew();
  expect(lines.join()).toContain("Files.ReadWrite.All");
});
