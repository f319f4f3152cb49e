/** A real ledger whose replies are chained, for tests that tamper with them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyReceipts } from "../../src/audit/verify-receipts.ts";
import type { AskId } from "../../src/conversation/ask.ts";
import { createLedger } from "../../src/conversation/ledger.ts";
import { createRecallList } from "../../src/conversation/recall-list.ts";
import { createReceiptChain } from "../../src/conversation/receipt-chain.ts";
import { auditKeys } from "../../src/conversation/receipt-link.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import type { NewAsk } from "../../src/conversation/turns.ts";
import type { PassageId } from "../../src/documents/document.ts";
import { eraseFromLedger } from "../../src/forgetting/erase-from-ledger.ts";
import type { Receipt } from "../../src/safety/receipt.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { newAsk, passage, released, TENANT } from "./stand-ins.ts";

export const RECEIPT: Receipt = {
  policy: "balanced",
  entries: [
    {
      filter: "toxicity",
      version: "1",
      stage: "sentence",
      score: 0.31,
      threshold: 0.5,
      action: "allow",
      checked: 2,
      flagged: 0,
    },
  ],
  sentences: { drafted: 1, released: 1, redacted: 0, withheld: 0 },
  quarantinedPassages: 0,
};

/** The reply to an ask that cites one document. */
export const chainedReply = (ask: AskId, change: Partial<Reply> = {}): Reply => {
  const cited = passage("Leave", "sixteen weeks");
  return {
    ask,
    outcome: "answer",
    text: released("Sixteen weeks. [1]"),
    citations: [
      {
        n: 1,
        title: released("Leave"),
        uri: "/documents/Leave",
        location: released("Leave, p. 1"),
        quote: released("sixteen weeks"),
        modifiedAt: cited.modifiedAt,
        document: cited.document,
        passage: "Leave:v1:0" as PassageId,
      },
    ],
    receipt: RECEIPT,
    privateSources: 0,
    model: "extractive",
    timings: { total: 3, search: 1, model: 1, checks: 1 },
    ...change,
  };
};

/** Opens a database with a ledger; `close` removes it. */
export async function openChained(secrets?: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "docent-chain-"));
  const { db, close } = await openDatabase({ folder });
  const chain = createReceiptChain(secrets);
  const clock = { now: 1_700_000_000_000 };
  const ledger = createLedger({ db, chain, now: () => clock.now });
  const list = createRecallList({ db, tenant: TENANT, chain });
  return {
    folder,
    db,
    chain,
    clock,
    ledger,
    list,
    /** Asks, answers and delivers. */
    async answer(change: Partial<NewAsk> = {}, reply: Partial<Reply> = {}): Promise<AskId> {
      const { id } = await ledger.receive(newAsk("How long is leave?", change));
      await ledger.answered(id, chainedReply(id, reply));
      await ledger.delivered(id);
      return id;
    },
    /** Takes back what rests on the document that every answer cites. */
    async recall(text = "Taken back."): Promise<number> {
      const { document } = passage("Leave", "");
      await list.ask(document, clock.now);
      let replaced = 0;
      for (const item of await list.citing(document)) {
        const reply = { ...chainedReply(item.ask.id), text: released(text), outcome: "reason" as const };
        replaced += Number(await list.replace(item, { ...reply, citations: [] }, false));
      }
      return replaced;
    },
    erase: (person: NewAsk["person"]) => eraseFromLedger(db, TENANT, person, chain),
    verify: (options: { head?: string; keys?: readonly string[] } = {}) =>
      verifyReceipts({ db, tenant: TENANT, keys: auditKeys(options.keys ?? secrets), head: options.head }),
    async close() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
