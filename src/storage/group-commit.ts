/** Many small durable writes, one wait for the disk. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Does `work` inside a transaction and resolves with its result once that is durable. */
export type Commit = <Result>(work: (transaction: Transaction<Tables>) => Promise<Result>) => Promise<Result>;

interface Waiting {
  readonly work: (transaction: Transaction<Tables>) => Promise<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what is written while the event loop turns (or while the disk is busy) into one transaction: a hundred asks
 * a second then cost a few waits for the disk and not a hundred. When one piece of work throws, nothing of the
 * group is kept and each piece is done again in a transaction of its own, so that one failure is nobody else's; work
 * must therefore be safe to run again after a rollback.
 */
export function createGroupCommit(db: Kysely<Tables>): Commit {
  let waiting: Waiting[] = [];
  let running = false;

  const run = async () => {
    while (waiting.length) {
      const group = waiting;
      waiting = [];
      await commitTogether(db, group);
    }
    running = false;
  };

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(run);
    });
}

async function commitTogether(db: Kysely<Tables>, group: readonly Waiting[]): Promise<void> {
  try {
    const results = await db.transaction().execute(async (transaction) => {
      const collected: unknown[] = [];
      for (const { work } of group) collected.push(await work(transaction));
      return collected;
    });
    group.forEach(({ resolve }, position) => {
      resolve(results[position] as never);
    });
  } catch (error) {
    const [first, ...others] = group;
    if (first && !others.length) return first.reject(error);
    for (const single of group) await commitTogether(db, [single]);
  }
}
