import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { localFilters } from "../safety/filters/catalogue.ts";
import type { Filter, Stage, Subject } from "../safety/verdict.ts";
import {
  changeOf,
  curveOf,
  type FiguresAt,
  figuresAt,
  type Label,
  type ScoredRow,
  type ThresholdChange,
} from "./compare-thresholds.ts";
import { percentile } from "./percentile.ts";

/** A row that cannot be read, or a filter nobody knows. The message is one line that says what to change. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

export interface EvaluationOptions {
  /** A filter's name as in policy settings. */
  readonly filter: string;
  /** Flags at this score and above; without it, the filter's own threshold and flag count. */
  readonly threshold?: number;
  /** The threshold in force, to compare with; the filter's own without it. */
  readonly present?: number;
  /** Adds the figures at every threshold from 0.05 to 0.95. */
  readonly curve?: boolean;
  /** Writes `{score, flagged, label}` of every row here, and `categories` where the filter tells them, one JSON object a line, in the order of the file. */
  readonly scoresFile?: string;
  /** The filters to choose from; the local ones by default. */
  readonly filters?: readonly Filter[];
}

/** Figures over labelled rows; `n`, `flagged` and the times count unlabelled ones too. NaN is never given: an empty ratio is 0. */
export interface FilterFigures extends FiguresAt {
  /** Area under the ROC curve, ties counted half; 0.5 when one of the classes is missing. */
  readonly auc: number;
  readonly n: number;
  /** Rows that were labelled for another filter, and left out. */
  readonly otherFilters: number;
  /** Milliseconds a row. */
  readonly msP50: number;
  readonly msP95: number;
  /** What was asked of `threshold` against the present one; absent without a `threshold`. */
  readonly change?: ThresholdChange;
  readonly curve?: readonly (FiguresAt & { readonly threshold: number })[];
}

interface Row {
  readonly text: string;
  readonly label: Label;
  /** Where the text stands, when the filter looks there. */
  readonly stage?: Stage;
  /** The filter that it was labelled for; any where it names none. */
  readonly filter?: string | null;
  /** What it was exported from. */
  readonly report?: string;
}

function parseRow(line: string, number: number): Row {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    throw new EvaluationError(
      `Line ${number} is not JSON: each line must be an object {"text": "...", "label": 0, 1 or -1}`,
      { cause },
    );
  }
  const { text, label, stage, filter, report } = (row ?? {}) as Partial<Record<string, unknown>>;
  if (typeof text !== "string" || (label !== 0 && label !== 1 && label !== -1)) {
    throw new EvaluationError(
      `Line ${number} needs "text" (a string) and "label" (0, 1, or -1 for unlabelled)`,
    );
  }
  return {
    text,
    label,
    ...(typeof stage === "string" && { stage: stage as Stage }),
    ...((typeof filter === "string" || filter === null) && { filter }),
    ...(typeof report === "string" && { report }),
  };
}

async function* rowsOf(file: string): AsyncGenerator<Row> {
  const stream = createReadStream(file, "utf8");
  let number = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim()) yield parseRow(line, number);
    }
  } catch (error) {
    if (error instanceof EvaluationError) throw error;
    throw new EvaluationError(`Cannot read ${file}: give the path of a readable JSONL file`, {
      cause: error,
    });
  } finally {
    stream.destroy();
  }
}

/**
 * Area under the ROC curve by the rank-sum statistic (Mann and Whitney, 1947), ties at their mean rank.
 * 0.5 when one of the classes is missing.
 */
export function areaUnderCurve(
  scores: readonly { readonly score: number; readonly label: number }[],
): number {
  const sorted = [...scores].sort((a, b) => a.score - b.score);
  const positives = sorted.filter(({ label }) => label === 1).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let tiedPositives = 0;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) {
      if (sorted[end]?.label === 1) tiedPositives++;
      end++;
    }
    rankSum += tiedPositives * ((start + 1 + end) / 2);
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** A question where the filter reads questions, else one sentence of an answer, else a passage. */
function stageOf(filter: Filter): Stage {
  return (
    (["question", "sentence", "passage"] as const).find((stage) => filter.stages.includes(stage)) ??
    filter.stages[0] ??
    "answer"
  );
}

/**
 * Runs one filter over a JSONL file of `{text, label}` rows (label 1: should be caught, 0: should not, -1: unlabelled,
 * counted in `n` and `flagged` only) and compares. Each text is checked on its own, without passages, at the stage that
 * its row names or else the first of question, sentence, passage that the filter works at. Rows that name another filter,
 * as `docent review export` writes them, are left out.
 * @throws EvaluationError for an unknown filter (names those that exist), an unreadable file, or a bad row (by line number).
 */
export async function evaluateFilter(file: string, options: EvaluationOptions): Promise<FilterFigures> {
  const filters = options.filters ?? localFilters();
  const filter = filters.find(({ name }) => name === options.filter);
  if (filter === undefined) {
    throw new EvaluationError(
      `There is no filter "${options.filter}": use one of ${filters.map(({ name }) => name).join(", ")}`,
    );
  }
  const usualStage = stageOf(filter);
  const output = options.scoresFile === undefined ? undefined : await open(options.scoresFile, "w");
  const scored: ScoredRow[] = [];
  const timesMs: number[] = [];
  let [line, otherFilters] = [0, 0];
  try {
    for await (const row of rowsOf(file)) {
      line++;
      if (row.filter !== undefined && row.filter !== filter.name) {
        otherFilters++;
        continue;
      }
      const stage = row.stage && filter.stages.includes(row.stage) ? row.stage : usualStage;
      const subject: Subject = { stage, text: row.text, passages: [], question: "" };
      const startedAt = performance.now();
      const finding = await filter.check(subject);
      timesMs.push(performance.now() - startedAt);
      const { score, categories } = finding;
      const present = options.present === undefined ? finding.flagged : score >= options.present;
      const flagged = options.threshold === undefined ? finding.flagged : score >= options.threshold;
      const { label, report } = row;
      scored.push({ row: line, score, label, flagged, present, ...(report && { report }) });
      const told = { score, flagged, label, ...(categories && { categories }) };
      await output?.write(`${JSON.stringify(told)}\n`);
    }
  } finally {
    await output?.close();
  }
  return {
    ...figuresAt(scored, ({ flagged }) => flagged),
    auc: areaUnderCurve(scored.filter(({ label }) => label !== -1)),
    n: scored.length,
    otherFilters,
    msP50: percentile(timesMs, 0.5),
    msP95: percentile(timesMs, 0.95),
    ...(options.threshold !== undefined && { change: changeOf(scored, options.present) }),
    ...(options.curve && { curve: curveOf(scored) }),
  };
}
