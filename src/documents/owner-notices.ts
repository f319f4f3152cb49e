/** Whom to tell what is wrong with a document of theirs, in the database: once for each version, whatever happens. */
import type { Kysely } from "kysely";
import type { PersonId, TenantId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";
import type { DocumentId } from "./document.ts";

/** A document version that its owner is to hear of. */
export interface OwnerNotice {
  readonly document: DocumentId;
  /** SHA-256 of its bytes. */
  readonly version: string;
  readonly owner: PersonId;
}

export interface OwnerNotices {
  /** Durable when it resolves; the same version a second time changes nothing. */
  note(notice: OwnerNotice): Promise<void>;
  /** Those whose time has come, at most a hundred, with how often telling failed. */
  due(now: number): Promise<readonly (OwnerNotice & { readonly attempts: number })[]>;
  /** When the next one is due, if any is left. */
  nextAt(): Promise<number | undefined>;
  /** Told, or given up: it does not come back. */
  settle(notice: OwnerNotice, now: number): Promise<void>;
  /** Telling failed: not before `nextAt`, in milliseconds since 1970. */
  postpone(notice: OwnerNotice, nextAt: number): Promise<void>;
  /** Is called after every note of this process. */
  onNote(listener: () => void): void;
}

const AT_ONCE = 100;

/** The owners' notices of a tenant. */
export function createOwnerNotices({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): OwnerNotices {
  const listeners: (() => void)[] = [];
  const change = ({ document, version }: OwnerNotice) =>
    db.updateTable("owner_notices").where((eb) => eb.and({ document, version }));
  return {
    async note({ document, version, owner }) {
      await db
        .insertInto("owner_notices")
        .values({ document, version, tenant, owner, attempts: 0, next_at: 0, settled_at: null })
        .onConflict((conflict) => conflict.columns(["document", "version"]).doNothing())
        .execute();
      for (const listener of listeners) listener();
    },
    async due(now) {
      const rows = await db
        .selectFrom("owner_notices")
        .select(["document", "version", "owner", "attempts"])
        .where("tenant", "=", tenant)
        .where("settled_at", "is", null)
        .where("next_at", "<=", now)
        .orderBy("next_at")
        .limit(AT_ONCE)
        .execute();
      return rows.map(({ document, version, owner, attempts }) => ({
        document: document as DocumentId,
        version,
        owner: owner as PersonId,
        attempts,
      }));
    },
    async nextAt() {
      const row = await db
        .selectFrom("owner_notices")
        .select(({ fn }) => fn.min("next_at").as("at"))
        .where("tenant", "=", tenant)
        .where("settled_at", "is", null)
        .executeTakeFirst();
      return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
    },
    settle: async (notice, now) => {
      await change(notice).set({ settled_at: now }).execute();
    },
    postpone: async (notice, nextAt) => {
      await change(notice)
        .set(({ eb }) => ({ attempts: eb("attempts", "+", 1), next_at: nextAt }))
        .execute();
    },
    onNote: (listener) => void listeners.push(listener),
  };
}
