/** What the embedded index and its thread say to each other. */
import type { TenantId } from "../../access/scopes.ts";
import type { DocumentId, PassageId } from "../../documents/document.ts";
import type { IndexQuery, PassageVector } from "../passage-index.ts";
import type { Write } from "./embedded-engine.ts";

export type Request =
  | { readonly kind: "write"; readonly write: Write }
  | { readonly kind: "search"; readonly query: IndexQuery }
  | { readonly kind: "size"; readonly tenant: TenantId }
  | { readonly kind: "get"; readonly tenant: TenantId; readonly ids: readonly PassageId[] }
  | { readonly kind: "passagesOf"; readonly tenant: TenantId; readonly document: DocumentId }
  | {
      readonly kind: "putVectors";
      readonly tenant: TenantId;
      readonly model: string;
      readonly items: readonly PassageVector[];
    }
  | {
      readonly kind: "missingVectors";
      readonly tenant: TenantId;
      readonly model: string;
      readonly limit: number;
    }
  | { readonly kind: "dropVectors"; readonly tenant: TenantId; readonly model: string }
  | { readonly kind: "close" };

export interface Call {
  readonly call: number;
  readonly request: Request;
}

export type Reply =
  | { readonly ready: true }
  | (Answered & { readonly result: unknown })
  | (Answered & { readonly error: string });

interface Answered {
  readonly call: number;
  /** Rows whose passages are to be dropped once this is read. */
  readonly dropped: readonly number[];
}
