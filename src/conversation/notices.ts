/** What the console has to say to people who are not there right now: kept until they have seen it. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { PersonId, TenantId } from "../access/scopes.ts";
import type { Released } from "../safety/released.ts";
import type { Tables } from "../storage/tables.ts";

export interface PersonalNotice {
  readonly id: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface Notices {
  /** Durable when it resolves; adding one with the same id twice adds it once. */
  add(person: PersonId, text: Released, id?: string): Promise<void>;
  /** Oldest first. */
  of(person: PersonId): Promise<readonly PersonalNotice[]>;
  /** The person has seen it. */
  remove(person: PersonId, id: string): Promise<void>;
}

export function createNotices({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): Notices {
  return {
    async add(person, text, id = randomUUID()) {
      await db
        .insertInto("notices")
        .values({ id, tenant, person, text: text.text, created_at: Date.now() })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    async of(person) {
      const rows = await db
        .selectFrom("notices")
        .select(["id", "text", "created_at"])
        .where("tenant", "=", tenant)
        .where("person", "=", person)
        .orderBy("created_at")
        .execute();
      return rows.map(({ id, text, created_at }) => ({ id, text, createdAt: Number(created_at) }));
    },
    async remove(person, id) {
      await db
        .deleteFrom("notices")
        .where("tenant", "=", tenant)
        .where("person", "=", person)
        .where("id", "=", id)
        .execute();
    },
  };
}
