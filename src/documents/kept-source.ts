/** One source under care: two loops, one that follows it as a whole, one that looks single documents up. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TenantId } from "../access/scopes.ts";
import { explain, type Log } from "../operations/log.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import { backoff, retryAfterMs } from "./backoff.ts";
import { boundedTasks, type Gate, type Tasks } from "./bounded-tasks.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ChangeLog } from "./change-log.ts";
import { describeFinding } from "./document.ts";
import { followFeed } from "./follow-feed.ts";
import { documentId, type Indexing } from "./index-document.ts";
import { startLoop } from "./loop.ts";
import { onePerName } from "./one-per-name.ts";
import type { OwnerNotices } from "./owner-notices.ts";
import type { DocumentParser } from "./parse/create-parser.ts";
import type { SourceState, SourceStates } from "./source-states.ts";
import { type DocumentSource, ResyncRequired, type SourceEntry } from "./sources/source.ts";
import { indexEntry, type Sweeping, sweep } from "./sweep.ts";
import { newMark } from "./sync.ts";
import type { SyncEvent } from "./sync-event.ts";
import { describeSecrets } from "./without-secrets.ts";
import type { WorkItem, WorkList } from "./work-list.ts";

/** What all kept sources share. */
export interface KeptParts {
  readonly tenant: TenantId;
  readonly catalogue: Catalogue;
  readonly index: PassageIndex;
  readonly parser: DocumentParser;
  readonly changes: ChangeLog;
  readonly notices?: Pick<OwnerNotices, "note">;
  readonly work: WorkList;
  readonly states: SourceStates;
  readonly gate: Gate;
  readonly log: Log;
  readonly now: () => number;
}

export interface KeptSource {
  /** Something of it moved. */
  wake(): void;
  /** Since when a pass over the whole source has been under way, in milliseconds since 1970. */
  passSince(): number | undefined;
  /** Lets go of it; resolves when nothing of it is written any more. */
  stop(): Promise<void>;
}

/** Documents of one source that are looked up at once. */
const LOOK_UPS = 12;
/** While look-ups are under way, the next are looked for at least this often, in milliseconds. */
const LOOK_AGAIN_MS = 200;
/** A document that could not be read this often in a row waits for the next full listing. */
const MAX_ATTEMPTS = 10;
/** Items of a source without single look-ups that one listing answers for. */
const ITEMS_OF_A_PASS = 1_000;

/**
 * Begins to keep a source.
 * @param options.verify whether its first pass must compare index and catalogue, document by document
 */
export function keepSource(
  parts: KeptParts,
  options: { readonly source: DocumentSource; readonly reconcileEveryMs: number; readonly verify: boolean },
): KeptSource {
  const { tenant, catalogue, work, states, gate, log, now } = parts;
  const { source, reconcileEveryMs } = options;
  const { name } = source;
  const stopping = new AbortController();
  const { signal } = stopping;
  const paths = onePerName();
  const underLookUp = new Set<string>();
  /** Said once: a listing finds the same every time. */
  const remarks = new Set<string>();
  const tasksOfLookUps = new Set<Promise<void>>();
  let lookUps = 0;
  let isFirst = true;
  let mustVerify = options.verify;
  let mark = 0;
  let pausedUntil = 0;
  let passSince: number | undefined;

  const seenAt = (): number => Math.max(now(), mark);
  const report = (event: SyncEvent): void => {
    if (event.kind === "failed") log.debug("A document failed", { source: name, reason: event.reason });
    if (event.kind === "indexed" && event.findings.length > 0) {
      const hidden = event.findings.map(describeFinding).join(", ");
      log.warn("A document hides text, which was left out", { source: name, document: event.path, hidden });
    }
    if (event.kind === "indexed" && event.secrets.length > 0)
      log.warn("A document holds secrets; they are masked wherever it is quoted", {
        source: name,
        path: event.path,
        secrets: describeSecrets(event.secrets),
      });
    if (event.kind === "opened")
      log.warn("A document was for some people only; from now on everybody in the organisation may read it", {
        source: name,
        path: event.path,
      });
    if (event.kind === "remark" && !remarks.has(event.text)) {
      remarks.add(event.text);
      log.warn(event.text, { source: name });
    }
  };
  const indexing = (): Indexing => ({ ...parts, source, report, signal, verify: mustVerify });

  /** It could not be read for now: it comes back on its own, or, after too many attempts, with the next listing. */
  const again = async (path: string, error: unknown): Promise<void> => {
    const pause = retryAfterMs(error);
    if (pause !== undefined) pausedUntil = Math.max(pausedUntil, now() + pause);
    const item = await work.get(name, path);
    const attempts = (item?.attempts ?? 0) + 1;
    if (item && attempts > MAX_ATTEMPTS) return work.done(item, now());
    await work.postpone(
      { source: name, path, since: item?.since ?? now() },
      now() + backoff(attempts, error),
    );
    documents?.wake();
  };

  const sweeping = (): Sweeping => {
    const tasks = boundedTasks(gate, signal);
    const patient: Tasks = {
      ...tasks,
      async start(bytes, task) {
        for (let wait = pausedUntil - now(); wait > 0; wait = pausedUntil - now())
          await sleep(wait, undefined, { signal });
        return tasks.start(bytes, task);
      },
    };
    const onPassing = (entry: SourceEntry, error: unknown) => again(entry.path, error);
    return { ...indexing(), tasks: patient, paths, lookUps: () => lookUps, onPassing };
  };

  const follow = async (changes: NonNullable<DocumentSource["changes"]>, state: SourceState) => {
    const { cursor } = state;
    const isEmpty = async () => (await catalogue.lastSeen(tenant, name)) === 0;
    // A first feed that names everything is as good as a listing.
    if (cursor === undefined && state.reconciledAt === undefined && (await isEmpty()))
      await states.save(name, { fillingSince: now() });
    const from = (start: string | undefined) =>
      followFeed(
        { ...sweeping(), seenAt, checkpoint: (reached) => states.save(name, { cursor: reached }) },
        changes.call(source, start),
      );
    try {
      await from(cursor);
    } catch (error) {
      if (!(error instanceof ResyncRequired) || cursor === undefined) throw error;
      log.info("A source no longer knows where its feed was left; it is listed again", { source: name });
      await states.save(name, { cursor: undefined, reconciledAt: undefined, fillingSince: undefined });
      await from(undefined);
    }
    const { fillingSince } = await states.get(name);
    if (fillingSince !== undefined)
      await states.save(name, { fillingSince: undefined, reconciledAt: fillingSince });
  };

  const reconcile = async (): Promise<void> => {
    const startedAt = now();
    mark = await newMark(catalogue, tenant, name, startedAt);
    await sweep(sweeping(), mark);
    await states.save(name, { reconciledAt: startedAt });
  };

  const isReconciled = ({ reconciledAt }: SourceState): boolean =>
    reconciledAt !== undefined && reconciledAt + reconcileEveryMs > now();

  const kind = source.find ? "whole" : "both";

  /** One pass over the whole source, when it is due. */
  const pass = async (): Promise<number> => {
    const state = await states.get(name);
    if (state.nextAt > now()) return state.nextAt - now();
    const items = await work.due(name, kind, { now: now(), limit: ITEMS_OF_A_PASS });
    if (!isFirst && items.length === 0 && isReconciled(state)) {
      const next = (await work.nextAt(name, kind)) ?? Number.POSITIVE_INFINITY;
      return Math.min(next, state.reconciledAt! + reconcileEveryMs) - now();
    }
    passSince = now();
    try {
      const { changes } = source;
      if (changes) await follow(changes, state);
      // A feed says nothing twice: what failed since is only found in a listing, unless it can be looked up.
      const hasFailed = items.some(({ path, attempts }) => path !== "" && attempts > 0);
      if (!changes || mustVerify || hasFailed || !isReconciled(await states.get(name))) await reconcile();
    } catch (error) {
      signal.throwIfAborted();
      const attempts = state.attempts + 1;
      const nextAt = now() + backoff(attempts, error);
      await states.save(name, { problem: explain(error), attempts, nextAt });
      log.warn("A source could not be followed; it is tried again", { source: name, error });
      return nextAt - now();
    } finally {
      passSince = undefined;
    }
    isFirst = false;
    mustVerify = false;
    await states.save(name, { problem: undefined, attempts: 0, nextAt: 0 });
    for (const item of items) await work.done(item, now());
    return 0;
  };

  const lookUp = async (find: NonNullable<DocumentSource["find"]>, item: WorkItem): Promise<void> => {
    const at = seenAt();
    try {
      const entry = await find.call(source, item.path, signal);
      const leave = await gate.enter(entry?.size ?? 0);
      try {
        signal.throwIfAborted();
        await paths.pass(item.path, async () => {
          const row = await catalogue.get(documentId(tenant, name, item.path));
          const onPassing = async (_: SourceEntry, error: unknown) => {
            throw error;
          };
          const run = { ...sweeping(), onPassing };
          lookUps++;
          await indexEntry(run, row, entry, Math.max(at, mark)).finally(() => lookUps++);
        });
      } finally {
        leave();
      }
      await work.done(item, now());
    } catch (error) {
      if (signal.aborted) return;
      log.debug("A document could not be looked up; it is tried again", { source: name, error });
      await again(item.path, error);
    }
  };

  const lookUpDue = async (find: NonNullable<DocumentSource["find"]>): Promise<number> => {
    if (pausedUntil > now()) return pausedUntil - now();
    const room = LOOK_UPS - underLookUp.size;
    const due = await work.due(name, "documents", { now: now(), limit: LOOK_UPS + underLookUp.size });
    const free = due.filter(({ path }) => !underLookUp.has(path)).slice(0, room);
    for (const item of free) {
      underLookUp.add(item.path);
      const task: Promise<void> = lookUp(find, item)
        .catch((error: unknown) => log.error("The work list cannot be written", { source: name, error }))
        .finally(() => {
          underLookUp.delete(item.path);
          tasksOfLookUps.delete(task);
          documents?.wake();
        });
      tasksOfLookUps.add(task);
    }
    const wait = ((await work.nextAt(name, "documents")) ?? Number.POSITIVE_INFINITY) - now();
    return underLookUp.size > 0 ? Math.max(wait, LOOK_AGAIN_MS) : wait;
  };

  const { find } = source;
  const documents = find
    ? startLoop({ name: `Looking documents of ${name} up`, step: () => lookUpDue(find), signal, log })
    : undefined;
  const whole = startLoop({ name: `Following ${name}`, step: pass, signal, log });

  return {
    wake() {
      whole.wake();
      documents?.wake();
    },
    passSince: () => passSince,
    async stop() {
      stopping.abort(new Error(`${name} is no longer kept`));
      await Promise.all([whole.ended, documents?.ended]);
      await Promise.all(tasksOfLookUps);
    },
  };
}
