/**
 * Invariant 5: whatever happens in which order (answers, changes, deletions, restarts, couriers that break off before or
 * after their work), every answer whose words are gone says so, its asker hears of it once, and no file keeps what was
 * deleted.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Platform } from "../../src/access/scopes.ts";
import type { ConversationId, Json } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { createTurns } from "../../src/conversation/create-turns.ts";
import { createHistory } from "../../src/conversation/history.ts";
import { createLedger } from "../../src/conversation/ledger.ts";
import { createRecall } from "../../src/conversation/recall.ts";
import { createRecallList } from "../../src/conversation/recall-list.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import { documentId } from "../../src/documents/index-document.ts";
import type { Keeper } from "../../src/documents/keeper.ts";
import { scrubDatabases } from "../../src/storage/scrub.ts";
import { answerParts, newAsk, quotingModel, silentLog, silentMetrics } from "../conversation/stand-ins.ts";
import { type KeeperBench, openKeeperBench, tenant, until } from "../documents/keeper-bench.ts";
import { scriptedSource } from "../documents/scripted-source.ts";
import { tracesOf } from "../forgetting/traces-of.ts";

const DOCUMENTS = 3;
const SOURCE = "kept";

/** A word that stands in one version of one document and nowhere else. */
const marker = (document: number, version: number): string =>
  `quibble${"abc"[document]}${"z".repeat(version + 1)}t`;

const document = fc.nat({ max: DOCUMENTS - 1 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ask: document }) },
  {
    weight: 4,
    arbitrary: fc.record({ document, change: fc.constantFrom("add", "rewrite", "delete") }),
  },
  { weight: 2, arbitrary: fc.constantFrom("settle", "restart") },
  { weight: 2, arbitrary: fc.record({ breaks: fc.constantFrom("before" as const, "after" as const) }) },
);

/** A platform whose messages can be edited and looked for, and whose line breaks when it is told to. */
function platform() {
  const messages = new Map<string, { question: string; text: string; first: string }>();
  const told: { key: string; text: string }[] = [];
  const breaks: ("before" | "after")[] = [];
  const call = async (work: () => void): Promise<void> => {
    const broken = breaks.shift();
    if (broken === "before") throw new Error("the line broke before the call arrived");
    work();
    if (broken === "after") throw new Error("the line broke before the answer came back");
  };
  const shown = ({ notice, text, citations }: Reply) =>
    [notice, text, ...citations.map(({ quote }) => quote)].filter(Boolean).join("\n");
  const courier: Courier = {
    async deliver(ask, events, note) {
      for await (const event of events) {
        if (event.type !== "done") continue;
        const text = shown(event.reply);
        await note.remember(ask.id);
        await call(() => void messages.set(ask.id, { question: ask.question, text, first: text }));
      }
    },
    async amend(_, reply, { handle }) {
      const message = messages.get(handle as string)!;
      await call(() => {
        message.text = shown(reply);
      });
    },
    async tell(_, text, note) {
      const key = (note?.handle as string | undefined) ?? `key-${told.length}-${Math.random()}`;
      if (told.some((one) => one.key === key)) return;
      await note?.remember(key as Json);
      await call(() => void told.push({ key, text: text.text }));
    },
  };
  return { messages, told, breaks, courier };
}

/** Docent over one bench, as after a start. */
async function boot(bench: KeeperBench, source: ReturnType<typeof scriptedSource>, courier: Courier) {
  const { db } = bench.database;
  const couriers = new Map<Platform, Courier>();
  const passages = (owner: typeof tenant, ids: Parameters<typeof bench.index.get>[1]) =>
    bench.index.get(owner, ids);
  const stand = answerParts([]);
  const parts = {
    ...stand,
    model: quotingModel,
    passages,
    history: createHistory({ db, passages, maxExchanges: 8, maxPauseHours: 24 }),
    retrieval: {
      search: async ({ texts }: { texts: readonly { text: string }[] }) => {
        const [, name = ""] = /(d\d\.md)/.exec(texts[0]?.text ?? "") ?? [];
        const found = await bench.index.passagesOf(tenant, documentId(tenant, SOURCE, name));
        return {
          passages: found.map((passage) => ({ passage, score: 1 })),
          answerability: { score: found.length, threshold: 1, answerable: found.length > 0 },
          corrections: [],
          searched: { passages: found.length, documents: 1 },
        };
      },
    },
  };
  const recall = createRecall({
    list: createRecallList({ db, tenant }),
    couriers,
    recallDays: 30,
    index: bench.index,
    membership: parts.membership,
    guard: parts.guard,
    log: silentLog,
    quietMs: 0,
  });
  const turns = createTurns({
    ledger: createLedger({ db }),
    couriers,
    answerParts: parts,
    log: silentLog,
    metrics: silentMetrics,
    keepDays: 90,
    pollMs: 10,
    retry: { maxAttempts: 10, baseMs: 1, capMs: 5 },
  });
  turns.register("local", courier);
  const keeper = bench.keeper();
  keeper.onChange(recall.heard);
  keeper.add(source.source, { reconcileEveryMs: 3_600_000 });
  await keeper.start();
  await turns.start();
  recall.start();
  return {
    turns,
    keeper,
    async stop() {
      await recall.stop();
      await keeper.stop();
      await turns.stop(1_000);
    },
  };
}

/** Nothing is left to do: every document looked at, every change told, every ask answered, every recall done. */
async function settled({ database: { db } }: KeeperBench, keeper: Keeper) {
  const count = async (query: Promise<readonly unknown[]>) => (await query).length;
  await until(
    async () => [
      (await keeper.status()).reduce((sum, { pending }) => sum + pending, 0),
      await count(db.selectFrom("document_changes").select("id").execute()),
      await count(db.selectFrom("asks").select("id").where("finished_at", "is", null).execute()),
      await count(
        db
          .selectFrom("recalls")
          .select("ask_id")
          .where(({ or, eb }) =>
            or([eb("needs_review", "=", 1), eb("needs_amend", "=", 1), eb("needs_tell", "=", 1)]),
          )
          .execute(),
      ),
    ],
    (left) => left.every((rows) => rows === 0),
    30_000,
  );
}

test("answers follow their documents, askers hear once, and deleted words are in no file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const bench = await openKeeperBench(mkdtempSync(join(tmpdir(), "docent-recall-")));
      const source = scriptedSource(SOURCE, { find: true });
      const { messages, told, breaks, courier } = platform();
      const state = Array.from({ length: DOCUMENTS }, () => ({ version: 0, extra: 0, isDeleted: false }));
      const write = (at: number) => {
        const { version, extra } = state[at]!;
        const more = Array.from({ length: extra }, (_, n) => `\n\nMore about it, part ${n}.`).join("");
        source.put(`d${at}.md`, `Fact ${marker(at, version)} stands.${more}`);
      };
      state.forEach((_, at) => void write(at));
      let docent = await boot(bench, source, courier);
      try {
        await settled(bench, docent.keeper);
        let asked = 0;
        for (const action of steps) {
          if (action === "restart") {
            await docent.stop();
            docent = await boot(bench, source, courier);
          } else if (action === "settle") await settled(bench, docent.keeper);
          else if (typeof action === "string") throw new Error(`${action} is no step`);
          else if ("breaks" in action) breaks.push(action.breaks);
          else if ("ask" in action) {
            const question = `What of d${action.ask}.md, number ${++asked}?`;
            const conversation = `c${asked}` as ConversationId;
            await docent.turns.receive(newAsk(question, { tenant, conversation }));
          } else {
            const one = state[action.document]!;
            if (one.isDeleted) continue;
            if (action.change === "add") one.extra++;
            if (action.change === "rewrite") one.version++;
            one.isDeleted = action.change === "delete";
            if (one.isDeleted) source.remove(`d${action.document}.md`);
            else write(action.document);
            await docent.keeper.touch(SOURCE, `d${action.document}.md`);
          }
        }
        await settled(bench, docent.keeper);

        for (const { question, text, first } of messages.values()) {
          const at = Number(/d(\d)\.md/.exec(question)![1]);
          const { version, isDeleted } = state[at]!;
          const quoted = Array.from({ length: version + 1 }, (_, n) => n).filter((n) =>
            first.includes(`${marker(at, n)} `),
          );
          const notices = told.filter((one) => one.text.includes(question));
          if (isDeleted) expect(text).not.toContain(`quibble${"abc"[at]}`);
          if (!quoted.length) expect(notices.length).toBeLessThanOrEqual(1);
          else if (isDeleted || !quoted.includes(version)) {
            expect(text).toMatch(
              /I took this reply back on|A source of this answer changed on|have changed since/,
            );
            expect(notices).toHaveLength(1);
          } else {
            expect(text).toBe(first);
            expect(notices).toEqual([]);
          }
        }
        await docent.stop();
        await scrubDatabases(bench.folder, { isWhole: true });
        for (const [at, { isDeleted }] of state.entries())
          if (isDeleted) expect(await tracesOf(bench.folder, `quibble${"abc"[at]}`)).toEqual([]);
      } finally {
        await docent.stop();
        await bench.close();
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
