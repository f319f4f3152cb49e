import type { Lead } from "./lead-ins.ts";
import type { Terms } from "./terms.ts";

/** One statement of one passage. */
export interface Statement extends Terms {
  /** The passage's place among those given, from 0. */
  readonly passage: number;
  /** Its place in the passage, from 0. */
  readonly ordinal: number;
  /** As it stands in the document, white space apart; list marks are left out. Empty for a table without a leader. */
  readonly text: string;
  /** A list item or table row: it stands on a line of its own. */
  readonly isItem: boolean;
  /** A table's row, "column: value; column: value". */
  readonly isRow: boolean;
  /** A further sentence of the item before it. */
  readonly goesOn: boolean;
  /** What an item is never shown without, because it gives the item its sense: the lines that lead to its list. */
  readonly ledBy: readonly Lead[];
  /** The items of a short list, which is one statement; otherwise empty. */
  readonly items: readonly string[];
  /** "… are covered:" says nothing without its items. */
  readonly leads: boolean;
  /** Its words as they count for the length of an answer. */
  readonly length: number;
  /** Stems of the headings that it stands under, those included that a parser left in the text. */
  readonly heading: ReadonlySet<string>;
  /** The statement that it leans on and is never shown without. */
  readonly needs?: Statement;
  /** Worth showing only where nothing else answers: it points elsewhere, or leans on what is not at hand. */
  readonly isWeak: boolean;
}
