import { createHash } from "node:crypto";
import { type Scope, scope } from "../../src/access/scopes.ts";
import { archivedSource } from "../../src/documents/archive.ts";
import { createChangeLog } from "../../src/documents/change-log.ts";
import { forgetDocument } from "../../src/documents/forget.ts";
import type { DocumentChange, Keeper } from "../../src/documents/keeper.ts";
import type { DocumentSource } from "../../src/documents/sources/source.ts";
import { type KeeperBench, openKeeperBench, silentLog, tenant, until, untilInStep } from "./keeper-bench.ts";
import { scriptedSource } from "./scripted-source.ts";

const HOUR = 3_600_000;
let bench: KeeperBench;
beforeEach(async () => {
  bench = await openKeeperBench();
});
afterEach(() => bench.close());

async function forget(path: string): Promise<void> {
  const document = (await bench.catalogue.list(tenant)).find((one) => one.path === path);
  const changes = createChangeLog({ db: bench.database.db, tenant });
  await forgetDocument(document!, { index: bench.index, catalogue: bench.catalogue, changes });
}

async function keep(source: DocumentSource): Promise<Keeper> {
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, source.name);
  return keeper;
}

const statusOf = async (path: string) =>
  (await bench.catalogue.list(tenant)).find((one) => one.path === path)?.status;

test.each([
  ["listings alone", {}],
  ["look-ups", { find: true }],
  ["a feed", { changes: true }],
  ["a feed and look-ups", { changes: true, find: true }],
])("with %s, a forgotten document stays out until its words change", async (_, abilities) => {
  const { source, put, asked } = scriptedSource("kept", abilities);
  put("a.md", "Twenty days.");
  put("b.md", "Ask payroll.");
  const keeper = await keep(source);
  await forget("a.md");
  const others = { "b.md": "Ask payroll. [org]" };
  expect(await bench.indexed("kept")).toEqual(others);

  const readBefore = asked.filter((what) => what === "read a.md").length;
  put("a.md", "Twenty days.");
  await keeper.touch("kept", "a.md");
  await until(
    () => asked.filter((what) => what === "read a.md").length,
    (reads) => reads > readBefore,
  );
  await untilInStep(keeper, "kept");
  expect(await bench.indexed("kept")).toEqual(others);
  await keeper.stop();

  const next = await keep(source);
  expect(await bench.indexed("kept")).toEqual(others);
  expect(await statusOf("a.md")).toBe("forgotten");

  put("a.md", "Thirty days.");
  await next.touch("kept", "a.md");
  await until(
    () => bench.indexed("kept"),
    (found) => found["a.md"] === "Thirty days. [org]",
  );
});

test("a forgotten document that cannot be read for now is not taken for a new one afterwards", async () => {
  const script = scriptedSource("kept", { find: true });
  script.put("a.md", "Twenty days.");
  const keeper = await keep(script.source);
  await forget("a.md");
  let failures = 0;
  script.before = (what) => {
    if (what === "read a.md" && failures++ === 0) throw new Error("the line is down");
  };
  script.put("a.md", "Twenty days.");
  await keeper.touch("kept", "a.md");
  await until(
    () => failures,
    (count) => count === 2,
  );
  await untilInStep(keeper, "kept");
  expect(await bench.indexed("kept")).toEqual({});
  expect(await statusOf("a.md")).toBe("forgotten");
});

test("an index that was put back from before does not bring a forgotten document back", async () => {
  const { source, put } = scriptedSource("kept");
  put("a.md", "Twenty days.");
  const keeper = await keep(source);
  const [document] = await bench.catalogue.list(tenant);
  const passages = await bench.index.passagesOf(tenant, document!.id);
  await keeper.stop();
  await forget("a.md");
  await bench.index.replace(tenant, document!.id, passages);
  expect(await bench.indexed("kept")).not.toEqual({});
  await keep(source);
  await until(
    () => bench.indexed("kept"),
    (found) => !("a.md" in found),
  );
  expect(await statusOf("a.md")).toBe("forgotten");
});

test("answers that cited a forgotten document hear of it", async () => {
  const { source, put } = scriptedSource("kept");
  put("a.md", "Twenty days.");
  const keeper = await keep(source);
  const heard: DocumentChange[] = [];
  keeper.onChange(async (change) => void heard.push(change));
  const [document] = await bench.catalogue.list(tenant);
  await forget("a.md");
  await keeper.touch("kept");
  // The note came as if from another process, so it is found at the next look.
  await keeper.stop();
  const next = bench.keeper();
  next.onChange(async (change) => void heard.push(change));
  await next.start();
  await until(
    () => heard,
    (changes) => changes.length === 1,
  );
  expect(heard[0]).toEqual({
    tenant,
    document: document!.id,
    title: document!.title,
    kind: "deleted",
    from: document!.version,
  });
});

test("what was forgotten does not reach the archive again, its successor does", async () => {
  const { source, put } = scriptedSource("kept");
  put("a.md", "Twenty days.");
  const kept: string[] = [];
  const archived = archivedSource(source, {
    archive: {
      keep: async ({ version }) => void kept.push(version),
      open: async () => undefined,
      forget: async () => 0,
    },
    tenant,
    catalogue: bench.catalogue,
    onFailure: (_path, error) => {
      throw error;
    },
  });
  const versionOf = (text: string) => createHash("sha256").update(text).digest("hex");
  const keeper = await keep(archived);
  await forget("a.md");
  put("a.md", "Twenty days.");
  await keeper.touch("kept");
  await untilInStep(keeper, "kept");
  put("a.md", "Thirty days.");
  await keeper.touch("kept");
  await until(
    () => bench.indexed("kept"),
    (found) => "a.md" in found,
  );
  expect(kept).toEqual([versionOf("Twenty days."), versionOf("Thirty days.")]);
});

test("a document that opens to everybody, and what is odd about a source, are in the log once", async () => {
  const hr: readonly Scope[] = [scope("group:hr")];
  const { source, put, asked } = scriptedSource("kept");
  put("pay.md", "Pay.", hr);
  const said: unknown[] = [];
  const log = { ...silentLog, warn: (text: string, facts?: object) => void said.push([text, facts]) };
  const keeper = bench.keeper({ log });
  keeper.add(
    { ...source, remarks: () => ["a rule protects nothing: correct it"] },
    { reconcileEveryMs: HOUR },
  );
  await keeper.start();
  await untilInStep(keeper, "kept");
  put("pay.md", "Pay.");
  await keeper.touch("kept");
  await until(
    () => bench.indexed("kept"),
    (found) => found["pay.md"] === "Pay. [org]",
  );
  await keeper.touch("kept");
  await until(
    () => asked.filter((what) => what === "list").length,
    (listings) => listings === 3,
  );
  await untilInStep(keeper, "kept");
  expect(said).toEqual([
    ["a rule protects nothing: correct it", { source: "kept" }],
    [expect.stringContaining("from now on everybody"), { source: "kept", path: "pay.md" }],
  ]);
});
