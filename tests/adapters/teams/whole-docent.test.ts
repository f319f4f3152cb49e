import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jest } from "@jest/globals";
import { TO_SHOW } from "../../../src/access/membership.ts";
import { type App, createApp } from "../../../src/app.ts";
import { readSettings } from "../../../src/config.ts";
import { type BotFramework, type ConnectorCall, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { APP_ID, inChannel, message, TENANT } from "../../stand-ins/teams-docent.ts";

const ana = { id: "29:ana", aadObjectId: "ana-object-id", name: "Ana", tenantId: TENANT, userRole: "user" };
const CHANNEL = "19:project@thread.tacv2";
const QUESTION = "How many weeks of parental leave may a parent take?";

let folder: string;
let microsoft: BotFramework;
let docent: App;
let url: string;
/** Docent's clock is this far ahead. */
let aheadMs = 0;

beforeAll(async () => {
  const wall = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => wall() + aheadMs);
  folder = await mkdtemp(join(tmpdir(), "docent-teams-whole-"));
  await mkdir(join(folder, "documents"));
  await writeFile(
    join(folder, "documents", "leave.md"),
    "# Leave\n\n## Parental leave\n\nEach parent may take sixteen weeks of paid parental leave for every birth or adoption.\n",
  );
  await writeFile(
    join(folder, "documents", "tower.md"),
    "# Tower\n\n## Paint\n\nThe Zephyr tower is painted turquoise all over.\n",
  );
  await writeFile(
    join(folder, "documents", "docent.json"),
    JSON.stringify({ documents: [{ path: "tower.md", scopes: [`channel:teams:${CHANNEL}`] }] }),
  );
  microsoft = await startBotFramework({ appId: APP_ID });
  await boot();
});

async function boot(): Promise<void> {
  const silent = () => {};
  docent = await createApp({
    settings: readSettings({
      PORT: "0",
      DOCENT_DATA: join(folder, "data"),
      DOCENT_DOCUMENTS: join(folder, "documents"),
      TEAMS_APP_ID: APP_ID,
      TEAMS_APP_PASSWORD: "secret",
      TEAMS_TENANT_ID: TENANT,
      TEAMS_OPENID_METADATA_URL: microsoft.openIdMetadataUrl,
      TEAMS_LOGIN_URL: microsoft.loginUrl,
    }),
    log: { error: silent, warn: silent, info: silent, debug: silent },
    report: () => {},
  });
  ({ url } = await docent.start());
}

afterAll(async () => {
  await docent.stop();
  await microsoft.stop();
  await rm(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

/** Asks as Ana, and gives how many calls there were before. */
async function send(change: object): Promise<number> {
  const before = microsoft.calls.length;
  const response = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await microsoft.token()}` },
    body: JSON.stringify(message(microsoft, change)),
  });
  expect(response.status).toBe(200);
  return before;
}

const isEnding = ({ method, status, body }: ConnectorCall): boolean =>
  status < 300 &&
  body?.type === "message" &&
  (method === "PUT" ||
    body.entities?.some(({ streamType }: { streamType?: string }) => streamType === "final"));

/** Waits for a call among those from `first` on. */
async function until(first: number, wanted: (call: ConnectorCall) => boolean): Promise<ConnectorCall> {
  for (;;) {
    const call = microsoft.calls.slice(first).find(wanted);
    if (call) return call;
    await sleep(25);
  }
}

/** Asks and waits for the message that ends the ask. */
const ask = async (change: object): Promise<ConnectorCall["body"]> =>
  (await until(await send(change), isEnding)).body;

test("a member's question comes back answered, cited and labelled", async () => {
  microsoft.rosters.set("a:chat-with-ana", [ana]);
  const body = await ask({ id: "1", text: QUESTION });
  expect(body.text).toContain("sixteen weeks");
  expect(body.text).toContain("[1]");
  const label = body.entities.find(({ type }: { type: string }) => type === "https://schema.org/Message");
  expect(label.additionalType).toEqual(["AIGeneratedContent"]);
  expect(label.citation[0].appearance).toMatchObject({ name: "Leave, Parental leave" });
});

test("a guest reads nothing of the organisation", async () => {
  const eve = { id: "29:eve", name: "Eve", aadObjectId: "eve-object-id" };
  const chat = { id: "a:chat-with-eve", conversationType: "personal", tenantId: TENANT };
  microsoft.rosters.set(chat.id, [{ ...ana, ...eve, userRole: "guest" }]);
  const body = await ask({
    id: "2",
    from: eve,
    conversation: chat,
    text: QUESTION,
  });
  expect(JSON.stringify(body)).not.toContain("sixteen");
});

test("a channel with an outsider in it is told nothing either, one without is", async () => {
  microsoft.rosters.set("19:general@thread.tacv2", [
    ana,
    { ...ana, id: "29:x", aadObjectId: "x", tenantId: "partner" },
  ]);
  const mentioned = { ...inChannel, text: `<at>Docent</at> ${QUESTION}` };
  const shared = await ask({ ...mentioned, id: "3" });
  expect(JSON.stringify(shared)).not.toContain("sixteen");
  const conversation = { ...inChannel.conversation, id: "19:inside@thread.tacv2;messageid=1" };
  microsoft.rosters.set("19:inside@thread.tacv2", [ana]);
  const inside = await ask({ ...mentioned, id: "4", conversation });
  expect(inside.text).toContain("sixteen weeks");
});

test("an answer that could not be delivered arrives after a restart, once, in the place of its status line", async () => {
  const conversation = { ...inChannel.conversation, id: "19:inside@thread.tacv2;messageid=2" };
  microsoft.refuse = ({ method }) => (method === "PUT" ? { status: 500, code: "ServiceError" } : undefined);
  const before = await send({ ...inChannel, id: "5", conversation, text: `<at>Docent</at> ${QUESTION}` });
  const refused = await until(before, ({ method }) => method === "PUT");
  await docent.stop();
  microsoft.refuse = () => undefined;
  await boot();
  const answer = await until(before, isEnding);
  expect(answer.path).toBe(refused.path);
  expect(answer.body.text).toContain("sixteen weeks");
  const lines = microsoft.calls.slice(before).filter(({ method, body }) => method === "POST" && body?.text);
  expect(lines).toHaveLength(1);
  expect(microsoft.calls.slice(before).filter(isEnding)).toHaveLength(1);
});

describe("whoever leaves a channel", () => {
  const TOWER = "What colour is the Zephyr tower painted?";
  let serial = 100;
  const conversation = { ...inChannel.conversation, id: `${CHANNEL};messageid=1` };
  const inPrivate = async (): Promise<string> =>
    JSON.stringify(await ask({ id: String(++serial), text: TOWER }));

  beforeEach(async () => {
    microsoft.rosters.set("a:chat-with-ana", [ana]);
    microsoft.rosters.set(CHANNEL, [ana]);
    aheadMs += 3_600_000;
    const mentioned = { ...inChannel, conversation, text: `<at>Docent</at> ${TOWER}` };
    expect((await ask({ ...mentioned, id: String(++serial) })).text).toContain("turquoise");
    expect(await inPrivate()).toContain("turquoise");
    microsoft.rosters.set(CHANNEL, []);
  });

  test("gets nothing of it at the very next question", async () => {
    await send({
      type: "conversationUpdate",
      id: String(++serial),
      conversation: { ...conversation, id: CHANNEL },
      membersRemoved: [{ id: ana.id, aadObjectId: ana.aadObjectId }],
    });
    expect(await inPrivate()).not.toContain("turquoise");
  });

  test("gets nothing of it after five seconds when no event says so", async () => {
    aheadMs += TO_SHOW.maxAgeMs + 1;
    expect(await inPrivate()).not.toContain("turquoise");
  });
});
