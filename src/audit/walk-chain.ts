/** Reads a chain of receipts from its first link to its last and says where it is broken. */
import type { Kysely } from "kysely";
import { type AuditKey, hashLink, isGone, type Link, readLink } from "../conversation/receipt-link.ts";
import type { ReceiptLinkRow, Tables } from "../storage/tables.ts";

/** What is wrong with one link, or with the reply that it speaks of. */
export interface ReceiptProblem {
  /** The link; absent for a reply that no link speaks of. */
  readonly sequence?: number;
  readonly ask?: string;
  readonly what: "changed" | "missing" | "inserted" | "reordered" | "unsigned";
  /** In words, for people. */
  readonly detail: string;
}

export interface WalkedChain {
  readonly links: number;
  /** When the first link was written, in milliseconds since 1970. */
  readonly since?: number;
  /** From which link on a key signs. */
  readonly signedFrom?: number;
  readonly head: { readonly sequence: number; readonly hash: string };
  /** The link whose hash was looked for. */
  readonly found?: number;
  /** Asks that have a reply by what the chain says, each with its latest link. */
  readonly standing: ReadonlyMap<string, number>;
  /** Links that should be there and are not. */
  readonly missing: ReadonlySet<number>;
  readonly problems: readonly ReceiptProblem[];
}

export interface WalkOptions {
  readonly db: Kysely<Tables>;
  readonly tenant: string;
  readonly keys: readonly AuditKey[];
  /** The beginning of a hash to look for. */
  readonly head?: string;
}

const AT_ONCE = 1_000;
/** So many missing links are named one by one. */
const MOST_MISSING = 1_000;

/** Links that are added meanwhile are read, too. */
export async function walkChain({ db, tenant, keys, head: wanted }: WalkOptions): Promise<WalkedChain> {
  const standing = new Map<string, number>();
  const missing = new Set<number>();
  const problems: ReceiptProblem[] = [];
  const known = new Map(keys.map((key) => [key.id, key]));
  let [links, last, hash] = [0, 0, ""];
  let since: number | undefined;
  let signedFrom: number | undefined;
  let found: number | undefined;

  for (;;) {
    const rows = await db
      .selectFrom("receipt_links")
      .selectAll()
      .where("tenant", "=", tenant)
      .where("sequence", ">", last)
      .orderBy("sequence")
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) await take({ ...row, sequence: Number(row.sequence) });
    if (rows.length) continue;
    const head = await db
      .selectFrom("receipt_heads")
      .selectAll()
      .where("tenant", "=", tenant)
      .executeTakeFirst();
    const end = Number(head?.sequence ?? 0);
    if (end > last && (await hasMore())) continue;
    if (end > last) await note({ from: last + 1, to: end });
    else if (end !== last || (head?.hash ?? "") !== hash)
      problems.push({
        sequence: last,
        what: "changed",
        detail: "it is not the end that the chain says it has",
      });
    break;
  }
  if (keys.length && links && signedFrom === undefined)
    problems.push({
      sequence: 1,
      what: "unsigned",
      detail:
        "no link is signed although DOCENT_AUDIT_KEY is set: if you have just set it, start Docent once",
    });
  return { links, since, signedFrom, head: { sequence: last, hash }, found, standing, missing, problems };

  async function take(row: ReceiptLinkRow): Promise<void> {
    const { sequence, ask_id: ask } = row;
    const isGap = sequence !== last + 1;
    if (isGap) await note({ from: last + 1, to: sequence - 1 });
    const link = readLink(row.content);
    const wrong = wrongWith(row, link, isGap);
    if (wrong) problems.push({ sequence, ...(ask && { ask }), ...wrong });
    if (link?.key) signedFrom ??= sequence;
    since ??= link?.at;
    if (link && isGone(link.event)) standing.delete(ask);
    else if (ask) standing.set(ask, sequence);
    if (wanted && row.hash.startsWith(wanted)) found = sequence;
    links++;
    [last, hash] = [sequence, row.hash];
  }

  function wrongWith(
    row: ReceiptLinkRow,
    link: Link | undefined,
    isGap: boolean,
  ): Pick<ReceiptProblem, "what" | "detail"> | undefined {
    if (!link) return { what: "changed", detail: "it cannot be read" };
    const key = known.get(link.key);
    if (link.key && !key)
      return { what: "unsigned", detail: `key ${link.key} signed it, which DOCENT_AUDIT_KEY does not hold` };
    if (hashLink(row.content, key) !== row.hash)
      return { what: "changed", detail: "its hash is not that of what it says" };
    if (link.sequence !== row.sequence)
      return { what: "reordered", detail: `it was written as link ${link.sequence}` };
    if (link.ask !== row.ask_id || link.tenant !== row.tenant)
      return { what: "changed", detail: "it was written for another ask" };
    if (!isGap && link.previous !== hash)
      return { what: "inserted", detail: "it does not follow the link before it" };
    if (!link.key && signedFrom !== undefined)
      return { what: "unsigned", detail: "it was written without the key" };
    return undefined;
  }

  /** The asks whose replies say that these links were there. */
  async function note({ from, to }: { from: number; to: number }): Promise<void> {
    const asks = await db
      .selectFrom("receipt_salts")
      .innerJoin("asks", "asks.id", "receipt_salts.ask_id")
      .select(["receipt_salts.ask_id", "receipt_salts.sequence"])
      .where("asks.tenant", "=", tenant)
      .where("receipt_salts.sequence", ">=", from)
      .where("receipt_salts.sequence", "<=", to)
      .execute();
    const askOf = new Map(asks.map(({ ask_id, sequence }) => [Number(sequence), ask_id]));
    for (let sequence = from; sequence <= to && missing.size < MOST_MISSING; sequence++) {
      missing.add(sequence);
      const ask = askOf.get(sequence);
      problems.push({ sequence, ...(ask && { ask }), what: "missing", detail: "it was removed" });
    }
  }

  async function hasMore(): Promise<boolean> {
    const next = db
      .selectFrom("receipt_links")
      .select("sequence")
      .where("tenant", "=", tenant)
      .where("sequence", ">", last);
    return (await next.limit(1).executeTakeFirst()) !== undefined;
  }
}
