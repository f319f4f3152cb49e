/** How replies travel back: the one port that an adapter implements for the conversation. */

import type { Ask, Json } from "./ask.ts";
import type { ReplyEvent } from "./reply.ts";

/** What a courier left behind on the platform for this ask, so that after a crash it goes on instead of repeating. */
export interface DeliveryNote {
  /** What `remember` stored last, e.g. the id of a message already posted; `undefined` on a first attempt. */
  readonly handle: Json | undefined;
  /** Stores a handle durably; await it right after the platform returned an id. */
  remember(handle: Json): Promise<void>;
}

export interface Courier {
  /**
   * Carries one reply to its platform, from the first status to `done`; resolves when the platform has the whole
   * reply. May be called again for the same ask after a crash or a failure: then `note.handle` tells what is there.
   * @throws when the platform refuses or cannot be reached; the turn is tried again later.
   */
  deliver(ask: Ask, events: AsyncIterable<ReplyEvent>, note: DeliveryNote): Promise<void>;
}
