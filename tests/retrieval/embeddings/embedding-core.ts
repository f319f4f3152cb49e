/** Docent without surfaces over a folder of notes, with embeddings of the stand-in's. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ORG } from "../../../src/access/scopes.ts";
import { readSettings } from "../../../src/config.ts";
import { type Core, openCore } from "../../../src/core.ts";
import { createLog } from "../../../src/operations/log.ts";
import { createMetrics } from "../../../src/operations/metrics.ts";
import { createRetrieval } from "../../../src/retrieval/search.ts";

export const OLLAMA = "ollama:nomic-embed-text";

export function openEmbeddingCore(
  folder: string,
  url: string,
  environment: Readonly<Record<string, string>> = {},
  stream: NodeJS.WritableStream = process.stderr,
): Promise<Core> {
  const settings = readSettings({
    DOCENT_DATA: join(folder, "data"),
    DOCENT_EMBEDDINGS: OLLAMA,
    DOCENT_EMBEDDINGS_URL: url,
    ...environment,
  });
  const log = createLog({ level: "error", secrets: [], json: true, stream });
  return openCore({ settings, log, metrics: createMetrics() });
}

/** Writes notes, each of one passage with a text of its own, and returns their folder. */
export async function writeNotes(folder: string, count: number): Promise<string> {
  const notes = join(folder, "notes");
  await mkdir(notes, { recursive: true });
  for (let number = 0; number < count; number++)
    await writeFile(
      join(notes, `${number}.md`),
      `# Note ${number}\n\nNote number ${number} says ${letters(number)}.`,
    );
  return notes;
}

/** A word of its own for each number. */
export const letters = (number: number): string =>
  [...number.toString(26)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)).repeat(4))
    .join("q");

/** The titles that a question finds, best first, by what meaning and words say together. */
export async function titlesFor(core: Core, question: string): Promise<string[]> {
  const { index, vectors, tenant } = core;
  const retrieval = createRetrieval({ index, vectorOf: vectors?.vectorOf });
  const texts = [{ text: question, weight: 1 }];
  const { passages } = await retrieval.search({ tenant, texts, scopes: new Set([ORG]), limit: 5 });
  return passages.map(({ passage }) => passage.title);
}
