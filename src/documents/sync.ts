import type { TenantId } from "../access/scopes.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import { boundedTasks, createGate, type Gate } from "./bounded-tasks.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ChangeLog } from "./change-log.ts";
import { onePerName } from "./one-per-name.ts";
import type { OwnerNotices } from "./owner-notices.ts";
import type { DocumentParser } from "./parse/create-parser.ts";
import type { DocumentSource } from "./sources/source.ts";
import { sweep } from "./sweep.ts";
import type { SyncEvent, SyncReport, SyncResult } from "./sync-event.ts";

export type { SyncReport, SyncResult } from "./sync-event.ts";

export interface SyncOptions {
  readonly source: DocumentSource;
  readonly tenant: TenantId;
  readonly catalogue: Catalogue;
  readonly index: PassageIndex;
  readonly parser: DocumentParser;
  /** Hears of documents that answers may have cited. */
  readonly changes?: Pick<ChangeLog, "note">;
  /** Whoever put a document there hears what is wrong with it. */
  readonly notices?: Pick<OwnerNotices, "note">;
  readonly report?: SyncReport;
  readonly signal?: AbortSignal;
  /** Reads every file, even where size and time say that it did not change, and tries failed ones again. */
  readonly checkContent?: boolean;
}

/** Bytes of files held at once, between reading and parsing, unless a single file is larger. */
const MAX_BYTES_IN_FLIGHT = 64 * 1024 * 1024;
/**
 * Documents under way for each reader: while it reads some together, as many are fetched or written, and those that
 * are written together share the waits for the disk.
 */
const DOCUMENTS_PER_WORKER = 32;

/** The gate that fits a parser. */
export const gateFor = ({ workers }: Pick<DocumentParser, "workers">): Gate =>
  createGate({ tasks: workers * DOCUMENTS_PER_WORKER, bytes: MAX_BYTES_IN_FLIGHT });

/**
 * Brings the index and the catalogue in step with a source, doing only what changed: new and changed documents are
 * read and swapped in without a gap, those whose readers, link or date changed are stamped anew, and what is gone is
 * removed. A file that cannot be read is reported, keeps its earlier version searchable, and stops nothing.
 *
 * It may be killed at any time: the catalogue is written last, so the next run takes up what is missing. When somebody
 * wants to follow it, the source is listed once more beforehand, to say how much there is.
 *
 * @throws when the source cannot be listed, or the index or catalogue cannot be written; nothing is removed then.
 */
export async function syncSource(options: SyncOptions): Promise<SyncResult> {
  const { source, tenant, catalogue, index, parser, signal, report } = options;
  const started = performance.now();
  const [counted, held] = await Promise.all([catalogue.count(tenant), index.size(tenant)]);
  if (report) await announceSize(source, report, signal);
  const tally = { indexed: 0, unchanged: 0, removed: 0, failed: 0, passages: 0, bytes: 0 };
  const count = (event: SyncEvent): void => {
    if (event.kind === "indexed") {
      tally.indexed++;
      tally.passages += event.passages;
      tally.bytes += event.bytes;
    } else if (event.kind === "failed") tally.failed++;
    else if (event.kind === "removed") tally.removed++;
    else if (event.kind === "unchanged" || event.kind === "restamped") tally.unchanged++;
  };
  const finish = (): SyncResult => {
    const result = { ...tally, ms: Math.round(performance.now() - started) };
    report?.({ kind: "finished", ...result });
    return result;
  };
  try {
    await sweep(
      {
        ...options,
        // A crash between index and catalogue, or a lost index, shows here: every document is then looked up.
        verify: options.checkContent === true || counted.passages !== held.passages,
        tasks: boundedTasks(gateFor(parser), signal),
        paths: onePerName(),
        lookUps: () => 0,
        onPassing: async () => undefined,
        report(event) {
          count(event);
          report?.(event);
        },
      },
      await newMark(catalogue, tenant, source.name, Date.now()),
    );
  } catch (error) {
    // Whoever shows the progress gives the terminal back; a bar that is never stopped also keeps the process alive.
    finish();
    throw error;
  }
  return finish();
}

/** The mark of a listing that begins now: later than everything that was seen, even if the clock was put back. */
export const newMark = async (
  catalogue: Catalogue,
  tenant: TenantId,
  source: string,
  now: number,
): Promise<number> => Math.max(now, 1 + (await catalogue.lastSeen(tenant, source)));

async function announceSize(
  source: DocumentSource,
  report: SyncReport,
  signal: AbortSignal | undefined,
): Promise<void> {
  let documents = 0;
  let bytes = 0;
  for await (const { size } of source.list()) {
    signal?.throwIfAborted();
    documents++;
    bytes += size;
  }
  report({ kind: "listed", documents, bytes });
}
