/** Whether the chain of receipts, and the replies that it speaks of, are as they were written. */
import type { Kysely } from "kysely";
import { hashReply, isGone, type Link, readLink } from "../conversation/receipt-link.ts";
import type { Tables } from "../storage/tables.ts";
import { type ReceiptProblem, type WalkOptions, walkChain } from "./walk-chain.ts";

export interface ReceiptAudit {
  readonly tenant: string;
  readonly intact: boolean;
  readonly links: number;
  /** Stored replies that are as their links say. */
  readonly replies: number;
  /** Replies from before the chain began: nobody can say whether they are as they were. */
  readonly uncovered: number;
  /** When the first link was written, ISO 8601; absent while there is none. */
  readonly since?: string;
  /** From which link on a key signs; absent where none does. */
  readonly signedFrom?: number;
  /** The end of the chain: noted elsewhere, it shows later that nothing was cut off. */
  readonly head: { readonly sequence: number; readonly hash: string };
  /** Where the head that was asked for stands. */
  readonly noted?: { readonly head: string; readonly sequence: number | null };
  /** Everything that is wrong, the earliest link first. */
  readonly problems: readonly ReceiptProblem[];
}

const AT_ONCE = 500;

/**
 * Reads the whole chain and every stored reply. Docent may be answering meanwhile: a reply is read together with its
 * latest link, and whatever the chain misses is looked for once more.
 */
export async function verifyReceipts(options: WalkOptions): Promise<ReceiptAudit> {
  const { db, tenant, head } = options;
  const chain = await walkChain(options);
  const problems = [...chain.problems];
  const began = chain.since ?? Number.POSITIVE_INFINITY;
  const unseen = new Map(chain.standing);
  let [replies, uncovered] = [0, 0];

  for (let after = ""; ; ) {
    const rows = await storedReplies(db, tenant)
      .where("asks.id", ">", after)
      .orderBy("asks.id")
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) {
      unseen.delete(row.id);
      if (row.content === null && row.sequence === null && Number(row.answered_at) < began) uncovered++;
      // That its link is gone was said already.
      else if (row.sequence !== null && chain.missing.has(Number(row.sequence))) continue;
      else {
        const wrong = wrongWith(row);
        if (wrong) problems.push({ ...wrong, ask: row.id });
        else replies++;
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) break;
    after = last.id;
  }
  for (const [ask, sequence] of unseen)
    if (await isMissing(db, tenant, ask))
      problems.push({ sequence, ask, what: "missing", detail: "the reply that it speaks of was removed" });
  if (head !== undefined && chain.found === undefined)
    problems.push({
      sequence: chain.head.sequence,
      what: "missing",
      detail: "the noted head is not in the chain: what came up to it was cut off or written anew",
    });

  const { links, since, signedFrom } = chain;
  const order = ({ sequence = Number.POSITIVE_INFINITY }: ReceiptProblem) => sequence;
  return {
    tenant,
    intact: problems.length === 0,
    links,
    replies,
    uncovered,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(signedFrom !== undefined && { signedFrom }),
    head: chain.head,
    ...(head !== undefined && { noted: { head, sequence: chain.found ?? null } }),
    problems: problems.sort((one, other) => order(one) - order(other)),
  };
}

/** Replies, each with its salt and its latest link as they are in one moment. */
const storedReplies = (db: Kysely<Tables>, tenant: string) =>
  db
    .selectFrom("asks")
    .leftJoin("receipt_salts", "receipt_salts.ask_id", "asks.id")
    .leftJoin("receipt_links", (join) =>
      join
        .onRef("receipt_links.ask_id", "=", "asks.id")
        .onRef("receipt_links.tenant", "=", "asks.tenant")
        .on("receipt_links.sequence", "=", ({ selectFrom }) =>
          selectFrom("receipt_links as later")
            .select(({ fn }) => fn.max("later.sequence").as("sequence"))
            .whereRef("later.ask_id", "=", "asks.id")
            .whereRef("later.tenant", "=", "asks.tenant"),
        ),
    )
    .select(["asks.id", "asks.reply", "asks.outcome", "asks.answered_at"])
    .select(["receipt_salts.salt", "receipt_salts.sequence", "receipt_links.content"])
    .where("asks.tenant", "=", tenant)
    .where("asks.reply", "is not", null);

type Row = Awaited<ReturnType<ReturnType<typeof storedReplies>["execute"]>>[number];

function wrongWith({ reply, outcome, salt, sequence, content }: Row): ReceiptProblem | undefined {
  const link: Link | undefined = content === null ? undefined : readLink(content);
  if (!link) {
    return sequence === null
      ? { what: "inserted", detail: "no link speaks of this reply" }
      : { sequence: Number(sequence), what: "missing", detail: "the link of this reply was removed" };
  }
  const about = { sequence: link.sequence };
  if (isGone(link.event))
    return { ...about, what: "inserted", detail: "the reply was put back after it had been removed" };
  if (sequence !== null && Number(sequence) > link.sequence)
    return { sequence: Number(sequence), what: "missing", detail: "the link of this reply was removed" };
  if (salt === null || Number(sequence) !== link.sequence)
    return { ...about, what: "changed", detail: "the salt that its hashes need is gone or another" };
  const changed = changedParts(reply ?? "", salt, link);
  if (outcome !== link.outcome) changed.push("outcome");
  if (!changed.length) return undefined;
  return {
    ...about,
    what: "changed",
    detail: `of the stored reply, this was changed: ${changed.join(", ")}`,
  };
}

function changedParts(reply: string, salt: string, link: Link): string[] {
  try {
    const hashes = hashReply(reply, salt);
    return (["receipt", "sources", "text"] as const).filter((part) => hashes[part] !== link[part]);
  } catch {
    return ["the whole, which cannot be read"];
  }
}

/** A reply that was removed in the ordinary course has a later link that says so. */
async function isMissing(db: Kysely<Tables>, tenant: string, ask: string): Promise<boolean> {
  if (await storedReplies(db, tenant).where("asks.id", "=", ask).executeTakeFirst()) return false;
  const latest = await db
    .selectFrom("receipt_links")
    .select("content")
    .where("tenant", "=", tenant)
    .where("ask_id", "=", ask)
    .orderBy("sequence", "desc")
    .executeTakeFirst();
  const link = latest && readLink(latest.content);
  return !link || !isGone(link.event);
}
