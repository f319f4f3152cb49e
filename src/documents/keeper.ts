/** Keeps every source in step, now and for ever; created by `createKeeper` (create-keeper.ts). */
import type { TenantId } from "../access/scopes.ts";
import type { DocumentSecrets } from "./catalogue.ts";
import type { DocumentId } from "./document.ts";
import type { DocumentSource } from "./sources/source.ts";

/** A document is not what it was: answers that cite it may have to say so. */
export interface DocumentChange {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  readonly title: string;
  /** `changed`: other words. `readers`: other scopes. `deleted`: gone from its source, or forgotten. */
  readonly kind: "changed" | "readers" | "deleted";
  /** The version before, as answers remember it. */
  readonly from: string;
}

/** How one source stands, for `/ask sources`, the command line and the metrics. */
export interface SourceStatus {
  /** As {@link DocumentSource.name}. */
  readonly source: string;
  readonly documents: number;
  readonly passages: number;
  readonly failed: readonly { readonly path: string; readonly title: string; readonly reason: string }[];
  /** Documents with secrets, which are masked wherever they are quoted; absent when there are none. */
  readonly findings?: readonly DocumentSecrets[];
  /** Documents known to have moved and not indexed yet. */
  readonly pending: number;
  /** Age of the oldest of those, in seconds; 0 when there is none. The metric docent_index_lag_seconds. */
  readonly lagSeconds: number;
  /** When everything was last listed and compared, ISO 8601. */
  readonly reconciledAt?: string;
  /** Why the source could not be reached last time, with what to do. */
  readonly problem?: string;
}

export interface Keeper {
  /** Takes a source under its care: what moved since its cursor now, everything every `reconcileEveryMs`. */
  add(source: DocumentSource, options: { readonly reconcileEveryMs: number }): void;
  /** Stops caring; with `forget` its documents leave index and catalogue too (Docent was removed from a channel). */
  drop(source: string, options: { readonly forget: boolean }): Promise<void>;
  /**
   * An event said that a document, or without a path anything, moved. Durable once resolved: acknowledge the event
   * then. It is looked up at its source soon after; saying it twice costs nothing.
   */
  touch(source: string, path?: string): Promise<void>;
  status(): Promise<readonly SourceStatus[]>;
  /** Hears of every change once it is in the index. A listener that throws is told again later. */
  onChange(listener: (change: DocumentChange) => Promise<void>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}
