import type { Scope } from "../../src/access/scopes.ts";
import type { Passage } from "../../src/documents/document.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { ACME } from "./passages.ts";

export const MODEL = "test:letters";

/** A vector that anybody can compute: how often each of the first letters of the alphabet stands in a text. */
export const lettersOf = (text: string, dimension = 26): Float32Array =>
  Float32Array.from(
    { length: dimension },
    (_, letter) => text.toLowerCase().split(String.fromCharCode(97 + letter)).length - 1,
  );

/** Gives every passage that lacks one its vector, a few at a time, and says how many were made. */
export async function fillVectors(
  index: PassageIndex,
  { tenant = ACME, model = MODEL, vectorOf = (passage: Passage) => lettersOf(passage.text), atOnce = 7 } = {},
): Promise<number> {
  for (let made = 0; ; ) {
    const missing = await index.missingVectors(tenant, model, atOnce);
    if (missing.length === 0) return made;
    made += missing.length;
    await index.putVectors(
      tenant,
      model,
      missing.map((passage) => ({ passage: passage.id, values: vectorOf(passage) })),
    );
  }
}

export function cosine(one: Float32Array, other: Float32Array): number {
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other)) || 0;
}

export const mayRead = (passage: Passage, scopes: ReadonlySet<Scope>): boolean =>
  passage.scopes.some((scope) => scopes.has(scope));
