/** Lists a source from end to end and does what follows from it, holding a page of the listing at a time. */
import type { Tasks } from "./bounded-tasks.ts";
import type { CatalogueEntry } from "./catalogue.ts";
import {
  documentId,
  type Indexing,
  indexDocument,
  isUnmoved,
  removeDocument,
  reportUnmoved,
  unknownEntry,
} from "./index-document.ts";
import type { OnePerName } from "./one-per-name.ts";
import type { SourceEntry } from "./sources/source.ts";

/** Beside what indexing needs. */
export interface Sweeping extends Indexing {
  readonly tasks: Tasks;
  /** Keeps everything that concerns one path apart. */
  readonly paths: OnePerName;
  /** How many documents were looked up singly so far: what was read of the catalogue before one was may be old. */
  readonly lookUps: () => number;
  /** Told of a document that could not be read for a reason that may pass. */
  readonly onPassing: (entry: SourceEntry, error: unknown) => Promise<void>;
}

/** Entries that are compared with the catalogue at once. */
const PAGE = 200;

/**
 * Brings everything in step with `source.list()` and removes what it does not list.
 *
 * Presence is a mark in the catalogue, not a set in memory: whatever was last seen before this listing began is gone.
 *
 * @param mark later than any earlier `seenAt` of the source, so that a clock that was put back deletes nothing
 * @throws when the source cannot be listed, or index or catalogue cannot be written; nothing is removed then.
 */
export async function sweep(run: Sweeping, mark: number): Promise<void> {
  const { source, tasks, catalogue, tenant, signal } = run;
  try {
    for await (const page of pagesOf(source.list(signal), PAGE)) await takeUp(run, page, mark);
  } finally {
    await tasks.settled();
  }
  tasks.check();
  for (const text of source.remarks?.() ?? []) run.report({ kind: "remark", text });
  for (;;) {
    const gone = await catalogue.unseen(tenant, source.name, mark);
    if (gone.length === 0) return;
    for (const known of gone) {
      await tasks.start(0, () =>
        run.paths.pass(known.path, (waited) => removeUnseen(run, known, mark, waited)),
      );
    }
    await tasks.settled();
    tasks.check();
  }
}

/** Brings some entries in step: one look at the catalogue for all of them, then each on its own. */
export async function takeUp(run: Sweeping, page: readonly SourceEntry[], seenAt: number): Promise<void> {
  const { tenant, source, catalogue, tasks, paths } = run;
  const lookUps = run.lookUps();
  const found = page.map((entry) => ({ entry, id: documentId(tenant, source.name, entry.path) }));
  const known = await catalogue.getMany(found.map(({ id }) => id));
  const unmoved = found.filter(({ entry, id }) => {
    const row = known.get(id);
    return row !== undefined && isUnmoved(run, row, entry);
  });
  await catalogue.markSeen(
    unmoved.map(({ id }) => id),
    seenAt,
  );
  for (const { entry, id } of unmoved) reportUnmoved(run, known.get(id)!, entry);
  const done = new Set(unmoved);
  const moved = found.filter((one) => !done.has(one));
  const announced = moved.filter(({ id }) => !known.has(id));
  const fresh = new Map(announced.map(({ entry, id }) => [id, unknownEntry(run, entry, seenAt)]));
  await catalogue.announce([...fresh.values()]);
  for (const { entry, id } of moved) {
    await tasks.start(entry.size, () =>
      paths.pass(entry.path, async (waited) => {
        const isOld = waited || run.lookUps() !== lookUps;
        const row = isOld ? await catalogue.get(id) : (known.get(id) ?? fresh.get(id));
        await indexEntry(run, row, isOld ? await newest(run, row, entry, seenAt) : entry, seenAt);
      }),
    );
  }
}

/** What was looked up after the page was listed is newer than what the page says, its readers above all. */
async function newest(
  { source, signal }: Sweeping,
  row: CatalogueEntry | undefined,
  entry: SourceEntry,
  seenAt: number,
): Promise<SourceEntry | undefined> {
  const isNewer = source.find !== undefined && row !== undefined && row.seenAt >= seenAt;
  return isNewer ? source.find?.(entry.path, signal) : entry;
}

/**
 * Brings one document in step whose path is held.
 * @param row its row of the catalogue, if it has one
 * @param entry what its source says of it; nothing when it is gone
 */
export async function indexEntry(
  run: Sweeping,
  row: CatalogueEntry | undefined,
  entry: SourceEntry | undefined,
  seenAt: number,
): Promise<void> {
  if (!entry) {
    if (row) await removeDocument(run, row);
    return;
  }
  const known = row ?? unknownEntry(run, entry, seenAt);
  if (!row) await run.catalogue.announce([known]);
  const { passing } = await indexDocument(run, known, entry, seenAt);
  if (passing !== undefined) await run.onPassing(entry, passing);
}

async function removeUnseen(
  run: Sweeping,
  known: CatalogueEntry,
  mark: number,
  waited: boolean,
): Promise<void> {
  const row = waited ? await run.catalogue.get(known.id) : known;
  if (row && row.seenAt < mark) await removeDocument(run, row);
}

/** The items in groups of at most `size`, each given on as soon as it is full. */
async function* pagesOf<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
