import type { Filter } from "../verdict.ts";
import { ProviderError, providerFilter, scored } from "./provider-filter.ts";
import { sourceOf } from "./source-of.ts";

/** A text's vector, of whatever length; undefined when none came. */
export type VectorOf = (
  text: string,
) => Promise<{ readonly model: string; readonly values: Float32Array } | undefined>;

/** Models differ in how alike they find unlike texts: a policy file sets the threshold for one's own. */
const THRESHOLD = 0.5;

/**
 * Withholds a sentence whose meaning is far from that of the words it rests on. It is asked of sentences that these
 * words support already, so it can only hold back more. Score: 1 less the cosine of the two.
 */
export function embeddingSupport(options: {
  readonly vectorOf: VectorOf;
  readonly model: string;
  readonly timeoutMs: number;
}): Filter {
  return providerFilter({
    name: "grounding-embedding",
    version: options.model,
    stages: ["sentence"],
    aboutSupport: true,
    timeoutMs: options.timeoutMs,
    async ask(subject) {
      const source = sourceOf(subject);
      if (source.length === 0) return scored(1, THRESHOLD, ["no source says this"]);
      const [said, written] = await Promise.all([
        options.vectorOf(subject.text),
        options.vectorOf(source.join("\n")),
      ]);
      if (!said || !written || said.model !== written.model)
        throw new ProviderError("No vectors came: look at DOCENT_EMBEDDINGS and at the log before this");
      const far = 1 - Math.max(0, Math.min(1, cosine(said.values, written.values)));
      return scored(far, THRESHOLD, ["its meaning is far from its source's"]);
    },
  });
}

/** 0 where either has no length. */
function cosine(one: Float32Array, other: Float32Array): number {
  let [dot, first, second] = [0, 0, 0];
  for (const [at, value] of one.entries()) {
    const counterpart = other[at] ?? 0;
    dot += value * counterpart;
    first += value * value;
    second += counterpart * counterpart;
  }
  return first && second ? dot / Math.sqrt(first * second) : 0;
}
