/** Asks a real core as somebody, somewhere, and waits for the reply. */
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { channelId, personId } from "../../src/access/scopes.ts";
import type { ConversationId } from "../../src/conversation/ask.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import type { Core } from "../../src/core.ts";
import { quietCore } from "../acceptance/quiet-core.ts";
import { temporaryFolder } from "../end-to-end/start-docent.ts";

interface WrittenDocument {
  readonly file: string;
  readonly text: string;
  readonly scopes: readonly string[];
}

interface Workplace {
  readonly documents: readonly WrittenDocument[];
  readonly people: readonly { id: string; name: string; groups?: readonly string[]; standing?: string }[];
  readonly channels: readonly { id: string; name: string; members: readonly string[] }[];
}

export interface AskedCore {
  readonly core: Core;
  ask(question: string, where: { as: string; in?: string; conversation?: string }): Promise<Reply>;
  close(): Promise<void>;
}

/** Indexes an invented or given workplace with everything real, from its files on disk to its replies. */
export async function openWorkplace({ documents, people, channels }: Workplace): Promise<AskedCore> {
  const folder = join(await temporaryFolder(), "documents");
  mkdirSync(folder);
  for (const { file, text } of documents) writeFileSync(join(folder, file), text);
  const access = documents.map(({ file, scopes }) => ({ path: file, scopes }));
  writeFileSync(join(folder, "docent.json"), JSON.stringify({ documents: access, people, channels }));

  const core = await quietCore();
  const waiting = new Map<string, (reply: Reply) => void>();
  core.turns.register("local", {
    async deliver(ask, events) {
      for await (const event of events) if (event.type === "done") waiting.get(ask.dedupeKey)?.(event.reply);
    },
  });
  await core.introduce(folder);
  await core.indexFolder(folder, {});
  await core.turns.start();
  return {
    core,
    async ask(question, where) {
      const dedupeKey = randomUUID();
      const { promise, resolve } = Promise.withResolvers<Reply>();
      waiting.set(dedupeKey, resolve);
      const person = personId(where.as);
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
