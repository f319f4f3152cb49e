import type { PersonId } from "../access/scopes.ts";
import type { CatalogueEntry } from "../documents/catalogue.ts";

/** What was removed from one place, counted, and what a second look still found there: 0 when all is well. */
export interface Removal {
  /** "search index", "ledger", "Teams uploads". */
  readonly place: string;
  /** What is counted, in the plural: "passages". */
  readonly what: string;
  readonly removed: number;
  readonly left: number;
}

/**
 * Somewhere beyond the core where documents or people's data are kept: an adapter's own files. Both functions remove
 * first and count again afterwards; removing what is not there removes 0.
 */
export interface Place {
  forgetDocument?(document: CatalogueEntry): Promise<readonly Removal[]>;
  forgetPerson?(person: PersonId): Promise<readonly Removal[]>;
}
