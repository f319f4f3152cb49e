/** The changes that listeners have yet to hear of, in the database: none is lost when the process dies. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";
import type { DocumentId } from "./document.ts";
import type { DocumentChange } from "./keeper.ts";

/** A change that waits to be told, and how often telling it failed. */
export interface UntoldChange {
  readonly id: string;
  readonly attempts: number;
  readonly change: DocumentChange;
}

export interface ChangeLog {
  /** Durable when it resolves. To be called when the index has the change and before the catalogue says so. */
  note(change: DocumentChange): Promise<void>;
  /** Those whose time has come, oldest first, at most a hundred. */
  due(now: number): Promise<readonly UntoldChange[]>;
  /** When the next one is due, if any is left. */
  nextAt(): Promise<number | undefined>;
  told(id: string): Promise<void>;
  /** Telling it failed: not before `nextAt`, in milliseconds since 1970. */
  postpone(id: string, nextAt: number): Promise<void>;
  /** Is called after every note of this process. */
  onNote(listener: () => void): void;
}

const AT_ONCE = 100;

/** The change log of a tenant. */
export function createChangeLog({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): ChangeLog {
  const listeners: (() => void)[] = [];
  return {
    async note({ document, title, kind, from }) {
      const now = Date.now();
      await db
        .insertInto("document_changes")
        .values({
          id: randomUUID(),
          tenant,
          document,
          title,
          kind,
          from_version: from,
          changed_at: now,
          attempts: 0,
          next_at: now,
        })
        .execute();
      for (const listener of listeners) listener();
    },
    async due(now) {
      const rows = await db
        .selectFrom("document_changes")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("next_at", "<=", now)
        .orderBy("changed_at")
        .limit(AT_ONCE)
        .execute();
      return rows.map(({ id, attempts, document, title, kind, from_version: from }) => ({
        id,
        attempts,
        change: { tenant, document: document as DocumentId, title, kind, from },
      }));
    },
    async nextAt() {
      const row = await db
        .selectFrom("document_changes")
        .select(({ fn }) => fn.min("next_at").as("at"))
        .where("tenant", "=", tenant)
        .executeTakeFirst();
      return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
    },
    async told(id) {
      await db.deleteFrom("document_changes").where("id", "=", id).execute();
    },
    async postpone(id, nextAt) {
      await db
        .updateTable("document_changes")
        .set(({ eb }) => ({ attempts: eb("attempts", "+", 1), next_at: nextAt }))
        .where("id", "=", id)
        .execute();
    },
    onNote: (listener) => void listeners.push(listener),
  };
}
