/** A whole Docent in Teams with Microsoft Graph: files in channels and chats, and who may ask about them. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jest } from "@jest/globals";
import { TO_SHOW } from "../../../src/access/membership.ts";
import { type App, createApp } from "../../../src/app.ts";
import { readSettings } from "../../../src/config.ts";
import { type BotFramework, type ConnectorCall, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { type GraphChannel, type GraphMember, type GraphStandIn, startGraph } from "../../stand-ins/graph.ts";
import { APP_ID, HURRIED_PACE, message, TENANT } from "../../stand-ins/teams-docent.ts";

const TEAM = "aaaaaaaa-1111-2222-3333-444444444444";
const GENERAL = "19:general@thread.tacv2";
const PROJECT = "19:project@thread.tacv2";
const SECRET = "19:secret@thread.tacv2";
const SHARED = "19:shared@thread.tacv2";

const person = (n: number, name: string) => ({
  userId: `00000000-0000-0000-0000-00000000000${n}`,
  displayName: name,
  tenantId: TENANT,
  roles: [] as string[],
});
const ana = person(1, "Ana");
const ben = person(2, "Ben");
const gus = { ...person(3, "Gus"), roles: ["guest"] };
const pat = { ...person(4, "Pat"), tenantId: "22222222-0000-0000-0000-000000000000" };

let folder: string;
let microsoft: BotFramework;
let graph: GraphStandIn;
let docent: App;
let url: string;
let general: GraphChannel;
let project: GraphChannel;
let secret: GraphChannel;
let shared: GraphChannel;
let lines: string[];
/** Docent's clock is this far ahead. */
let aheadMs = 0;

beforeAll(() => {
  const wall = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => wall() + aheadMs);
});
afterAll(() => {
  jest.restoreAllMocks();
});
beforeEach(async () => {
  aheadMs = 0;
  folder = await mkdtemp(join(tmpdir(), "docent-channels-"));
  await mkdir(join(folder, "documents"));
  await writeFile(
    join(folder, "documents", "leave.md"),
    "# Leave\n\nEach parent may take sixteen weeks of paid parental leave for every birth or adoption.\n",
  );
  microsoft = await startBotFramework({ appId: APP_ID });
  graph = await startGraph({ issued: microsoft.issued });
  for (const { userId, displayName } of [ana, ben, gus])
    graph.users.set(userId, {
      displayName,
      userType: displayName === "Gus" ? "Guest" : "Member",
      accountEnabled: true,
      groups: [],
    });
  graph.team(TEAM, [ana, ben]);
  general = graph.channel(TEAM, { id: GENERAL, displayName: "General", membershipType: "standard" });
  project = graph.channel(TEAM, { id: PROJECT, displayName: "Project", membershipType: "standard" });
  secret = graph.channel(TEAM, {
    id: SECRET,
    displayName: "Secret",
    membershipType: "private",
    members: [ana],
  });
  shared = graph.channel(TEAM, {
    id: SHARED,
    displayName: "Shared",
    membershipType: "shared",
    members: [ana, pat],
  });
  lines = [];
  await boot();
});
afterEach(async () => {
  await docent.stop();
  await graph.stop();
  await microsoft.stop();
  await rm(folder, { recursive: true, force: true });
});

async function boot(settings: Record<string, string> = {}): Promise<void> {
  const line = (text: string, fields?: object) => void lines.push(`${text} ${JSON.stringify(fields ?? {})}`);
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
      GRAPH_API_URL: graph.url,
      TEAMS_POLL_SECONDS: "1",
      ...settings,
    }),
    log: { error: line, warn: line, info: line, debug: line },
    report: () => {},
    teamsPace: HURRIED_PACE,
  });
  ({ url } = await docent.start());
}

let serial = 0;

async function post(activity: object): Promise<number> {
  const before = microsoft.calls.length;
  const response = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await microsoft.token()}` },
    body: JSON.stringify({ ...message(microsoft), id: `m${++serial}`, ...activity }),
  });
  expect(response.status).toBe(200);
  return before;
}

async function until(first: number, wanted: (call: ConnectorCall) => boolean): Promise<string> {
  for (;;) {
    const call = microsoft.calls.slice(first).find(wanted);
    if (call) return JSON.stringify(call.body);
    await sleep(20);
  }
}

const from = ({ userId, displayName }: GraphMember) => ({
  id: `29:${displayName}`,
  name: displayName,
  aadObjectId: userId,
});
const inChannel = (channel: string, text: string) => ({
  conversation: {
    id: `${channel};messageid=${++serial}`,
    conversationType: "channel",
    isGroup: true,
    tenantId: TENANT,
  },
  channelData: { tenant: { id: TENANT }, team: { id: GENERAL, aadGroupId: TEAM }, channel: { id: channel } },
  text: `<at>Docent</at> ${text}`,
  entities: [{ type: "mention", text: "<at>Docent</at>", mentioned: { id: `28:${APP_ID}`, name: "Docent" } }],
});
const privately = (who: GraphMember, text: string) => ({
  from: from(who),
  conversation: { id: `a:${who.displayName}`, conversationType: "personal", tenantId: TENANT },
  text,
});

const isAnswer = ({ method, status, body }: ConnectorCall): boolean =>
  status < 300 &&
  body?.type === "message" &&
  (method === "PUT" ||
    body.entities?.some(({ streamType }: { streamType?: string }) => streamType === "final"));
const isCard = ({ method, status, body }: ConnectorCall): boolean =>
  method === "POST" && status < 300 && body?.type === "message" && body.attachments?.length > 0 && !body.text;

const said = (who: GraphMember, text: string, channel?: string) =>
  channel ? { ...inChannel(channel, text), from: from(who) } : privately(who, text);

/** Sends it and waits for what answers it, in its own thread. */
async function reply(
  activity: { readonly conversation: { readonly id: string } },
  wanted: (call: ConnectorCall) => boolean,
): Promise<string> {
  const { id } = activity.conversation;
  return until(await post(activity), (call) => call.path.includes(id) && wanted(call));
}

/** The answer to a question in a channel or, with no channel, in a private chat. */
const ask = (who: GraphMember, text: string, channel?: string) => reply(said(who, text, channel), isAnswer);
/** The card that answers a command. */
const tell = (who: GraphMember, text: string, channel?: string) => reply(said(who, text, channel), isCard);

/** Asks until the answer is as wanted: files are followed in the background. */
async function eventually(give: () => Promise<string>, wanted: RegExp, isWanted = true): Promise<void> {
  let last = "";
  for (const giveUpAt = Date.now() + 40_000; Date.now() < giveUpAt; await sleep(100)) {
    last = await give();
    if (wanted.test(last) === isWanted) return;
  }
  throw new Error(`${isWanted ? "never" : "always"} ${wanted}: ${last}`);
}

const TOWER = "What colour is the Zephyr tower painted?";
const tower = (colour: string) => `# Zephyr tower\n\nThe Zephyr tower is painted ${colour} all over.\n`;

test("a channel's files are answered from there and for its members, nowhere else, nobody else", async () => {
  project.drive.file("tower.md", tower("turquoise"), project.drive.folder("Buildings", project.folder));
  expect(await tell(ana, "index", PROJECT)).toContain("I am reading this channel's files");
  await eventually(() => ask(ana, TOWER, PROJECT), /turquoise/);
  // Its link is SharePoint's.
  expect(await ask(ana, TOWER, PROJECT)).toContain("https://contoso.sharepoint.com/");
  // A member's private chat reads it, though nobody met them in that channel; another channel does not.
  expect(await ask(ben, TOWER)).toContain("turquoise");
  expect(await ask(ana, TOWER, GENERAL)).not.toContain("turquoise");
  expect(await ask(gus, TOWER)).not.toContain("turquoise");
  // Leaving the team is leaving its standard channels.
  graph.teams.get(TEAM)?.members.splice(1, 1);
  await post({
    ...privately(ana, ""),
    type: "conversationUpdate",
    conversation: { id: GENERAL, conversationType: "channel" },
    channelData: { tenant: { id: TENANT }, team: { id: GENERAL }, eventType: "teamMemberRemoved" },
    membersRemoved: [from(ben)],
  });
  expect(await ask(ben, TOWER)).not.toContain("turquoise");
});

test("a private channel is its own members' alone", async () => {
  secret.drive.file("tower.md", tower("crimson"), secret.folder);
  await tell(ana, "index", SECRET);
  await eventually(() => ask(ana, TOWER), /crimson/);
  expect(await ask(ben, TOWER)).not.toContain("crimson");
  expect(await ask(ben, TOWER, GENERAL)).not.toContain("crimson");
});

test("when no event says so, whoever lost a channel or their account reads nothing of it after five seconds", async () => {
  secret.members = [ana, ben];
  secret.drive.file("tower.md", tower("crimson"), secret.folder);
  await tell(ana, "index", SECRET);
  await eventually(() => ask(ben, TOWER), /crimson/);
  expect(await ask(ana, TOWER)).toContain("crimson");
  secret.members = [ana];
  const account = graph.users.get(ana.userId);
  if (account) account.accountEnabled = false;
  aheadMs += TO_SHOW.maxAgeMs + 1;
  expect(await ask(ben, TOWER)).not.toContain("crimson");
  expect(await ask(ana, TOWER)).not.toContain("crimson");
});

test("a question costs Graph two requests, whatever else the person is a member of", async () => {
  for (const channel of [PROJECT, SECRET, SHARED]) await tell(ana, "index", channel);
  project.drive.file("tower.md", tower("turquoise"), project.folder);
  await eventually(() => ask(ana, TOWER), /turquoise/);
  const cost = async () => {
    const before = graph.requests.length;
    expect(await ask(ana, TOWER)).toContain("turquoise");
    return graph.requests
      .slice(before)
      .map(
        ({ path }) =>
          /^\/v1.0\/(users(?=\/[^/]*$)|teams(?=.*allMembers)|users.*transitive)/.exec(
            path.split("?")[0] ?? "",
          )?.[1],
      )
      .filter(Boolean);
  };
  aheadMs += TO_SHOW.maxAgeMs + 1;
  expect((await cost()).sort()).toEqual(["teams", "users"]);
});

test("with a guest or another organisation in it, a channel gets its own documents and none of the organisation's", async () => {
  shared.drive.file("tower.md", tower("indigo"), shared.folder);
  await tell(ana, "index", SHARED);
  await eventually(() => ask(ana, TOWER, SHARED), /indigo/);
  const leave = "How many weeks of parental leave may a parent take?";
  expect(await ask(ana, leave, SHARED)).not.toContain("sixteen");
  await tell(ana, "index", PROJECT);
  expect(await ask(ana, leave, PROJECT)).toContain("sixteen");
  graph.teams.get(TEAM)?.members.push(gus);
  await post({
    ...privately(ana, ""),
    type: "conversationUpdate",
    conversation: { id: GENERAL, conversationType: "channel" },
    channelData: { tenant: { id: TENANT }, team: { id: GENERAL }, eventType: "teamMemberAdded" },
    membersAdded: [from(gus)],
  });
  expect(await ask(ana, leave, PROJECT)).not.toContain("sixteen");
});

test("changing, renaming, moving and deleting a file are followed", async () => {
  const { drive } = project;
  const id = drive.file("plan.md", tower("amber"), project.folder);
  await tell(ana, "index", PROJECT);
  await eventually(() => ask(ana, TOWER, PROJECT), /amber/);
  drive.write(id, tower("violet"));
  await eventually(() => ask(ana, TOWER, PROJECT), /violet/);
  const before = await docent.core.catalogue.list(docent.core.tenant);
  drive.rename(id, "renamed plan.md");
  await sleep(1_500);
  expect((await docent.core.catalogue.list(docent.core.tenant)).map((entry) => entry.id)).toEqual(
    before.map((entry) => entry.id),
  );
  drive.move(id, general.folder);
  await eventually(() => ask(ana, TOWER, PROJECT), /violet/, false);
  drive.move(id, project.folder);
  await eventually(() => ask(ana, TOWER, PROJECT), /violet/);
  graph.expireTokens();
  drive.remove(id);
  await eventually(() => ask(ana, TOWER, PROJECT), /violet/, false);
});

test("Docent stopped in the middle goes on where it was, without the channel being indexed again", async () => {
  for (let n = 0; n < 20; n++)
    project.drive.file(`note ${n}.md`, `# Note ${n}\n\nNothing in here.\n`, project.folder);
  project.drive.file("tower.md", tower("ochre"), project.folder);
  await tell(ana, "index", PROJECT);
  await docent.stop();
  await boot();
  await eventually(() => ask(ana, TOWER, PROJECT), /ochre/);
  const entries = await docent.core.catalogue.list(docent.core.tenant, {
    source: `teams:${TEAM}:${PROJECT}`,
  });
  expect(entries.filter(({ status }) => status === "indexed")).toHaveLength(21);
});

test("sources, forget, take back and off", async () => {
  project.drive.file("tower.md", tower("silver"), project.folder);
  project.drive.file("broken.docx", "no document", project.folder);
  expect(await tell(ana, "sources", PROJECT)).toContain("I do not read this channel's files");
  await tell(ana, "index", PROJECT);
  await eventually(() => ask(ana, TOWER, PROJECT), /silver/);
  await eventually(() => tell(ana, "sources", PROJECT), /broken\.docx/);
  const sources = await tell(ana, "sources", PROJECT);
  expect(sources).toContain("What I know in Project");
  expect(sources).toContain("1 document");
  expect(sources).toContain("broken.docx");
  expect(await tell(gus, "forget tower.md", PROJECT)).toContain("Only members of the organisation");
  expect(await tell(ana, "forget nothing.md", PROJECT)).toContain("I know no file called");
  expect(await tell(ana, "forget Tower.md", PROJECT)).toContain("I have forgotten");
  await eventually(() => ask(ana, TOWER, PROJECT), /silver/, false);
  expect(await tell(ana, "sources", PROJECT)).toContain("Forgotten on request: tower.md");
  expect(await tell(ana, "index tower.md", PROJECT)).toContain("again");
  await eventually(() => ask(ana, TOWER, PROJECT), /silver/);
  expect(await tell(ana, "index off", PROJECT)).toContain("I have forgotten this channel's files");
  expect(await ask(ana, TOWER, PROJECT)).not.toContain("silver");
  expect(await docent.core.catalogue.list(docent.core.tenant)).toHaveLength(1);
});

test("where Teams does not name the team's id in the directory, Docent asks for it", async () => {
  project.drive.file("tower.md", tower("sepia"), project.folder);
  const anonymous = (text: string) => {
    const activity = inChannel(PROJECT, text);
    const { team: _, ...rest } = activity.channelData;
    return { ...activity, from: from(ana), channelData: { ...rest, team: { id: GENERAL } } };
  };
  expect(await reply(anonymous("index"), isCard)).toContain("could not find out which team");
  microsoft.teams.set(GENERAL, TEAM);
  expect(await reply(anonymous("index"), isCard)).toContain("I am reading this channel's files");
  await eventually(() => ask(ana, TOWER, PROJECT), /sepia/);
});

test("when Graph does not answer, a command says so", async () => {
  graph.refuse = () => ({ status: 503, headers: { "retry-after": "60" } });
  expect(await tell(ana, "index", PROJECT)).toContain("I could not ask Microsoft Graph");
});

test("a command is carried out once however often it is delivered", async () => {
  const command = { ...inChannel(PROJECT, "sources"), id: "the-same" };
  const before = microsoft.calls.length;
  await Promise.all([post(command), post(command)]);
  await post(command);
  expect(microsoft.calls.slice(before).filter(isCard)).toHaveLength(1);
});

test.each([
  [{ eventType: "channelDeleted", channel: { id: PROJECT } }, {}],
  [{ eventType: "teamDeleted" }, {}],
  [{}, { membersRemoved: [{ id: `28:${APP_ID}` }] }],
])("what is gone is forgotten: %j %j", async (channelData, change) => {
  project.drive.file("tower.md", tower("golden"), project.folder);
  await tell(ana, "index", PROJECT);
  await eventually(() => ask(ana, TOWER), /golden/);
  await post({
    ...privately(ana, ""),
    type: "conversationUpdate",
    conversation: { id: GENERAL, conversationType: "channel" },
    channelData: { tenant: { id: TENANT }, team: { id: GENERAL }, ...channelData },
    ...change,
  });
  expect(await docent.core.catalogue.list(docent.core.tenant)).toHaveLength(1);
  expect(await ask(ana, TOWER)).not.toContain("golden");
});

test("all channels of a team are read where the settings say so, new ones too", async () => {
  await docent.stop();
  await boot({ TEAMS_INDEX_CHANNELS: "all" });
  project.drive.file("tower.md", tower("scarlet"), project.folder);
  const event = {
    ...privately(ana, ""),
    type: "conversationUpdate",
    conversation: { id: GENERAL, conversationType: "channel" },
  };
  const team = { tenant: { id: TENANT }, team: { id: GENERAL, aadGroupId: TEAM } };
  await post({ ...event, channelData: team, membersAdded: [{ id: `28:${APP_ID}` }] });
  await eventually(() => ask(ana, TOWER, PROJECT), /scarlet/);
  const id = "19:new@thread.tacv2";
  const added = graph.channel(TEAM, { id, displayName: "New", membershipType: "standard" });
  added.drive.file("bridge.md", "# Quokka bridge\n\nThe Quokka bridge is painted magenta.\n", added.folder);
  await post({
    ...event,
    channelData: { ...team, eventType: "channelCreated", channel: { id, name: "New" } },
  });
  await eventually(() => ask(ana, "What colour is the Quokka bridge?", id), /magenta/);
});

test("without the permission for files a command says what to grant", async () => {
  graph.granted.delete("Files.Read.All");
  expect(await tell(ana, "index", PROJECT)).toContain("Files.Read.All");
  expect(await tell(ana, "sources", PROJECT)).toContain("I do not read this channel's files");
});

const attachment = (name: string, downloadUrl: string) => ({
  contentType: "application/vnd.microsoft.teams.file.download.info",
  name,
  contentUrl: `https://contoso-my.sharepoint.com/personal/ana/${name}`,
  content: {
    downloadUrl,
    uniqueId: "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
    fileType: name.split(".").at(-1),
  },
});
const send = async (who: GraphMember, name: string, downloadUrl: string): Promise<string> =>
  until(await post({ ...privately(who, ""), attachments: [attachment(name, downloadUrl)] }), isCard);

test("a file sent in a private chat is read for its sender alone, acknowledged, replaced and forgotten", async () => {
  expect(await send(ana, "tower.md", graph.share(tower("lilac")))).toContain("Only you can ask me about it");
  expect(await ask(ana, TOWER)).toContain("lilac");
  expect(await ask(ben, TOWER)).not.toContain("lilac");
  expect(await ask(ana, TOWER, PROJECT)).not.toContain("lilac");
  expect(graph.downloads.every(({ authorization }) => authorization === undefined)).toBe(true);
  await send(ana, "tower.md", graph.share(tower("maroon")));
  await eventually(() => ask(ana, TOWER), /maroon/);
  expect(await tell(ana, "sources")).toContain("1 document");
  expect(await readdir(join(folder, "data", "teams-uploads"))).toHaveLength(1);
  expect(await tell(ben, "forget tower.md")).toContain("You sent me no file");
  expect(await tell(ana, "forget tower.md")).toContain("I have forgotten");
  expect(await readdir(join(folder, "data", "teams-uploads"))).toEqual([]);
  await eventually(() => ask(ana, TOWER), /maroon/, false);
});

test("what cannot be read is said, with the reason", async () => {
  expect(await send(ana, "tower.docx", graph.share("no document"))).toContain(
    "I could not read “tower.docx”",
  );
  expect(await send(ana, "photo.png", graph.share("png"))).toContain("it is no document");
  expect(await send(ana, "tower.md", "https://evil.example/tower.md")).toContain(
    "no file server of Microsoft 365",
  );
  expect(await send(ana, "tower.md", graph.share("x").replace("ticket", "gone"))).toContain(
    "cannot be fetched",
  );
  expect(await ask(ana, TOWER)).not.toContain("painted");
});

test("a file whose download was cut off by a restart is fetched afterwards", async () => {
  graph.refuseDownload = () => ({ status: 503, headers: { "retry-after": "30" } });
  await post({ ...privately(ana, ""), attachments: [attachment("tower.md", graph.share(tower("beige")))] });
  while (!graph.downloads.length) await sleep(10);
  await docent.stop();
  graph.refuseDownload = () => undefined;
  const before = microsoft.calls.length;
  await boot();
  expect(await until(before, isCard)).toContain("Only you can ask me about it");
  expect(await ask(ana, TOWER)).toContain("beige");
});

test("no token, secret or pre-authenticated address is logged", async () => {
  graph.granted.delete("GroupMember.Read.All");
  project.drive.file("tower.md", tower("khaki"), project.folder);
  await tell(ana, "index", PROJECT);
  await send(ana, "bridge.md", graph.share("# Quokka bridge\n\nThe Quokka bridge is khaki.\n"));
  await eventually(() => ask(ana, TOWER, PROJECT), /khaki/);
  expect(lines.join("\n")).not.toMatch(/bot-token-|\/download\/ticket|khaki/);
});
