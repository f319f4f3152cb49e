/**
 * The real turns over a real ledger, in a process of its own that kills itself (SIGKILL) at the step it is told to.
 * Its platform is a file: one line a posted message. The courier does what a careful adapter does: it notes that it
 * is about to post, posts, notes the message's id; when it finds its own intention it looks on the platform first.
 *
 * Messages in: { ask: <dedupe key> }, { finish: true }. Messages out: { ready }, { acknowledged: <key> }, { idle }.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { createTurns } from "../../src/conversation/create-turns.ts";
import { createHistory } from "../../src/conversation/history.ts";
import { createLedger, type Ledger } from "../../src/conversation/ledger.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { answerParts, model, newAsk, passage, silentLog, silentMetrics } from "../conversation/stand-ins.ts";

const [folder, step, nth] = process.argv.slice(2) as [string, string, string];
const file = join(folder, "platform.jsonl");
let left = Number(nth);

/** Dies here when this is the step to die at, the nth time. */
function reach(name: string): void {
  if (name === step && --left === 0) process.kill(process.pid, "SIGKILL");
}

const isPosted = (ask: string): boolean =>
  existsSync(file) &&
  readFileSync(file, "utf8")
    .split("\n")
    .some((line) => line.includes(`"${ask}"`));

const courier: Courier = {
  async deliver(ask, events, note) {
    for await (const event of events) {
      if (event.type !== "done") continue;
      if (note.handle === "posted") return;
      if (note.handle !== "posting" || !isPosted(ask.id)) {
        await note.remember("posting");
        reach("about to post");
        const line = { ask: ask.id, key: ask.dedupeKey, text: event.reply.text.text };
        appendFileSync(file, `${JSON.stringify(line)}\n`);
        reach("posted, its id not remembered");
      }
      await note.remember("posted");
      reach("remembered, not marked as delivered");
    }
  },
};

const { db } = await openDatabase({ folder });
const real = createLedger({ db });
const ledger: Ledger = {
  ...real,
  receive: async (ask) => {
    reach("received, not written");
    const received = await real.receive(ask);
    reach("written, not acknowledged");
    return received;
  },
  answered: async (id, reply) => {
    reach("answered, not stored");
    await real.answered(id, reply);
    reach("stored, not delivered");
  },
  delivered: async (id) => {
    await real.delivered(id);
    reach("delivered");
  },
};
const parts = answerParts([passage("Leave", "Parental leave is sixteen weeks.")], {
  model: model(async () => {
    reach("answering");
    await sleep(2);
    return "Sixteen weeks. [1]";
  }),
});
const turns = createTurns({
  ledger,
  answerParts: {
    ...parts,
    history: createHistory({ db, passages: parts.passages, maxExchanges: 8, maxPauseHours: 24 }),
  },
  log: silentLog,
  metrics: silentMetrics,
  keepDays: 90,
  pollMs: 10,
});
turns.register("local", courier);

const tell = (message: object) => process.send?.(message);

process.on("message", async (message: { ask?: string; conversation?: string; finish?: boolean }) => {
  if (message.finish) {
    while (await db.selectFrom("asks").select("id").where("finished_at", "is", null).executeTakeFirst())
      await sleep(5);
    tell({ idle: true });
  } else if (message.ask) {
    const conversation = message.conversation as ConversationId;
    await turns.receive(newAsk("parental leave", { dedupeKey: message.ask, conversation }));
    tell({ acknowledged: message.ask });
    reach("acknowledged");
  }
});

// Whoever started it is gone: so is the reason to go on.
process.on("disconnect", () => process.exit());

await turns.start();
tell({ ready: true });
