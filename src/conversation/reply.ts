/** What the conversation gives back. Every text in it passed the guard or is Docent's own. */

import type { DocumentId, PassageId } from "../documents/document.ts";
import type { Receipt } from "../safety/receipt.ts";
import type { Released } from "../safety/released.ts";
import type { AskId } from "./ask.ts";

/** How an ask ended: exactly one of these. */
export type Outcome = "answer" | "abstention" | "reason";

export interface Citation {
  /** As it stands in the text: [n]. Numbers start at 1 in the order of first use. */
  readonly n: number;
  /** The document's title. */
  readonly title: Released;
  /** Where the document opens, with a page anchor where the format knows one. */
  readonly uri: string;
  /** "Employee handbook, p. 12, Leave > Parental". */
  readonly location: Released;
  /** The exact words that support the answer. */
  readonly quote: Released;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** Set when the document holds no more. */
  readonly superseded?: SupersededBy;
  readonly document: DocumentId;
  readonly passage: PassageId;
  /** What was quoted no longer stands in the document; `quote` says so, and `passage` is where it stood. */
  readonly isOutdated?: true;
}

/** A newer version that the same readers may read; without one the document itself says that it is out of date. */
export interface SupersededBy {
  readonly by?: {
    readonly title: Released;
    /** Where it opens. */
    readonly uri: string;
    /** ISO 8601. */
    readonly modifiedAt: string;
    /** Its first passage. */
    readonly passage: PassageId;
  };
}

/** How one ask ended. */
export interface Reply {
  readonly ask: AskId;
  readonly outcome: Outcome;
  /** Markdown with [n] markers. */
  readonly text: Released;
  /** Stands above the text: what became of a source since. */
  readonly notice?: Released;
  readonly citations: readonly Citation[];
  /** Passages whose documents are named without being cited: an abstention's closest, a citation's newer version. */
  readonly named?: readonly PassageId[];
  readonly receipt: Receipt;
  /** The question as it was understood, when it was a follow-up or had a typo repaired. */
  readonly interpretedAs?: Released;
  /** How many further sources only the asker may read: offered to them privately, never named in a channel. */
  readonly privateSources: number;
  /** The model that drafted, e.g. `extractive`. */
  readonly model: string;
  /** Milliseconds, by step and in total. */
  readonly timings: {
    readonly total: number;
    readonly search: number;
    readonly model: number;
    readonly checks: number;
    /** The part of `search` that waited for the question's vector, where there is an embedding model. */
    readonly embedding?: number;
  };
}

export type ReplyEvent =
  | { readonly type: "status"; readonly text: Released }
  /** Append `lead` and `text`; what was sent is never taken back. */
  | {
      readonly type: "sentence";
      readonly text: Released;
      readonly lead: string;
      readonly citations: readonly number[];
    }
  | { readonly type: "done"; readonly reply: Reply };
