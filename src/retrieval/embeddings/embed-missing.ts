/** Makes the vectors that are missing, one round of requests at a time. */
import type { TenantId } from "../../access/scopes.ts";
import { type Passage, searchableText } from "../../documents/document.ts";
import { unlessAborted } from "../../documents/unless-aborted.ts";
import type { PassageVector, VectorSupport } from "../passage-index.ts";
import { batches, withinTokens } from "./batches.ts";
import { type Embedder, EmbeddingError } from "./embedder.ts";

interface Parts {
  readonly tenant: TenantId;
  readonly index: Pick<VectorSupport, "missingVectors" | "putVectors">;
  readonly embedder: Embedder;
  /** Once it is aborted nothing is waited for any more. */
  readonly signal?: AbortSignal;
  /** Told of a passage whose text the provider refuses; it is found by its words alone. */
  readonly onRefused: (passage: Passage, error: EmbeddingError) => void;
}

export interface Round {
  /** How many passages were without a vector; none means that all have one. */
  readonly missing: number;
  readonly embedded: number;
  readonly dimension: number | undefined;
  /** What went wrong with a request; what the others made is kept. */
  readonly failure: unknown;
}

/** Vectors that are stored in one step: searches wait for no more than that. */
const STORED_AT_ONCE = 100;

/**
 * Embeds the next passages that have no vector. What it made is in the index when it resolves: what is missing after
 * a crash is what was under way.
 */
export async function embedMissing(parts: Parts): Promise<Round> {
  const { tenant, index, embedder } = parts;
  const { limits, model } = embedder;
  const missing = await index.missingVectors(tenant, model, limits.inputs * limits.concurrency);
  const texts = new Map(
    missing.map((passage) => [passage, withinTokens(searchableText(passage).trim(), limits.tokensPerInput)]),
  );
  const [empty, full] = split(missing, (passage) => texts.get(passage) === "");
  const groups = batches(full, (passage) => texts.get(passage)!, limits);
  let embedded = 0;
  let dimension: number | undefined;
  let failure: unknown;
  const store = async (items: readonly PassageVector[]) => {
    for (let start = 0; start < items.length; start += STORED_AT_ONCE)
      await index.putVectors(tenant, model, items.slice(start, start + STORED_AT_ONCE));
  };
  const work = async () => {
    for (let group = groups.shift(); group && failure === undefined; group = groups.shift()) {
      try {
        const { items, refused } = await embed(group, texts, parts);
        dimension ??= items[0]?.values.length;
        await store(items);
        embedded += items.length;
        empty.push(...refused);
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: limits.concurrency }, work));
  // A text without a vector would be asked for again and again: zeros are like nothing, and never win.
  if (dimension !== undefined && empty.length > 0) {
    const nothing = new Float32Array(dimension);
    await store(empty.map(({ id }) => ({ passage: id, values: nothing })));
  } else if (empty.length > 0 && full.length === 0) failure ??= allRefused(model);
  return { missing: missing.length, embedded, dimension, failure };
}

/** A batch's vectors. When the provider refuses it for one of its texts, the halves are tried, down to that text. */
async function embed(
  group: readonly Passage[],
  texts: ReadonlyMap<Passage, string>,
  parts: Parts,
): Promise<{ items: readonly PassageVector[]; refused: readonly Passage[] }> {
  try {
    const vectors = await unlessAborted(
      parts.embedder.embedPassages(group.map((passage) => texts.get(passage)!)),
      parts.signal,
    );
    return { items: group.map(({ id }, at) => ({ passage: id, values: vectors[at]! })), refused: [] };
  } catch (error) {
    if (!(error instanceof EmbeddingError) || error.kind !== "input") throw error;
    if (group.length === 1) {
      parts.onRefused(group[0]!, error);
      return { items: [], refused: group };
    }
    const middle = group.length >> 1;
    const first = await embed(group.slice(0, middle), texts, parts);
    const second = await embed(group.slice(middle), texts, parts);
    return { items: [...first.items, ...second.items], refused: [...first.refused, ...second.refused] };
  }
}

const allRefused = (model: string) =>
  new EmbeddingError(`${model} takes none of the passages: check that it is an embedding model`, {
    kind: "setup",
  });

function split<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
