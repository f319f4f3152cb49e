/** A reply that was stored: what of it its readers may still see. */
import { type Audience, confirmedFor, mayRead } from "../access/audience.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { Ask } from "./ask.ts";
import { sourcesGone } from "./endings.ts";
import type { Reply } from "./reply.ts";

type Sources = Pick<AnswerParts, "membership" | "passages">;

/** How many of the passages that a reply cites or names are gone, or not for everyone in `audience` to read, right now. */
export async function countUnreadable(
  { tenant }: Pick<Ask, "tenant">,
  { citations, named = [] }: Pick<Reply, "citations" | "named">,
  audience: Audience,
  { membership, passages }: Sources,
): Promise<number> {
  const ids = [...new Set([...citations.map(({ passage }) => passage), ...named])];
  if (!ids.length) return 0;
  const standing = await passages(tenant, ids);
  const confirmed = await confirmedFor(
    audience,
    membership,
    standing.flatMap(({ scopes }) => scopes),
  );
  return ids.length - standing.filter(({ scopes }) => mayRead(scopes, confirmed)).length;
}

/**
 * The reply as it may be shown now: minutes or weeks after it was written its readers may have changed, and its
 * sources may be gone. Then only what says so is left, with the receipt.
 */
export async function asReadableNow(ask: Ask, reply: Reply, sources: Sources): Promise<Reply> {
  if ((await countUnreadable(ask, reply, ask.audience, sources)) === 0) return reply;
  const { interpretedAs: _, named: __, ...rest } = reply;
  return { ...rest, outcome: "reason", text: sourcesGone, citations: [], privateSources: 0 };
}
