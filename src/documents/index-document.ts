/** One document's way from its source into the index and the catalogue, and out of them again. */
import { createHash } from "node:crypto";
import { ORG, type TenantId } from "../access/scopes.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import { type Catalogue, type CatalogueEntry, INTERRUPTED } from "./catalogue.ts";
import type { ChangeLog } from "./change-log.ts";
import { type DocumentId, type Passage, passageId } from "./document.ts";
import type { OwnerNotices } from "./owner-notices.ts";
import { type DocumentParser, tooLarge } from "./parse/create-parser.ts";
import type { ReadDocument } from "./parse/read-document.ts";
import { UnreadableDocument } from "./parse/unreadable.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "./sources/source.ts";
import type { SyncReport } from "./sync-event.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** What indexing a source's documents needs. */
export interface Indexing {
  readonly source: DocumentSource;
  readonly tenant: TenantId;
  readonly catalogue: Catalogue;
  readonly index: PassageIndex;
  readonly parser: DocumentParser;
  /** Hears of documents that answers may have cited; nobody does without it. */
  readonly changes?: Pick<ChangeLog, "note">;
  /** Whoever put a document there hears what is wrong with it; nobody does without it. */
  readonly notices?: Pick<OwnerNotices, "note">;
  readonly report: SyncReport;
  readonly signal?: AbortSignal;
  /** Does not believe that the index holds what the catalogue says. */
  readonly verify: boolean;
  /** Reads every file, even where its source says that it did not change, and tries failed ones again. */
  readonly checkContent?: boolean;
}

/** Stable for a document of a source, whatever its content. */
export const documentId = (tenant: TenantId, source: string, path: string): DocumentId =>
  createHash("sha256")
    .update(JSON.stringify([tenant, source, path]))
    .digest("hex")
    .slice(0, 32) as DocumentId;

/** A document that is about to be indexed for the first time, as the catalogue holds it until then. */
export const unknownEntry = (
  { tenant, source }: Pick<Indexing, "tenant" | "source">,
  entry: SourceEntry,
  seenAt: number,
): CatalogueEntry => {
  const id = documentId(tenant, source.name, entry.path);
  return {
    id,
    tenant,
    source: source.name,
    path: entry.path,
    title: entry.name ?? entry.path,
    ...stampOf(entry, id),
    version: "",
    seenVersion: "",
    size: entry.size,
    status: "failed",
    reason: INTERRUPTED,
    passages: 0,
    seenAt,
  };
};

/** Whether an entry says that neither words nor readers, link or date of a known document changed. */
export const isUnmoved = (run: Indexing, known: CatalogueEntry, entry: SourceEntry): boolean =>
  !run.verify &&
  !run.checkContent &&
  looksSame(known, entry) &&
  known.size === entry.size &&
  known.sourceVersion === entry.version &&
  sameStamp(known, stampOf(entry, known.id));

/** Tells of a document that stays as it is. */
export function reportUnmoved(
  run: Indexing,
  known: CatalogueEntry,
  entry: SourceEntry,
  stamped = false,
): void {
  if (known.status === "failed") {
    const reason = known.reason ?? INTERRUPTED;
    run.report({ kind: "failed", path: entry.path, reason, bytes: entry.size });
  } else run.report({ kind: stamped ? "restamped" : "unchanged", path: entry.path, bytes: entry.size });
}

/**
 * Brings one document in step with what its source says of it. `known` is its row of the catalogue, which must be
 * there before its passages are: otherwise those of a document that is deleted after a crash would stay for ever.
 *
 * @param seenAt when the source said so, in milliseconds since 1970
 * @returns the error that kept it from being read, if that may pass by itself; what will not is in the catalogue only.
 * @throws what index or catalogue failed with, and the signal's reason.
 */
export async function indexDocument(
  run: Indexing,
  known: CatalogueEntry,
  entry: SourceEntry,
  seenAt: number,
): Promise<{ readonly passing?: unknown }> {
  const { parser, source, checkContent, signal } = run;
  const isNew = known.seenVersion === "" && known.version === "";
  const isForgotten = known.status === "forgotten";
  if (!isForgotten && !known.scopes.includes(ORG) && entry.scopes.includes(ORG))
    run.report({ kind: "opened", path: entry.path });
  // An index that was put back from a copy may still hold it.
  if (isForgotten && run.verify) await run.index.remove(known.tenant, known.id);
  const isIntact = !isNew && (isForgotten || !run.verify || (await holds(run, known)));
  if (looksSame(known, entry) && isIntact && !checkContent) {
    await keep(run, known, entry, seenAt);
    return {};
  }
  let version = "";
  let document: ReadDocument;
  try {
    if (entry.size > parser.maxBytes) throw tooLarge(entry.size, parser.maxBytes);
    const bytes = await unlessAborted(source.read(entry), signal);
    version = createHash("sha256").update(bytes).digest("hex");
    // Under another name the same bytes may have another title, even another format.
    const isRenamed = entry.name !== undefined && known.sourceVersion !== entry.version;
    const isOld = isIntact && (!isRenamed || isForgotten) && known.seenVersion === version;
    if (isOld && !(checkContent && known.status === "failed")) {
      await keep(run, known, entry, seenAt);
      return {};
    }
    if (isIntact && !isRenamed && known.version === version) {
      const healed = { ...known, seenVersion: version, status: "indexed", reason: undefined } as const;
      await keep(run, healed, entry, seenAt, true);
      return {};
    }
    document = await unlessAborted(parser.parse(entry.name ?? entry.path, bytes), signal);
  } catch (error) {
    signal?.throwIfAborted();
    // What cannot be read may be what was forgotten: it is not taken for something new.
    if (isForgotten && version === "") await run.catalogue.markSeen([known.id], seenAt);
    else await fail(run, known, entry, seenAt, version, explainUnreadable(error));
    return version === "" && mayPass(error) ? { passing: error } : {};
  }
  await swapIn(run, known, entry, seenAt, version, document);
  return {};
}

/** Takes a document out of the index and the catalogue, and tells whoever cited it. */
export async function removeDocument(
  run: Pick<Indexing, "index" | "catalogue" | "changes" | "report">,
  known: CatalogueEntry,
): Promise<void> {
  await run.index.remove(known.tenant, known.id);
  if (known.version !== "") await note(run, known, "deleted");
  await run.catalogue.remove(known.id);
  run.report({ kind: "removed", path: known.path });
}

/** The source's own version decides; without one, size and date. */
function looksSame(known: CatalogueEntry, entry: SourceEntry): boolean {
  if (known.seenVersion === "") return false;
  if (entry.version !== undefined) return known.sourceVersion === entry.version;
  return known.size === entry.size && known.modifiedAt === entry.modifiedAt;
}

/** Its words stay; readers, link and date follow the source. */
async function keep(
  run: Indexing,
  known: CatalogueEntry,
  entry: SourceEntry,
  seenAt: number,
  mustSave = false,
): Promise<void> {
  const next = { ...known, ...stampOf(entry, known.id), ...lookOf(entry, seenAt) };
  const isStampedAnew = !sameStamp(known, next);
  if (isStampedAnew) await restamp(run, known, next);
  const isSame = known.size === next.size && known.sourceVersion === next.sourceVersion;
  if (isStampedAnew || mustSave || !isSame) await run.catalogue.save(next);
  else await run.catalogue.markSeen([known.id], seenAt);
  reportUnmoved(run, next, entry, isStampedAnew);
}

async function fail(
  run: Indexing,
  known: CatalogueEntry,
  entry: SourceEntry,
  seenAt: number,
  seenVersion: string,
  reason: string,
): Promise<void> {
  const next: CatalogueEntry = {
    ...known,
    ...stampOf(entry, known.id),
    ...lookOf(entry, seenAt),
    seenVersion,
    status: "failed",
    reason,
  };
  // The earlier version stays searchable, but never to people who may no longer read the document.
  if (known.version !== "" && !sameStamp(known, next)) await restamp(run, known, next);
  await run.catalogue.save(next);
  run.report({ kind: "failed", path: entry.path, reason, bytes: entry.size });
}

async function swapIn(
  run: Indexing,
  known: CatalogueEntry,
  entry: SourceEntry,
  seenAt: number,
  version: string,
  document: ReadDocument,
): Promise<void> {
  const { tenant, index, catalogue } = run;
  const { id } = known;
  const stamp = stampOf(entry, id);
  const passages = document.chunks.map(
    ({ location, text }, ordinal): Passage => ({
      id: passageId(id, version, ordinal),
      document: id,
      tenant,
      version,
      ordinal,
      title: document.title,
      ...stamp,
      location,
      text,
    }),
  );
  await index.replace(tenant, id, passages);
  if (known.version !== "" && known.version !== version) await note(run, known, "changed");
  if (known.version !== "" && !sameScopes(known, stamp)) await note(run, known, "readers");
  const { title, secrets, lineage } = document;
  if (secrets.length > 0 && entry.owner)
    await run.notices?.note({ document: id, version, owner: entry.owner });
  const indexed: CatalogueEntry = {
    id,
    tenant,
    source: run.source.name,
    path: entry.path,
    title,
    ...stamp,
    ...lookOf(entry, seenAt),
    version,
    seenVersion: version,
    indexedAt: new Date().toISOString(),
    status: "indexed",
    passages: passages.length,
    owner: entry.owner,
    secrets,
    hidden: document.findings,
    standing: lineage.standing,
  };
  await catalogue.save(indexed, lineage, known.seenVersion === "" && known.indexedAt === undefined);
  run.report({
    kind: "indexed",
    path: entry.path,
    title: document.title,
    passages: passages.length,
    bytes: entry.size,
    findings: document.findings,
    unread: document.unread,
    secrets,
  });
}

/** Whether the index holds what the catalogue says of a document. */
async function holds({ index, tenant }: Indexing, known: CatalogueEntry): Promise<boolean> {
  const passages = await index.passagesOf(tenant, known.id);
  return passages.length === known.passages && passages.every(({ version }) => version === known.version);
}

async function restamp(run: Indexing, known: CatalogueEntry, next: CatalogueEntry): Promise<void> {
  const { index, tenant } = run;
  const { id, uri, scopes, modifiedAt } = next;
  const passages = await index.passagesOf(tenant, id);
  if (passages.length > 0) {
    const stamped = passages.map((passage) => ({ ...passage, uri, scopes, modifiedAt }));
    await index.replace(tenant, id, stamped);
  }
  if (known.version !== "" && !sameScopes(known, next)) await note(run, known, "readers");
}

async function note(
  { changes }: Pick<Indexing, "changes">,
  { tenant, id, title, version }: CatalogueEntry,
  kind: "changed" | "readers" | "deleted",
): Promise<void> {
  await changes?.note({ tenant, document: id, title, kind, from: version });
}

type Stamp = Pick<CatalogueEntry, "uri" | "scopes" | "modifiedAt">;

const stampOf = ({ uri, scopes, modifiedAt }: SourceEntry, id: DocumentId): Stamp => ({
  uri: uri ?? `docent:${id}`,
  scopes,
  modifiedAt,
});

const lookOf = ({ size, version }: SourceEntry, seenAt: number) => ({ size, sourceVersion: version, seenAt });

const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a.uri === b.uri && a.modifiedAt === b.modifiedAt && sameScopes(a, b);

const sameScopes = (a: Pick<Stamp, "scopes">, b: Pick<Stamp, "scopes">): boolean =>
  a.scopes.toSorted().join() === b.scopes.toSorted().join();

function explainUnreadable(error: unknown): string {
  if (error instanceof UnreadableDocument || error instanceof SourceError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `it cannot be read (${code ?? message}): check that it is still there and may be opened`;
}

/** A document that is unreadable stays so until it changes, and a source that says what to do waits for it to be done. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof UnreadableDocument) && (!(error instanceof SourceError) || "retryAfterMs" in error);
