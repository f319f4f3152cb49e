/** Measures retrieval on a folder of questions in BEIR layout, through the index and search that answer people. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORG, tenantId } from "../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../documents/document.ts";
import { followUpTexts } from "../retrieval/follow-up.ts";
import { openEmbeddedIndex } from "../retrieval/index/embedded.ts";
import type { PassageIndex, WeightedText } from "../retrieval/passage-index.ts";
import { createRetrieval } from "../retrieval/search.ts";
import { type BeirEntry, type BeirQuestion, readBeir } from "./beir.ts";
import { typoPlanter } from "./plant-typos.ts";
import { ndcg, recall, reciprocalRank } from "./ranking-measures.ts";

/** Means over the questions that have judgements; times are of one search, in milliseconds. */
export interface RetrievalFigures {
  readonly ndcg10: number;
  readonly recall20: number;
  readonly mrr10: number;
  readonly queries: number;
  readonly msP50: number;
  readonly msP95: number;
}

export interface EvaluationProgress {
  readonly stage: "indexing" | "searching";
  readonly done: number;
  readonly total: number;
}

export interface EvaluationOptions {
  /** The share of the questions' words that are mistyped, 0 to 1 (see plant-typos.ts). */
  readonly typos?: number;
  /** Which words, and how: the same seed mistypes the same. */
  readonly seed?: number;
  /** Opens an empty index; the embedded one when left out. */
  readonly open?: (where: { folder: string }) => Promise<PassageIndex>;
  readonly onProgress?: (progress: EvaluationProgress) => void;
}

const TENANT = tenantId("evaluation");

/**
 * Indexes the folder's corpus in a temporary folder, asks its questions, and compares with its judgements. A question
 * with `history` is asked as a follow-up.
 * @throws {BeirError} when the folder cannot be read as BEIR layout; the message says what is missing.
 */
export async function evaluateRetrieval(
  beirDir: string,
  { typos = 0, seed = 1, open = openEmbeddedIndex, onProgress }: EvaluationOptions = {},
): Promise<RetrievalFigures> {
  const { corpus, questions: asked, judgements } = await readBeir(beirDir);
  const plant = typoPlanter({ share: typos, seed });
  const questions = asked.map((question) => ({ ...question, text: plant(question.text) }));
  const folder = await mkdtemp(join(tmpdir(), "docent-evaluate-"));
  const index = await open({ folder });
  try {
    await indexCorpus(index, corpus, onProgress);
    const retrieval = createRetrieval({ index });
    const judged = questions.filter((question) => judgements.has(question.id));
    const rows: { ndcg10: number; recall20: number; mrr10: number; ms: number }[] = [];
    for (const question of judged) {
      const started = performance.now();
      const { passages } = await retrieval.search({
        tenant: TENANT,
        texts: weightedTexts(question),
        scopes: new Set([ORG]),
        limit: 20,
      });
      const ms = performance.now() - started;
      const ranking = passages.map(({ passage }) => passage.document as string);
      const relevance = judgements.get(question.id)!;
      rows.push({
        ndcg10: ndcg(ranking, relevance, 10),
        recall20: recall(ranking, relevance, 20),
        mrr10: reciprocalRank(ranking, relevance, 10),
        ms,
      });
      onProgress?.({ stage: "searching", done: rows.length, total: judged.length });
    }
    const mean = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
    const times = rows.map((row) => row.ms).sort((one, other) => one - other);
    return {
      ndcg10: mean((row) => row.ndcg10),
      recall20: mean((row) => row.recall20),
      mrr10: mean((row) => row.mrr10),
      queries: rows.length,
      msP50: percentile(times, 0.5),
      msP95: percentile(times, 0.95),
    };
  } finally {
    await index.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function indexCorpus(
  index: PassageIndex,
  corpus: readonly BeirEntry[],
  onProgress?: (progress: EvaluationProgress) => void,
): Promise<void> {
  let done = 0;
  for (let start = 0; start < corpus.length; start += ENTRIES_AT_ONCE) {
    const entries = corpus.slice(start, start + ENTRIES_AT_ONCE);
    await Promise.all(
      entries.map((entry) => index.replace(TENANT, entry.id as DocumentId, [passageOf(entry)])),
    );
    done += entries.length;
    onProgress?.({ stage: "indexing", done, total: corpus.length });
  }
}

const ENTRIES_AT_ONCE = 500;

const passageOf = (entry: BeirEntry): Passage => ({
  id: entry.id as PassageId,
  document: entry.id as DocumentId,
  tenant: TENANT,
  version: "",
  ordinal: 0,
  title: entry.title,
  uri: `docent:${entry.id}`,
  scopes: [ORG],
  location: { headings: [] },
  modifiedAt: "1970-01-01T00:00:00Z",
  text: entry.text,
});

/** The question with, when it has a history, the turns before it. */
function weightedTexts({ text, history }: BeirQuestion): WeightedText[] {
  const said = (byPerson: boolean) => history.filter((turn) => (turn.role === "user") === byPerson);
  return followUpTexts(text, {
    questions: said(true).map((turn) => turn.text),
    lastAnswer: said(false).at(-1)?.text,
  });
}

/** The nearest-rank percentile of sorted numbers. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
