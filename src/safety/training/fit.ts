/** Fits the logistic models: AdaGrad on the loudest window of each text, the same in every run with the same rows and seed. */
import { seededRandom } from "../../operations/seeded-random.ts";
import {
  BUCKET_BITS,
  type FeaturesByToken,
  featuresOf,
  type LinearModel,
  listed,
  type ModelHeader,
  normOf,
  sigmoid,
  type TokenFeatures,
  windowsOf,
} from "../linear-model.ts";

export interface TrainingRow {
  /** Plain text, prepared exactly as the filter prepares it. */
  readonly text: string;
  readonly label: 0 | 1;
  readonly weight: number;
}

export interface FitOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Pull of every touched weight towards zero at each step. */
  readonly shrink: number;
  readonly seed: number;
}

/** Fisher-Yates with the given random numbers; a new array. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let index = copy.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

/** Fits float weights. Multiple-instance: a text is what its loudest window says; of a benign long text a random window counts too. */
export function fitWeights(
  rows: readonly TrainingRow[],
  header: Omit<ModelHeader, "bias" | "scale">,
  options: FitOptions,
  featuresFrom: (text: string) => TokenFeatures = featuresOf,
): LinearModel {
  const size = 1 << (header.bits ?? BUCKET_BITS);
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1e-3);
  const random = seededRandom(options.seed);
  const prepared = rows.map((row) => {
    const features = listed(featuresFrom(row.text));
    for (let index = 0; index < features.features.length; index++)
      features.features[index] = (features.features[index] ?? 0) & (size - 1);
    return {
      ...row,
      features,
      windows: windowsOf(features.starts.length - 1, header.windowTokens, header.strideTokens),
    };
  });
  let bias = -1;
  const logitOf = ({ features, starts }: FeaturesByToken, [from, to]: readonly [number, number]): number => {
    let sum = 0;
    const first = starts[from] ?? 0;
    const last = starts[to] ?? 0;
    for (let index = first; index < last; index++) sum += weights[features[index] ?? 0] ?? 0;
    return bias + sum / normOf(last - first);
  };
  const learn = (row: (typeof prepared)[number], window: readonly [number, number]): void => {
    const { features, starts } = row.features;
    const error = (sigmoid(logitOf(row.features, window)) - row.label) * row.weight;
    if (Math.abs(error) < 1e-4) return;
    const first = starts[window[0]] ?? 0;
    const last = starts[window[1]] ?? 0;
    const gradient = error / normOf(last - first);
    for (let index = first; index < last; index++) {
      const feature = features[index] ?? 0;
      const step = gradient + options.shrink * row.weight * (weights[feature] ?? 0);
      squares[feature] = (squares[feature] ?? 0) + step * step;
      weights[feature] = (weights[feature] ?? 0) - (options.rate * step) / Math.sqrt(squares[feature] ?? 1);
    }
    bias -= options.rate * 0.02 * error;
  };
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const row of shuffled(prepared, random)) {
      if (row.windows.length === 0) continue;
      let loudest = row.windows[0] as [number, number];
      let loudestLogit = Number.NEGATIVE_INFINITY;
      for (const window of row.windows) {
        const logit = logitOf(row.features, window);
        if (logit > loudestLogit) [loudest, loudestLogit] = [window, logit];
      }
      learn(row, loudest);
      if (row.label === 0 && row.windows.length > 1)
        learn(row, row.windows[Math.floor(random() * row.windows.length)] ?? loudest);
    }
  }
  return { ...header, bias, scale: 1, weights };
}

/** Eight bits a weight; the loudest 0.05 % are clipped so that the rest keep their resolution. */
export function quantised(model: LinearModel): LinearModel {
  const magnitudes = Float32Array.from(model.weights, Math.abs).sort();
  const limit = magnitudes[Math.floor(magnitudes.length * 0.9995)] || 1;
  const scale = Number((limit / 127).toPrecision(6));
  const weights = Int8Array.from(model.weights, (weight) =>
    Math.max(-127, Math.min(127, Math.round((weight * model.scale) / scale))),
  );
  return { ...model, bias: Number(model.bias.toPrecision(6)), scale, weights };
}
