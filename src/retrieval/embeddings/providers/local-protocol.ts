/** What a local embedder and its thread say to each other. */
import type { EmbeddingFailure } from "../embedder.ts";

export interface LocalCall {
  readonly call: number;
  readonly texts: readonly string[];
  /** Questions go before passages. */
  readonly isQuestion: boolean;
}

export type LocalReply =
  | { readonly call: number; readonly vectors: readonly Float32Array[] }
  | { readonly call: number; readonly error: string; readonly kind: EmbeddingFailure };

/** One text → its vector. */
export type Encode = (text: string, isQuestion: boolean) => Promise<Float32Array>;
