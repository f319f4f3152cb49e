import type { Finding } from "./document.ts";
import type { SecretFinding } from "./without-secrets.ts";

/** What a sync tells while it runs: one `listed`, then one event a document, then one `finished`. */
export type SyncEvent =
  | { readonly kind: "listed"; readonly documents: number; readonly bytes: number }
  | {
      readonly kind: "indexed";
      readonly path: string;
      readonly title: string;
      readonly passages: number;
      readonly bytes: number;
      /** What was left out because a reader would not see it. */
      readonly findings: readonly Finding[];
      /** Parts that could not be read, with the reason. */
      readonly unread: readonly string[];
      /** Which secrets were masked in it. */
      readonly secrets: readonly SecretFinding[];
    }
  | { readonly kind: "unchanged"; readonly path: string; readonly bytes: number }
  /** Its readers, link or date changed, not its words. */
  | { readonly kind: "restamped"; readonly path: string; readonly bytes: number }
  /** Said beside the document's own event: so far only some people could read it, now everybody can. */
  | { readonly kind: "opened"; readonly path: string }
  /** Something about the source that its owner should know, with what to do. */
  | { readonly kind: "remark"; readonly text: string }
  | { readonly kind: "failed"; readonly path: string; readonly reason: string; readonly bytes: number }
  | { readonly kind: "removed"; readonly path: string }
  | ({ readonly kind: "finished" } & SyncResult);

/** Is told every event of a sync, in the order in which documents are done. */
export type SyncReport = (event: SyncEvent) => void;

export interface SyncResult {
  readonly indexed: number;
  /** Documents whose words did not change, whether or not their readers did. */
  readonly unchanged: number;
  readonly removed: number;
  readonly failed: number;
  /** Passages written. */
  readonly passages: number;
  /** Bytes of the files that were indexed. */
  readonly bytes: number;
  readonly ms: number;
}
