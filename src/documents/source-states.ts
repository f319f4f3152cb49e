/** How far each source has been followed, in the database: what begins again begins from there. */
import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { SourceStateRow, Tables } from "../storage/tables.ts";

/** Times in milliseconds since 1970. */
export interface SourceState {
  readonly cursor?: string;
  /** When its first feed began, until that has ended. */
  readonly fillingSince?: number;
  readonly reconciledAt?: number;
  readonly problem?: string;
  readonly attempts: number;
  readonly nextAt: number;
  readonly isForgetting: boolean;
}

export interface SourceStates {
  get(source: string): Promise<SourceState>;
  all(): Promise<ReadonlyMap<string, SourceState>>;
  /** Changes what is given and nothing else; `undefined` empties. Durable when it resolves. */
  save(source: string, changes: Partial<SourceState>): Promise<void>;
  clear(source: string): Promise<void>;
}

const UNKNOWN: SourceState = { attempts: 0, nextAt: 0, isForgetting: false };

/** The source states of a tenant. */
export function createSourceStates({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): SourceStates {
  const rows = () => db.selectFrom("source_state").selectAll().where("tenant", "=", tenant);
  return {
    async get(source) {
      const row = await rows().where("source", "=", source).executeTakeFirst();
      return row ? toState(row) : UNKNOWN;
    },
    async all() {
      return new Map((await rows().execute()).map((row) => [row.source, toState(row)]));
    },
    async save(source, changes) {
      const columns = toColumns(changes);
      await db
        .insertInto("source_state")
        .values({ tenant, source, ...toColumns(UNKNOWN), ...columns } as SourceStateRow)
        .onConflict((conflict) => conflict.columns(["tenant", "source"]).doUpdateSet(columns))
        .execute();
    },
    async clear(source) {
      await db
        .deleteFrom("source_state")
        .where((eb) => eb.and({ tenant, source }))
        .execute();
    },
  };
}

const toState = (row: SourceStateRow): SourceState => ({
  cursor: row.cursor ?? undefined,
  fillingSince: row.filling_since === null ? undefined : Number(row.filling_since),
  reconciledAt: row.reconciled_at === null ? undefined : Number(row.reconciled_at),
  problem: row.problem ?? undefined,
  attempts: row.attempts,
  nextAt: Number(row.next_at),
  isForgetting: row.forgetting === 1,
});

/** Only the columns whose values are named: the others keep theirs. */
function toColumns(changes: Partial<SourceState>): Partial<SourceStateRow> {
  const columns: Partial<SourceStateRow> = {};
  if ("cursor" in changes) columns.cursor = changes.cursor ?? null;
  if ("fillingSince" in changes) columns.filling_since = changes.fillingSince ?? null;
  if ("reconciledAt" in changes) columns.reconciled_at = changes.reconciledAt ?? null;
  if ("problem" in changes) columns.problem = changes.problem ?? null;
  if (changes.attempts !== undefined) columns.attempts = changes.attempts;
  if (changes.nextAt !== undefined) columns.next_at = changes.nextAt;
  if (changes.isForgetting !== undefined) columns.forgetting = changes.isForgetting ? 1 : 0;
  return columns;
}
