/** What is to be looked at, in the database: said once, it is done, whatever dies in between. */
import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";

/** Something that moved. */
export interface WorkItem {
  readonly source: string;
  /** Empty for a whole source. */
  readonly path: string;
  /** Since when it is known to have moved, in milliseconds since 1970. */
  readonly since: number;
  /** How often looking at it failed. */
  readonly attempts: number;
  readonly revision: number;
}

/** Single documents, the source as a whole, or both. */
export type WorkKind = "documents" | "whole" | "both";

/** How much is to be done for a source. */
export interface Backlog {
  readonly items: number;
  /** Since when the oldest has been waiting. */
  readonly since: number;
}

export interface WorkList {
  /** Several touches within {@link DEBOUNCE_MS} are one item; durable when it resolves. */
  touch(source: string, path: string, now: number): Promise<void>;
  /** Looking at it failed: again, not before `nextAt`. Adds it when it was not there. */
  postpone(item: Pick<WorkItem, "source" | "path" | "since">, nextAt: number): Promise<void>;
  /** What of a source is due, oldest first, at most `limit`. */
  due(source: string, kind: WorkKind, options: { now: number; limit: number }): Promise<WorkItem[]>;
  /** When the next of that kind is due, if there is any. */
  nextAt(source: string, kind: WorkKind): Promise<number | undefined>;
  get(source: string, path: string): Promise<WorkItem | undefined>;
  /** It was looked at; what was touched since stays. */
  done(item: WorkItem, now: number): Promise<void>;
  /** Forgets everything about a source. */
  clear(source: string): Promise<void>;
  backlogs(): Promise<ReadonlyMap<string, Backlog>>;
}

/** A file that is being written says so many times a second: one look is enough. */
export const DEBOUNCE_MS = 1_000;

/** The work list of a tenant. */
export function createWorkList({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): WorkList {
  const rows = () => db.selectFrom("source_work").where("tenant", "=", tenant);
  const of = (source: string, kind: WorkKind) => {
    const all = rows().where("source", "=", source);
    return kind === "both" ? all : all.where("path", kind === "documents" ? "!=" : "=", "");
  };
  return {
    async touch(source, path, now) {
      const soon = now + DEBOUNCE_MS;
      await db
        .insertInto("source_work")
        .values({ tenant, source, path, since: now, attempts: 0, next_at: soon, revision: 1 })
        .onConflict((conflict) =>
          conflict.columns(["tenant", "source", "path"]).doUpdateSet(({ eb, ref }) => ({
            revision: eb(ref("source_work.revision"), "+", 1),
            attempts: 0,
            // One that is due may be under way just now: it is looked at again. One that waits is not put off.
            next_at: eb
              .case()
              .when(
                eb.or([eb(ref("source_work.next_at"), "<=", now), eb(ref("source_work.next_at"), ">", soon)]),
              )
              .then(soon)
              .else(ref("source_work.next_at"))
              .end(),
          })),
        )
        .execute();
    },
    async postpone({ source, path, since }, nextAt) {
      await db
        .insertInto("source_work")
        .values({ tenant, source, path, since, attempts: 1, next_at: nextAt, revision: 1 })
        .onConflict((conflict) =>
          conflict.columns(["tenant", "source", "path"]).doUpdateSet(({ eb, ref }) => ({
            attempts: eb(ref("source_work.attempts"), "+", 1),
            revision: eb(ref("source_work.revision"), "+", 1),
            next_at: nextAt,
          })),
        )
        .execute();
    },
    async due(source, kind, { now, limit }) {
      const found = await of(source, kind)
        .selectAll()
        .where("next_at", "<=", now)
        .orderBy("next_at")
        .limit(limit)
        .execute();
      return found.map(toItem);
    },
    async nextAt(source, kind) {
      const row = await of(source, kind)
        .select(({ fn }) => fn.min("next_at").as("at"))
        .executeTakeFirst();
      return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
    },
    async get(source, path) {
      const row = await rows()
        .selectAll()
        .where("source", "=", source)
        .where("path", "=", path)
        .executeTakeFirst();
      return row && toItem(row);
    },
    async done({ source, path, revision }, now) {
      const { numDeletedRows } = await db
        .deleteFrom("source_work")
        .where((eb) => eb.and({ tenant, source, path, revision }))
        .executeTakeFirst();
      if (numDeletedRows > 0n) return;
      // It moved again while it was looked at: its age counts from here.
      await db
        .updateTable("source_work")
        .set({ since: now })
        .where((eb) => eb.and({ tenant, source, path, attempts: 0 }))
        .execute();
    },
    async clear(source) {
      await db.deleteFrom("source_work").where("tenant", "=", tenant).where("source", "=", source).execute();
    },
    async backlogs() {
      const found = await rows()
        .select(({ fn }) => ["source", fn.countAll().as("items"), fn.min("since").as("since")])
        .groupBy("source")
        .execute();
      return new Map(
        found.map(({ source, items, since }) => [source, { items: Number(items), since: Number(since) }]),
      );
    },
  };
}

const toItem = (row: Tables["source_work"]): WorkItem => ({
  source: row.source,
  path: row.path,
  since: Number(row.since),
  attempts: row.attempts,
  revision: row.revision,
});
