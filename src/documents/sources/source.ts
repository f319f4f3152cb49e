/** The source port: where documents come from. A new source is one file that implements it. */
import type { PersonId, Scope } from "../../access/scopes.ts";

/** One document as its source lists it, before anything is read. */
export interface SourceEntry {
  /** Names it within its source; parts are separated by `/`. */
  readonly path: string;
  /**
   * The file's name where the path is an identity that survives renaming (a drive item's or a file's id): it tells the
   * format and names a document without a title. Without it the path does.
   */
  readonly name?: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** In bytes. */
  readonly size: number;
  readonly scopes: readonly Scope[];
  /** Where a person opens it, if the source has a web link for it. */
  readonly uri?: string;
  /**
   * The source's own version (a bucket's generation, a drive's cTag, ...). Two entries of one path with the same
   * version hold the same bytes, so nothing is read; without it, size and date decide.
   */
  readonly version?: string;
  /** Who put it there, where the source knows: whoever is told when something is wrong with it. */
  readonly owner?: PersonId;
}

/** Something moved in a source. A feed ends with the cursor to go on from. */
export type SourceChange =
  | { readonly kind: "changed"; readonly entry: SourceEntry }
  | { readonly kind: "removed"; readonly path: string }
  | { readonly kind: "cursor"; readonly cursor: string };

/**
 * Signals abort when nobody wants the outcome any more: a source that waits for its turn gives up then, with the signal's
 * reason, and writes nothing after it.
 */
export interface DocumentSource {
  /** Unique within a tenant and stable over time, e.g. `folder:/srv/handbook`: document ids rest on it. */
  readonly name: string;
  /**
   * Everything there is now. What is not listed counts as gone, so an implementation that cannot see everything must
   * throw.
   */
  list(signal?: AbortSignal): AsyncIterable<SourceEntry>;
  /**
   * What moved since `cursor`, or everything without one. A source that knows only its present state leaves this out.
   * @throws {ResyncRequired} when the cursor is too old: everything is listed again then.
   */
  changes?(cursor: string | undefined): AsyncIterable<SourceChange>;
  /** One document as it is now, `undefined` when it is gone: what an event about it asks for. */
  find?(path: string, signal?: AbortSignal): Promise<SourceEntry | undefined>;
  /** What the last complete `list()` found odd about the source's settings, each with a remedy. */
  remarks?(): readonly string[];
  /** The bytes of an entry; the caller owns them. @throws when it is gone or may not be read. */
  read(entry: SourceEntry): Promise<Uint8Array>;
}

/** The source no longer knows the cursor. */
export class ResyncRequired extends Error {
  override name = "ResyncRequired";
}

/** A source, or its settings, that cannot be used; the message says what to do. */
export class SourceError extends Error {
  override name = "SourceError";
}

/** The same request may succeed later; the keeper tries again after `retryAfterMs` at the earliest. */
export class PassingSourceError extends SourceError {
  override name = "PassingSourceError";
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs = 0, cause?: unknown) {
    super(message, { cause });
    this.retryAfterMs = retryAfterMs;
  }
}
