import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerParts } from "../../src/conversation/answer-parts.ts";
import type { Ask, ConversationId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { createTurns, type TurnMetrics, type TurnsOptions } from "../../src/conversation/create-turns.ts";
import { createHistory } from "../../src/conversation/history.ts";
import { createLedger } from "../../src/conversation/ledger.ts";
import type { Reply, ReplyEvent } from "../../src/conversation/reply.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import {
  ANA,
  answerParts,
  BEN,
  keptLog,
  model,
  newAsk,
  passage,
  people,
  SALES,
  TENANT,
} from "./stand-ins.ts";

let folder: string;
let database: Database;
const open: Turns[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docent-turns-"));
  database = await openDatabase({ folder });
});
afterEach(async () => {
  for (const turns of open.splice(0)) await turns.stop(200);
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const leave = passage("Leave", "Parental leave is sixteen weeks.");

/** A courier that keeps what it delivered and fails as often as it is told to. */
function courier(failures = 0) {
  const delivered: { ask: Ask; reply: Reply; events: ReplyEvent[]; handle: unknown }[] = [];
  let left = failures;
  const carrier: Courier = {
    async deliver(ask, events, note) {
      const seen: ReplyEvent[] = [];
      for await (const event of events) {
        seen.push(event);
        if (left > 0 && event.type === "done") {
          left--;
          await note.remember({ posted: ask.id });
          throw new Error("the platform is away");
        }
        if (event.type === "done")
          delivered.push({ ask, reply: event.reply, events: seen, handle: note.handle });
      }
    },
  };
  return { carrier, delivered };
}

function countingMetrics() {
  const asks: object[] = [];
  const metrics: TurnMetrics = {
    asks: { inc: (labels) => void asks.push(labels) },
    turnSeconds: { observe: () => undefined },
    deliveryFailures: { inc: () => undefined },
  };
  return { metrics, asks };
}

function turnsOver(carrier: Courier, change: Partial<TurnsOptions> & { parts?: AnswerParts } = {}): Turns {
  const { parts = answerParts([leave]), ...options } = change;
  const turns = createTurns({
    ledger: createLedger({ db: database.db }),
    answerParts: parts,
    log: keptLog().log,
    metrics: countingMetrics().metrics,
    keepDays: 90,
    retry: { maxAttempts: 4, baseMs: 10, capMs: 20 },
    pollMs: 10,
    ...options,
  });
  turns.register("local", carrier);
  open.push(turns);
  return turns;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("It did not happen within 5 s");
    await sleep(5);
  }
}
const states = async () =>
  (await database.db.selectFrom("asks").select("state").orderBy("id").execute()).map(({ state }) => state);

test("an ask is answered once, however often the platform repeats it", async () => {
  const { carrier, delivered } = courier();
  const { metrics, asks } = countingMetrics();
  const turns = turnsOver(carrier, { metrics });
  await turns.start();
  const ask = newAsk("How long is parental leave?");
  const first = await turns.receive(ask);
  const again = await turns.receive(ask);
  expect(again).toEqual({ id: first.id, duplicate: true });
  await until(async () => (await states())[0] === "delivered");
  await turns.receive(ask);
  await sleep(50);
  expect(delivered.map(({ reply }) => reply.text.text)).toEqual(["Parental leave is sixteen weeks. [1]"]);
  expect(delivered[0]?.events.map(({ type }) => type)).toEqual(["status", "status", "sentence", "done"]);
  expect(asks).toEqual([{ outcome: "answer", platform: "local" }]);
});

test("a secret in a question reaches neither search nor model, and leaves the ledger when the turn begins", async () => {
  const { carrier, delivered } = courier();
  const prompts: string[] = [];
  const parts = answerParts([leave], {
    model: model((prompt) => {
      prompts.push(JSON.stringify(prompt));
      return "Sixteen weeks. [1]";
    }),
  });
  const turns = turnsOver(carrier, { parts });
  await turns.start();
  await turns.receive(newAsk("parental leave, my password is hunter2"));
  await until(() => delivered.length === 1);
  expect(prompts).toHaveLength(1);
  expect(prompts.join() + JSON.stringify(parts.shelf.searches)).not.toMatch(/hunter2/);
  const rows = await database.db.selectFrom("asks").selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(/hunter2/);
  expect(rows[0]?.question).toBe("parental leave, my password is [a password]");
});

test("asks that arrive before the start wait in the ledger for it", async () => {
  const { carrier, delivered } = courier();
  const turns = turnsOver(carrier);
  await turns.receive(newAsk("parental leave"));
  await sleep(30);
  expect(delivered).toEqual([]);
  await turns.start();
  await until(() => delivered.length === 1);
});

test("a backlog is worked off without waiting for the clock", async () => {
  const { carrier, delivered } = courier();
  const before = turnsOver(carrier);
  for (let n = 0; n < 20; n++)
    await before.receive(newAsk("parental leave", { conversation: `c${n}` as ConversationId }));
  await before.stop(0);
  await turnsOver(carrier, { concurrency: 2, pollMs: 600_000 }).start();
  await until(() => delivered.length === 20);
});

test("an ask whose row is damaged is given up, and stands in nobody's way", async () => {
  const { carrier, delivered } = courier();
  const turns = turnsOver(carrier);
  const { id } = await turns.receive(newAsk("parental leave", { conversation: "one" as ConversationId }));
  await turns.receive(newAsk("parental leave", { conversation: "two" as ConversationId }));
  await turns.stop(0);
  await database.db.updateTable("asks").set({ address: "no JSON" }).where("id", "=", id).execute();
  const restarted = turnsOver(carrier);
  await restarted.start();
  await until(() => delivered.length === 1);
  expect(await states()).toEqual(["undeliverable", "delivered"]);
});

test("a failed delivery is tried again with the stored reply and the courier's handle, without drafting again", async () => {
  const { carrier, delivered } = courier(2);
  let drafts = 0;
  const parts = answerParts([leave], { model: model(() => `Draft ${++drafts}. [1]`) });
  const turns = turnsOver(carrier, { parts });
  await turns.start();
  const { id } = await turns.receive(newAsk("parental leave"));
  await until(() => delivered.length === 1);
  expect(drafts).toBe(1);
  expect(delivered[0]?.events.map(({ type }) => type)).toEqual(["done"]);
  expect(delivered[0]?.reply.text.text).toBe("Draft 1. [1]");
  expect(delivered[0]?.handle).toEqual({ posted: id });
});

test.each([
  ["an answer", /^Parental leave is sixteen weeks/, {}],
  ["an abstention", /The closest I found: “Leave”/, { model: model(() => "") }],
])("%s is not delivered from the store once strangers are in the channel", async (_what, first, change) => {
  const { membership, setOutsiders } = people({ [ANA]: {} }, { [SALES]: { hasOutsiders: false } });
  const replies: Reply[] = [];
  const away: Courier = {
    async deliver(_ask, events) {
      for await (const event of events) if (event.type === "done") replies.push(event.reply);
      if (replies.length > 1) return;
      setOutsiders(SALES, true);
      throw new Error("the platform is away");
    },
  };
  const turns = turnsOver(away, { parts: answerParts([leave], { membership, ...change }) });
  await turns.start();
  const asked = newAsk("parental leave", { audience: { kind: "channel", channel: SALES } });
  const { id } = await turns.receive(asked);
  await until(async () => (await states())[0] === "delivered");
  expect(replies[0]?.text.text).toMatch(first);
  expect(replies[1]).toMatchObject({ outcome: "reason", citations: [] });
  expect(replies[1]?.text.text).toMatch(/not everyone here may read them any more/);
  expect((await turns.reply(id, { tenant: TENANT, person: ANA }))?.text.text).not.toMatch(/sixteen|“Leave”/);
});

test("a courier that fails before the answer is there does not lose the answer", async () => {
  let drafts = 0;
  let attempts = 0;
  const replies: Reply[] = [];
  const impatient: Courier = {
    async deliver(_ask, events) {
      if (++attempts === 1) throw new Error("no connection");
      for await (const event of events) if (event.type === "done") replies.push(event.reply);
    },
  };
  const parts = answerParts([leave], { model: model(() => `Draft ${++drafts}. [1]`) });
  const turns = turnsOver(impatient, { parts });
  await turns.start();
  await turns.receive(newAsk("parental leave"));
  await until(() => replies.length === 1);
  expect(drafts).toBe(1);
});

test("a platform that never takes the reply: undeliverable, with the reason in ledger and log", async () => {
  const { carrier } = courier(Number.POSITIVE_INFINITY);
  const { log, lines } = keptLog();
  const { metrics, asks } = countingMetrics();
  const turns = turnsOver(carrier, { log, metrics });
  await turns.start();
  await turns.receive(newAsk("parental leave"));
  await until(async () => (await states())[0] === "undeliverable");
  const row = await database.db.selectFrom("asks").select(["failure", "attempts"]).executeTakeFirstOrThrow();
  expect(row).toEqual({ failure: "the platform is away", attempts: 4 });
  expect(lines.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([
    "Gave up on an ask: its reply could not be delivered",
  ]);
  expect(asks).toEqual([{ outcome: "undeliverable", platform: "local" }]);
  expect(JSON.stringify(lines)).not.toMatch(/parental/);
});

test("when answering itself keeps failing, the person still gets a reason", async () => {
  const { carrier, delivered } = courier();
  const parts = answerParts([leave], {
    history: { before: () => Promise.reject(new Error("the disk is broken")) },
  });
  const turns = turnsOver(carrier, { parts });
  await turns.start();
  await turns.receive(newAsk("parental leave"));
  await until(() => delivered.length === 1);
  expect(delivered[0]?.reply).toMatchObject({ outcome: "reason" });
  expect(delivered[0]?.reply.text.text).toMatch(/Something went wrong on my side/);
});

test("asks of one conversation are worked on in order, and each knows the ones before it", async () => {
  const { carrier, delivered } = courier();
  const seen: string[][] = [];
  const parts = answerParts([leave], {
    model: model(async ({ history }) => {
      seen.push(history.map(({ question }) => question));
      await sleep(10);
      return "Sixteen weeks. [1]";
    }),
  });
  const withHistory: AnswerParts = {
    ...parts,
    history: createHistory({ db: database.db, passages: parts.passages, maxExchanges: 8, maxPauseHours: 24 }),
  };
  const turns = turnsOver(carrier, { parts: withHistory });
  await turns.start();
  const questions = ["parental leave one", "parental leave two", "parental leave three"];
  for (const question of questions) await turns.receive(newAsk(question));
  await until(() => delivered.length === 3);
  expect(delivered.map(({ ask }) => ask.question)).toEqual(questions);
  expect(seen).toEqual([[], questions.slice(0, 1), questions.slice(0, 2)]);
});

test("different conversations run side by side, but no more than the bound at once", async () => {
  const { carrier, delivered } = courier();
  let now = 0;
  let most = 0;
  const parts = answerParts([leave], {
    model: model(async () => {
      most = Math.max(most, ++now);
      await sleep(15);
      now--;
      return "Sixteen weeks. [1]";
    }),
  });
  const turns = turnsOver(carrier, { parts, concurrency: 3 });
  await turns.start();
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      turns.receive(newAsk("parental leave", { conversation: `c${n}` as ConversationId })),
    ),
  );
  await until(() => delivered.length === 12);
  expect(most).toBe(3);
});

test("stopping lets running turns finish and gives back the rest for the next start", async () => {
  const { carrier, delivered } = courier();
  const parts = answerParts([leave], {
    model: model(async ({ question }) => {
      await sleep(question.includes("slow") ? 60_000 : 20, undefined, { ref: false });
      return "Sixteen weeks. [1]";
    }),
  });
  const turns = turnsOver(carrier, { parts, concurrency: 2 });
  await turns.start();
  for (const [n, question] of ["parental leave", "slow parental leave", "parental leave too"].entries())
    await turns.receive(newAsk(question, { conversation: `c${n}` as ConversationId }));
  await turns.stop(60);
  expect(delivered.map(({ ask }) => ask.question)).toContain("parental leave");
  expect((await states()).filter((state) => state === "received").length).toBeGreaterThanOrEqual(1);

  const next = turnsOver(carrier);
  await next.start();
  await until(async () => (await states()).every((state) => state === "delivered"));
  expect(delivered.map(({ ask }) => ask.question).sort()).toEqual([
    "parental leave",
    "parental leave too",
    "slow parental leave",
  ]);
});

test("an ask for a platform without a courier is not accepted", async () => {
  const turns = turnsOver(courier().carrier);
  await expect(turns.receive(newAsk("?", { platform: "teams" }))).rejects.toThrow(
    /register its courier first/,
  );
  expect(await states()).toEqual([]);
});

describe("a finished reply", () => {
  const bands = passage("Pay bands", "The salary band is 90,000.", ["group:managers"]);
  const staff = () =>
    people({ [ANA]: { groups: ["managers"] }, [BEN]: {} }, { [SALES]: { hasOutsiders: false } });

  async function finished(
    question: string,
    change: Parameters<typeof newAsk>[1] = {},
    more: Partial<AnswerParts> = {},
  ) {
    const { carrier, delivered } = courier();
    const parts = answerParts([leave, bands], { membership: staff().membership, ...more });
    const turns = turnsOver(carrier, { parts });
    await turns.start();
    const { id } = await turns.receive(newAsk(question, change));
    await until(() => delivered.length === 1);
    return { turns, id, parts };
  }

  test("is shown to its asker and to the channel it went to, to nobody else", async () => {
    const { turns, id } = await finished("salary band and parental leave", {
      audience: { kind: "channel", channel: SALES },
    });
    expect((await turns.reply(id, { tenant: TENANT, person: ANA }))?.privateSources).toBe(1);
    expect((await turns.reply(id, { tenant: TENANT, person: BEN, channel: SALES }))?.privateSources).toBe(0);
    expect(await turns.reply(id, { tenant: TENANT, person: BEN })).toBeUndefined();
    expect(await turns.reply(id, { tenant: "other" as typeof TENANT, person: ANA })).toBeUndefined();
  });

  test("says so, and no more, once a document that it cites is gone", async () => {
    const { turns, id, parts } = await finished("parental leave");
    expect((await turns.reply(id, { tenant: TENANT, person: ANA }))?.citations).toHaveLength(1);
    parts.shelf.remove(leave.id);
    const reply = await turns.reply(id, { tenant: TENANT, person: ANA });
    expect(reply).toMatchObject({ outcome: "reason", citations: [] });
    expect(JSON.stringify(reply)).not.toMatch(/sixteen/);
    expect(reply?.receipt.sentences.released).toBe(1);
  });

  test("is shared without what was asked before, and the question as the guard has it", async () => {
    const said = { question: "How long is parental leave?", answer: "Sixteen weeks." };
    const { turns, id } = await finished(
      "and for parental leave, hunter2?",
      {},
      { history: { before: async () => [said] } },
    );
    expect((await turns.reply(id, { tenant: TENANT, person: ANA }))?.interpretedAs?.text).toMatch(/after/);
    const shared = await turns.mayShare(id, ANA, SALES);
    expect(shared.allowed).toBe(true);
    expect(shared.reply?.interpretedAs).toBeUndefined();
    expect(shared.question?.text).toBe("and for parental leave, [a password]?");
  });

  test("may be shared only when the whole channel may read every citation right now", async () => {
    const open = await finished("parental leave");
    expect(await open.turns.mayShare(open.id, ANA, SALES)).toMatchObject({ allowed: true, unreadable: 0 });
    expect(await open.turns.mayShare(open.id, BEN, SALES)).toEqual({ allowed: false, unreadable: 0 });
    open.parts.shelf.remove(leave.id);
    expect(await open.turns.mayShare(open.id, ANA, SALES)).toMatchObject({ allowed: false, unreadable: 1 });

    const secret = await finished("salary band");
    const verdict = await secret.turns.mayShare(secret.id, ANA, SALES);
    expect(verdict).toMatchObject({ allowed: false, unreadable: 1 });
  });
});
