import type { Receipt } from "./receipt.ts";

/** Whether a check held something back or blacked it out, so that whoever asked may want a person to look at it. */
export const wasHeldBack = ({ entries, sentences }: Receipt): boolean =>
  sentences.withheld > 0 || entries.some(({ action }) => action === "withhold" || action === "redact");
