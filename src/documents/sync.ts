import { createHash } from "node:crypto";
import { ORG, type TenantId } from "../access/scopes.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import type { DocumentId, Passage, PassageId } from "./document.ts";
import { type DocumentParser, type ReadDocument, tooLarge } from "./parse/create-parser.ts";
import { UnreadableDocument } from "./parse/unreadable.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "./sources/source.ts";
import type { SyncReport, SyncResult } from "./sync-event.ts";

export type { SyncReport, SyncResult } from "./sync-event.ts";

export interface SyncOptions {
  readonly source: DocumentSource;
  readonly tenant: TenantId;
  readonly catalogue: Catalogue;
  readonly index: PassageIndex;
  readonly parser: DocumentParser;
  readonly report?: SyncReport;
  readonly signal?: AbortSignal;
  /** Reads every file, even where size and time say that it did not change, and tries failed ones again. */
  readonly checkContent?: boolean;
}

/** Bytes of files held at once, between reading and parsing, unless a single file is larger. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;
/** Documents under way for each parser thread: while one is parsed, others are read, written or committed. */
const DOCUMENTS_PER_WORKER = 6;

const INTERRUPTED = "indexing it was interrupted: index the source again";

/**
 * Brings the index and the catalogue in step with a source, doing only what changed: new and changed documents are
 * read and swapped in without a gap, those whose readers, link or date changed are stamped anew, and what is gone is
 * removed. A file that cannot be read is reported, keeps its earlier version searchable, and stops nothing.
 *
 * It may be killed at any time: the catalogue is written last, so the next run takes up what is missing.
 *
 * @throws when the source cannot be listed, or the index or catalogue cannot be written; nothing is removed then.
 */
export async function syncSource(options: SyncOptions): Promise<SyncResult> {
  const { source, tenant, catalogue, index, parser, signal, report = () => {} } = options;
  const started = performance.now();
  const entries: SourceEntry[] = [];
  for await (const entry of source.list()) {
    signal?.throwIfAborted();
    entries.push(entry);
  }
  for (const text of source.remarks?.() ?? []) report({ kind: "remark", text });
  report({
    kind: "listed",
    documents: entries.length,
    bytes: entries.reduce((sum, { size }) => sum + size, 0),
  });

  const [counted, held] = await Promise.all([catalogue.count(tenant), index.size(tenant)]);
  const tally = { indexed: 0, unchanged: 0, removed: 0, failed: 0, passages: 0, bytes: 0 };
  const run: Run = {
    ...options,
    // A crash between index and catalogue, or a lost index, shows here: every document is then looked up.
    verify: options.checkContent === true || counted.passages !== held.passages,
    report(event) {
      if (event.kind === "indexed") {
        tally.indexed++;
        tally.passages += event.passages;
        tally.bytes += event.bytes;
      } else if (event.kind === "failed") tally.failed++;
      else if (event.kind === "removed") tally.removed++;
      else if (event.kind === "unchanged" || event.kind === "restamped") tally.unchanged++;
      report(event);
    },
  };
  const finish = () => {
    const result = { ...tally, ms: Math.round(performance.now() - started) };
    report({ kind: "finished", ...result });
    return result;
  };
  try {
    const present = new Set<DocumentId>();
    await forEachBounded(entries, parser.workers * DOCUMENTS_PER_WORKER, signal, (entry) => {
      const id = documentId(tenant, source.name, entry.path);
      present.add(id);
      return syncDocument(run, entry, id);
    });
    for (const { id, path } of await catalogue.list(tenant, { source: source.name })) {
      if (present.has(id)) continue;
      await index.remove(tenant, id);
      await catalogue.remove(id);
      run.report({ kind: "removed", path });
    }
  } catch (error) {
    // Whoever shows the progress gives the terminal back; a bar that is never stopped also keeps the process alive.
    finish();
    throw error;
  }
  return finish();
}

interface Run extends Omit<SyncOptions, "report"> {
  readonly report: SyncReport;
  readonly verify: boolean;
}

async function syncDocument(run: Run, entry: SourceEntry, id: DocumentId): Promise<void> {
  const { catalogue, parser, source, checkContent } = run;
  const known = await catalogue.get(id);
  if (known && !known.scopes.includes(ORG) && entry.scopes.includes(ORG))
    run.report({ kind: "opened", path: entry.path });
  const isIntact = known !== undefined && (!run.verify || (await holds(run, known)));
  const looksSame =
    known?.size === entry.size && known.modifiedAt === entry.modifiedAt && known.seenVersion !== "";
  if (known && looksSame && isIntact && !checkContent) return keep(run, known, entry);

  let version = "";
  let document: ReadDocument;
  try {
    if (entry.size > parser.maxBytes) throw tooLarge(entry.size, parser.maxBytes);
    const bytes = await source.read(entry);
    version = createHash("sha256").update(bytes).digest("hex");
    if (known && isIntact && known.seenVersion === version && !(checkContent && known.status === "failed")) {
      return keep(run, known, entry);
    }
    if (known && isIntact && known.version === version) {
      return keep(run, { ...known, seenVersion: version, status: "indexed", reason: undefined }, entry, true);
    }
    document = await parser.parse(entry.path, bytes);
  } catch (error) {
    return fail(run, known ?? unknownEntry(run, entry, id), entry, version, explain(error));
  }
  await swapIn(run, known, entry, id, version, document);
}

/** Its words stay; readers, link and date follow the source. */
async function keep(run: Run, known: CatalogueEntry, entry: SourceEntry, mustSave = false): Promise<void> {
  const next = { ...known, ...stampOf(entry, known.id) };
  const isStampedAnew = !sameStamp(known, next);
  if (isStampedAnew) await restamp(run, next);
  if (isStampedAnew || mustSave || known.size !== entry.size)
    await run.catalogue.save({ ...next, size: entry.size });
  if (known.status === "failed") {
    const reason = known.reason ?? INTERRUPTED;
    run.report({ kind: "failed", path: entry.path, reason, bytes: entry.size });
  } else run.report({ kind: isStampedAnew ? "restamped" : "unchanged", path: entry.path, bytes: entry.size });
}

async function fail(
  run: Run,
  known: CatalogueEntry,
  entry: SourceEntry,
  seenVersion: string,
  reason: string,
): Promise<void> {
  const next: CatalogueEntry = {
    ...known,
    ...stampOf(entry, known.id),
    seenVersion,
    size: entry.size,
    status: "failed",
    reason,
  };
  // The earlier version stays searchable, but never to people who may no longer read the document.
  if (known.version !== "" && !sameStamp(known, next)) await restamp(run, next);
  await run.catalogue.save(next);
  run.report({ kind: "failed", path: entry.path, reason, bytes: entry.size });
}

async function swapIn(
  run: Run,
  known: CatalogueEntry | undefined,
  entry: SourceEntry,
  id: DocumentId,
  version: string,
  document: ReadDocument,
): Promise<void> {
  const { tenant, index, catalogue } = run;
  const stamp = stampOf(entry, id);
  const passages = document.chunks.map(
    ({ location, text }, ordinal): Passage => ({
      id: `${id}:${version.slice(0, 12)}:${ordinal}` as PassageId,
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
  // Without this row, passages of a document that is deleted after a crash right here would never be removed.
  if (!known) await catalogue.save(unknownEntry(run, entry, id));
  await index.replace(tenant, id, passages);
  await catalogue.save({
    id,
    tenant,
    source: run.source.name,
    path: entry.path,
    title: document.title,
    ...stamp,
    version,
    seenVersion: version,
    size: entry.size,
    indexedAt: new Date().toISOString(),
    status: "indexed",
    passages: passages.length,
  });
  run.report({
    kind: "indexed",
    path: entry.path,
    title: document.title,
    passages: passages.length,
    bytes: entry.size,
    hiddenTexts: document.hiddenText.length,
    unread: document.unread,
  });
}

/** Whether the index holds what the catalogue says of a document. */
async function holds({ index, tenant }: Run, known: CatalogueEntry): Promise<boolean> {
  const passages = await index.passagesOf(tenant, known.id);
  return passages.length === known.passages && passages.every(({ version }) => version === known.version);
}

async function restamp(
  { index, tenant }: Run,
  { id, uri, scopes, modifiedAt }: CatalogueEntry,
): Promise<void> {
  const passages = await index.passagesOf(tenant, id);
  if (passages.length === 0) return;
  await index.replace(
    tenant,
    id,
    passages.map((passage) => ({ ...passage, uri, scopes, modifiedAt })),
  );
}

type Stamp = Pick<CatalogueEntry, "uri" | "scopes" | "modifiedAt">;

const stampOf = ({ uri, scopes, modifiedAt }: SourceEntry, id: DocumentId): Stamp => ({
  uri: uri ?? `docent:${id}`,
  scopes,
  modifiedAt,
});

const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a.uri === b.uri &&
  a.modifiedAt === b.modifiedAt &&
  a.scopes.toSorted().join() === b.scopes.toSorted().join();

const unknownEntry = ({ tenant, source }: Run, entry: SourceEntry, id: DocumentId): CatalogueEntry => ({
  id,
  tenant,
  source: source.name,
  path: entry.path,
  title: entry.path,
  ...stampOf(entry, id),
  version: "",
  seenVersion: "",
  size: entry.size,
  status: "failed",
  reason: INTERRUPTED,
  passages: 0,
});

/** Stable for a document of a source, whatever its content. */
export const documentId = (tenant: TenantId, source: string, path: string): DocumentId =>
  createHash("sha256")
    .update(JSON.stringify([tenant, source, path]))
    .digest("hex")
    .slice(0, 32) as DocumentId;

function explain(error: unknown): string {
  if (error instanceof UnreadableDocument || error instanceof SourceError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `it cannot be read (${code ?? message}): check that it is still there and may be opened`;
}

/** Runs `work` over all entries, a bounded number and size at a time; the first error ends it, after what runs. */
async function forEachBounded(
  entries: readonly SourceEntry[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (entry: SourceEntry) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let bytes = 0;
  const isFull = (entry: SourceEntry): boolean =>
    running.size >= limit || (running.size > 0 && bytes + entry.size > MAX_BYTES_IN_FLIGHT);
  for (const entry of entries) {
    while (isFull(entry)) await Promise.race(running);
    if (errors.length > 0 || signal?.aborted) break;
    bytes += entry.size;
    const task: Promise<void> = work(entry)
      .catch((error: unknown) => void errors.push(error))
      .finally(() => {
        running.delete(task);
        bytes -= entry.size;
      });
    running.add(task);
  }
  await Promise.all(running);
  if (errors.length > 0) throw errors[0];
  signal?.throwIfAborted();
}
