import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { channelId, channelScope, ORG } from "../../src/access/scopes.ts";
import { openKeeperBench, silentLog, tenant, until } from "../documents/keeper-bench.ts";
import { scriptedSource } from "../documents/scripted-source.ts";

const CHILD = new URL("./keeper.child.ts", import.meta.url).pathname;
const DOCUMENTS = 5_000;
const PAGE = 100;

test("killed twice in the middle of 5,000 documents, it resumes at the checkpoint: nothing lost, nothing twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "docent-backfill-"));
  const asked = (): string[] =>
    existsSync(join(folder, "asked.log"))
      ? readFileSync(join(folder, "asked.log"), "utf8").trim().split("\n")
      : [];
  const start = () =>
    spawn(process.execPath, [CHILD, folder, String(DOCUMENTS), String(PAGE)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  try {
    for (const enough of [1_500, 3_500]) {
      const child = start();
      await until(asked, (lines) => lines.length >= enough, 40_000);
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const child = start();
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");

    const cursors = asked()
      .filter((line) => line.startsWith("changes"))
      .map((line) => line.slice("changes ".length));
    expect(cursors).toHaveLength(3);
    expect(cursors[0]).toBe("undefined");
    expect(Number(cursors[1])).toBeGreaterThanOrEqual(1_000);
    expect(Number(cursors[2])).toBeGreaterThanOrEqual(3_000);
    // What was read and not committed when it died is read again; what was committed is not.
    expect(asked().filter((line) => line.startsWith("read")).length).toBeLessThan(DOCUMENTS + 2 * 2 * PAGE);
    // A death between index and catalogue may call for a comparison of both; it reads no document.
    const listed = asked().indexOf("list");
    if (listed >= 0) expect(asked().slice(listed + 1)).toEqual([]);

    const bench = await openKeeperBench(join(folder, "data"));
    expect(await bench.index.size(tenant)).toEqual({ documents: DOCUMENTS, passages: DOCUMENTS });
    const rows = await bench.catalogue.list(tenant);
    expect(rows).toHaveLength(DOCUMENTS);
    expect(rows.every(({ status, passages }) => status === "indexed" && passages === 1)).toBe(true);
    await bench.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

const managers = channelScope(channelId("local:managers"));
const path = fc.integer({ min: 0, max: 5 }).map((number) => `${number}.md`);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("put"),
      path,
      text: fc.integer({ max: 9, min: 0 }),
      open: fc.boolean(),
      tell: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove"), path, tell: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("touch"), path }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("touch everything") }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("crash"), afterWrites: fc.integer({ min: 0, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget cursors") }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("fail reads"), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 40 }) }) },
) as fc.Arbitrary<{
  do: string;
  path: string;
  text: number;
  open: boolean;
  tell: boolean;
  afterWrites: number;
  times: number;
  ms: number;
}>;
const kind = fc.record({
  changes: fc.boolean(),
  find: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 4 }),
});

test("whatever moves, fails and dies in between: in the end the index holds what the source holds", async () => {
  const bench = await openKeeperBench();
  let runs = 0;
  /** Runs ahead at every touch, so that a test need not wait for what is put off by a second. */
  let ahead = 0;
  const now = () => Date.now() + ahead;
  try {
    await fc.assert(
      fc.asyncProperty(kind, fc.array(step, { minLength: 3, maxLength: 25 }), async (source, steps) => {
        const name = `random-${runs++}`;
        const script = scriptedSource(name, source);
        let writesLeft = Number.POSITIVE_INFINITY;
        let failingReads = 0;
        script.before = (what) => {
          if (what.startsWith("read") && failingReads-- > 0) throw new Error("connection reset");
        };
        const live = () => {
          writesLeft = Number.POSITIVE_INFINITY;
          /** Dead after so many writes: the rest of what this process wants to write is never written. */
          const mortal =
            <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
            async (...args: Args): Promise<Result> => {
              if (writesLeft-- <= 0) throw new Error("dead");
              return write(...args);
            };
          const keeper = bench.keeper({
            now,
            log: silentLog,
            index: {
              ...bench.index,
              replace: mortal(bench.index.replace),
              remove: mortal(bench.index.remove),
            },
            catalogue: {
              ...bench.catalogue,
              save: mortal(bench.catalogue.save),
              announce: mortal(bench.catalogue.announce),
              remove: mortal(bench.catalogue.remove),
              markSeen: mortal(bench.catalogue.markSeen),
            },
          });
          keeper.add(script.source, { reconcileEveryMs: 3_600_000 });
          return keeper;
        };
        let keeper = live();
        await keeper.start();
        const touch = async (touched?: string) => {
          await keeper.touch(name, touched);
          ahead += 1_500;
          await keeper.touch("nobody");
        };
        for (const one of steps) {
          if (one.do === "put") {
            script.put(one.path, `Text ${one.text}.`, one.open ? [ORG] : [managers]);
            if (one.tell) await touch(one.path);
          } else if (one.do === "remove") {
            script.remove(one.path);
            if (one.tell) await touch(one.path);
          } else if (one.do === "touch") await touch(one.path);
          else if (one.do === "touch everything") await touch();
          else if (one.do === "forget cursors") script.forgetCursors();
          else if (one.do === "fail reads") failingReads = one.times;
          else if (one.do === "wait") await sleep(one.ms);
          else {
            writesLeft = one.afterWrites;
            await sleep(5);
            await keeper.stop();
            keeper = live();
            await keeper.start();
          }
        }
        await keeper.stop();
        failingReads = 0;
        // A feed must have lost nothing; only a source without one may rely on a full listing in the end.
        if (!source.changes) ahead += 4_000_000;
        const last = live();
        await last.start();
        const expected = Object.fromEntries(
          [...script.held].map(([at, { text, scopes }]) => [at, `${text} [${scopes.join()}]`]),
        );
        const same = (found: Record<string, string>) =>
          JSON.stringify(Object.entries(found).sort()) === JSON.stringify(Object.entries(expected).sort());
        await until(() => bench.indexed(name), same);
        await last.drop(name, { forget: true });
        await last.stop();
        expect(await bench.index.size(tenant)).toEqual({ documents: 0, passages: 0 });
      }),
      { numRuns: 60, endOnFailure: true },
    );
  } finally {
    await bench.close();
  }
}, 120_000);
