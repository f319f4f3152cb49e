/** What a whole turn costs without a model's time: ledger, search, draft, every check, delivery. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MACHINE_OWNER } from "../src/access/local-directory.ts";
import { readSettings } from "../src/config.ts";
import type { ConversationId } from "../src/conversation/ask.ts";
import type { Reply } from "../src/conversation/reply.ts";
import { openCore } from "../src/core.ts";
import { createLog } from "../src/operations/log.ts";
import { createMetrics } from "../src/operations/metrics.ts";
import { percentile, printTable, sharedFolder } from "./measure.ts";

/** Asks the questions of two collections, one after the other, over the documents they were written for. */
export async function benchTurn(): Promise<void> {
  const shared = sharedFolder();
  const data = await mkdtemp(join(tmpdir(), "docent-bench-"));
  const settings = readSettings({ DOCENT_DATA: data });
  const core = await openCore({
    settings,
    log: createLog({ level: "error", secrets: [], json: false }),
    metrics: createMetrics(),
  });
  try {
    await core.indexFolder(`${shared}/data/documents`, {});
    const questions = ["handbook_18f", "northwind_hr"].flatMap((name) =>
      readFileSync(`${shared}/data/retrieval/${name}/queries.jsonl`, "utf8")
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { text: string }).text),
    );
    let answered: ((reply: Reply) => void) | undefined;
    core.turns.register("local", {
      async deliver(_ask, events) {
        for await (const event of events) if (event.type === "done") answered?.(event.reply);
      },
    });
    await core.turns.start();
    const replies: { ms: number; reply: Reply }[] = [];
    for (const question of questions) {
      const began = performance.now();
      const { promise, resolve } = Promise.withResolvers<Reply>();
      answered = resolve;
      const key = randomUUID();
      await core.turns.receive({
        tenant: core.tenant,
        platform: "local",
        dedupeKey: key,
        person: MACHINE_OWNER,
        audience: { kind: "private", person: MACHINE_OWNER },
        conversation: key as ConversationId,
        question,
        address: null,
      });
      const reply = await promise;
      replies.push({ ms: performance.now() - began, reply });
    }
    await core.turns.stop(1_000);
    const column = (name: string, values: readonly number[]) => ({
      step: name,
      "p50, ms": percentile(values, 0.5).toFixed(1),
      "p95, ms": percentile(values, 0.95).toFixed(1),
      "max, ms": Math.max(...values).toFixed(1),
    });
    printTable(`A turn, extractive, ${replies.length} questions one after the other`, [
      column(
        "whole, as the asker waits",
        replies.map(({ ms }) => ms),
      ),
      column(
        "search",
        replies.map(({ reply }) => reply.timings.search),
      ),
      column(
        "model",
        replies.map(({ reply }) => reply.timings.model),
      ),
      column(
        "checks",
        replies.map(({ reply }) => reply.timings.checks),
      ),
    ]);
    const outcomes = Map.groupBy(replies, ({ reply }) => reply.outcome);
    printTable(
      "How they ended",
      [...outcomes].map(([outcome, those]) => ({ outcome, asks: those.length })),
    );
  } finally {
    await core.close();
    await rm(data, { recursive: true });
  }
}

if (import.meta.main) await benchTurn();
