/** A logistic model over hashed word and character n-grams, eight bits a weight: about 260 kB, well under a millisecond a page. */
import { readFileSync } from "node:fs";
import { FeatureList } from "./feature-list.ts";
import { GROUP_TOKEN } from "./filters/identity-terms.ts";
import { lastText } from "./last-text.ts";
import { hashOf, perWord, type Word, wordsOf } from "./words.ts";

/** log2 of the number of weights; a smaller model's weights are each shared by several features. */
export const BUCKET_BITS = 18;
const BUCKET_MASK = (1 << BUCKET_BITS) - 1;
const MAX_TOKEN_LENGTH = 20;
/** Texts shorter than this many features do not get louder for being short. */
const MIN_FEATURES = 40;
/** How far from a group a word still counts as said of it. */
const GROUP_REACH = 5;

/** What tokens add to the features of a text: token t, `features[starts[t]]` up to `features[starts[t + 1]]`. */
export interface FeaturesByToken {
  readonly features: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * The hashed features of a text. In reading order each token has those of its place, those of its word, which are the same
 * wherever it stands, and those that somebody added who knows more of words.
 */
export interface TokenFeatures {
  readonly words: readonly Word[];
  readonly placed: FeaturesByToken;
  readonly added?: FeaturesByToken;
  /** How many features stand before each token, and before the end. */
  readonly counts: Uint32Array;
}

/** Where a hash finds its weight. */
export function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & BUCKET_MASK;
}

const PAIR_SEED = 0x1b873593;
const GROUP_SEED = 0x7ed55d16;
const CHARACTER_SEED = 0x3c6ef372;

/** What the models read of a word. */
interface WordFeatures {
  readonly hash: number;
  readonly isGroup: boolean;
  /** That of the word itself, then character 3-5-grams, of the word between two marks. A group has none. */
  readonly features: Uint32Array;
  readonly count: number;
}

const wordFeatures = perWord(({ text }): WordFeatures => {
  const word = /^\d/.test(text) ? "0" : text.slice(0, MAX_TOKEN_LENGTH);
  const hash = hashOf(word);
  const isGroup = word === GROUP_TOKEN;
  const features = isGroup ? new Uint32Array() : featuresOfWord(word, bucketOf(hash));
  return { hash, isGroup, features, count: features.length };
});

/** Each start's hash grows by one character, so that a gram costs one step. */
function featuresOfWord(word: string, own: number): Uint32Array {
  if (word.length <= 2) return Uint32Array.of(own);
  const padded = `<${word}>`;
  // As many grams of each length as there are places for it.
  const features = new Uint32Array(1 + 3 * padded.length - 9);
  features[0] = own;
  let count = 1;
  for (let start = 0; start + 3 <= padded.length; start++) {
    const end = Math.min(padded.length, start + 5);
    let hash = CHARACTER_SEED;
    for (let index = start; index < end; index++) {
      hash = Math.imul(hash ^ padded.charCodeAt(index), 0x01000193);
      if (index >= start + 2) features[count++] = bucketOf(hash);
    }
  }
  return features;
}

/**
 * Word 1-2-grams, character 3-5-grams inside words, and for each group token the words within five of it.
 * `text` is plain text (`plainText`), groups replaced where the model is to be blind to which group it is.
 */
export const featuresOf = lastText((text): TokenFeatures => {
  const words = wordsOf(text);
  const placed = new FeatureList(words.length * 3);
  const starts = new Uint32Array(words.length + 1);
  const counts = new Uint32Array(words.length + 1);
  let ofWords = 0;
  let previous = 0;
  let lastGroup = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < words.length; position++) {
    const { hash, isGroup, count } = wordFeatures(words[position] as Word);
    starts[position] = placed.length;
    counts[position] = placed.length + ofWords;
    placed.push(bucketOf(Math.imul(previous, 31) ^ hash ^ PAIR_SEED));
    // That a group is named at all must not count: only what stands near it does.
    if (isGroup) {
      for (let back = Math.max(0, position - GROUP_REACH); back < position; back++)
        placed.push(bucketOf(wordFeatures(words[back] as Word).hash ^ GROUP_SEED));
      lastGroup = position;
    } else if (position - lastGroup <= GROUP_REACH) {
      placed.push(bucketOf(Math.imul(hash, 7) ^ GROUP_SEED));
    }
    ofWords += count;
    previous = hash;
  }
  starts[words.length] = placed.length;
  counts[words.length] = placed.length + ofWords;
  return { words, placed: { features: placed.taken(), starts }, counts };
});

/** All features of a text in one list, in the order in which training goes through them. */
export function listed({ words, placed, added, counts }: TokenFeatures): FeaturesByToken {
  const list = new FeatureList(counts.at(-1) ?? 0);
  for (const [token, word] of words.entries()) {
    const [start, end] = [placed.starts[token] as number, placed.starts[token + 1]];
    const { features } = wordFeatures(word);
    list.append(placed.features, start, start + 1);
    list.append(features.subarray(0, 1));
    list.append(placed.features, start + 1, end);
    list.append(features.subarray(1));
    if (added) list.append(added.features, added.starts[token], added.starts[token + 1]);
  }
  return { features: list.taken(), starts: counts };
}

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

/** Models whose weights of a feature stand beside each other, so that it is looked up once for all of them. */
interface Ensemble {
  readonly weights: Int8Array;
  /** How many models. */
  readonly width: number;
  /** For each model the sum of its weights of a word's features: whole numbers add up to the same in any order. */
  readonly sumsOfWord: (word: Word) => Int32Array;
}

function makeEnsemble(models: readonly LinearModel[]): Ensemble {
  const width = models.length;
  const size = models[0]?.weights.length ?? 0;
  const weights = new Int8Array(size * width);
  for (const [nth, model] of models.entries()) {
    if (!(model.weights instanceof Int8Array) || model.weights.length !== size)
      throw new TypeError(
        "Models that are scored together have equally many weights of eight bits: see quantised",
      );
    for (let index = 0; index < size; index++) weights[index * width + nth] = model.weights[index] as number;
  }
  const sumsOfWord = perWord((word) => {
    const { features, count } = wordFeatures(word);
    const sums = new Int32Array(width);
    addWeights(sums, 0, { weights, width }, features, 0, count);
    return sums;
  });
  return { weights, width, sumsOfWord };
}

/** Adds to `sums`, from `place` on, what each model has for the features from `start` up to `end`. */
function addWeights(
  sums: Int32Array,
  place: number,
  { weights, width }: Pick<Ensemble, "weights" | "width">,
  features: Uint32Array,
  start: number,
  end: number,
): void {
  const mask = weights.length / width - 1;
  for (let index = start; index < end; index++) {
    const first = ((features[index] as number) & mask) * width;
    for (let nth = 0; nth < width; nth++) sums[place + nth]! += weights[first + nth] as number;
  }
}

const ensembleOf = oncePer(makeEnsemble);
const alone = oncePer((model: LinearModel): readonly LinearModel[] => [model]);

/** A function of an object that is asked once for each. */
function oncePer<K extends object, T extends object>(of: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const said = known.get(key) ?? of(key);
    known.set(key, said);
    return said;
  };
}

/**
 * By each of several models of equal size the probability of the loudest window of a text, or of its tokens from `from` up
 * to `to`. No tokens score 0.
 */
export function scoreAll(
  models: readonly LinearModel[],
  { words, placed, added, counts }: TokenFeatures,
  from = 0,
  to = words.length,
): number[] {
  if (models.length === 0 || to === from) return models.map(() => 0);
  const ensemble = ensembleOf(models);
  const { width, sumsOfWord } = ensemble;
  const sums = new Int32Array((to - from + 1) * width);
  const addOf = ({ features, starts }: FeaturesByToken, token: number, place: number): void =>
    addWeights(sums, place, ensemble, features, starts[token] as number, starts[token + 1] as number);
  for (let token = from; token < to; token++) {
    const place = (token - from + 1) * width;
    const ofWord = sumsOfWord(words[token] as Word);
    for (let nth = 0; nth < width; nth++)
      sums[place + nth] = (sums[place + nth - width] as number) + (ofWord[nth] as number);
    addOf(placed, token, place);
    if (added) addOf(added, token, place);
  }
  return models.map(({ bias, scale, windowTokens, strideTokens }, nth) => {
    let loudest = Number.NEGATIVE_INFINITY;
    for (const [start, end] of windowsOf(to - from, windowTokens, strideTokens)) {
      const count = (counts[from + end] as number) - (counts[from + start] as number);
      const sum = (sums[end * width + nth] as number) - (sums[start * width + nth] as number);
      loudest = Math.max(loudest, bias + (sum * scale) / normOf(count));
    }
    return sigmoid(loudest);
  });
}

/** The same by one model. */
export const scoreText = (model: LinearModel, features: TokenFeatures, from?: number, to?: number): number =>
  scoreAll(alone(model), features, from, to)[0] as number;
