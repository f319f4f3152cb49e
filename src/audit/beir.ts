/** Reads a folder in BEIR layout (Thakur et al., "BEIR", 2021): corpus.jsonl, queries.jsonl, qrels.tsv. */
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Relevance } from "./ranking-measures.ts";

const entrySchema = z
  .object({
    _id: z.coerce.string(),
    title: z.string().default(""),
    text: z.string(),
    doc: z.string().optional(),
  })
  .transform(({ _id, title, text, doc }) => ({ id: _id, title, text, document: doc ?? _id }));

const questionSchema = z
  .object({
    _id: z.coerce.string(),
    text: z.string(),
    history: z.array(z.object({ role: z.string(), text: z.string() })).default([]),
  })
  .transform(({ _id, text, history }) => ({ id: _id, text, history }));

/** `document` is what the entry is a part of (the field `doc`), or the entry itself. */
export type BeirEntry = z.infer<typeof entrySchema>;
/** A question; `history` holds earlier turns, oldest first, those of people with the role "user". */
export type BeirQuestion = z.infer<typeof questionSchema>;

export interface BeirFolder {
  readonly corpus: readonly BeirEntry[];
  readonly questions: readonly BeirQuestion[];
  /** By question id: the relevance of each judged entry. */
  readonly judgements: ReadonlyMap<string, Relevance>;
}

/** The folder cannot be read as BEIR layout; `message` is one line that says which file and what it needs. */
export class BeirError extends Error {
  override name = "BeirError";
}

/**
 * Reads the whole folder; judgements are in `qrels.tsv` or, as BEIR's own archives have it, in `qrels/test.tsv`.
 * @throws {BeirError} when a file or field is missing, or no question has a judgement.
 */
export async function readBeir(folder: string): Promise<BeirFolder> {
  const corpus = await readJsonLines(join(folder, "corpus.jsonl"), entrySchema);
  const questions = await readJsonLines(join(folder, "queries.jsonl"), questionSchema);
  const judgements = await readJudgements(folder);
  if (!questions.some((question) => judgements.has(question.id))) {
    throw new BeirError(
      `no question of ${folder} has a judgement: the ids of queries.jsonl and qrels.tsv must agree`,
    );
  }
  return { corpus, questions, judgements };
}

async function readJsonLines<Row>(path: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const { line, number } of lines(path)) {
    const place = `${path}, line ${number}`;
    const parsed = schema.safeParse(parseJson(line, place));
    if (!parsed.success)
      throw new BeirError(`${place}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
    rows.push(parsed.data);
  }
  return rows;
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new BeirError(`${place} is not JSON: each line must be one JSON object`, { cause });
  }
}

async function readJudgements(folder: string): Promise<Map<string, Map<string, number>>> {
  const flat = join(folder, "qrels.tsv");
  const path = existsSync(flat) ? flat : join(folder, "qrels", "test.tsv");
  const judgements = new Map<string, Map<string, number>>();
  for await (const { line, number } of lines(path)) {
    const [question, entry, score] = line.split("\t");
    const relevance = Number(score);
    if (number === 1 && Number.isNaN(relevance)) continue;
    if (!question || !entry || !Number.isFinite(relevance)) {
      throw new BeirError(
        `${path}, line ${number}: each line must be question id, tab, corpus id, tab, number`,
      );
    }
    const ofQuestion = judgements.get(question) ?? new Map<string, number>();
    judgements.set(question, ofQuestion.set(entry, relevance));
  }
  return judgements;
}

async function* lines(path: string): AsyncGenerator<{ line: string; number: number }> {
  if (!existsSync(path)) {
    throw new BeirError(`${path} is missing: a BEIR folder has corpus.jsonl, queries.jsonl and qrels.tsv`);
  }
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (line.trim() !== "") yield { line, number };
  }
}
