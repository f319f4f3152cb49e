/** A bucket kept in step, from the object's upload to the cited answer and back out, through the real SDK and app. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeTemporaryFolders } from "../end-to-end/start-docent.ts";
import { type GcsStandIn, startGcs } from "../stand-ins/gcs.ts";
import { eventually, startApp } from "../stand-ins/gcs-docent.ts";
import type { ObjectEvent } from "../stand-ins/gcs-objects.ts";
import { attributesOf, type PubSubStandIn, SUBSCRIPTION, startPubSub } from "../stand-ins/pubsub.ts";
import { AUDIENCE, PUSHER, type PushStandIn, push, startPush } from "../stand-ins/pubsub-push.ts";

const BUCKET = "acme-docs";
const ORIGINALS = "acme-originals";
const LEAVE = "# Parental leave\n\nParents get sixteen weeks of paid parental leave.";
const PAY = "# Salary bands\n\nThe salary band of an engineer starts at ninety thousand.";

type Docent = Awaited<ReturnType<typeof startApp>>;
interface Answer {
  readonly outcome: string;
  readonly text: string;
  readonly citations: readonly { title: string; uri: string; document: string; passage: string }[];
}

let gcs: GcsStandIn;
let pubsub: PubSubStandIn;
let google: PushStandIn;
let people: string;
let docent: Docent;

beforeEach(async () => {
  gcs = await startGcs({ maxPage: 2 });
  gcs.createBucket(BUCKET, { versioning: true });
  gcs.createBucket(ORIGINALS);
  [pubsub, google] = await Promise.all([startPubSub(), startPush()]);
  people = await mkdtemp(join(tmpdir(), "docent-people-"));
  await writeFile(
    join(people, "docent.json"),
    JSON.stringify({
      people: [
        { id: "local:ana", name: "Ana", groups: ["managers"] },
        { id: "local:ben", name: "Ben" },
      ],
    }),
  );
});
afterEach(async () => {
  await docent.stop();
  await Promise.all([gcs.stop(), pubsub.stop(), google.stop()]);
  await rm(people, { recursive: true, force: true });
});
afterAll(removeTemporaryFolders);

async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  docent = await startApp({
    DOCENT_DOCUMENTS: people,
    GCS_BUCKET: BUCKET,
    GCS_SCOPES: "handbook/=org; hr/=group:managers",
    GCS_API_ENDPOINT: gcs.endpoint,
    ...settings,
  });
}
const pulling = () => ({ GCS_SUBSCRIPTION: SUBSCRIPTION, PUBSUB_API_ENDPOINT: pubsub.endpoint });
const pushed = () => ({
  GCS_PUSH_AUDIENCE: AUDIENCE,
  GCS_PUSH_SERVICE_ACCOUNT: PUSHER,
  GCS_PUSH_KEYS_URL: google.keysUrl,
});

async function ask(question: string, person = "local:ben"): Promise<Answer> {
  const response = await fetch(`${docent.url}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ question, person }),
  });
  return (await response.json()) as Answer;
}
const indexed = async (): Promise<string[]> =>
  (await docent.core.catalogue.list(docent.core.tenant)).map(({ path }) => path).sort();
const inStep = (paths: readonly string[]) =>
  eventually(async () => (await indexed()).join() === paths.join() && (await isIdle()));
async function isIdle(): Promise<boolean> {
  const bucket = (await docent.core.keeper.status()).find(({ source }) => source === `gcs:${BUCKET}/`);
  return bucket?.reconciledAt !== undefined && bucket.pending === 0;
}
/** The words that are searchable of a document. */
async function wordsOf(path: string): Promise<string | undefined> {
  const known = (await docent.core.catalogue.list(docent.core.tenant)).find((entry) => entry.path === path);
  const passages = known && (await docent.core.index.passagesOf(docent.core.tenant, known.id));
  return passages?.map(({ text }) => text).join(" ");
}

test("a bucket's documents answer with a citation, to the readers of their prefix alone; unmapped ones to nobody", async () => {
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  gcs.put(BUCKET, "hr/pay.md", PAY);
  gcs.put(BUCKET, "hr-private/bonus.md", "# Bonus\n\nThe bonus of the director is a million.");
  await start();
  await inStep(["handbook/leave.md", "hr/pay.md"]);

  const answer = await ask("How many weeks of parental leave do parents get?");
  expect(answer.outcome).toBe("answer");
  expect(answer.text).toContain("sixteen weeks");
  expect(answer.citations[0]).toMatchObject({ title: "Parental leave" });
  expect(answer.citations[0]!.uri).toMatch(
    /^https:\/\/storage\.cloud\.google\.com\/acme-docs\/handbook\/leave\.md/,
  );
  expect((await ask("Where does the salary band of an engineer start?", "local:ana")).text).toContain(
    "ninety",
  );
  for (const question of [
    "Where does the salary band of an engineer start?",
    "What is the director's bonus?",
  ])
    expect((await ask(question)).outcome).toBe("abstention");
});

test("uploads, changes, deletes and archivings arrive by pull; duplicates and disorder change nothing", async () => {
  const events: ObjectEvent[] = [];
  gcs.onEvent = (event) => {
    events.push(event);
    pubsub.publish(attributesOf(event));
  };
  await start(pulling());
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  gcs.put(BUCKET, "handbook/travel.md", "# Travel\n\nManagers approve travel.");
  await inStep(["handbook/leave.md", "handbook/travel.md"]);

  gcs.put(BUCKET, "handbook/leave.md", LEAVE.replace("sixteen", "twenty"));
  await eventually(async () => (await wordsOf("handbook/leave.md"))?.includes("twenty"));
  gcs.remove(BUCKET, "handbook/travel.md");
  await inStep(["handbook/leave.md"]);
  expect(events.map(({ eventType }) => eventType)).toEqual([
    "OBJECT_FINALIZE",
    "OBJECT_FINALIZE",
    "OBJECT_ARCHIVE",
    "OBJECT_FINALIZE",
    "OBJECT_ARCHIVE",
  ]);

  const downloads = (): number => gcs.requests.filter(({ query }) => query.get("alt") === "media").length;
  const before = downloads();
  for (const event of [...events].reverse()) pubsub.publish(attributesOf(event));
  for (const event of events) pubsub.publish(attributesOf(event));
  const modifiedAt = (await docent.core.catalogue.list(docent.core.tenant))[0]!.modifiedAt;
  gcs.touchMetadata(BUCKET, "handbook/leave.md");
  await eventually(() => pubsub.outstanding === 0);
  await inStep(["handbook/leave.md"]);
  expect(await wordsOf("handbook/leave.md")).toContain("twenty");
  expect(downloads()).toBe(before);
  expect((await docent.core.catalogue.list(docent.core.tenant))[0]!.modifiedAt).toBe(modifiedAt);
});

test("a push is durable before it is acknowledged, and its change is answerable", async () => {
  await start(pushed());
  await inStep([]);
  let event: ObjectEvent | undefined;
  gcs.onEvent = (happened) => {
    event = happened;
  };
  const tell = async (token?: string) =>
    (await push(`${docent.url}/gcs/notifications`, attributesOf(event!), token)).status;
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  expect(await tell()).toBe(401);
  expect(await tell(await google.token({ email: "mallory@evil.iam.gserviceaccount.com" }))).toBe(403);
  expect(await indexed()).toEqual([]);
  expect(await tell(await google.token())).toBe(204);
  await inStep(["handbook/leave.md"]);
  gcs.remove(BUCKET, "handbook/leave.md");
  expect(await tell(await google.token())).toBe(204);
  await inStep([]);
  expect((await ask("How many weeks of parental leave do parents get?")).outcome).toBe("abstention");
});

test("what notifications lost is found by the next full listing", async () => {
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  gcs.put(BUCKET, "handbook/old.md", "# Old\n\nOld words.");
  const state = await mkdtemp(join(tmpdir(), "docent-state-"));
  await start({ DOCENT_DATA: state });
  await inStep(["handbook/leave.md", "handbook/old.md"]);
  await docent.stop();
  gcs.put(BUCKET, "handbook/leave.md", LEAVE.replace("sixteen", "twenty"));
  gcs.remove(BUCKET, "handbook/old.md");
  gcs.put(BUCKET, "handbook/new.md", "# New\n\nNew words.");
  await start({ DOCENT_DATA: state });
  // The night comes when the source as a whole is touched: the same full listing.
  await docent.core.keeper.touch(`gcs:${BUCKET}/`);
  await inStep(["handbook/leave.md", "handbook/new.md"]);
  expect(await wordsOf("handbook/leave.md")).toContain("twenty");
  await docent.stop();
  await rm(state, { recursive: true, force: true });
});

test("a bucket in trouble keeps what is indexed, says why, and is taken up again", async () => {
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  await start();
  await inStep(["handbook/leave.md"]);
  gcs.faults.push({ matches: () => true, times: 999, kind: 403 });
  await docent.core.keeper.touch(`gcs:${BUCKET}/`);
  const problem = await eventually(
    async () =>
      (await docent.core.keeper.status()).find(({ source }) => source === `gcs:${BUCKET}/`)?.problem,
  );
  expect(problem).toContain("roles/storage.objectViewer");
  expect(await indexed()).toEqual(["handbook/leave.md"]);
  gcs.faults.length = 0;
  gcs.put(BUCKET, "handbook/new.md", "# New\n\nNew words.");
  await docent.core.keeper.touch(`gcs:${BUCKET}/`);
  await inStep(["handbook/leave.md", "handbook/new.md"]);
});

test("200 MB are reported as too large without a download, and stop nothing", async () => {
  gcs.put(BUCKET, "handbook/huge.pdf", { size: 200_000_000 });
  gcs.put(BUCKET, "handbook/leave.md", LEAVE);
  await start();
  await inStep(["handbook/huge.pdf", "handbook/leave.md"]);
  const [status] = (await docent.core.keeper.status()).filter(({ source }) => source.startsWith("gcs:"));
  expect(status!.failed).toEqual([
    expect.objectContaining({ path: "handbook/huge.pdf", reason: expect.stringMatching(/it has 200 MB/) }),
  ]);
  expect(gcs.bytesSent).toBeLessThan(1_000);
});

describe("with an archive of originals", () => {
  const snapshots = () => gcs.names(ORIGINALS).length;

  test("a citation opens the file it quoted, also after it changed, for its readers alone; deleting takes it away", async () => {
    gcs.put(BUCKET, "hr/pay.md", PAY);
    gcs.onEvent = (event) => pubsub.publish(attributesOf(event));
    await start({ ...pulling(), DOCENT_ARCHIVE_BUCKET: ORIGINALS });
    await inStep(["hr/pay.md"]);
    const answer = await ask("Where does the salary band of an engineer start?", "local:ana");
    const { document, passage } = answer.citations[0]!;
    gcs.put(BUCKET, "hr/pay.md", PAY.replace("ninety", "hundred"));
    await eventually(async () => (await wordsOf("hr/pay.md"))?.includes("hundred"));
    expect(snapshots()).toBe(2);

    const open = (version: string, person: string) =>
      fetch(`${docent.url}/api/documents/${document}/snapshots/${version}?person=${person}`);
    const quoted = passage.split(":").at(-2)!;
    const file = await open(quoted, "local:ana");
    expect(await file.text()).toBe(PAY);
    expect(file.headers.get("content-disposition")).toBe("attachment; filename=pay.md");
    expect(file.headers.get("content-security-policy")).toContain("sandbox");
    const view = await fetch(`${docent.url}/api/documents/${document}?person=local:ana`);
    const { snapshot } = (await view.json()) as { snapshot: string };
    expect(await (await fetch(`${docent.url}${snapshot}?person=local:ana`)).text()).toContain("hundred");

    expect((await open(quoted, "local:ben")).status).toBe(404);
    expect((await open("0".repeat(64), "local:ana")).status).toBe(404);
    expect((await open("a", "local:ana")).status).toBe(404);

    gcs.remove(BUCKET, "hr/pay.md");
    await inStep([]);
    expect((await open(quoted, "local:ana")).status).toBe(404);
    await eventually(() => snapshots() === 0);
  });

  test("the originals of every source are kept, not only the bucket's", async () => {
    await writeFile(join(people, "travel.md"), "# Travel\n\nManagers approve travel.");
    await start({ DOCENT_ARCHIVE_BUCKET: ORIGINALS });
    expect(snapshots()).toBe(1);
    await writeFile(join(people, "visas.md"), "# Visas\n\nAsk the office.");
    await docent.core.keeper.touch((await docent.core.keeper.status()).at(0)!.source, "visas.md");
    await eventually(() => snapshots() === 2);
  });

  test("an archive that is down keeps nobody from asking", async () => {
    gcs.put(BUCKET, "handbook/leave.md", LEAVE);
    gcs.faults.push({ matches: ({ path }) => path.includes(ORIGINALS), times: 999, kind: 403 });
    await start({ DOCENT_ARCHIVE_BUCKET: ORIGINALS });
    await inStep(["handbook/leave.md"]);
    expect((await ask("How many weeks of parental leave do parents get?")).outcome).toBe("answer");
    expect(snapshots()).toBe(0);
  });
});
