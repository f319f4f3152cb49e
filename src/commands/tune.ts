import type { EvaluationProgress } from "../audit/beir-index.ts";
import { type FusionPoint, tuneFusion } from "../audit/tune-fusion.ts";
import { readSettings } from "../config.ts";
import { createEmbedder, embeddingModelName } from "../retrieval/embeddings/catalogue.ts";
import { fusionWeight } from "../retrieval/embeddings/fusion-weights.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";

/** `docent tune fusion <beir-dir>`: what the vectors of DOCENT_EMBEDDINGS should count beside words. */
export async function fusionCommand(
  folder: string,
  options: { keep?: string; json?: boolean },
): Promise<void> {
  const settings = readSettings();
  const model = embeddingModelName(settings);
  if (!model) throw new UsageError("Set DOCENT_EMBEDDINGS to the model whose weight you want to find.");
  const found = await tuneFusion(folder, {
    embedder: createEmbedder(model, settings),
    folder: options.keep,
    onProgress: progress,
  });
  const { best, words, curve, queries } = found;
  print(found, options, () =>
    [
      `${model} on ${queries} questions of ${folder}, nDCG@10`,
      "weight  tuning half  validation half",
      ...curve.map((point) => `${line(point)}  ${bar(point, curve)}`),
      `Best on the tuning half: ${best.weight}. On the validation half it gains ${signed(best.validation - words.validation)} over words alone.`,
      `Docent uses ${settings.DOCENT_EMBEDDINGS_WEIGHT ?? fusionWeight(model)}; DOCENT_EMBEDDINGS_WEIGHT=${best.weight} changes that.`,
    ].join("\n"),
  );
}

const line = ({ weight, tuning, validation }: FusionPoint): string =>
  `${weight.toFixed(2).padStart(6)}  ${tuning.toFixed(4).padStart(11)}  ${validation.toFixed(4).padStart(15)}`;

const BAR = 40;

/** How far the validation half stands between the curve's lowest and highest point. */
function bar({ validation }: FusionPoint, curve: readonly FusionPoint[]): string {
  const all = curve.map((point) => point.validation);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return "█".repeat(Math.round((BAR * (validation - low)) / (high - low || 1)));
}

const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(4)}`;

/** One line on a terminal that is written over; nothing elsewhere. */
function progress({ stage, done, total }: EvaluationProgress): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${stage} ${done} of ${total}\u001b[K${done === total ? "\n" : ""}`);
}
