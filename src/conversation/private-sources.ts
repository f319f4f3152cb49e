/** What only the asker may read: counted for them, never shown to a channel. */
import { type Audience, confirmedFor, mayRead, readableBy } from "../access/audience.ts";
import type { Scope } from "../access/scopes.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { Ask } from "./ask.ts";
import type { StandaloneQuestion } from "./rewrite.ts";

/** A private passage counts when it scores at least this share of the best one: "see also" must be worth a look. */
const WORTH_A_LOOK = 0.5;

/**
 * How many more documents the asker of a channel question would find when asking in private; 0 in private, and when
 * what they may read would not answer the question.
 */
export async function countPrivateSources(
  { ask, question, readable }: { ask: Ask; question: StandaloneQuestion; readable: ReadonlySet<Scope> },
  { membership, retrieval }: Pick<AnswerParts, "membership" | "retrieval">,
  limit: number,
): Promise<number> {
  if (ask.audience.kind === "private") return 0;
  const alone: Audience = { kind: "private", person: ask.person };
  const own = await readableBy(alone, membership);
  if ([...own].every((scope) => readable.has(scope))) return 0;
  const { tenant } = ask;
  const found = await retrieval.search({ tenant, texts: question.texts, scopes: own, limit });
  if (!found.answerability.answerable) return 0;
  const best = found.passages[0]?.score ?? 0;
  const further = found.passages.filter(
    ({ passage, score }) => score >= best * WORTH_A_LOOK && !mayRead(passage.scopes, readable),
  );
  const confirmed = await confirmedFor(
    alone,
    membership,
    further.flatMap(({ passage }) => passage.scopes),
  );
  const theirs = further.filter(({ passage }) => mayRead(passage.scopes, confirmed));
  return new Set(theirs.map(({ passage }) => passage.document)).size;
}
