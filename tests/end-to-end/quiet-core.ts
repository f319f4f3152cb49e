import { randomUUID } from "node:crypto";
import { channelId, personId } from "../../src/access/scopes.ts";
import { readSettings } from "../../src/config.ts";
import type { ConversationId } from "../../src/conversation/ask.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import { type Core, openCore } from "../../src/core.ts";
import { createLog } from "../../src/operations/log.ts";
import { createMetrics } from "../../src/operations/metrics.ts";
import { temporaryFolder } from "./start-docent.ts";

export interface QuietCore extends Core {
  /** One ask through ledger, turn and guard, in a conversation of its own unless one is named; resolves with its reply. */
  ask(question: string, where: { as: string; in?: string; conversation?: string }): Promise<Reply>;
}

/** The real core over an empty temporary data folder, its turns running; only errors are printed. */
export async function quietCore(environment: Readonly<Record<string, string>> = {}): Promise<QuietCore> {
  const settings = readSettings({ DOCENT_DATA: await temporaryFolder(), ...environment });
  const log = createLog({ level: "error", secrets: [], json: false });
  const core = await openCore({ settings, log, metrics: createMetrics() });
  const waiting = new Map<string, (reply: Reply) => void>();
  core.turns.register("local", {
    async deliver(ask, events) {
      for await (const event of events) if (event.type === "done") waiting.get(ask.dedupeKey)?.(event.reply);
    },
  });
  await core.turns.start();
  return {
    ...core,
    async ask(question, where) {
      const person = personId(where.as);
      const dedupeKey = randomUUID();
      const { promise, resolve } = Promise.withResolvers<Reply>();
      waiting.set(dedupeKey, resolve);
      await core.turns.receive({
        tenant: core.tenant,
        platform: "local",
        dedupeKey,
        person,
        audience: where.in ? { kind: "channel", channel: channelId(where.in) } : { kind: "private", person },
        conversation: (where.conversation ?? dedupeKey) as ConversationId,
        question,
        address: null,
      });
      return promise;
    },
    async close() {
      await core.turns.stop(1_000);
      await core.close();
    },
  };
}
