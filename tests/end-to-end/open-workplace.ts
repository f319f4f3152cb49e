/** A workplace in a few lines: documents with their readers, people and channels, answered by everything real. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type QuietCore, quietCore } from "../end-to-end/quiet-core.ts";
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
  /** Settings beyond those of a quiet core, by their names. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Indexes an invented or given workplace with everything real, from its files on disk to its replies. */
export async function openWorkplace({
  documents,
  people,
  channels,
  environment,
}: Workplace): Promise<QuietCore> {
  const folder = join(await temporaryFolder(), "documents");
  mkdirSync(folder);
  for (const { file, text } of documents) writeFileSync(join(folder, file), text);
  const access = documents.map(({ file, scopes }) => ({ path: file, scopes }));
  writeFileSync(join(folder, "docent.json"), JSON.stringify({ documents: access, people, channels }));

  const core = await quietCore(environment);
  await core.introduce(folder);
  await core.indexFolder(folder, {});
  return core;
}
