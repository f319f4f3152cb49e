import { channelId, channelScope } from "../../src/access/scopes.ts";
import type { DocumentChange } from "../../src/documents/keeper.ts";
import { createMetrics } from "../../src/operations/metrics.ts";
import { type KeeperBench, openKeeperBench, tenant, until, untilInStep } from "./keeper-bench.ts";
import { scriptedSource } from "./scripted-source.ts";

const HOUR = 3_600_000;
const managers = channelScope(channelId("local:managers"));
let bench: KeeperBench;
beforeEach(async () => {
  bench = await openKeeperBench();
});
afterEach(() => bench.close());

const reads = (asked: readonly string[]) => asked.filter((what) => what.startsWith("read "));

test("a source with only a listing is brought in step at start, on a touch, and nothing is read twice", async () => {
  const { source, put, remove, asked } = scriptedSource("plain");
  put("a.md", "One.");
  put("b.md", "Two.");
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "plain");
  expect(await bench.indexed("plain")).toEqual({ "a.md": "One. [org]", "b.md": "Two. [org]" });
  put("c.md", "Three.");
  remove("a.md");
  await keeper.touch("plain");
  await until(
    () => bench.indexed("plain"),
    (found) => "c.md" in found && !("a.md" in found),
  );
  expect(reads(asked).sort()).toEqual(["read a.md", "read b.md", "read c.md"]);
});

test("a feed is followed from its cursor, removals and all, also by the next process", async () => {
  const { source, put, remove, asked } = scriptedSource("feed", { changes: true });
  for (let number = 0; number < 25; number++) put(`${number}.md`, `Text ${number}.`);
  const first = bench.keeper();
  first.add(source, { reconcileEveryMs: HOUR });
  await first.start();
  await untilInStep(first, "feed");
  expect(Object.keys(await bench.indexed("feed"))).toHaveLength(25);
  // A first feed names everything: no listing is asked for beside it.
  expect(asked.filter((what) => what === "list")).toEqual([]);
  await first.stop();
  put("3.md", "Changed.");
  remove("4.md");
  const second = bench.keeper();
  second.add(source, { reconcileEveryMs: HOUR });
  await second.start();
  const found = await until(
    () => bench.indexed("feed"),
    (now) => now["3.md"] === "Changed. [org]" && !now["4.md"],
  );
  expect(Object.keys(found)).toHaveLength(24);
  expect(asked.filter((what) => what.startsWith("changes"))).toEqual(["changes undefined", "changes 25"]);
  expect(reads(asked)).toHaveLength(26);
});

test("a cursor that is too old leads to a full listing, which also finds what is gone", async () => {
  const { source, put, held, forgetCursors, asked } = scriptedSource("feed", { changes: true });
  put("a.md", "One.");
  put("b.md", "Two.");
  const first = bench.keeper();
  first.add(source, { reconcileEveryMs: HOUR });
  await first.start();
  await untilInStep(first, "feed");
  await first.stop();
  (held as Map<string, unknown>).delete("a.md");
  put("c.md", "Three.");
  forgetCursors();
  const second = bench.keeper();
  second.add(source, { reconcileEveryMs: HOUR });
  await second.start();
  await until(
    () => bench.indexed("feed"),
    (found) => "c.md" in found && !("a.md" in found) && asked.includes("list"),
  );
  expect(reads(asked)).toEqual(["read a.md", "read b.md", "read c.md"]);
});

test("a touched document is looked up alone, once for many events, and its removal counts", async () => {
  const { source, put, remove, asked } = scriptedSource("live", { changes: true, find: true });
  put("a.md", "One.");
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "live");
  asked.length = 0;
  put("b.md", "Two.");
  for (let times = 0; times < 5; times++) await keeper.touch("live", "b.md");
  await until(
    () => bench.indexed("live"),
    (found) => "b.md" in found,
  );
  expect(asked).toEqual(["find b.md", "read b.md"]);
  remove("b.md");
  await keeper.touch("live", "b.md");
  await until(
    () => bench.indexed("live"),
    (found) => !("b.md" in found),
  );
  expect(await untilInStep(keeper, "live")).toMatchObject({ documents: 1, pending: 0, lagSeconds: 0 });
});

test("what is deleted without an event goes with the next listing", async () => {
  const { source, put, held } = scriptedSource("quiet", { changes: true, find: true });
  put("a.md", "One.");
  put("b.md", "Two.");
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: 300 });
  await keeper.start();
  await untilInStep(keeper, "quiet");
  (held as Map<string, unknown>).delete("a.md");
  await until(
    () => bench.indexed("quiet"),
    (found) => !("a.md" in found),
  );
});

test("a touch is durable: a process that dies before looking leaves it to the next", async () => {
  const { source, put } = scriptedSource("live", { find: true });
  put("a.md", "One.");
  const dying = bench.keeper();
  await dying.touch("live", "b.md");
  expect(await dying.status()).toEqual([]);
  put("b.md", "Two.");
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: HOUR });
  expect(await keeper.status()).toMatchObject([{ source: "live", pending: 1 }]);
  await keeper.start();
  await until(
    () => keeper.status(),
    ([status]) => status?.pending === 0 && status.documents === 2,
  );
});

test("the source's own version decides: nothing is read for a new date, and readers follow at once", async () => {
  const script = scriptedSource("versions", { find: true });
  script.put("a.md", "One.");
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "versions");
  const { version, text } = script.held.get("a.md")!;
  (script.held as Map<string, unknown>).set("a.md", { version, text, scopes: [managers] });
  await keeper.touch("versions", "a.md");
  await until(
    () => bench.indexed("versions"),
    (found) => found["a.md"] === "One. [channel:local:managers]",
  );
  expect(reads(script.asked)).toEqual(["read a.md"]);
});

test("a failing read is tried again with growing waits, without holding anything else up", async () => {
  const script = scriptedSource("shaky", { changes: true, find: true });
  script.put("bad.md", "Bad.");
  script.put("good.md", "Good.");
  let failures = 2;
  script.before = (what) => {
    if (what === "read bad.md" && failures-- > 0) throw new Error("connection reset");
  };
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await until(
    () => bench.indexed("shaky"),
    (found) => "good.md" in found,
  );
  const [status] = await keeper.status();
  expect(status).toMatchObject({
    pending: 1,
    failed: [{ path: "bad.md", reason: expect.stringMatching(/connection reset/) }],
  });
  await until(
    () => bench.indexed("shaky"),
    (found) => "bad.md" in found,
  );
  await untilInStep(keeper, "shaky");
  expect((await keeper.status())[0]).toMatchObject({ failed: [], documents: 2 });
});

test("a source that asks to be left alone is left alone that long, and other sources are not", async () => {
  const script = scriptedSource("limited", { changes: true });
  script.put("a.md", "One.");
  const other = scriptedSource("other");
  other.put("b.md", "Two.");
  let refusedAt = 0;
  let askedAgainAt = 0;
  script.before = (what) => {
    if (!what.startsWith("changes")) return;
    if (refusedAt === 0) {
      refusedAt = Date.now();
      throw Object.assign(new Error("rate limited"), { retryAfterMs: 2_500 });
    }
    askedAgainAt ||= Date.now();
  };
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  keeper.add(other.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "other");
  expect((await keeper.status()).find(({ source }) => source === "limited")?.problem).toBe("rate limited");
  await untilInStep(keeper, "limited");
  expect(askedAgainAt - refusedAt).toBeGreaterThanOrEqual(2_500);
});

test("a source that cannot be listed loses nothing and says why", async () => {
  const script = scriptedSource("gone");
  script.put("a.md", "One.");
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "gone");
  script.before = () => {
    throw new Error("the bucket is not ours any more");
  };
  await keeper.touch("gone");
  await until(
    () => keeper.status(),
    ([status]) => status?.problem === "the bucket is not ours any more",
  );
  expect(await bench.indexed("gone")).toEqual({ "a.md": "One. [org]" });
  script.before = () => undefined;
  await until(
    () => keeper.status(),
    ([status]) => status?.problem === undefined && status?.pending === 0,
  );
});

test("a look-up during a listing wins over what the listing said before it", async () => {
  const script = scriptedSource("race", { find: true });
  for (let number = 0; number < 30; number++) script.put(`${number}.md`, `Text ${number}.`);
  const keeper = bench.keeper();
  const { promise: hold, resolve: release } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  script.before = async (what) => {
    if (what !== "read 0.md") return;
    reach();
    await hold;
  };
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await reached;
  // The listing said that everybody may read 29.md, and is held up before it gets there.
  script.put("29.md", "Salaries.", [managers]);
  script.put("new.md", "New.");
  await keeper.touch("race", "29.md");
  await keeper.touch("race", "new.md");
  await until(
    () => bench.indexed("race"),
    (found) => "new.md" in found && !!found["29.md"]?.startsWith("Salaries"),
  );
  release();
  await untilInStep(keeper, "race");
  const found = await bench.indexed("race");
  expect(Object.keys(found)).toHaveLength(31);
  expect(found["29.md"]).toBe("Salaries. [channel:local:managers]");
});

describe("listeners", () => {
  const heardBy = (heard: DocumentChange[]) => async (change: DocumentChange) => void heard.push(change);

  test("hear of other words, other readers and deletions, with the version before, once the index has them", async () => {
    const script = scriptedSource("told", { find: true });
    for (const name of ["words", "readers", "gone"]) script.put(`${name}.md`, `# ${name}\nText of ${name}.`);
    const keeper = bench.keeper();
    const heard: (DocumentChange & { readonly held: string | undefined })[] = [];
    keeper.onChange(async (change) => {
      const [passage] = await bench.index.passagesOf(tenant, change.document);
      heard.push({ ...change, held: passage && `${passage.text} ${passage.scopes}` });
    });
    keeper.add(script.source, { reconcileEveryMs: HOUR });
    await keeper.start();
    await untilInStep(keeper, "told");
    expect(heard).toEqual([]);
    const before = new Map((await bench.catalogue.list(tenant)).map(({ path, version }) => [path, version]));
    script.put("words.md", "# words\nOther.");
    const { text } = script.held.get("readers.md")!;
    script.put("readers.md", text, [managers]);
    script.remove("gone.md");
    await keeper.touch("told");
    await until(
      () => heard,
      (all) => all.length === 3,
    );
    expect(heard).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          title: "words",
          kind: "changed",
          from: before.get("words.md"),
          held: "Other. org",
        }),
        expect.objectContaining({
          title: "readers",
          kind: "readers",
          from: before.get("readers.md"),
          held: "Text of readers. channel:local:managers",
        }),
        expect.objectContaining({
          title: "gone",
          kind: "deleted",
          from: before.get("gone.md"),
          held: undefined,
        }),
      ]),
    );
  });

  test("that throw are told again, those that heard are not, and a crash loses no change", async () => {
    const script = scriptedSource("told", { find: true });
    script.put("a.md", "One.");
    const first = bench.keeper();
    first.add(script.source, { reconcileEveryMs: HOUR });
    first.onChange(async () => {
      throw new Error("the platform is down");
    });
    await first.start();
    await untilInStep(first, "told");
    script.put("a.md", "Two.");
    await first.touch("told", "a.md");
    await until(
      () => bench.indexed("told"),
      (found) => found["a.md"] === "Two. [org]",
    );
    await first.stop();

    const second = bench.keeper();
    const heard: DocumentChange[] = [];
    const late: DocumentChange[] = [];
    let failures = 1;
    second.onChange(heardBy(heard));
    second.onChange(async (change) => {
      if (failures-- > 0) throw new Error("still down");
      late.push(change);
    });
    await second.start();
    await until(
      () => late,
      (all) => all.length === 1,
    );
    expect(late).toMatchObject([{ kind: "changed", title: "A" }]);
    expect(heard).toHaveLength(1);
  });
});

test("dropping keeps what is indexed; dropping with forgetting removes it and tells, also after a crash in between", async () => {
  const script = scriptedSource("channel", { find: true });
  for (let number = 0; number < 8; number++) script.put(`${number}.md`, `Text ${number}.`);
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "channel");
  await keeper.drop("channel", { forget: false });
  expect(Object.keys(await bench.indexed("channel"))).toHaveLength(8);
  let left = 3;
  const dying = bench.keeper({
    index: {
      ...bench.index,
      remove: (...names) =>
        left-- > 0 ? bench.index.remove(...names) : Promise.reject(new Error("power cut")),
    },
  });
  await expect(dying.drop("channel", { forget: true })).rejects.toThrow("power cut");
  await keeper.stop();
  const next = bench.keeper();
  const heard: DocumentChange[] = [];
  next.onChange(async (change) => void heard.push(change));
  await next.start();
  expect(await bench.indexed("channel")).toEqual({});
  expect(await bench.index.size(tenant)).toEqual({ documents: 0, passages: 0 });
  expect(await next.status()).toEqual([]);
  await until(
    () => new Set(heard.map(({ document }) => document)),
    (documents) => documents.size === 8,
  );
  expect(new Set(heard.map(({ kind }) => kind))).toEqual(new Set(["deleted"]));
});

test("lag and documents are measured for each source", async () => {
  const metrics = createMetrics();
  let now = Date.now();
  const keeper = bench.keeper({ metrics, now: () => now });
  const script = scriptedSource("measured", { find: true });
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.touch("measured", "a.md");
  now += 90_000;
  expect(await metrics.registry.metrics()).toMatch(/docent_index_lag_seconds\{source="measured"\} 90\n/);
  script.put("a.md", "One.");
  await keeper.start();
  await until(
    () => metrics.registry.metrics(),
    (text) => /lag_seconds\{source="measured"\} 0\n/.test(text),
  );
  expect(await metrics.registry.metrics()).toMatch(/docent_source_documents\{source="measured"\} 1\n/);
});

test("no more is under way at once than the parser's threads call for, whatever the sources hold", async () => {
  const keeper = bench.keeper();
  let open = 0;
  let most = 0;
  for (const name of ["one", "two", "three"]) {
    const script = scriptedSource(name);
    for (let number = 0; number < 60; number++) script.put(`${number}.md`, `Text ${number}.`);
    const { read } = script.source;
    const slow = async (...entry: Parameters<typeof read>) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return read(...entry).finally(() => open--);
    };
    keeper.add({ ...script.source, read: slow }, { reconcileEveryMs: HOUR });
  }
  await keeper.start();
  for (const name of ["one", "two", "three"]) await untilInStep(keeper, name);
  expect(await bench.index.size(tenant)).toEqual({ documents: 180, passages: 180 });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(64);
});

test("an index that was lost is filled again at the next start", async () => {
  const script = scriptedSource("lost", { changes: true });
  script.put("a.md", "One.");
  script.put("b.md", "Two.");
  const keeper = bench.keeper();
  keeper.add(script.source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "lost");
  await keeper.stop();
  const [document] = await bench.catalogue.list(tenant);
  await bench.index.remove(tenant, document!.id);
  const next = bench.keeper();
  next.add(script.source, { reconcileEveryMs: HOUR });
  await next.start();
  await until(
    () => bench.indexed("lost"),
    (found) => Object.keys(found).length === 2,
  );
});
