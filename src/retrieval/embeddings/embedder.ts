/** The embedder port: texts go in, vectors come out, all of one dimension. */

/** What a provider takes at once; each provider's file says where its figures come from. */
export interface EmbeddingLimits {
  /** Texts in one request. */
  readonly inputs: number;
  /** Tokens in one request, all texts together. */
  readonly tokens: number;
  /** Tokens of one text; the rest of a longer one is not embedded. */
  readonly tokensPerInput: number;
  /** Requests at a time. */
  readonly concurrency: number;
}

export interface Embedder {
  /** What vectors are kept under: DOCENT_EMBEDDINGS and, where one is set, the dimension. */
  readonly model: string;
  readonly limits: EmbeddingLimits;
  /**
   * The vectors of the texts, in their order. None of the texts is empty, and together they are within the limits.
   * @throws {EmbeddingError}
   */
  embedPassages(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** @throws {EmbeddingError} */
  embedQuestion(text: string): Promise<Float32Array>;
  /** Ends a thread of its own, where it has one. */
  close?(): Promise<void>;
}

/**
 * passing: busy, failing or unreachable, worth another try. input: this text is not accepted, others may be. setup: a
 * key, a name or an add-on is missing or wrong, and a person has to do something.
 */
export type EmbeddingFailure = "passing" | "input" | "setup";

/** The provider did not answer as it should; `message` is one clear line with a remedy. */
export class EmbeddingError extends Error {
  override name = "EmbeddingError";
  readonly kind: EmbeddingFailure;
  /** How long the provider asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    { kind, retryAfterMs, cause }: { kind: EmbeddingFailure; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause });
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
