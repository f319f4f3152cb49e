import type { Action } from "./verdict.ts";

const STRICTNESS: readonly Action[] = ["allow", "note", "redact", "withhold"];

/** The stricter of two actions. */
export const stricter = (one: Action, other: Action): Action =>
  STRICTNESS.indexOf(one) >= STRICTNESS.indexOf(other) ? one : other;
