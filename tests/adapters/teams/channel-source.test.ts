import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channelSource } from "../../../adapters/teams/files/channel-source.ts";
import { type FileMemory, openFileMemory } from "../../../adapters/teams/files/file-memory.ts";
import { connectGraph, type Graph } from "../../../adapters/teams/graph.ts";
import { channelId } from "../../../src/access/scopes.ts";
import {
  type DocumentSource,
  ResyncRequired,
  type SourceChange,
  type SourceEntry,
} from "../../../src/documents/sources/source.ts";
import { type BotFramework, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { type GraphChannel, type GraphStandIn, startGraph } from "../../stand-ins/graph.ts";
import { APP_ID, TENANT } from "../../stand-ins/teams-docent.ts";

const TEAM = "aaaaaaaa-1111-2222-3333-444444444444";
const GENERAL = "19:general@thread.tacv2";

let folder: string;
let microsoft: BotFramework;
let standIn: GraphStandIn;
let graph: Graph;
let memory: FileMemory;
let general: GraphChannel;
let source: DocumentSource;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-graph-"));
  microsoft = await startBotFramework({ appId: APP_ID });
  standIn = await startGraph({ issued: microsoft.issued });
  standIn.team(TEAM, []);
  general = standIn.channel(TEAM, { id: GENERAL, displayName: "General", membershipType: "standard" });
  graph = connect();
  memory = openFileMemory({ folder });
  source = sourceOf(GENERAL);
});
afterEach(async () => {
  memory.close();
  await standIn.stop();
  await microsoft.stop();
  await rm(folder, { recursive: true, force: true });
});

const connect = () =>
  connectGraph({
    app: { id: APP_ID, secret: "secret", tenant: TENANT },
    apiUrl: standIn.url,
    loginUrl: microsoft.loginUrl,
    retryBaseMs: 5,
  });

function sourceOf(id: string): DocumentSource {
  const channel = { channel: channelId(`teams:${id}`), team: TEAM, teamThread: GENERAL, name: "General" };
  memory.index(channel);
  return channelSource({ graph, memory, channel, download: { allowLoopback: true, retryBaseMs: 5 } });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What moved since a cursor, and the cursor after it; the same cursor gives the same again. */
async function moved(cursor?: string): Promise<{ changed: string[]; removed: string[]; cursor: string }> {
  const changes = await all(source.changes?.(cursor) as AsyncIterable<SourceChange>);
  const last = changes.at(-1);
  return {
    changed: changes.flatMap((change) => (change.kind === "changed" ? [change.entry.name ?? ""] : [])).sort(),
    removed: changes.flatMap((change) => (change.kind === "removed" ? [change.path] : [])),
    cursor: last?.kind === "cursor" ? last.cursor : "",
  };
}

const text = async (entry: SourceEntry | undefined) =>
  Buffer.from((entry && (await source.read(entry))) ?? []).toString();

test("a channel's files are listed through folders and pages, with its members as readers, and read", async () => {
  const { drive } = general;
  const sub = drive.folder("Plans", general.folder);
  const plan = drive.file("plan.md", "# Plan", sub);
  for (let n = 0; n < 7; n++) drive.file(`note ${n}.txt`, `note ${n}`, general.folder);
  drive.file("photo.png", "png", general.folder);
  drive.file("elsewhere.md", "another channel's", drive.folder("Other"));
  const entries = await all(source.list());
  expect(entries).toHaveLength(8);
  const entry = entries.find(({ path }) => path === plan);
  expect(entry).toMatchObject({
    name: "plan.md",
    scopes: [`channel:teams:${GENERAL}`],
    size: 6,
    uri: "https://contoso.sharepoint.com/sites/b!aaaaaaaa-1111-2222-3333-444444444444/Shared%20Documents/plan.md",
    modifiedAt: expect.stringMatching(/^2026-01-01T00:00:/),
  });
  expect(await text(entry)).toBe("# Plan");
  expect(standIn.downloads.every(({ authorization }) => authorization === undefined)).toBe(true);
  expect(source.name).toBe(`teams:${TEAM}:${GENERAL}`);
});

test("what changed since the cursor is said, and nothing else", async () => {
  const { drive } = general;
  const a = drive.file("a.md", "a", general.folder);
  const b = drive.file("b.md", "b", general.folder);
  const { cursor, changed } = await moved();
  expect(changed).toEqual(["a.md", "b.md"]);
  expect(await moved(cursor)).toMatchObject({ changed: [], removed: [] });
  drive.write(a, "aa");
  drive.remove(b);
  drive.file("c.md", "c", general.folder);
  expect(await moved(cursor)).toMatchObject({ changed: ["a.md", "c.md"], removed: [b] });
});

test("a renamed file keeps its path, takes its new name, and counts as another version", async () => {
  const a = general.drive.file("draft.md", "a", general.folder);
  const before = await source.find?.(a);
  general.drive.rename(a, "final.md");
  const after = await source.find?.(a);
  expect(after).toMatchObject({ path: before?.path, name: "final.md" });
  expect(after?.version).not.toBe(before?.version);
});

test("delta and a look-up agree about the version, so that neither reads the file anew", async () => {
  const a = general.drive.file("a.md", "a", general.folder);
  const [listed] = await all(source.list());
  expect((await source.find?.(a))?.version).toBe(listed?.version);
});

test("a folder that is deleted or moved away takes with it what was in it; one that is moved in brings it", async () => {
  const { drive } = general;
  const other = drive.folder("Other");
  const outer = drive.folder("Outer", general.folder);
  const inner = drive.folder("Inner", outer);
  const deep = drive.file("deep.md", "deep", inner);
  const saved = drive.file("saved.md", "saved", inner);
  const coming = drive.folder("Coming", other);
  drive.file("come.md", "come", drive.folder("Below", coming));
  const first = await moved();
  drive.move(saved, general.folder);
  drive.move(outer, other);
  const second = await moved(first.cursor);
  expect(second.changed).toEqual(["saved.md"]);
  expect(second.removed).toEqual(expect.arrayContaining([outer, inner, deep]));
  expect(second.removed).not.toContain(saved);
  drive.move(outer, general.folder);
  drive.move(coming, general.folder);
  const third = await moved(second.cursor);
  expect(third.changed).toEqual(["come.md", "deep.md"]);
  // As after a crash: the same cursor, before anything was applied.
  expect(await moved(second.cursor)).toMatchObject({ changed: third.changed });
  drive.remove(outer);
  expect((await moved(third.cursor)).removed).toEqual(expect.arrayContaining([outer, deep]));
});

test("a run that was cut off goes on from its last page", async () => {
  for (let n = 0; n < 10; n++) general.drive.file(`n${n}.md`, "n", general.folder);
  let cursor = "";
  const seen: string[] = [];
  for await (const change of source.changes?.(undefined) ?? []) {
    if (change.kind === "changed") seen.push(change.entry.name ?? "");
    if (change.kind === "cursor") cursor = change.cursor;
    if (seen.length === 5 && change.kind === "cursor") break;
  }
  const rest = await moved(cursor);
  expect([...seen, ...rest.changed].sort()).toEqual(Array.from({ length: 10 }, (_, n) => `n${n}.md`));
  expect(rest.changed).toHaveLength(5);
});

test("a cursor that Graph no longer knows asks for everything anew", async () => {
  general.drive.file("a.md", "a", general.folder);
  const { cursor } = await moved();
  standIn.expireTokens();
  await expect(moved(cursor)).rejects.toThrow(ResyncRequired);
  expect(await moved()).toMatchObject({ changed: ["a.md"] });
});

test("a file is found only where it is: not deleted, not moved to another channel's folder", async () => {
  const { drive } = general;
  const a = drive.file("a.md", "a", drive.folder("Sub", general.folder));
  expect(await source.find?.(a)).toMatchObject({ name: "a.md" });
  drive.move(a, drive.folder("Other"));
  expect(await source.find?.(a)).toBeUndefined();
  drive.remove(a);
  expect(await source.find?.(a)).toBeUndefined();
});

test("what somebody asked to forget is not listed, and comes back when it is taken back", async () => {
  const a = general.drive.file("a.md", "a", general.folder);
  memory.forget(channelId(`teams:${GENERAL}`), a, "a.md");
  expect(await all(source.list())).toEqual([]);
  expect(await source.find?.(a)).toBeUndefined();
  expect((await moved()).removed).toEqual([a]);
  memory.takeBack(channelId(`teams:${GENERAL}`), a);
  expect(await source.find?.(a)).toBeDefined();
});

test("a private channel's files are in a drive of its own", async () => {
  const secret = standIn.channel(TEAM, {
    id: "19:secret@thread.tacv2",
    displayName: "Secret",
    membershipType: "private",
    members: [],
  });
  secret.drive.file("s.md", "s", secret.folder);
  general.drive.file("g.md", "g", general.folder);
  expect((await all(source.list())).map(({ name }) => name)).toEqual(["g.md"]);
  const own = await all(sourceOf("19:secret@thread.tacv2").list());
  expect(own).toMatchObject([{ name: "s.md", scopes: ["channel:teams:19:secret@thread.tacv2"] }]);
});

test("short throttling is waited out; a long one leaves Graph alone and says so", async () => {
  general.drive.file("a.md", "a", general.folder);
  let refusals = 2;
  standIn.refuse = () => (refusals-- > 0 ? { status: 429, headers: { "retry-after": "0" } } : undefined);
  expect(await all(source.list())).toHaveLength(1);
  standIn.refuse = () => ({ status: 429, headers: { "retry-after": "120" } });
  await expect(all(source.list())).rejects.toThrow(/pause of 120 s/);
  const asked = standIn.requests.length;
  standIn.refuse = () => undefined;
  await expect(all(source.list())).rejects.toThrow(/pause of 1(20|19) s/);
  expect(standIn.requests).toHaveLength(asked);
});

test("the file server's throttling is waited out as well", async () => {
  const a = general.drive.file("a.md", "a", general.folder);
  let refusals = 2;
  standIn.refuseDownload = () =>
    refusals-- > 0 ? { status: 503, headers: { "retry-after": "0" } } : undefined;
  expect(await text(await source.find?.(a))).toBe("a");
});

test.each([
  "https://evil.example/file",
  "http://contoso.sharepoint.com/file",
  "https://contoso.sharepoint.com.evil.example/file",
  "https://user:pass@contoso.sharepoint.com/file",
  "file:///etc/passwd",
])("bytes are not fetched from %s", async (address) => {
  const entry = await source.find?.(general.drive.file("a.md", "a", general.folder));
  standIn.contentAt = () => address;
  await expect(text(entry)).rejects.toThrow(/no file server of Microsoft 365/);
});

test("a redirect of the file server is held to the same rule, and does not go round for ever", async () => {
  const entry = await source.find?.(general.drive.file("a.md", "a", general.folder));
  standIn.refuseDownload = () => ({ status: 302, headers: { location: "https://evil.example/x" } });
  await expect(text(entry)).rejects.toThrow(/evil\.example/);
  standIn.refuseDownload = (path) => ({ status: 302, headers: { location: path } });
  await expect(text(entry)).rejects.toThrow(/circle/);
});

test("a file that is larger than it says is given up", async () => {
  const entry = await source.find?.(general.drive.file("a.md", "x".repeat(3_000), general.folder));
  const channel = memory.channel(channelId(`teams:${GENERAL}`));
  if (!channel || !entry) throw new Error("the channel and its file are known");
  const narrow = channelSource({
    graph,
    memory,
    channel,
    download: { allowLoopback: true, maxBytes: 2_000 },
  });
  await expect(narrow.read(entry)).rejects.toThrow(/larger than/);
});

test("a link that leads away from Graph is not followed: the token stays", async () => {
  general.drive.file("a.md", "a", general.folder);
  standIn.refuse = ({ path }) =>
    path.endsWith("/delta")
      ? { status: 200, body: { value: [], "@odata.nextLink": "https://evil.example/v1.0/x" } }
      : undefined;
  await expect(all(source.list())).rejects.toThrow(/leads to evil\.example/);
});

test.each([
  [{ status: 403, body: { error: { code: "accessDenied" } } }, /Files\.Read\.All/],
  [{ status: 404, body: { error: { code: "itemNotFound" } } }, /Files tab/],
  [{ status: 500, body: "<html>" }, /tries again/],
])("a refusal says what to do: %j", async (answer, remedy) => {
  standIn.refuse = () => answer;
  await expect(all(source.list())).rejects.toThrow(remedy);
});

test("names that pretend, viruses and notebooks", async () => {
  const { drive, folder: root } = general;
  drive.file("invoice\u202Egpj.md", "x", root);
  drive.file("../../etc/passwd.md", "x", root);
  drive.file("virus.docx", "x", root, { malware: { description: "bad" } });
  drive.file("Notebook", "x", root, { file: undefined, package: { type: "oneNote" } });
  drive.file(`${"n".repeat(380)}.txt`, "x", root);
  const names = (await all(source.list())).map(({ name }) => name);
  expect(names).toEqual(["invoicegpj.md", "../../etc/passwd.md", `${"n".repeat(380)}.txt`]);
});

test("one token serves many requests, and it is for Graph", async () => {
  general.drive.file("a.md", "a", general.folder);
  await all(source.list());
  await all(source.list());
  expect(microsoft.tokenRequests).toHaveLength(1);
  expect(microsoft.tokenRequests[0]?.get("scope")).toBe("https://graph.microsoft.com/.default");
});

test("credentials that the login server refuses are named", async () => {
  microsoft.refuseCredentials = true;
  await expect(all(source.list())).rejects.toThrow(/TEAMS_APP_PASSWORD/);
});
