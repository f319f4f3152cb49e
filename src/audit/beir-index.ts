/** A collection in BEIR layout, indexed as Docent indexes documents, with vectors where an embedder is given. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG, tenantId } from "../access/scopes.ts";
import { backoff } from "../documents/backoff.ts";
import { chunk } from "../documents/chunk.ts";
import { type DocumentId, type Passage, type PassageId, passageId } from "../documents/document.ts";
import { embedMissing } from "../retrieval/embeddings/embed-missing.ts";
import { type Embedder, EmbeddingError } from "../retrieval/embeddings/embedder.ts";
import { followUpTexts } from "../retrieval/follow-up.ts";
import { openEmbeddedIndex } from "../retrieval/index/embedded.ts";
import type { PassageIndex, WeightedText } from "../retrieval/passage-index.ts";
import { type BeirEntry, type BeirFolder, type BeirQuestion, readBeir } from "./beir.ts";
import type { Relevance } from "./ranking-measures.ts";

export const EVALUATION_TENANT = tenantId("evaluation");

export interface EvaluationProgress {
  readonly stage: "indexing" | "embedding" | "searching";
  readonly done: number;
  readonly total: number;
}

export interface BeirIndexOptions {
  readonly embedder?: Embedder;
  /** Cuts entries into passages as Docent cuts documents; otherwise each entry is one passage. */
  readonly cut?: boolean;
  /** Where the index stays, so that the next run embeds nothing anew; a temporary folder otherwise. */
  readonly folder?: string;
  /** Opens the index; the embedded one when left out. */
  readonly open?: (where: { folder: string }) => Promise<PassageIndex>;
  readonly onProgress?: (progress: EvaluationProgress) => void;
}

export interface JudgedQuestion extends BeirQuestion {
  readonly relevance: Relevance;
}

/**
 * Indexes the folder's corpus and hands it to `use` with the questions that have judgements.
 * @throws {BeirError} when the folder cannot be read as BEIR layout
 * @throws {EmbeddingError} when the embedder's provider fails
 */
export async function withBeirIndex<Result>(
  beirDir: string,
  options: BeirIndexOptions,
  use: (index: PassageIndex, questions: readonly JudgedQuestion[]) => Promise<Result>,
): Promise<Result> {
  const beir = await readBeir(beirDir);
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "docent-evaluate-")));
  const index = await (options.open ?? openEmbeddedIndex)({ folder });
  try {
    await indexCorpus(index, beir.corpus, options);
    if (options.embedder) await embedCorpus(index, options.embedder, options);
    return await use(index, judged(beir));
  } finally {
    await index.close();
    await options.embedder?.close?.();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** The question with, when it has a history, the turns before it. */
export function weightedTexts({ text, history }: BeirQuestion): WeightedText[] {
  const said = (byPerson: boolean) => history.filter((turn) => (turn.role === "user") === byPerson);
  return followUpTexts(text, {
    questions: said(true).map((turn) => turn.text),
    lastAnswer: said(false).at(-1)?.text,
  });
}

function judged({ questions, judgements }: BeirFolder): JudgedQuestion[] {
  return questions.flatMap((question) => {
    const relevance = judgements.get(question.id);
    return relevance ? [{ ...question, relevance }] : [];
  });
}

/** Puts a corpus into an index, each entry as a document of its own that everybody may read. */
export async function indexCorpus(
  index: PassageIndex,
  corpus: readonly BeirEntry[],
  { onProgress, cut }: Pick<BeirIndexOptions, "onProgress" | "cut"> = {},
): Promise<void> {
  let done = 0;
  for (let start = 0; start < corpus.length; start += ENTRIES_AT_ONCE) {
    const entries = corpus.slice(start, start + ENTRIES_AT_ONCE);
    await Promise.all(
      entries.map((entry) =>
        index.replace(EVALUATION_TENANT, entry.id as DocumentId, cut ? cutUp(entry) : [passageOf(entry)]),
      ),
    );
    done += entries.length;
    onProgress?.({ stage: "indexing", done, total: corpus.length });
  }
}

async function embedCorpus(
  index: PassageIndex,
  embedder: Embedder,
  { onProgress }: BeirIndexOptions,
): Promise<void> {
  for (let attempt = 1; ; ) {
    const onRefused = (_: Passage, error: EmbeddingError) => {
      throw error;
    };
    const { missing, failure } = await embedMissing({
      tenant: EVALUATION_TENANT,
      index,
      embedder,
      onRefused,
    });
    const { vectors, passages } = await index.size(EVALUATION_TENANT);
    onProgress?.({ stage: "embedding", done: vectors?.[embedder.model] ?? 0, total: passages });
    if (failure === undefined) {
      if (missing === 0) return;
      attempt = 1;
      continue;
    }
    const passes = failure instanceof EmbeddingError && failure.kind === "passing";
    if (!passes || attempt === ATTEMPTS) throw failure;
    await new Promise((resolve) => setTimeout(resolve, backoff(attempt++, failure)));
  }
}

const ENTRIES_AT_ONCE = 500;
const ATTEMPTS = 8;

function cutUp(entry: BeirEntry): Passage[] {
  const whole = passageOf(entry);
  const { location } = whole;
  const blocks = entry.text.split(/\n\s*\n/).map((text) => ({ kind: "paragraph" as const, text, location }));
  return chunk({ blocks }).map(({ text }, ordinal) => ({
    ...whole,
    id: passageId(whole.document, whole.version, ordinal),
    ordinal,
    text,
  }));
}

const passageOf = (entry: BeirEntry): Passage => ({
  id: entry.id as PassageId,
  document: entry.id as DocumentId,
  tenant: EVALUATION_TENANT,
  version: "",
  ordinal: 0,
  title: entry.title,
  uri: `docent:${entry.id}`,
  scopes: [ORG],
  location: { headings: [] },
  modifiedAt: "1970-01-01T00:00:00Z",
  text: entry.text,
});
