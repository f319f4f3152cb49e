import type { Log } from "../operations/log.ts";
import { backoff } from "./backoff.ts";
import type { ChangeLog, UntoldChange } from "./change-log.ts";
import type { DocumentChange } from "./keeper.ts";
import { type Loop, startLoop } from "./loop.ts";

type Listener = (change: DocumentChange) => Promise<void>;

/**
 * Tells every noted change to every listener, also those noted before a crash or by another process. A listener that
 * throws is told again later, and only that one; with no listener at all, a change is told when it is noted.
 */
export function tellChanges(options: {
  readonly changes: ChangeLog;
  readonly listeners: readonly Listener[];
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly log: Log;
}): Loop {
  const { changes, listeners, now, signal, log } = options;
  /** By change: who has heard of it in this process. */
  const heard = new Map<string, Set<Listener>>();

  const tell = async ({ id, change, attempts }: UntoldChange): Promise<void> => {
    const told = heard.get(id) ?? new Set();
    heard.set(id, told);
    let failure: { readonly error: unknown } | undefined;
    for (const listener of listeners.filter((one) => !told.has(one))) {
      try {
        await listener(change);
        told.add(listener);
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure) {
      log.warn("A change of a document could not be followed up; it is tried again", {
        document: change.document,
        error: failure.error,
      });
      await changes.postpone(id, now() + backoff(attempts + 1, failure.error));
      return;
    }
    await changes.told(id);
    heard.delete(id);
  };

  return startLoop({
    name: "Telling what changed in documents",
    signal,
    log,
    async step() {
      for (const change of await changes.due(now())) {
        if (signal.aborted) return 0;
        await tell(change);
      }
      const next = await changes.nextAt();
      return next === undefined ? Number.POSITIVE_INFINITY : next - now();
    },
  });
}
