/** A logistic model over hashed word and character n-grams, eight bits a weight: about 260 kB, well under a millisecond a page. */
import { readFileSync } from "node:fs";
import { FeatureList } from "./feature-list.ts";
import { GROUP_TOKEN } from "./filters/identity-terms.ts";
import { remembered } from "./remembered.ts";

/** log2 of the number of weights; a smaller model's weights are each shared by several features. */
export const BUCKET_BITS = 18;
const BUCKET_MASK = (1 << BUCKET_BITS) - 1;
const MAX_TOKEN_LENGTH = 20;
/** Texts shorter than this many features do not get louder for being short. */
const MIN_FEATURES = 40;
/** How far from a group a word still counts as said of it. */
const GROUP_REACH = 5;

/** Hashed features in reading order; token t owns `features[starts[t]]` up to `features[starts[t + 1]]`. */
export interface TokenFeatures {
  readonly features: Uint32Array;
  readonly starts: Uint32Array;
  readonly tokens: number;
  /** The tokens themselves. */
  readonly words: readonly string[];
}

const TOKEN = new RegExp(
  `[\\p{L}\\p{N}${GROUP_TOKEN}][\\p{L}\\p{N}\\p{M}'’]*|\\p{Extended_Pictographic}|[^\\s\\p{L}\\p{N}]`,
  "gu",
);

/** The words, numbers, pictures and marks of a text, in the order in which `featuresOf` counts them. */
export const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

/** FNV-1a over UTF-16 units, continued from `hash`. */
function hashOf(text: string, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** Where a hash finds its weight. */
export function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & BUCKET_MASK;
}

const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x1b873593;
const GROUP_SEED = 0x7ed55d16;
const CHARACTER_SEED = 0x3c6ef372;

/** What a word adds wherever it stands. */
interface WordFeatures {
  readonly hash: number;
  readonly isGroup: boolean;
  /** That of the word itself. */
  readonly own: number;
  /** Character 3-5-grams, of the word between two marks. */
  readonly grams: Uint32Array;
}

const wordFeatures = remembered((token): WordFeatures => {
  const word = /^\d/.test(token) ? "0" : token;
  const hash = hashOf(word, 0, word.length, WORD_SEED);
  const isGroup = word === GROUP_TOKEN;
  const grams = !isGroup && word.length > 2 ? characterGrams(`<${word}>`) : [];
  return { hash, isGroup, own: bucketOf(hash), grams: Uint32Array.from(grams) };
});

/** Each start's hash grows by one character, so that a gram costs one step. */
function characterGrams(padded: string): number[] {
  const grams: number[] = [];
  for (let start = 0; start + 3 <= padded.length; start++) {
    const end = Math.min(padded.length, start + 5);
    let hash = CHARACTER_SEED;
    for (let index = start; index < end; index++) {
      hash = Math.imul(hash ^ padded.charCodeAt(index), 0x01000193);
      if (index >= start + 2) grams.push(bucketOf(hash));
    }
  }
  return grams;
}

/**
 * Word 1-2-grams, character 3-5-grams inside words, and for each group token the words within five of it.
 * `text` is plain text (`plainText`), groups replaced where the model is to be blind to which group it is.
 */
export function featuresOf(text: string): TokenFeatures {
  const words = tokensOf(text);
  const known = words.map((word) => wordFeatures(word.slice(0, MAX_TOKEN_LENGTH)));
  const features = new FeatureList(known.length * 16);
  const starts = new Uint32Array(words.length + 1);
  let previous = 0;
  let lastGroup = Number.NEGATIVE_INFINITY;
  for (const [position, { hash, isGroup, own, grams }] of known.entries()) {
    starts[position] = features.length;
    features.push(bucketOf(Math.imul(previous, 31) ^ hash ^ PAIR_SEED));
    // That a group is named at all must not count: only what stands near it does.
    if (isGroup) {
      for (let back = Math.max(0, position - GROUP_REACH); back < position; back++)
        features.push(bucketOf((known[back]?.hash ?? 0) ^ GROUP_SEED));
      lastGroup = position;
    } else {
      features.push(own);
      if (position - lastGroup <= GROUP_REACH) features.push(bucketOf(Math.imul(hash, 7) ^ GROUP_SEED));
      features.append(grams);
    }
    previous = hash;
  }
  starts[words.length] = features.length;
  return { words, features: features.taken(), starts, tokens: words.length };
}

/** The features of a text's tokens [from, to), read where they stand in it. */
export const featuresWithin = (
  { words, features, starts }: TokenFeatures,
  from: number,
  to: number,
): TokenFeatures => ({
  words: words.slice(from, to),
  features,
  starts: starts.subarray(from, to + 1),
  tokens: to - from,
});

/** Token ranges [from, to) of overlapping windows; the last one ends with the text. */
export function windowsOf(tokens: number, size: number, stride: number): [number, number][] {
  if (tokens <= size) return tokens === 0 ? [] : [[0, tokens]];
  const windows: [number, number][] = [];
  for (let from = 0; from + size < tokens; from += stride) windows.push([from, from + size]);
  windows.push([tokens - size, tokens]);
  return windows;
}

/** What a sum over `count` features is divided by. */
export const normOf = (count: number): number => Math.sqrt(Math.max(count, MIN_FEATURES));

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** What stands before the weights in a model file, as one line of JSON. */
export interface ModelHeader {
  readonly name: string;
  readonly version: string;
  readonly bias: number;
  /** Float weight = int8 weight x scale. */
  readonly scale: number;
  readonly windowTokens: number;
  readonly strideTokens: number;
  /** Probability at which the filter flags. */
  readonly threshold: number;
  /** log2 of the number of weights, where it is not `BUCKET_BITS`. */
  readonly bits?: number;
}

export interface LinearModel extends ModelHeader {
  readonly weights: Int8Array | Float32Array;
  /** Further models over the same features, each named after what it finds. */
  readonly heads?: readonly LinearModel[];
}

/** One line of JSON, a line feed, then the int8 weights; then each head in the same way. */
export function encodeModel(model: LinearModel): Uint8Array {
  const { weights, heads = [], ...header } = model;
  const head = Buffer.from(`${JSON.stringify(header)}\n`);
  return Buffer.concat([
    head,
    Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength),
    ...heads.map(encodeModel),
  ]);
}

/** Reads what `encodeModel` wrote. @throws Error when the file's weights are cut short. */
export function readModel(file: URL): LinearModel {
  const bytes = readFileSync(file);
  const models: LinearModel[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const header = JSON.parse(bytes.subarray(start, end).toString()) as ModelHeader;
    const size = 1 << (header.bits ?? BUCKET_BITS);
    const weights = new Int8Array(bytes.subarray(end + 1, end + 1 + size));
    if (weights.length !== size)
      throw new Error(
        `${file.pathname} is cut short: restore it, or train again with src/safety/training/train.ts`,
      );
    models.push({ ...header, weights });
    start = end + 1 + size;
  }
  const [model, ...heads] = models as [LinearModel, ...LinearModel[]];
  return heads.length ? { ...model, heads } : model;
}

/** The loudest window of a text: its probability, and which tokens it covers. An empty text scores 0. */
export function scoreText(
  model: LinearModel,
  { features, starts, tokens }: TokenFeatures,
): { probability: number; window: readonly [number, number] } {
  const { weights } = model;
  const mask = weights.length - 1;
  const sums = new Float64Array(tokens + 1);
  let sum = 0;
  let index = starts[0] ?? 0;
  for (let token = 0; token < tokens; token++) {
    const end = starts[token + 1] as number;
    for (; index < end; index++) sum += weights[(features[index] as number) & mask] as number;
    sums[token + 1] = sum;
  }
  let best = Number.NEGATIVE_INFINITY;
  let window: readonly [number, number] = [0, 0];
  for (const [from, to] of windowsOf(tokens, model.windowTokens, model.strideTokens)) {
    const count = (starts[to] ?? 0) - (starts[from] ?? 0);
    const logit = model.bias + (((sums[to] ?? 0) - (sums[from] ?? 0)) * model.scale) / normOf(count);
    if (logit > best) {
      best = logit;
      window = [from, to];
    }
  }
  return { probability: tokens === 0 ? 0 : sigmoid(best), window };
}
