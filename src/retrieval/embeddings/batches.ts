/** Texts cut into requests that a provider takes. */
import type { EmbeddingLimits } from "./embedder.ts";

/** Fewer than nearly any tokenizer's: English has four letters a token, other Latin scripts about three. */
const LETTERS_PER_TOKEN = 3;

const NOT_LATIN = /[^\0-\u024f]/gu;

/** At least about as many tokens as the text has, without knowing the tokenizer: other scripts may need one a letter. */
export function estimatedTokens(text: string): number {
  const other = text.match(NOT_LATIN)?.length ?? 0;
  return Math.ceil((text.length - other) / LETTERS_PER_TOKEN) + other;
}

/** The beginning of a text that is surely within the limit; texts that are within it stay as they are. */
export function withinTokens(text: string, tokens: number): string {
  if (estimatedTokens(text) <= tokens) return text;
  return text.slice(0, Math.floor((text.length * tokens) / estimatedTokens(text)));
}

/** Groups items, in their order, so that each group is within the limits. Each text must be so alone. */
export function batches<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  limits: Pick<EmbeddingLimits, "inputs" | "tokens">,
): Item[][] {
  const groups: Item[][] = [];
  let tokens = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const size = estimatedTokens(textOf(item));
    const last = groups.at(-1);
    if (last && last.length < limits.inputs && tokens + size <= limits.tokens) {
      last.push(item);
      tokens += size;
    } else {
      groups.push([item]);
      tokens = size;
    }
  }
  return groups;
}
