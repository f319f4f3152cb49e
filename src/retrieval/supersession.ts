/** Where a newer version answers, the older one does not: judged for each question by what its readers may read. */
import { mayRead } from "../access/audience.ts";
import { ORG, type Scope, type TenantId } from "../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../documents/document.ts";
import type { Standing } from "../documents/lineage.ts";
import type { Kinship, Relative, Relatives } from "../documents/lineage-rows.ts";
import { replaces } from "../documents/title-family.ts";
import { answerability } from "./answerable.ts";
import type { Hit, IndexAnswer, IndexQuery, PassageIndex } from "./passage-index.ts";

/** What is known of a document that holds no more. */
export interface Superseded {
  /**
   * The beginning of what took its place, which the same readers may read; without it the document itself says that it
   * is out of date.
   */
  readonly newer?: Passage;
}

export interface SupersessionParts {
  readonly index: Pick<PassageIndex, "search">;
  /** Which documents may have replaced which (the catalogue's `relatives`). */
  readonly relatives: (tenant: TenantId, ids: readonly DocumentId[]) => Promise<Relatives>;
  /** The index's `get`: what it says of a passage's readers is what counts. */
  readonly passages: (tenant: TenantId, ids: readonly PassageId[]) => Promise<readonly Passage[]>;
  readonly answerabilityThreshold?: number;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}

/** Hits in the order in which they are to be used, and what is known of their documents. */
export interface Preferred {
  readonly hits: readonly Hit[];
  readonly superseded: ReadonlyMap<DocumentId, Superseded>;
}

/** So many hits are looked through for a newer version that did not come near the top. */
const LOOKED_THROUGH = 60;
/** A newer version answers when its best passage scores at least this share of the older one's. */
const AS_GOOD_AS = 0.5;

/** Puts newer versions before older ones; hits of documents without a newer version stay as they are. */
export function preferNewer(parts: SupersessionParts) {
  return async (found: IndexAnswer, query: Omit<IndexQuery, "limit">): Promise<Preferred> => {
    const superseded = await supersededOf(found.hits, query, parts);
    const question = query.texts[0]?.text ?? "";
    const replaced = new Map<DocumentId, DocumentId>();
    for (const [older, { newer, standing }] of superseded) {
      if (newer && !asksFor(question, standing)) replaced.set(older, newer.document);
    }
    if (replaced.size === 0) return { hits: found.hits, superseded };
    const pool = await withNewer(found.hits, new Set(replaced.values()), query, parts);
    const answered = [...replaced].filter(([older, newer]) => {
      const hits = pool.filter(({ passage }) => passage.document === newer);
      const best = (document: DocumentId) =>
        Math.max(...pool.filter(({ passage }) => passage.document === document).map(({ score }) => score), 0);
      const { answerable } = answerability({ ...found, hits }, parts.answerabilityThreshold);
      return answerable && best(newer) >= AS_GOOD_AS * best(older);
    });
    return { hits: inPlace(found.hits, pool, new Map(answered)), superseded };
  };
}

/** The hits, and those of newer versions that stand further down. */
async function withNewer(
  hits: readonly Hit[],
  newer: ReadonlySet<DocumentId>,
  query: Omit<IndexQuery, "limit">,
  { index }: SupersessionParts,
): Promise<readonly Hit[]> {
  const there = new Set(hits.map(({ passage }) => passage.document));
  const missing = new Set([...newer].filter((document) => !there.has(document)));
  if (missing.size === 0) return hits;
  const further = await index.search({ ...query, limit: LOOKED_THROUGH });
  return [...hits, ...further.hits.filter(({ passage }) => missing.has(passage.document))];
}

/** Each passage of an older version gives its place, and the score of it, to the next one of the newer version. */
function inPlace(
  hits: readonly Hit[],
  pool: readonly Hit[],
  answered: ReadonlyMap<DocumentId, DocumentId>,
): Hit[] {
  const placed = new Set<Hit>();
  const place = (hit: Hit | undefined): Hit[] => {
    if (!hit || placed.has(hit)) return [];
    placed.add(hit);
    return [hit];
  };
  return hits.flatMap((hit) => {
    const newer = answered.get(hit.passage.document);
    if (newer === undefined) return place(hit);
    const next = pool.find((other) => other.passage.document === newer && !placed.has(other));
    return place(next).map((one) => ({ ...one, score: Math.max(one.score, hit.score) }));
  });
}

/** Of the hits' documents, those that hold no more. */
async function supersededOf(
  hits: readonly Hit[],
  { tenant, scopes }: Pick<IndexQuery, "tenant" | "scopes">,
  { relatives, passages, now = Date.now }: SupersessionParts,
): Promise<ReadonlyMap<DocumentId, Superseded & { readonly standing: Standing }>> {
  const ids = [...new Set(hits.map(({ passage }) => passage.document))];
  const { documents, kinships } = await relatives(tenant, ids);
  const today = new Date(now()).toISOString().slice(0, 10);
  const takesPlace = (kinship: Kinship): Relative | undefined => {
    const [newer, older] = [documents.get(kinship.newer), documents.get(kinship.older)];
    if (!newer || !older || !mayRead(newer.scopes, scopes) || !covers(newer.scopes, older.scopes)) return;
    if (!holdsOn(newer.standing, today)) return;
    const isNewer = kinship.by === "statement" || replaces(newer.standing, older.standing, today);
    return isNewer ? newer : undefined;
  };
  const chosen = new Map<DocumentId, Relative>();
  for (const id of documents.keys()) {
    const newer = kinships.filter(({ older }) => older === id).map(takesPlace);
    const latest = latestOf(
      newer.filter((one) => one !== undefined),
      today,
    );
    if (latest) chosen.set(id, latest);
  }
  // Two documents that each claim to replace the other prove nothing.
  for (const [older, { document }] of chosen) {
    if (chosen.get(document)?.document !== older) continue;
    chosen.delete(older);
    chosen.delete(document);
  }
  const last = new Map<DocumentId, Relative>(
    ids.flatMap((id): [DocumentId, Relative][] => {
      const newest = endOf(id, chosen);
      return newest ? [[id, newest]] : [];
    }),
  );
  const first = await passages(tenant, [...new Set([...last.values()].map(({ passage }) => passage))]);
  const readable = new Map(
    first.filter((one) => mayRead(one.scopes, scopes)).map((one) => [one.document, one]),
  );
  return new Map(
    ids.flatMap((id): [DocumentId, Superseded & { readonly standing: Standing }][] => {
      const standing = documents.get(id)?.standing ?? {};
      const newer = readable.get(last.get(id)?.document as DocumentId);
      const isOver = standing.isOutdated || isPast(standing.validUntil, today);
      return newer || isOver ? [[id, { newer, standing }]] : [];
    }),
  );
}

/** What a few may read takes the place of nothing that more may read: a channel does not rewrite the handbook. */
const covers = (newer: readonly Scope[], older: readonly Scope[]): boolean =>
  newer.includes(ORG) || older.every((scope) => newer.includes(scope));

/** Whether a document may take another's place today. */
const holdsOn = ({ isOutdated, age, validFrom, validUntil }: Standing, today: string): boolean =>
  !isOutdated && age !== -1 && !(validFrom !== undefined && validFrom > today) && !isPast(validUntil, today);

const isPast = (day: string | undefined, today: string): boolean => day !== undefined && day < today;

/** The one that none of the others replaces; undefined when several stand side by side. */
function latestOf(candidates: readonly Relative[], today: string): Relative | undefined {
  const different = [...new Map(candidates.map((one) => [one.document, one])).values()];
  const last = different.filter(
    (one) => !different.some((other) => replaces(other.standing, one.standing, today)),
  );
  return last.length === 1 ? last[0] : undefined;
}

/** Where a chain of replacements ends; undefined when there is none, or it runs in a circle. */
function endOf(id: DocumentId, chosen: ReadonlyMap<DocumentId, Relative>): Relative | undefined {
  const met = new Set([id]);
  let newest: Relative | undefined;
  for (let next = chosen.get(id); next; next = chosen.get(next.document)) {
    if (met.has(next.document)) return undefined;
    met.add(next.document);
    newest = next;
  }
  return newest;
}

const EARLIER =
  /\b(?:previous(?:ly)?|former(?:ly)?|earlier|older?|archived|superseded|used to|früher\w*|alte[nrs]?|vorherige\w*|ancien\w*|anterior\w*|précédente?s?|vorige)\b/i;

/** "What did the travel policy of 2023 allow?" wants the older version. */
function asksFor(question: string, { date, version, isDraft }: Standing): boolean {
  if (EARLIER.test(question)) return true;
  if (isDraft && /\bdraft|entwurf|brouillon|borrador\b/i.test(question)) return true;
  if (date && new RegExp(`\\b${date[0]}\\b`).test(question)) return true;
  return (
    version !== undefined && new RegExp(`\\bv(?:ersion)?\\.? ?${version.join("\\.")}\\b`, "i").test(question)
  );
}
