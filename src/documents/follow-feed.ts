/** Takes up what a source's feed says, and remembers how far it came. */
import { documentId, removeDocument } from "./index-document.ts";
import type { SourceChange, SourceEntry } from "./sources/source.ts";
import { type Sweeping, takeUp } from "./sweep.ts";

/** Beside what sweeping needs. */
interface Following extends Sweeping {
  /** The time, never before the mark of a listing, in milliseconds since 1970. */
  readonly seenAt: () => number;
  /** Everything before this cursor is in index and catalogue, or on the work list. Durable when it resolves. */
  readonly checkpoint: (cursor: string) => Promise<void>;
}

/** Changes that are compared with the catalogue at once. */
const PAGE = 200;

/**
 * Works a feed off. A cursor is stored only after everything before it is indexed; what follows is taken up
 * meanwhile, so that checkpoints cost no pause.
 *
 * @throws what the feed throws, ResyncRequired among it, and what index or catalogue failed with.
 */
export async function followFeed(run: Following, feed: AsyncIterable<SourceChange>): Promise<void> {
  const { tasks } = run;
  let page: SourceEntry[] = [];
  let checkpoints: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const entries = page;
    page = [];
    await takeUp(run, entries, run.seenAt());
  };
  const checkpoint = (cursor: string): void => {
    const before = Promise.all([checkpoints, tasks.settled()]);
    checkpoints = before.then(() => {
      tasks.check();
      return run.checkpoint(cursor);
    });
    // Awaited at the end; until then a failure is no unhandled one.
    checkpoints.catch(() => undefined);
  };
  try {
    for await (const change of feed) {
      if (change.kind === "changed") {
        page.push(change.entry);
        if (page.length >= PAGE) await flush();
        continue;
      }
      // What the feed says is done in its order.
      await flush();
      if (change.kind === "cursor") checkpoint(change.cursor);
      else await removePath(run, change.path);
    }
    await flush();
  } finally {
    await tasks.settled();
    await checkpoints.catch(() => undefined);
  }
  tasks.check();
  await checkpoints;
}

async function removePath(run: Following, path: string): Promise<void> {
  const id = documentId(run.tenant, run.source.name, path);
  await run.tasks.start(0, () =>
    run.paths.pass(path, async () => {
      const known = await run.catalogue.get(id);
      if (known) await removeDocument(run, known);
    }),
  );
}
