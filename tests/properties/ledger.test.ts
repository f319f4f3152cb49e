/**
 * Invariant 3: every acknowledged ask gets exactly one reply, wherever the process dies and however often the
 * platform redelivers. A child process runs the real turns and kills itself with SIGKILL at a given step.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { verifyReceipts } from "../../src/audit/verify-receipts.ts";
import { openDatabase } from "../../src/storage/database.ts";

const CHILD = fileURLToPath(new URL("./ledger.child.ts", import.meta.url));
const STEPS = [
  "received, not written",
  "written, not acknowledged",
  "acknowledged",
  "answering",
  "answered, not stored",
  "stored, not delivered",
  "about to post",
  "posted, its id not remembered",
  "remembered, not marked as delivered",
  "delivered",
] as const;

interface Death {
  readonly step: (typeof STEPS)[number];
  /** The nth time the step is reached. */
  readonly nth: number;
}

interface Message {
  readonly ready?: true;
  readonly idle?: true;
  readonly acknowledged?: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "docent-crash-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Starts a child and delivers the rounds of asks, each when the one before is finished; resolves when the child is
 * done with all of them, or dead.
 */
async function live(
  folder: string,
  rounds: readonly (readonly string[])[],
  acknowledged: Set<string>,
  death?: Death,
): Promise<"idle" | "dead"> {
  const child: ChildProcess = fork(CHILD, [folder, death?.step ?? "never", String(death?.nth ?? 1)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    silent: true,
  });
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint += chunk;
  });
  const left = [...rounds];
  let awaited = new Set<string>();
  const exited = once(child, "exit");
  const finished = new Promise<void>((resolve) => {
    const next = () => {
      const asks = left.shift();
      if (!asks) return resolve();
      awaited = new Set(asks);
      asks.forEach((ask, n) => {
        say(child, { ask, conversation: `thread-${n % 2}` });
      });
      if (!asks.length) say(child, { finish: true });
    };
    child.on("message", (message: Message) => {
      if (message.ready || message.idle) next();
      if (!message.acknowledged) return;
      acknowledged.add(message.acknowledged);
      if (awaited.delete(message.acknowledged) && !awaited.size) say(child, { finish: true });
    });
  });
  const ended = await Promise.race([
    finished.then(() => "idle" as const),
    exited.then(() => "dead" as const),
  ]);
  child.kill("SIGKILL");
  const [code] = await exited;
  if (code) throw new Error(`The child failed: ${complaint}`);
  return ended;
}

/** A child that has just died takes no more messages; its platform will send them again. */
const say = (child: ChildProcess, message: object) => child.connected && child.send(message, () => undefined);

const posts = (folder: string): string[] => {
  const file = join(folder, "platform.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.map((line) => (JSON.parse(line) as { key: string }).key);
};

/** Lives through the deaths, each time redelivering everything, and then to the end. */
async function survive(folder: string, asks: readonly string[], deaths: readonly Death[]) {
  const acknowledged = new Set<string>();
  const endings: string[] = [];
  for (const death of deaths) endings.push(await live(folder, [asks], acknowledged, death));
  // A platform sends again what was not acknowledged; what was must be finished without its help. Then it sends
  // everything once more for no reason, as platforms do.
  const unacknowledged = asks.filter((ask) => !acknowledged.has(ask));
  await live(folder, [unacknowledged, asks], acknowledged);
  return { posted: posts(folder).sort(), endings };
}

test.each(STEPS)("killed when %s: every ask is answered exactly once", async (step) => {
  const asks = ["ask-1", "ask-2", "ask-3"];
  const { posted, endings } = await survive(folder, asks, [{ step, nth: 2 }]);
  expect(endings).toEqual(["dead"]);
  expect(posted).toEqual(asks);
});

test("killed at random, again and again: every ask is answered exactly once", async () => {
  const death = fc.record({ step: fc.constantFrom(...STEPS), nth: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(death, { minLength: 1, maxLength: 4 }),
      async (count, deaths) => {
        const own = mkdtempSync(join(folder, "run-"));
        const asks = Array.from({ length: count }, (_, n) => `ask-${n + 1}`);
        const { posted } = await survive(own, asks, deaths);
        expect(posted).toEqual(asks);
        const { db, close } = await openDatabase({ folder: own });
        const states = await db.selectFrom("asks").select("state").distinct().execute();
        const [{ tenant }] = (await db.selectFrom("asks").select("tenant").execute()) as [{ tenant: string }];
        // Wherever it died, each reply has its link and each link its reply.
        const audit = await verifyReceipts({ db, tenant, keys: [] });
        expect(audit).toMatchObject({ intact: true, replies: count, uncovered: 0 });
        await close();
        expect(states).toEqual([{ state: "delivered" }]);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);
