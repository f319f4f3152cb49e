/**
 * Brings released text back from the ledger. This is safe for one reason only: what the ledger stores was `Released`
 * when it was written, and nobody else writes those columns. Therefore dependency-cruiser lets only
 * src/conversation/stored-reply.ts, the ledger's own reader, import this file.
 */
import { releaseKey } from "./release-key.ts";
import { Released } from "./released.ts";

/** `text` as it was released before it was stored. */
export const restoreReleased = (text: string): Released => new Released(text, releaseKey);
