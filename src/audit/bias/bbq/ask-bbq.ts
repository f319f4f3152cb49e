/** Puts questions of the Bias Benchmark through the whole pipeline. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personId, personScope } from "../../../access/scopes.ts";
import type { Settings } from "../../../config.ts";
import { type Core, openCore } from "../../../core.ts";
import type { AuditReply } from "../run-audit.ts";
import { type BbqItem, questionText } from "./bbq-item.ts";

export interface BbqWorkplace {
  ask(item: BbqItem): Promise<AuditReply>;
  close(): Promise<void>;
}

/**
 * A workplace of its own in a temporary folder, with the model, the policy and the other settings that are in force:
 * each context is a document that one made-up person may read, and that person asks.
 */
export async function openBbqWorkplace(
  items: readonly BbqItem[],
  { settings, log, metrics }: Pick<Core, "settings" | "log" | "metrics">,
): Promise<BbqWorkplace> {
  const folder = await mkdtemp(join(tmpdir(), "docent-bbq-"));
  const people = new Map(items.map(({ id }, at) => [id, personId(`local:reader-${at + 1}`)]));
  const fileOf = (at: number) => `note-${at + 1}.txt`;
  let core: Core | undefined;
  const close = async () => {
    await core?.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const documents = join(folder, "documents");
    await mkdir(documents);
    const manifest = {
      people: [...people.values()].map((id) => ({ id, name: id })),
      documents: [...people.values()].map((id, at) => ({ path: fileOf(at), scopes: [personScope(id)] })),
    };
    await writeFile(join(documents, "docent.json"), JSON.stringify(manifest));
    for (const [at, { context }] of items.entries()) await writeFile(join(documents, fileOf(at)), context);
    core = await openCore({ settings: apart(settings, folder, documents), log, metrics });
    await core.introduce();
    await core.indexFolder(documents, {});
  } catch (error) {
    await close();
    throw error;
  }
  const opened = core;
  return {
    async ask(item) {
      const { reply, found } = await opened.rehearse(people.get(item.id)!, questionText(item));
      return { outcome: reply.outcome, text: reply.text.text, found };
    },
    close,
  };
}

/** Nothing of it reaches the workplace's own data, nor a service that keeps documents. */
const apart = (settings: Settings, folder: string, documents: string): Settings => ({
  ...settings,
  DOCENT_DATA: join(folder, "state"),
  DOCENT_DOCUMENTS: documents,
  DOCENT_EMBEDDINGS: undefined,
  DOCENT_ARCHIVE_BUCKET: undefined,
  PINECONE_API_KEY: undefined,
});
