import { harmFeatures } from "../filters/harm-features.ts";
import { hiddenOrderScore } from "../filters/hidden-orders.ts";
import { combinedEvidence, injectionScores } from "../filters/injection.ts";
import { plainText } from "../filters/plain-text.ts";
import { toxicityScores } from "../filters/toxicity-scores.ts";
import type { LinearModel, ModelHeader, TokenFeatures } from "../linear-model.ts";
import {
  categoryRows,
  hiddenOrderRows,
  INJECTION_SETS,
  injectionRows,
  type LeftOut,
  TOXICITY_SETS,
  toxicityRows,
} from "./datasets.ts";
import { type FitOptions, fitWeights, quantised, type TrainingRow } from "./fit.ts";
import type { TemplateRow } from "./templates.ts";
import {
  harassmentTemplates,
  hateTemplates,
  selfHarmTemplates,
  sexualTemplates,
  violenceTemplates,
} from "./toxicity-templates.ts";

/** Everything that makes a shipped model: rows, sizes, seed, threshold, and how its filter scores a text with it. */
export interface Recipe {
  readonly header: Omit<ModelHeader, "bias" | "scale">;
  readonly options: FitOptions;
  readonly sets: readonly string[];
  /** Sets that are only ever measured. */
  readonly measured: readonly string[];
  readonly rows: (folder: string, left?: LeftOut) => TrainingRow[];
  /** What the model sees of a text; `featuresOf` where it is not said. */
  readonly features?: (text: string) => TokenFeatures;
  /** Models that learn other categories from rows of their own and stand behind the first in one file. */
  readonly heads?: readonly Pick<Recipe, "header" | "options" | "rows" | "features">[];
  /** Another model that the filter reads as well; what is left out is left out of both. */
  readonly beside?: Recipe;
  readonly score: (model: LinearModel, text: string, beside?: LinearModel) => number;
}

/** One of the toxicity model's further categories: a quarter of the weights, rows from a grammar and ordinary talk. */
const head = (name: string, seed: number, templates: () => TemplateRow[]) => ({
  header: { name, version: "2026-11", windowTokens: 48, strideTokens: 24, threshold: 0.5, bits: 16 },
  options: { epochs: 4, rate: 0.2, shrink: 1e-3, seed },
  rows: categoryRows(templates),
  features: (text: string) => harmFeatures(text),
});

const HIDDEN_ORDERS: Recipe = {
  header: { name: "hidden-orders", version: "2026-11", windowTokens: 40, strideTokens: 20, threshold: 0.5 },
  options: { epochs: 3, rate: 0.3, shrink: 1e-3, seed: 20263 },
  // The other sets that it learns from hold no documents.
  sets: ["benign-handbooks"],
  measured: ["bipia"],
  rows: hiddenOrderRows,
  score: (model, text) => hiddenOrderScore(model, plainText(text)),
};

/** Thresholds are those of the model card: the lowest step at which the workplace sets' false positives, in five folds, keep to the target. */
export const RECIPES: readonly Recipe[] = [
  {
    header: { name: "toxicity", version: "2026-11", windowTokens: 48, strideTokens: 24, threshold: 0.5 },
    options: { epochs: 4, rate: 0.2, shrink: 1e-3, seed: 20261 },
    sets: Object.keys(TOXICITY_SETS),
    measured: ["wiki-toxicity", "implicit-hate", "bold-wiki", "winobias"],
    rows: toxicityRows,
    heads: [
      head("hate", 20266, hateTemplates),
      head("harassment", 20267, harassmentTemplates),
      head("sexual", 20263, sexualTemplates),
      head("violence", 20264, violenceTemplates),
      head("self-harm", 20265, selfHarmTemplates),
    ],
    score: (model, text) => toxicityScores(model, text).score,
  },
  {
    header: { name: "injection", version: "2026-11", windowTokens: 40, strideTokens: 20, threshold: 0.5 },
    options: { epochs: 4, rate: 0.3, shrink: 1e-3, seed: 20262 },
    sets: Object.keys(INJECTION_SETS),
    measured: ["bipia"],
    rows: injectionRows,
    beside: HIDDEN_ORDERS,
    score: (direct, text, hidden) =>
      hidden ? combinedEvidence(injectionScores({ direct, hidden }, text, "question")) : 0,
  },
  HIDDEN_ORDERS,
];

/** The eight-bit model that a recipe makes of what is not left out. */
export function cook(
  recipe: Omit<Recipe, "score" | "sets" | "measured">,
  folder: string,
  left?: LeftOut,
): LinearModel {
  const model = quantised(
    fitWeights(recipe.rows(folder, left), recipe.header, recipe.options, recipe.features),
  );
  return recipe.heads ? { ...model, heads: recipe.heads.map((part) => cook(part, folder, left)) } : model;
}
