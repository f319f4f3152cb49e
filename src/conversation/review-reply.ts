/** Whether a stored reply still says what its documents say, and to nobody who may not read them. */
import { type Audience, confirmedFor, mayRead } from "../access/audience.ts";
import { type Membership, TO_SHOW } from "../access/membership.ts";
import { type DocumentId, describeLocation, type Passage } from "../documents/document.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Checks, Guard } from "../safety/guard.ts";
import type { Released } from "../safety/released.ts";
import { documentOf, documentsOf } from "./answer-sources.ts";
import type { Ask } from "./ask.ts";
import { stands } from "./citations.ts";
import { placeHeldBack, quoteGone, sourcesChanged, takenBack, titleHeldBack } from "./endings.ts";
import { citationLink } from "./link.ts";
import type { Citation, Reply } from "./reply.ts";

export interface ReviewParts {
  readonly index: Pick<PassageIndex, "passagesOf">;
  readonly membership: Membership;
  readonly guard: Guard;
  /** How people reach Docent (DOCENT_PUBLIC_URL). */
  readonly publicUrl?: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Nobody could say for too long who the readers are: then they count as people who may not read. */
  readonly isFinal?: boolean;
}

export type Review =
  /** Nothing is to be said. `reply` may cite the same words at another place of the document. */
  | { readonly standing: "sound"; readonly reply: Reply }
  /** Quoted words are gone from documents that are still there: a notice says so. */
  | { readonly standing: "outdated"; readonly reply: Reply }
  /** A document is gone, or not everyone in the audience may read it: nothing of the reply is left. */
  | { readonly standing: "withdrawn"; readonly reply: Reply };

/** Nobody can say now who the readers of a reply are: look again later. */
export class ReadersUnknown extends Error {
  override name = "ReadersUnknown";
}

/**
 * Looks at the documents as they are now, whatever happened to them: reviewing twice, or once for ten changes, comes
 * to the same.
 * @throws {ReadersUnknown} when whether a document may be read depends on members whom nobody knows at the moment.
 */
export async function reviewReply(ask: Ask, reply: Reply, parts: ReviewParts): Promise<Review> {
  const documents = documentsOf(reply);
  if (!documents.length) return { standing: "sound", reply };
  const found = await Promise.all(documents.map((id) => parts.index.passagesOf(ask.tenant, id)));
  const present = new Map(documents.map((id, position) => [id, found[position] ?? []]));
  if (found.some((passages) => !passages.length) || !(await mayAllRead(ask.audience, found.flat(), parts)))
    return { standing: "withdrawn", reply: withdrawn(reply, parts.now()) };

  const checks = parts.guard.open();
  const citations = await Promise.all(
    reply.citations.map((citation) => follow(citation, present, checks, parts.publicUrl)),
  );
  const named = reply.named?.map((id) => {
    const passages = present.get(documentOf(id)) ?? [];
    return (passages.find((passage) => passage.id === id) ?? passages[0])?.id ?? id;
  });
  const followed: Reply = { ...reply, citations, ...(named && { named }) };
  const outdated = citations.filter(({ isOutdated }, at) => isOutdated && !reply.citations[at]?.isOutdated);
  if (!outdated.length) return { standing: "sound", reply: followed };
  const titles = new Map(
    citations.filter(({ isOutdated }) => isOutdated).map(({ document, title }) => [document, title]),
  );
  return {
    standing: "outdated",
    reply: { ...followed, notice: sourcesChanged([...titles.values()], parts.now()) },
  };
}

/** What is left of a reply that is taken back: that it was, and how it had been checked. */
function withdrawn(reply: Reply, at: number): Reply {
  const { interpretedAs: _, named: __, notice: ___, ...rest } = reply;
  return { ...rest, outcome: "reason", text: takenBack(at), citations: [], privateSources: 0 };
}

async function mayAllRead(
  audience: Audience,
  passages: readonly Passage[],
  { membership, isFinal }: Pick<ReviewParts, "membership" | "isFinal">,
): Promise<boolean> {
  const scopes = passages.flatMap((passage) => passage.scopes);
  const readable = await confirmedFor(audience, membership, scopes);
  if (passages.every((passage) => mayRead(passage.scopes, readable))) return true;
  const known =
    audience.kind === "channel"
      ? await membership.channel(audience.channel, TO_SHOW)
      : await membership.person(audience.person, TO_SHOW);
  if (!known && !isFinal) throw new ReadersUnknown("Nobody can say now who reads this reply");
  return false;
}

/** The citation where its words stand now; with a note in place of the quote when they stand nowhere. */
async function follow(
  citation: Citation,
  present: ReadonlyMap<DocumentId, readonly Passage[]>,
  checks: Checks,
  publicUrl: string | undefined,
): Promise<Citation> {
  const passages = present.get(citation.document) ?? [];
  if (passages.some(({ id }) => id === citation.passage)) return citation;
  const place = citation.isOutdated ? undefined : findQuote(citation.quote.text, passages);
  const ordinal = Number(citation.passage.split(":")[2]);
  const passage = place ?? passages[Math.min(ordinal || 0, passages.length - 1)];
  if (!passage) return citation;
  const quote: Released = place ? citation.quote : quoteGone;
  const [title, location] = await Promise.all([
    checks.label(passage.title, [passage]),
    checks.label(describeLocation(passage.title, passage.location), [passage]),
  ]);
  return {
    ...citation,
    title: title ?? titleHeldBack,
    location: location ?? placeHeldBack,
    quote,
    uri: citationLink(passage, place ? quote.text : "", publicUrl),
    modifiedAt: passage.modifiedAt,
    passage: passage.id,
    ...(!place && { isOutdated: true }),
  };
}

/** The passage where the words begin: another cut of the same text may have parted them. */
function findQuote(quote: string, passages: readonly Passage[]): Passage | undefined {
  return (
    passages.find(({ text }) => stands(quote, text)) ??
    passages.find(({ text }, at) => stands(quote, `${text} ${passages[at + 1]?.text ?? ""}`))
  );
}
