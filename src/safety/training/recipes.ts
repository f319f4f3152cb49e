import { hiddenOrderScore } from "../filters/hidden-orders.ts";
import { combinedEvidence, injectionScores } from "../filters/injection.ts";
import { plainText } from "../filters/plain-text.ts";
import { toxicityScores } from "../filters/toxicity.ts";
import type { LinearModel, ModelHeader } from "../linear-model.ts";
import {
  hiddenOrderRows,
  INJECTION_SETS,
  injectionRows,
  type LeftOut,
  TOXICITY_SETS,
  toxicityRows,
} from "./datasets.ts";
import { type FitOptions, fitWeights, quantised, type TrainingRow } from "./fit.ts";

/** Everything that makes a shipped model: rows, sizes, seed, threshold, and how its filter scores a text with it. */
export interface Recipe {
  readonly header: Omit<ModelHeader, "bias" | "scale">;
  readonly options: FitOptions;
  readonly sets: readonly string[];
  /** Sets that are only ever measured. */
  readonly measured: readonly string[];
  readonly rows: (folder: string, left?: LeftOut) => TrainingRow[];
  /** Another model that the filter reads as well; what is left out is left out of both. */
  readonly beside?: Recipe;
  readonly score: (model: LinearModel, text: string, beside?: LinearModel) => number;
}

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
    header: { name: "toxicity", version: "2026-11", windowTokens: 48, strideTokens: 24, threshold: 0.45 },
    options: { epochs: 4, rate: 0.2, shrink: 1e-3, seed: 20261 },
    sets: Object.keys(TOXICITY_SETS),
    measured: ["wiki-toxicity", "implicit-hate", "bold-wiki", "winobias"],
    rows: toxicityRows,
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
export const cook = (recipe: Recipe, folder: string, left?: LeftOut): LinearModel =>
  quantised(fitWeights(recipe.rows(folder, left), recipe.header, recipe.options));
