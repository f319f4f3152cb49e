/** A turn that is written nowhere: no ledger, no history, nobody to deliver to. Audits ask like this. */
import { randomUUID } from "node:crypto";
import type { PersonId, TenantId } from "../access/scopes.ts";
import type { PassageId } from "../documents/document.ts";
import { answer } from "./answer.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { AskId, ConversationId } from "./ask.ts";
import type { Reply } from "./reply.ts";
import type { AnswerOptions } from "./turn.ts";

export interface Rehearsal {
  readonly reply: Reply;
  /** What the question found, before it was judged, checked or drafted from. */
  readonly found: readonly PassageId[];
}

/**
 * Puts a question of a person, asked in private and in a conversation of its own, through the very turn that everybody's
 * questions take.
 */
export async function rehearse(
  asked: { readonly tenant: TenantId; readonly person: PersonId; readonly question: string },
  parts: AnswerParts,
  signal: AbortSignal,
): Promise<Rehearsal> {
  const { tenant, person, question } = asked;
  const id = randomUUID();
  let found: readonly PassageId[] = [];
  const ask = {
    id: id as AskId,
    tenant,
    platform: "local",
    dedupeKey: id,
    person,
    audience: { kind: "private", person },
    conversation: `rehearsal:${id}` as ConversationId,
    question,
    receivedAt: Date.now(),
    address: null,
  } as const;
  const options: AnswerOptions = {
    signal,
    pause: async () => {},
    masked: async () => {},
    found(passages) {
      found = passages.map(({ id }) => id);
    },
  };
  for await (const event of answer(ask, parts, options)) {
    if (event.type === "done") return { reply: event.reply, found };
  }
  throw new Error("The turn ended without a reply");
}
