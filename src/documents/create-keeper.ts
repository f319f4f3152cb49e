import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { Log } from "../operations/log.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Tables } from "../storage/tables.ts";
import type { Catalogue, SourceTally } from "./catalogue.ts";
import { type ChangeLog, createChangeLog } from "./change-log.ts";
import { removeDocument } from "./index-document.ts";
import type { DocumentChange, Keeper, SourceStatus } from "./keeper.ts";
import { type KeptParts, type KeptSource, keepSource } from "./kept-source.ts";
import type { Loop } from "./loop.ts";
import type { OwnerNotices } from "./owner-notices.ts";
import type { DocumentParser } from "./parse/create-parser.ts";
import { createSourceStates, type SourceState } from "./source-states.ts";
import type { DocumentSource } from "./sources/source.ts";
import { gateFor } from "./sync.ts";
import { tellChanges } from "./tell-changes.ts";
import { type Backlog, createWorkList } from "./work-list.ts";

export interface KeeperOptions {
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  readonly catalogue: Catalogue;
  readonly index: PassageIndex;
  readonly parser: DocumentParser;
  /** Where changes wait to be told; one over `db` by default. */
  readonly changes?: ChangeLog;
  /** Whoever put a document there hears what is wrong with it; nobody does without it. */
  readonly notices?: Pick<OwnerNotices, "note">;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, "watchSources">;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
}

interface Kept {
  readonly source: DocumentSource;
  readonly reconcileEveryMs: number;
  running?: KeptSource;
}

/**
 * Keeps sources in step from `start` to `stop`. Whatever was touched, listed or half done before is taken up from the
 * database, so it may be killed at any time; one keeper may run per tenant.
 */
export function createKeeper(options: KeeperOptions): Keeper {
  const { db, tenant, catalogue, index, parser, log, metrics, now = Date.now } = options;
  const work = createWorkList({ db, tenant });
  const states = createSourceStates({ db, tenant });
  const changes = options.changes ?? createChangeLog({ db, tenant });
  const gate = gateFor(parser);
  const { notices } = options;
  const parts: KeptParts = {
    tenant,
    catalogue,
    index,
    parser,
    changes,
    notices,
    work,
    states,
    gate,
    log,
    now,
  };
  const sources = new Map<string, Kept>();
  const listeners: ((change: DocumentChange) => Promise<void>)[] = [];
  const stopping = new AbortController();
  let isStarted = false;
  let mustVerify = false;
  let telling: Loop | undefined;

  const begin = (kept: Kept): void => {
    kept.running = keepSource(parts, { ...kept, verify: mustVerify });
  };

  /** May be killed in between: it is noted first, and taken up by the next start. */
  const forget = async (source: string): Promise<void> => {
    await states.save(source, { isForgetting: true });
    await work.clear(source);
    for (;;) {
      const some = await catalogue.unseen(tenant, source, Number.MAX_SAFE_INTEGER);
      if (some.length === 0) break;
      const run = { index, catalogue, changes, report: () => undefined };
      await Promise.all(some.map((known) => removeDocument(run, known)));
    }
    await states.clear(source);
  };

  const status = async (): Promise<readonly SourceStatus[]> => {
    const [tallies, backlogs, all] = await Promise.all([
      catalogue.tally(tenant),
      work.backlogs(),
      states.all(),
    ]);
    const names = new Set([...sources.keys(), ...tallies.keys(), ...all.keys()]);
    return [...names].sort().map((source) =>
      statusOf({
        source,
        tally: tallies.get(source),
        backlog: backlogs.get(source),
        state: all.get(source),
        passSince: sources.get(source)?.running?.passSince(),
        now: now(),
      }),
    );
  };
  metrics?.watchSources(status);

  return {
    add(source, { reconcileEveryMs }) {
      if (sources.has(source.name)) return;
      const kept: Kept = { source, reconcileEveryMs };
      sources.set(source.name, kept);
      if (isStarted) begin(kept);
    },
    async drop(source, { forget: mustForget }) {
      const kept = sources.get(source);
      sources.delete(source);
      await kept?.running?.stop();
      if (mustForget) await forget(source);
    },
    async touch(source, path = "") {
      await work.touch(source, path, now());
      sources.get(source)?.running?.wake();
    },
    status,
    onChange: (listener) => void listeners.push(listener),
    async start() {
      for (const [source, { isForgetting }] of await states.all()) if (isForgetting) await forget(source);
      const [counted, held] = await Promise.all([catalogue.count(tenant), index.size(tenant)]);
      // A crash between index and catalogue, or a lost index, shows here: every document is then looked up.
      mustVerify = counted.passages !== held.passages;
      telling = tellChanges({ changes, listeners, now, signal: stopping.signal, log });
      changes.onNote(telling.wake);
      isStarted = true;
      for (const kept of sources.values()) begin(kept);
      mustVerify = false;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...sources.values()].map(({ running }) => running?.stop()));
      await telling?.ended;
    },
  };
}

function statusOf(of: {
  readonly source: string;
  readonly tally: SourceTally | undefined;
  readonly backlog: Backlog | undefined;
  readonly state: SourceState | undefined;
  readonly passSince: number | undefined;
  readonly now: number;
}): SourceStatus {
  const { source, tally, backlog, state, now } = of;
  const unfinished = tally?.unfinished ?? 0;
  const since = [
    backlog && backlog.items > 0 ? backlog.since : undefined,
    unfinished > 0 ? of.passSince : undefined,
  ].filter((time) => time !== undefined);
  return {
    source,
    documents: tally?.documents ?? 0,
    passages: tally?.passages ?? 0,
    failed: tally?.failed ?? [],
    ...(tally?.findings.length && { findings: tally.findings }),
    pending: (backlog?.items ?? 0) + unfinished,
    lagSeconds: since.length === 0 ? 0 : Math.max(0, (now - Math.min(...since)) / 1000),
    reconciledAt: state?.reconciledAt === undefined ? undefined : new Date(state.reconciledAt).toISOString(),
    problem: state?.problem,
  };
}
