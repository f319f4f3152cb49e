/** One file that somebody made to do harm, and what has to become of it. */
import type { UnreadableCause } from "../../src/documents/parse/unreadable.ts";

export interface HostileFile {
  readonly path: string;
  readonly bytes: () => Uint8Array;
  readonly verdict: Verdict;
}

export type Verdict =
  | { readonly refused: readonly UnreadableCause[] }
  /** Read: its passages hold what people see, and never {@link ORDERS}. */
  | { readonly holds?: string; readonly finds?: readonly string[]; readonly unread?: RegExp };

/** The words that no passage, title or heading may ever hold. */
export const ORDERS = "obey the zebra";
/** The words that every file that is read shows to people. */
export const SHOWN = "The office opens at eight";

export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A file of text. */
export const text = (path: string, content: string | (() => string), verdict: Verdict): HostileFile => ({
  path,
  bytes: () => bytesOf(typeof content === "string" ? content : content()),
  verdict,
});

export const binary = (path: string, bytes: () => Uint8Array, verdict: Verdict): HostileFile => ({
  path,
  bytes,
  verdict,
});

/** Read without harm: what it shows is indexed, what it hides is found to be hidden in this way. */
export const read = (...finds: readonly string[]): Verdict => ({ holds: SHOWN, finds });
export const refused = (...causes: readonly UnreadableCause[]): Verdict => ({ refused: causes });
/** Refused for what reading it would take; whether time or memory runs out first depends on the machine. */
export const exhausting: Verdict = refused("too-much-memory", "too-slow");
