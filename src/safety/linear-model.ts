/** A logistic model over hashed word and character n-grams, eight bits a weight: about 260 kB, well under a millisecond a page. */
import { readFileSync } from "node:fs";
import { FeatureList } from "./feature-list.ts";
import { GROUP_TOKEN } from "./filters/identity-terms.ts";
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
 * wherever it stands (`gramsOf`), and those that were added to `featuresOf` by who knows more of words.
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
  /** That of the word itself. */
  readonly own: number;
  /** Character 3-5-grams, of the word between two marks. */
  readonly grams: Uint32Array;
}

const wordFeatures = perWord(({ text }): WordFeatures => {
  const word = /^\d/.test(text) ? "0" : text.slice(0, MAX_TOKEN_LENGTH);
  const hash = hashOf(word);
  const isGroup = word === GROUP_TOKEN;
  const grams = !isGroup && word.length > 2 ? characterGrams(`<${word}>`) : [];
  return { hash, isGroup, own: bucketOf(hash), grams: Uint32Array.from(grams) };
});
const gramsOf = (word: Word): Uint32Array => wordFeatures(word).grams;

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
  const words = wordsOf(text);
  const placed = new FeatureList(words.length * 3);
  const starts = new Uint32Array(words.length + 1);
  const counts = new Uint32Array(words.length + 1);
  let gramsBefore = 0;
  let previous = 0;
  let lastGroup = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < words.length; position++) {
    const { hash, isGroup, own, grams } = wordFeatures(words[position] as Word);
    starts[position] = placed.length;
    counts[position] = placed.length + gramsBefore;
    placed.push(bucketOf(Math.imul(previous, 31) ^ hash ^ PAIR_SEED));
    // That a group is named at all must not count: only what stands near it does.
    if (isGroup) {
      for (let back = Math.max(0, position - GROUP_REACH); back < position; back++)
        placed.push(bucketOf(wordFeatures(words[back] as Word).hash ^ GROUP_SEED));
      lastGroup = position;
    } else {
      placed.push(own);
      if (position - lastGroup <= GROUP_REACH) placed.push(bucketOf(Math.imul(hash, 7) ^ GROUP_SEED));
    }
    gramsBefore += grams.length;
    previous = hash;
  }
  starts[words.length] = placed.length;
  counts[words.length] = placed.length + gramsBefore;
  return { words, placed: { features: placed.taken(), starts }, counts };
}

/** All features of a text in one list, as training goes through them. */
export function listed({ words, placed, added, counts }: TokenFeatures): FeaturesByToken {
  const list = new FeatureList(counts.at(-1) ?? 0);
  for (const [token, word] of words.entries()) {
    list.append(placed.features, placed.starts[token], placed.starts[token + 1]);
    list.append(gramsOf(word));
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

/** Of each model, the sum of a word's grams: eight-bit weights add up to the same in whatever order. */
const gramSums = new WeakMap<LinearModel["weights"], (word: Word) => number>();

function gramSumOf(weights: LinearModel["weights"]): (word: Word) => number {
  const known = gramSums.get(weights);
  if (known) return known;
  const sumOf = perWord((word) => {
    const grams = gramsOf(word);
    return sumWithin(weights, grams, 0, grams.length);
  });
  gramSums.set(weights, sumOf);
  return sumOf;
}

function sumWithin(
  weights: LinearModel["weights"],
  features: Uint32Array,
  start: number,
  end: number,
): number {
  const mask = weights.length - 1;
  let sum = 0;
  for (let index = start; index < end; index++) sum += weights[(features[index] as number) & mask] as number;
  return sum;
}

/** The probability of the loudest window of a text, or of its tokens from `from` up to `to`. No tokens score 0. */
export function scoreText(
  { weights, bias, scale, windowTokens, strideTokens }: LinearModel,
  { words, placed, added, counts }: TokenFeatures,
  from = 0,
  to = words.length,
): number {
  if (to === from) return 0;
  const gramSum = gramSumOf(weights);
  const sumOf = ({ features, starts }: FeaturesByToken, token: number): number =>
    sumWithin(weights, features, starts[token] as number, starts[token + 1] as number);
  const sums = new Float64Array(to - from + 1);
  let sum = 0;
  for (let token = from; token < to; token++) {
    sum += sumOf(placed, token) + gramSum(words[token] as Word);
    if (added) sum += sumOf(added, token);
    sums[token - from + 1] = sum;
  }
  let loudest = Number.NEGATIVE_INFINITY;
  for (const [start, end] of windowsOf(to - from, windowTokens, strideTokens)) {
    const count = (counts[from + end] as number) - (counts[from + start] as number);
    const logit = bias + (((sums[end] as number) - (sums[start] as number)) * scale) / normOf(count);
    loudest = Math.max(loudest, logit);
  }
  return sigmoid(loudest);
}
