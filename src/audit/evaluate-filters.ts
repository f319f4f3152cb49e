import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { localFilters } from "../safety/filters/catalogue.ts";
import type { Filter, Stage, Subject } from "../safety/verdict.ts";

/** A row that cannot be read, or a filter nobody knows. The message is one line that says what to change. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

export interface EvaluationOptions {
  /** A filter's name as in policy settings. */
  readonly filter: string;
  /** Flags at this score and above; without it, the filter's own threshold and flag count. */
  readonly threshold?: number;
  /** Writes `{score, flagged, label}` of every row here, and `categories` where the filter tells them, one JSON object a line, in the order of the file. */
  readonly scoresFile?: string;
  /** The filters to choose from; the local ones by default. */
  readonly filters?: readonly Filter[];
}

/** Figures over labelled rows; `n`, `flagged` and the times count unlabelled ones too. NaN is never given: an empty ratio is 0. */
export interface FilterFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Area under the ROC curve, ties counted half; 0.5 when one of the classes is missing. */
  readonly auc: number;
  /** Flagged share of the rows labelled 0. */
  readonly fpr: number;
  readonly flagged: number;
  readonly n: number;
  /** Milliseconds a row. */
  readonly msP50: number;
  readonly msP95: number;
}

interface Row {
  readonly text: string;
  readonly label: -1 | 0 | 1;
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
  const { text, label } = (row ?? {}) as Partial<Record<string, unknown>>;
  if (typeof text !== "string" || (label !== 0 && label !== 1 && label !== -1)) {
    throw new EvaluationError(
      `Line ${number} needs "text" (a string) and "label" (0, 1, or -1 for unlabelled)`,
    );
  }
  return { text, label };
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

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

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
 * counted in `n` and `flagged` only) and compares. Each text is checked on its own, without passages, at the first of
 * the stages question, sentence, passage that the filter works at.
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
  const stage = stageOf(filter);
  const output = options.scoresFile === undefined ? undefined : await open(options.scoresFile, "w");
  const labelled: { score: number; label: number }[] = [];
  const timesMs: number[] = [];
  const counts = { n: 0, flagged: 0, truePositives: 0, falsePositives: 0, positives: 0, negatives: 0 };
  try {
    for await (const { text, label } of rowsOf(file)) {
      const subject: Subject = { stage, text, passages: [], question: "" };
      const startedAt = performance.now();
      const finding = await filter.check(subject);
      timesMs.push(performance.now() - startedAt);
      const flagged = options.threshold === undefined ? finding.flagged : finding.score >= options.threshold;
      counts.n++;
      if (flagged) counts.flagged++;
      if (label !== -1) labelled.push({ score: finding.score, label });
      if (label === 1) counts.positives++;
      if (label === 0) counts.negatives++;
      if (flagged && label === 1) counts.truePositives++;
      if (flagged && label === 0) counts.falsePositives++;
      const { score, categories } = finding;
      await output?.write(
        `${JSON.stringify({ score, flagged, label, ...(categories && { categories }) })}\n`,
      );
    }
  } finally {
    await output?.close();
  }
  const precision = ratio(counts.truePositives, counts.truePositives + counts.falsePositives);
  const recall = ratio(counts.truePositives, counts.positives);
  timesMs.sort((a, b) => a - b);
  return {
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    auc: areaUnderCurve(labelled),
    fpr: ratio(counts.falsePositives, counts.negatives),
    flagged: counts.flagged,
    n: counts.n,
    msP50: percentile(timesMs, 0.5),
    msP95: percentile(timesMs, 0.95),
  };
}
