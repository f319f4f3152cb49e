/**
 * The ledger: every ask, durable before it is acknowledged, and how it ended. An ask goes from `received` over
 * `answered` (its reply is stored) to `delivered`, or ends as `undeliverable` with a reason. The unfinished rows are
 * the queue: a lease says which process works on which.
 */
import { randomBytes } from "node:crypto";
import type { Kysely, Updateable } from "kysely";
import type { PersonId, Platform } from "../access/scopes.ts";
import type { AskRow, Tables } from "../storage/tables.ts";
import { type AnswerCopy, noteCopy } from "./answer-copies.ts";
import type { Ask, AskId, Json } from "./ask.ts";
import { askOf, newRow } from "./ask-row.ts";
import { isGone, LEASE_MS, newLeaseOwner } from "./lease.ts";
import { noteReport } from "./note-report.ts";
import { createReceiptChain, type ReceiptChain } from "./receipt-chain.ts";
import type { Reply } from "./reply.ts";
import { replyStore } from "./reply-store.ts";
import { readReply } from "./stored-reply.ts";
import type { Feedback, NewAsk } from "./turns.ts";

/** An ask that this process works on until it says how it went, or its lease runs out. */
export interface Claim {
  readonly ask: Ask;
  /** How often it was taken up, this time included. */
  readonly attempt: number;
  /** Its reply, when a former attempt got as far. */
  readonly reply?: Reply;
  /** What the courier left on the platform. */
  readonly handle?: Json;
}

export interface Ledger {
  /**
   * Writes an ask down and claims it for this process; durable once resolved. A redelivery is found by tenant,
   * platform and dedupeKey: it changes nothing and gives the first ask's id.
   */
  receive(
    ask: NewAsk,
  ): Promise<{ duplicate: false; id: AskId; claim: Claim } | { duplicate: true; id: AskId }>;
  /**
   * Takes up to `limit` unfinished asks that are due and that nobody holds, oldest first, and of one conversation
   * none before the ask in front of it has its reply. One whose row is damaged ends as undeliverable.
   */
  claim(options: { platforms: readonly Platform[]; limit: number }): Promise<readonly Claim[]>;
  /** Frees what processes of this machine held that run no more. Once, at start. */
  freeAbandoned(): Promise<void>;
  /** Keeps everything that this ledger holds for another lease. */
  renew(): Promise<void>;
  /** Gives an ask back without having tried it. */
  release(id: AskId): Promise<void>;
  /** Stores the question as the guard admitted it, without the secrets it was asked with. @throws {LeaseLost} */
  mask(id: AskId, question: string): Promise<void>;
  /** Stores the reply, and which document versions it rests on. @throws {LeaseLost} */
  answered(id: AskId, reply: Reply): Promise<void>;
  /** Stores the courier's note. @throws {LeaseLost} */
  remember(id: AskId, handle: Json): Promise<void>;
  /** The platform has the whole reply. @throws {LeaseLost} */
  delivered(id: AskId): Promise<void>;
  /** Tries again from `at` (ms since 1970) on. @throws {LeaseLost} */
  retry(id: AskId, at: number, failure: string): Promise<void>;
  /** Gives up for good. @throws {LeaseLost} */
  undeliverable(id: AskId, failure: string): Promise<void>;
  /** An ask and, once it has one, its reply. */
  find(id: AskId): Promise<{ ask: Ask; reply?: Reply } | undefined>;
  /** Keeps a reader's opinion, the latest of each person; reports and appeals are put before a person. @throws {ForgottenAsk} */
  feedback(id: AskId, from: PersonId, verdict: Feedback): Promise<void>;
  /** Writes down that an answer was repeated elsewhere. */
  copied(id: AskId, copy: AnswerCopy): Promise<void>;
  /** Deletes asks received before this time (ms since 1970), with replies and feedback; resolves to how many. */
  forget(before: number): Promise<number>;
}

/** Another process took the ask over because this one's lease ran out: leave the ask to it. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

const lost = (id: AskId) => new LeaseLost(`Ask ${id} is in the hands of another process`);

/** The ask is not in the ledger (any more). */
export class ForgottenAsk extends Error {
  override name = "ForgottenAsk";
}

/** So many old asks are deleted at once. */
const FORGET_AT_ONCE = 500;

/** The ledger over a database; `now` is the clock, in milliseconds since 1970. */
export function createLedger(options: {
  db: Kysely<Tables>;
  /** Where every reply and its end leave a link; without a key by default. */
  chain?: ReceiptChain;
  now?: () => number;
}): Ledger {
  const { db, chain = createReceiptChain(), now = Date.now } = options;
  const owner = newLeaseOwner();
  const nextId = askIds();

  /** Changes an ask that this ledger holds. */
  const update = async (id: AskId, change: Updateable<AskRow>) => {
    const { numUpdatedRows } = await db
      .updateTable("asks")
      .set(change)
      .where("id", "=", id)
      .where("lease_owner", "=", owner)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw lost(id);
  };
  const letGo = { lease_owner: null, lease_until: 0 };

  const store = replyStore({ db, chain, owner, now });

  return {
    receive: async (ask) => {
      const row = newRow(ask, { id: nextId(now()), now: now(), owner });
      const inserted = await db
        .insertInto("asks")
        .values(row)
        .onConflict((conflict) => conflict.columns(["tenant", "platform", "dedupe_key"]).doNothing())
        .returning("id")
        .executeTakeFirst();
      if (inserted) return { duplicate: false, id: row.id as AskId, claim: claimOf(row) };
      const first = await db
        .selectFrom("asks")
        .select("id")
        .where("tenant", "=", ask.tenant)
        .where("platform", "=", ask.platform)
        .where("dedupe_key", "=", ask.dedupeKey)
        .executeTakeFirstOrThrow();
      return { duplicate: true, id: first.id as AskId };
    },

    claim: async ({ platforms, limit }) => {
      if (!platforms.length || limit < 1) return [];
      const time = now();
      const rows = await db
        .updateTable("asks")
        .set((expression) => ({
          lease_owner: owner,
          lease_until: time + LEASE_MS,
          attempts: expression("attempts", "+", 1),
        }))
        // Said again outside the subquery: on PostgreSQL two processes may have chosen the same rows.
        .where("lease_until", "<=", time)
        .where("id", "in", (expression) =>
          expression
            .selectFrom("asks as open")
            .select("open.id")
            .where("open.finished_at", "is", null)
            .where("open.due_at", "<=", time)
            .where("open.lease_until", "<=", time)
            .where("open.platform", "in", platforms)
            .where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom("asks as before")
                    .select("before.id")
                    .whereRef("before.tenant", "=", "open.tenant")
                    .whereRef("before.conversation", "=", "open.conversation")
                    .whereRef("before.id", "<", "open.id")
                    .where("before.state", "=", "received"),
                ),
              ),
            )
            .orderBy("open.id")
            .limit(limit),
        )
        .returningAll()
        .execute();
      const claims: Claim[] = [];
      for (const row of rows.sort((one, other) => (one.id < other.id ? -1 : 1))) {
        try {
          claims.push(claimOf(row));
        } catch (error) {
          // One damaged row must not keep all the others, and every start after this one, from going on.
          const failure = `What is stored of it cannot be read: ${(error as Error).message}`;
          await update(row.id as AskId, { ...letGo, state: "undeliverable", finished_at: now(), failure });
        }
      }
      return claims;
    },

    freeAbandoned: async () => {
      const owners = await db
        .selectFrom("asks")
        .select("lease_owner")
        .distinct()
        .where("finished_at", "is", null)
        .where("lease_owner", "is not", null)
        .execute();
      const gone = owners.map((row) => row.lease_owner ?? "").filter(isGone);
      if (!gone.length) return;
      await db.updateTable("asks").set(letGo).where("lease_owner", "in", gone).execute();
    },

    renew: async () => {
      await db
        .updateTable("asks")
        .set({ lease_until: now() + LEASE_MS })
        .where("lease_owner", "=", owner)
        .where("finished_at", "is", null)
        .execute();
    },

    release: async (id) => {
      await db
        .updateTable("asks")
        .set((expression) => ({ ...letGo, attempts: expression("attempts", "-", 1) }))
        .where("id", "=", id)
        .where("lease_owner", "=", owner)
        .execute();
    },

    mask: (id, question) => update(id, { question }),
    answered: async (id, reply) => {
      if (!(await store({ id, reply }))) throw lost(id);
    },
    remember: (id, handle) => update(id, { handle: JSON.stringify(handle) }),
    delivered: (id) => update(id, { ...letGo, state: "delivered", finished_at: now(), failure: null }),
    retry: (id, at, failure) => update(id, { ...letGo, due_at: at, failure }),
    undeliverable: (id, failure) =>
      update(id, { ...letGo, state: "undeliverable", finished_at: now(), failure }),

    find: async (id) => {
      const row = await db.selectFrom("asks").selectAll().where("id", "=", id).executeTakeFirst();
      return row && { ask: askOf(row), reply: row.reply === null ? undefined : readReply(row.reply) };
    },

    feedback: (id, from, verdict) =>
      db.transaction().execute(async (transaction) => {
        const ask = await transaction
          .selectFrom("asks")
          .select(["tenant", "outcome"])
          .where("id", "=", id)
          .executeTakeFirst();
        if (!ask) throw new ForgottenAsk("That reply is no longer kept: ask again and vote on the new one.");
        const opinion = { kind: verdict.kind, comment: verdict.comment ?? null, given_at: now() };
        await transaction
          .insertInto("feedback")
          .values({ ask_id: id, person: from, ...opinion })
          .onConflict((conflict) => conflict.columns(["ask_id", "person"]).doUpdateSet(opinion))
          .execute();
        await noteReport(transaction, { id, ...ask }, from, verdict, now());
      }),

    copied: (id, copy) => noteCopy(db, id, copy, { id: nextId(now()), now: now(), chain }),

    forget: async (before) => {
      for (let forgotten = 0; ; ) {
        const gone = await db.transaction().execute(async (transaction) => {
          const rows = await transaction
            .deleteFrom("asks")
            .where("id", "in", (old) =>
              old
                .selectFrom("asks")
                .select("id")
                .where("received_at", "<", before)
                .where("lease_until", "<=", now())
                .limit(FORGET_AT_ONCE),
            )
            .returning(["id", "tenant", "reply"])
            .execute();
          await chain.gone(transaction, rows, "expired", now());
          return rows.length;
        });
        forgotten += gone;
        if (gone < FORGET_AT_ONCE) return forgotten;
      }
    },
  };
}

/** Ids that sort by the time they were given (to the millisecond, then by a counter) and cannot be guessed. */
function askIds(): (now: number) => AskId {
  let last = 0;
  let count = 0;
  return (now) => {
    count = now > last ? 0 : count + 1;
    last = Math.max(last, now);
    const order = last.toString(36).padStart(9, "0") + count.toString(36).padStart(4, "0");
    return `ask_${order}${randomBytes(10).toString("hex")}` as AskId;
  };
}

const claimOf = (row: AskRow): Claim => ({
  ask: askOf(row),
  attempt: row.attempts,
  reply: row.reply === null ? undefined : readReply(row.reply),
  handle: row.handle === null ? undefined : (JSON.parse(row.handle) as Json),
});
