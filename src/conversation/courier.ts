/** How replies travel back: the one port that an adapter implements for the conversation. */

import type { PersonId } from "../access/scopes.ts";
import type { Released } from "../safety/released.ts";
import type { Ask, Json } from "./ask.ts";
import type { Reply, ReplyEvent } from "./reply.ts";

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
  /**
   * Brings a reply that was delivered into the form it has now: with a notice above it because a source changed, or
   * with a few words in its place because a source is gone. `note.handle` says where it stands; a message that is not
   * there any more is done, and so is one that the platform lets nobody edit. May be called again for the same reply.
   * @throws when the platform cannot be reached; it is tried again later.
   */
  amend?(ask: Ask, reply: Reply, note: DeliveryNote): Promise<void>;
  /**
   * Says something to one person in private, unasked: that an answer of theirs was taken back, or that a document of
   * theirs holds a password. With a note, a courier that was cut off says it no second time.
   * @throws when the platform cannot be reached or the person takes no messages.
   */
  tell?(person: PersonId, text: Released, note?: DeliveryNote): Promise<void>;
}
