/** The answers whose sources moved, in the database: what is still to be done about each of them. */
import { type Kysely, sql, type Updateable } from "kysely";
import type { Platform, TenantId } from "../access/scopes.ts";
import type { DocumentId } from "../documents/document.ts";
import type { RecallRow, Tables } from "../storage/tables.ts";
import { noteSources } from "./answer-sources.ts";
import type { Ask, AskId, Json } from "./ask.ts";
import { askOf } from "./ask-row.ts";
import { createReceiptChain, type ReceiptChain } from "./receipt-chain.ts";
import type { Reply } from "./reply.ts";
import { readReply, writeReply } from "./stored-reply.ts";

/** One answer, and what is to be done: look at its sources, edit its message, tell its asker. */
export interface RecallItem {
  readonly ask: Ask;
  readonly reply: Reply | undefined;
  /** The stored reply as it was read: it is replaced only while it is still this. */
  readonly stored: string | null;
  readonly handle: Json | undefined;
  /** Whether the platform has the reply, or never will. */
  readonly isFinished: boolean;
  readonly isDelivered: boolean;
  readonly needs: { readonly review: boolean; readonly amend: boolean; readonly tell: boolean };
  readonly tellHandle: Json | undefined;
  readonly isTold: boolean;
  readonly revision: number;
  readonly since: number;
  readonly attempts: number;
}

export interface RecallList {
  /** Puts every answer that rests on a document on the list, to be looked at from `at` (ms since 1970) on. */
  ask(document: DocumentId, at: number): Promise<void>;
  /** Items whose time has come; editing and telling only for the given platforms. */
  due(now: number, platforms: readonly Platform[]): Promise<readonly RecallItem[]>;
  /** The items of answers that rest on a document. */
  citing(document: DocumentId): Promise<readonly RecallItem[]>;
  nextAt(platforms: readonly Platform[]): Promise<number | undefined>;
  /**
   * Replaces the stored reply and, where people saw the old one, has its message edited and its asker told, in one
   * step. False when the reply is not what it was.
   */
  replace(item: RecallItem, reply: Reply, mustTell: boolean): Promise<boolean>;
  /** The sources are looked at and nothing changed; what came in meanwhile stays to be looked at. */
  reviewed(item: RecallItem): Promise<void>;
  /** The message is edited; not when its reply was replaced again meanwhile. */
  amended(item: RecallItem): Promise<void>;
  told(item: RecallItem, at: number | null): Promise<void>;
  rememberTelling(item: RecallItem, handle: Json): Promise<void>;
  /** What the courier left on the platform, after editing. */
  rememberReply(item: RecallItem, handle: Json): Promise<void>;
  postpone(item: RecallItem, at: number, isFailure: boolean): Promise<void>;
}

const AT_ONCE = 100;

/** The recall list of a tenant; a reply that is replaced leaves a link in the chain of receipts. */
export function createRecallList(options: {
  db: Kysely<Tables>;
  tenant: TenantId;
  chain?: ReceiptChain;
}): RecallList {
  const { db, tenant, chain = createReceiptChain() } = options;
  const items = () =>
    db
      .selectFrom("recalls")
      .innerJoin("asks", "asks.id", "recalls.ask_id")
      .selectAll("asks")
      .select([
        "recalls.needs_review",
        "recalls.needs_amend",
        "recalls.needs_tell",
        "recalls.revision",
        "recalls.since",
        "recalls.attempts as recall_attempts",
        "recalls.tell_handle",
        "recalls.told_at",
      ])
      .where("recalls.tenant", "=", tenant);

  type Row = Awaited<ReturnType<ReturnType<typeof items>["execute"]>>[number];
  const toItem = (row: Row): RecallItem => ({
    ask: askOf(row),
    reply: row.reply === null ? undefined : readReply(row.reply),
    stored: row.reply,
    handle: row.handle === null ? undefined : (JSON.parse(row.handle) as Json),
    isFinished: row.finished_at !== null,
    isDelivered: row.state === "delivered" || row.handle !== null,
    needs: {
      review: row.needs_review === 1,
      amend: row.needs_amend === 1,
      tell: row.needs_tell === 1,
    },
    tellHandle: row.tell_handle === null ? undefined : (JSON.parse(row.tell_handle) as Json),
    isTold: row.told_at !== null,
    revision: row.revision,
    since: Number(row.since),
    attempts: row.recall_attempts,
  });

  const update = async (id: AskId, change: Updateable<RecallRow>, revision?: number) => {
    let query = db.updateTable("recalls").set(change).where("ask_id", "=", id);
    if (revision !== undefined) query = query.where("revision", "=", revision);
    await query.execute();
  };

  /** Looking at sources is this process's own business; editing needs a courier. */
  const isWorkFor = (platforms: readonly Platform[]) =>
    sql<boolean>`(recalls.needs_review = 1 or (recalls.needs_amend + recalls.needs_tell > 0 and recalls.platform in (${sql.join(platforms.length ? [...platforms] : [""])})))`;

  return {
    async ask(document, at) {
      await db
        .insertInto("recalls")
        .columns([
          "ask_id",
          "tenant",
          "platform",
          "needs_review",
          "needs_amend",
          "needs_tell",
          "revision",
          "since",
          "attempts",
          "due_at",
        ])
        .expression(({ selectFrom, lit, val }) =>
          selectFrom("asks")
            .where("tenant", "=", tenant)
            .where("id", "in", (inner) =>
              inner.selectFrom("answer_sources").select("ask_id").where("document", "=", document),
            )
            .select([
              "id",
              "tenant",
              "platform",
              lit(1).as("needs_review"),
              lit(0).as("needs_amend"),
              lit(0).as("needs_tell"),
              lit(1).as("revision"),
              val(at).as("since"),
              lit(0).as("attempts"),
              val(at).as("due_at"),
            ]),
        )
        .onConflict((conflict) =>
          conflict.column("ask_id").doUpdateSet(({ ref }) => ({
            needs_review: 1,
            revision: sql<number>`${ref("recalls.revision")} + 1`,
            since: at,
            attempts: 0,
            due_at: at,
          })),
        )
        .execute();
    },
    async due(now, platforms) {
      const rows = await items()
        .where("recalls.due_at", "<=", now)
        .where(isWorkFor(platforms))
        .orderBy("recalls.due_at")
        .limit(AT_ONCE)
        .execute();
      return rows.map(toItem);
    },
    async citing(document) {
      const rows = await items()
        .where("recalls.ask_id", "in", (inner) =>
          inner.selectFrom("answer_sources").select("ask_id").where("document", "=", document),
        )
        .execute();
      return rows.map(toItem);
    },
    async nextAt(platforms) {
      const row = await db
        .selectFrom("recalls")
        .select(({ fn }) => fn.min("due_at").as("at"))
        .where("tenant", "=", tenant)
        .where(isWorkFor(platforms))
        .executeTakeFirst();
      return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
    },
    replace: ({ ask, stored, revision }, reply, mustTell) =>
      db.transaction().execute(async (transaction) => {
        const { outcome } = reply;
        const json = writeReply(reply);
        const { numUpdatedRows } = await transaction
          .updateTable("asks")
          .set({ reply: json, outcome })
          .where("id", "=", ask.id)
          .where("reply", "=", stored)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        const recalled = { ask: ask.id, event: "recalled", reply: { outcome, json } } as const;
        await chain.append(transaction, tenant, [recalled], Date.now());
        await transaction.deleteFrom("answer_sources").where("ask_id", "=", ask.id).execute();
        await noteSources(transaction, ask.id, reply);
        await transaction
          .updateTable("recalls")
          .set({ needs_review: 0 })
          .where("ask_id", "=", ask.id)
          .where("revision", "=", revision)
          .execute();
        if (mustTell)
          await transaction
            .updateTable("recalls")
            .set(({ eb }) => ({
              needs_amend: 1,
              needs_tell: 1,
              attempts: 0,
              revision: eb("revision", "+", 1),
            }))
            .where("ask_id", "=", ask.id)
            .execute();
        return true;
      }),
    async reviewed({ ask, revision }) {
      await update(ask.id, { needs_review: 0, attempts: 0 }, revision);
      await db
        .deleteFrom("recalls")
        .where("ask_id", "=", ask.id)
        .where(sql<boolean>`needs_review + needs_amend + needs_tell = 0`)
        .where("told_at", "is", null)
        .execute();
    },
    amended: ({ ask, revision }) => update(ask.id, { needs_amend: 0, attempts: 0 }, revision),
    told: ({ ask }, at) => update(ask.id, { needs_tell: 0, tell_handle: null, ...(at && { told_at: at }) }),
    rememberTelling: ({ ask }, handle) => update(ask.id, { tell_handle: JSON.stringify(handle) }),
    async rememberReply({ ask }, handle) {
      await db
        .updateTable("asks")
        .set({ handle: JSON.stringify(handle) })
        .where("id", "=", ask.id)
        .execute();
    },
    postpone: ({ ask, attempts, revision }, at, isFailure) =>
      update(ask.id, { due_at: at, ...(isFailure && { attempts: attempts + 1 }) }, revision),
  };
}
