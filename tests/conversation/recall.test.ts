/** Which answers are taken back or marked, over the real ledger: audiences, wording, and changes that overtake replies. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Platform } from "../../src/access/scopes.ts";
import type { AskId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { createTurns } from "../../src/conversation/create-turns.ts";
import { createLedger, type Ledger } from "../../src/conversation/ledger.ts";
import { createRecall } from "../../src/conversation/recall.ts";
import { createRecallList } from "../../src/conversation/recall-list.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { until } from "../documents/keeper-bench.ts";
import { memoryIndex } from "../stand-ins/memory-index.ts";
import {
  ANA,
  answerParts,
  newAsk,
  passage,
  people,
  quotingModel,
  SALES,
  silentLog,
  silentMetrics,
  TENANT,
} from "./stand-ins.ts";

const LEAVE = "leave" as DocumentId;
const QUOTE = "Parental leave is sixteen weeks.";
const DAY_MS = 86_400_000;

let folder: string;
let database: Database;
let stops: (() => Promise<void>)[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docent-recall-"));
  database = await openDatabase({ folder });
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const version = (words: string, number: number, scopes = ["org"]): Passage => ({
  ...passage("leave", words, scopes),
  id: `leave:v${number}:0` as PassageId,
  version: `v${number}`,
});

/** Docent with one document; `ledger` may interfere. */
async function boot(options: { ledger?: (real: Ledger) => Ledger; recallDays?: number } = {}) {
  const { db } = database;
  const index = memoryIndex();
  const put = (...passages: Passage[]) => index.replace(TENANT, LEAVE, passages);
  await put(version(QUOTE, 1));
  const world = people({ [ANA]: {} }, { [SALES]: { hasOutsiders: false } });
  const clock = { aheadMs: 0 };
  const parts = {
    ...answerParts([]),
    membership: world.membership,
    model: quotingModel,
    passages: index.get,
    retrieval: {
      search: async () => ({
        passages: (await index.passagesOf(TENANT, LEAVE)).map((found) => ({ passage: found, score: 1 })),
        answerability: { score: 1, threshold: 1, answerable: true },
        corrections: [],
        searched: { passages: 1, documents: 1 },
      }),
    },
  };
  const messages = new Map<AskId, Reply>();
  const told: string[] = [];
  const gate = { wait: async (): Promise<void> => undefined };
  const courier: Courier = {
    async deliver(ask, events, note) {
      for await (const event of events) {
        if (event.type !== "done") continue;
        await gate.wait();
        messages.set(ask.id, event.reply);
        await note.remember("there");
      }
    },
    amend: async (ask, reply) => void messages.set(ask.id, reply),
    tell: async (_, text) => void told.push(text.text),
  };
  const couriers = new Map<Platform, Courier>();
  const real = createLedger({ db });
  const recall = createRecall({
    list: createRecallList({ db, tenant: TENANT }),
    couriers,
    recallDays: options.recallDays ?? 30,
    index,
    membership: world.membership,
    guard: parts.guard,
    log: silentLog,
    quietMs: 0,
    now: () => Date.now() + clock.aheadMs,
  });
  const turns = createTurns({
    ledger: options.ledger?.(real) ?? real,
    couriers,
    answerParts: parts,
    log: silentLog,
    metrics: silentMetrics,
    keepDays: 90,
  });
  turns.register("local", courier);
  await turns.start();
  recall.start();
  stops.push(
    () => turns.stop(1_000),
    () => recall.stop(),
  );
  const idle = () =>
    until(
      () =>
        db
          .selectFrom("recalls")
          .select("ask_id")
          .where(({ or, eb }) =>
            or([eb("needs_review", "=", 1), eb("needs_amend", "=", 1), eb("needs_tell", "=", 1)]),
          )
          .execute(),
      (rows) => rows.length === 0,
    );
  return {
    ...{ index, put, world, messages, told, gate, recall, idle, turns, clock },
    async ask(change: Parameters<typeof newAsk>[1] = {}): Promise<AskId> {
      const { id } = await turns.receive(newAsk("How much parental leave?", change));
      await until(
        () => db.selectFrom("asks").select("state").where("id", "=", id).executeTakeFirst(),
        (row) => row?.state === "delivered",
      );
      return id;
    },
    hear: async (kind: "changed" | "readers" | "deleted") => {
      await recall.heard({ document: LEAVE, kind });
      await idle();
    },
    stored: async (id: AskId) =>
      (await db.selectFrom("asks").select("reply").where("id", "=", id).executeTakeFirst())?.reply ?? "",
  };
}

const inSales = { audience: { kind: "channel", channel: SALES } } as const;

test("the same words at another place move the citation and say nothing", async () => {
  const { ask, put, hear, messages, told, stored, turns } = await boot();
  const id = await ask();
  await put(version("Something new stands first.", 2), {
    ...version(`Now: ${QUOTE}`, 2),
    id: "leave:v2:1" as PassageId,
  });
  await hear("changed");
  expect(messages.get(id)?.notice).toBeUndefined();
  expect(told).toEqual([]);
  expect(JSON.parse(await stored(id)).citations[0]).toMatchObject({ passage: "leave:v2:1", quote: QUOTE });
  expect((await turns.reply(id, { tenant: TENANT, person: ANA }))?.text.text).toContain(QUOTE);
});

test("other words put a notice above the answer once, however often they change", async () => {
  const { ask, put, hear, messages, told, turns } = await boot();
  const id = await ask();
  for (const [number, words] of ["Eighteen weeks.", "Twenty weeks.", "As long as you like."].entries()) {
    await put(version(words, number + 2));
    await hear("changed");
  }
  expect(messages.get(id)?.notice?.text).toContain("A source of this answer changed on");
  expect(messages.get(id)?.citations[0]).toMatchObject({ isOutdated: true, passage: "leave:v2:0" });
  expect(told).toHaveLength(1);
  const fetched = await turns.reply(id, { tenant: TENANT, person: ANA });
  expect([fetched?.outcome, fetched?.notice?.text]).toEqual([
    "answer",
    expect.stringContaining("changed on"),
  ]);
  expect((await turns.mayShare(id, ANA, SALES)).allowed).toBe(false);
});

test("an answer that some of its readers may not read any more is taken back, and those who may keep theirs", async () => {
  const { ask, put, hear, messages, told, stored } = await boot();
  const shown = await ask(inSales);
  const kept = await ask();
  await put(version(QUOTE, 1, [`person:${ANA}`]));
  await hear("readers");
  expect(messages.get(shown)?.text.text).toContain("I took this reply back on");
  expect(await stored(shown)).not.toContain("sixteen");
  expect(messages.get(kept)?.text.text).toContain(QUOTE);
  expect(told).toHaveLength(1);
});

test("readers whom nobody knows are asked after again, and after an hour count as people who may not read", async () => {
  const { ask, put, recall, index, world, messages, clock, idle } = await boot();
  const id = await ask();
  await put(version(QUOTE, 1, ["group:board"]));
  world.remove(ANA);
  await recall.heard({ document: LEAVE, kind: "readers" });
  const attempts = async () =>
    (await database.db.selectFrom("recalls").select("attempts").executeTakeFirst())?.attempts ?? 0;
  await until(attempts, (count) => count > 0);
  expect(messages.get(id)?.text.text).toContain(QUOTE);
  expect(await index.passagesOf(TENANT, LEAVE)).toHaveLength(1);
  clock.aheadMs += 3_700_000;
  await idle();
  expect(messages.get(id)?.text.text).toContain("I took this reply back on");
});

test("a document that goes between the last look and the ledger is in no reply", async () => {
  let goes: () => Promise<void> = async () => undefined;
  const docent = await boot({
    ledger: (real) => ({
      ...real,
      answered: async (id, reply) => {
        await goes();
        goes = async () => undefined;
        await real.answered(id, reply);
      },
    }),
  });
  goes = async () => {
    await docent.index.remove(TENANT, LEAVE);
    await docent.recall.heard({ document: LEAVE, kind: "deleted" });
    await docent.idle();
  };
  const id = await docent.ask();
  expect(docent.messages.get(id)?.text.text).not.toContain("sixteen");
  expect(await docent.stored(id)).not.toContain("sixteen");
});

test("a document that goes while the reply is on its way is taken back once the reply has arrived", async () => {
  const docent = await boot();
  const arrived = Promise.withResolvers<void>();
  docent.gate.wait = () => arrived.promise;
  const { id } = await docent.turns.receive(newAsk("How much parental leave?"));
  await until(
    () => docent.stored(id),
    (reply) => reply.includes("sixteen"),
  );
  await docent.index.remove(TENANT, LEAVE);
  await docent.recall.heard({ document: LEAVE, kind: "deleted" });
  await until(
    () => docent.stored(id),
    (reply) => !reply.includes("sixteen"),
  );
  arrived.resolve();
  await docent.idle();
  expect(docent.messages.get(id)?.text.text).toContain("I took this reply back on");
  expect(docent.told).toHaveLength(1);
});

test("an old answer's message stays as it is, and its words leave the ledger all the same", async () => {
  const { ask, index, hear, messages, told, stored, clock } = await boot({ recallDays: 7 });
  const id = await ask();
  clock.aheadMs += 8 * DAY_MS;
  await index.remove(TENANT, LEAVE);
  await hear("deleted");
  expect(messages.get(id)?.text.text).toContain(QUOTE);
  expect(told).toEqual([]);
  expect(await stored(id)).not.toContain("sixteen");
});
