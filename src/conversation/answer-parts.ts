/** What a turn is made of: one part from each room, passed in by the composition root. */
import type { Membership } from "../access/membership.ts";
import type { TenantId } from "../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../documents/document.ts";
import type { Model } from "../models/model.ts";
import type { Log } from "../operations/log.ts";
import type { Retrieval } from "../retrieval/search.ts";
import type { Guard } from "../safety/guard.ts";
import type { History } from "./history.ts";

export interface AnswerParts {
  readonly guard: Guard;
  readonly membership: Membership;
  readonly retrieval: Retrieval;
  /** The passages with these ids that still exist (the index's `get`). */
  readonly passages: (tenant: TenantId, ids: readonly PassageId[]) => Promise<readonly Passage[]>;
  /** Who looks after documents, by the names that people know them by; where no source says so, nobody is named. */
  readonly ownersOf?: (
    tenant: TenantId,
    documents: readonly DocumentId[],
  ) => Promise<ReadonlyMap<DocumentId, string>>;
  readonly history: History;
  readonly model: Model;
  /** Drafts when `model` fails before anything was shown; the extractive model, which needs nobody else. */
  readonly fallback?: Model;
  /** How long one draft may take (DOCENT_MODEL_TIMEOUT_MS). */
  readonly modelTimeoutMs: number;
  /** How people reach Docent (DOCENT_PUBLIC_URL), for citations of documents that have no web address. */
  readonly publicUrl?: string;
  readonly log: Log;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}
