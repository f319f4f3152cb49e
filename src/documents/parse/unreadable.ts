/** Why a file could not be read, in the few ways that call for different remedies. */
export type UnreadableCause =
  | "empty"
  | "too-large"
  | "encrypted"
  | "mislabelled"
  | "unsupported"
  | "broken"
  | "no-text"
  | "too-slow"
  | "too-much-memory";

/**
 * A file that cannot become a document. `message` is one line for its owner that ends in what to do; `reason` is for
 * programs. It stops that file and nothing else.
 */
export class UnreadableDocument extends Error {
  override name = "UnreadableDocument";
  readonly reason: UnreadableCause;

  constructor(reason: UnreadableCause, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
