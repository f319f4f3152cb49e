/** The source port: where documents come from. A new source is one file that implements it. */
import type { Scope } from "../../access/scopes.ts";

/** One document as its source lists it, before anything is read. */
export interface SourceEntry {
  /** Names it within its source; parts are separated by `/`. */
  readonly path: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** In bytes. */
  readonly size: number;
  readonly scopes: readonly Scope[];
  /** Where a person opens it, if the source has a web link for it. */
  readonly uri?: string;
}

export interface DocumentSource {
  /** Unique within a tenant and stable over time, e.g. `folder:/srv/handbook`: document ids rest on it. */
  readonly name: string;
  /**
   * Everything there is now. What is not listed counts as gone, so an implementation that cannot see everything must
   * throw.
   */
  list(): AsyncIterable<SourceEntry>;
  /** What the last complete `list()` found odd about the source's settings, each with a remedy. */
  remarks?(): readonly string[];
  /** The bytes of an entry; the caller owns them. @throws when it is gone or may not be read. */
  read(entry: SourceEntry): Promise<Uint8Array>;
}

/** A source, or its settings, that cannot be used; the message says what to do. */
export class SourceError extends Error {
  override name = "SourceError";
}
