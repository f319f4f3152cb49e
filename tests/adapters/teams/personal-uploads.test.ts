import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConversationAddress, InboundActivity } from "../../../adapters/teams/activity.ts";
import { type FileMemory, openFileMemory } from "../../../adapters/teams/files/file-memory.ts";
import {
  createPersonalUploads,
  type PersonalUploads,
  sentFiles,
  type UploadOutcome,
} from "../../../adapters/teams/files/personal-uploads.ts";
import { personId } from "../../../src/access/scopes.ts";
import type { Keeper, SourceStatus } from "../../../src/documents/keeper.ts";
import type { DocumentSource } from "../../../src/documents/sources/source.ts";
import { type GraphStandIn, startGraph } from "../../stand-ins/graph.ts";

const ANA = personId("teams:ana");
const BEN = personId("teams:ben");
const CHAT: ConversationAddress = {
  serviceUrl: "http://127.0.0.1:1",
  conversation: "a:ana",
  conversationType: "personal",
  tenant: null,
  bot: "28:docent",
  user: "29:ana",
};

let folder: string;
let graph: GraphStandIn;
let memory: FileMemory;
let sources: Map<string, DocumentSource>;
let touched: string[];
let told: UploadOutcome[];
let uploads: PersonalUploads;

/** Remembers what it was given, and says that everything was looked at. */
const keeper: Keeper = {
  add: (source) => void sources.set(source.name, source),
  drop: async (name) => void sources.delete(name),
  touch: async (source, path) => void touched.push(`${source} ${path}`),
  status: async () =>
    [...sources.keys()].map(
      (source): SourceStatus => ({
        source,
        documents: 1,
        passages: 1,
        failed: [],
        pending: 0,
        lagSeconds: 0,
      }),
    ),
  onChange: () => {},
  start: async () => {},
  stop: async () => {},
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-uploads-"));
  graph = await startGraph({ issued: new Map() });
  memory = openFileMemory({ folder });
  [sources, touched, told] = [new Map(), [], []];
  const silent = () => {};
  uploads = createPersonalUploads({
    memory,
    keeper,
    folder,
    download: { allowLoopback: true, retryBaseMs: 5 },
    log: { error: silent, warn: silent, info: silent, debug: silent },
    tell: async (_address, outcome) => {
      told.push(outcome);
      if (outcome.problem) throw new Error("Teams cannot be reached");
    },
  });
});
afterEach(async () => {
  await uploads.stop();
  memory.close();
  await graph.stop();
  await rm(folder, { recursive: true, force: true });
});

const send = async (person: typeof ANA, name: string, content: string, id = name) => {
  uploads.take(person, CHAT, [{ id, name, url: graph.share(content) }]);
  const before = told.length;
  while (told.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
};
const stored = () => readdir(join(folder, "teams-uploads"));

test("everything of a person can be forgotten; the same bytes of another person stay", async () => {
  await send(ANA, "a.md", "same");
  await send(ANA, "b.md", "other");
  await send(BEN, "c.md", "same");
  expect(await stored()).toHaveLength(2);
  expect(await uploads.forgetAll(ANA)).toBe(2);
  expect(await stored()).toHaveLength(1);
  expect(uploads.list(ANA)).toEqual([]);
  expect(touched).toContain("teams:uploads:ana a.md");
  const ben = sources.get("teams:uploads:ben");
  const entry = await ben?.find?.("c.md");
  expect(entry).toMatchObject({ name: "c.md", scopes: ["person:teams:ben"] });
  expect(Buffer.from((entry && (await ben?.read(entry))) ?? []).toString()).toBe("same");
});

test("a file that is sent again under its id replaces the earlier one, and keeps it when it cannot be fetched", async () => {
  await send(ANA, "a.md", "one", "id");
  await send(ANA, "b.md", "two", "id");
  expect(uploads.list(ANA)).toMatchObject([{ id: "id", name: "b.md", size: 3 }]);
  expect(await stored()).toHaveLength(1);
  graph.refuseDownload = () => ({ status: 404 });
  await send(ANA, "c.md", "three", "id");
  expect(told.at(-1)?.problem).toMatch(/cannot be fetched/);
  expect(uploads.list(ANA)).toMatchObject([{ name: "b.md" }]);
  expect(memory.uploads(ANA).every(({ pending }) => pending === undefined)).toBe(true);
});

const activity = (content: object, name: string | null) =>
  ({
    attachments: [{ contentType: "application/vnd.microsoft.teams.file.download.info", name, content }],
  }) as unknown as InboundActivity;

test.each([
  ["../../etc/passwd", "a.md", /^[\da-f]{64}$/, "a.md"],
  [undefined, "a.md", /^[\da-f]{64}$/, "a.md"],
  ["1150D938-8870", "report", /^1150D938-8870$/, "report.docx"],
  ["1150D938-8870", "in\u202Evoice\u0000.md", /^1150D938-8870$/, "invoice.md"],
  ["1150D938-8870", null, /^1150D938-8870$/, "file.docx"],
])("an attachment with the id %j and the name %j", (uniqueId, name, id, shown) => {
  const [file] = sentFiles(activity({ downloadUrl: "https://x", uniqueId, fileType: "docx" }, name));
  expect(file).toEqual({ id: expect.stringMatching(id), name: shown, url: "https://x" });
});

test("other attachments are no files", () => {
  const attachments = [
    { contentType: "text/html" },
    { contentType: "application/vnd.microsoft.card.adaptive" },
    {},
  ];
  expect(sentFiles({ attachments } as unknown as InboundActivity)).toEqual([]);
  expect(sentFiles(activity({}, "a.md"))).toEqual([]);
});
