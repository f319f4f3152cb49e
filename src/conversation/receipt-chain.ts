/**
 * The chain of receipts: whatever happens to a stored reply adds a link, in the transaction in which it happens. Links
 * hold salted hashes alone, and a reply's salt goes with the reply: what was erased cannot be confirmed by guessing it.
 */
import type { Kysely, Transaction } from "kysely";
import type { ReceiptLinkRow, ReceiptSaltRow, Tables } from "../storage/tables.ts";
import {
  type AuditKey,
  auditKeys,
  hashLink,
  hashReply,
  type Link,
  type LinkEvent,
  newSalt,
  readLink,
  writeLink,
} from "./receipt-link.ts";
import type { Outcome } from "./reply.ts";

/** What a link is to say. */
export interface LinkEntry {
  readonly ask: string;
  readonly event: Exclude<LinkEvent, "key">;
  /** The reply as the ledger has it from now on, as JSON; absent when it is gone. */
  readonly reply?: { readonly outcome: Outcome; readonly json: string };
}

export interface ReceiptChain {
  /**
   * Adds links to a tenant's chain. In the same transaction as the change itself: there is no time at which one is
   * there without the other.
   */
  append(
    transaction: Transaction<Tables>,
    tenant: string,
    entries: readonly LinkEntry[],
    /** Milliseconds since 1970. */
    at: number,
  ): Promise<void>;
  /** Says that asks were deleted; those without a reply had no link. */
  gone(
    transaction: Transaction<Tables>,
    asks: readonly { readonly id: string; readonly tenant: string; readonly reply: string | null }[],
    event: "erased" | "expired",
    at: number,
  ): Promise<void>;
  /** Says in the chain that the key in force is another than the last link's, so that it shows from where on it signs. */
  adoptKey(db: Kysely<Tables>, tenant: string): Promise<void>;
}

/** Links of one statement: SQLite takes 32,766 values, and each link is five. */
const AT_ONCE = 1_000;

/** @param secrets those of DOCENT_AUDIT_KEY; without one links are hashed without a key. */
export function createReceiptChain(secrets?: readonly string[]): ReceiptChain {
  const [key] = auditKeys(secrets);

  const append: ReceiptChain["append"] = async (transaction, tenant, entries, at) => {
    if (!entries.length) return;
    const salted = entries.map(({ reply, ...entry }) => {
      const salt = newSalt();
      return {
        salt,
        content: { ...entry, at, ...(reply && { outcome: reply.outcome, ...hashReply(reply.json, salt) }) },
      };
    });
    const contents = salted.map(({ content }) => content);
    const links = await nextLinks(transaction, tenant, contents, key);
    // Of several links about one ask the last counts.
    const standing = new Map<string, ReceiptSaltRow>();
    for (const [position, { ask_id, sequence }] of links.entries()) {
      const { salt, content } = salted[position] as (typeof salted)[number];
      if (content.outcome) standing.set(ask_id, { ask_id, salt, sequence });
      else standing.delete(ask_id);
    }
    // Sent together: everybody else waits while a transaction is open.
    await Promise.all([
      writeLinks(transaction, links),
      standing.size &&
        transaction
          .insertInto("receipt_salts")
          .values([...standing.values()])
          .onConflict((conflict) =>
            conflict.column("ask_id").doUpdateSet(({ ref }) => ({
              salt: ref("excluded.salt"),
              sequence: ref("excluded.sequence"),
            })),
          )
          .execute(),
    ]);
  };

  return {
    append,
    async gone(transaction, asks, event, at) {
      const answered = asks.filter(({ reply }) => reply !== null);
      for (const [tenant, ofTenant] of Map.groupBy(answered, (ask) => ask.tenant)) {
        const entries = ofTenant.map(({ id }) => ({ ask: id, event }));
        for (let start = 0; start < entries.length; start += AT_ONCE)
          await append(transaction, tenant, entries.slice(start, start + AT_ONCE), at);
      }
    },
    adoptKey: (db, tenant) =>
      db.transaction().execute(async (transaction) => {
        const last = await transaction
          .selectFrom("receipt_heads")
          .innerJoin("receipt_links", (join) =>
            join
              .onRef("receipt_links.tenant", "=", "receipt_heads.tenant")
              .onRef("receipt_links.sequence", "=", "receipt_heads.sequence"),
          )
          .select("content")
          .where("receipt_heads.tenant", "=", tenant)
          .executeTakeFirst();
        if (!key || !last || readLink(last.content)?.key === key.id) return;
        const adopted = [{ ask: "", event: "key", at: Date.now() }] as const;
        await writeLinks(transaction, await nextLinks(transaction, tenant, adopted, key));
      }),
  };
}

type Content = Omit<Link, "tenant" | "sequence" | "previous" | "key">;

/** Takes the next places of a chain and says what stands there. */
async function nextLinks(
  transaction: Transaction<Tables>,
  tenant: string,
  contents: readonly Content[],
  key: AuditKey | undefined,
): Promise<ReceiptLinkRow[]> {
  // Whoever else appends waits here until this transaction has ended.
  const head = await transaction
    .insertInto("receipt_heads")
    .values({ tenant, sequence: contents.length, hash: "" })
    .onConflict((conflict) =>
      conflict.column("tenant").doUpdateSet(({ eb }) => ({
        sequence: eb("receipt_heads.sequence", "+", contents.length),
      })),
    )
    .returning(["sequence", "hash"])
    .executeTakeFirstOrThrow();
  const before = Number(head.sequence) - contents.length;
  let previous = head.hash;
  return contents.map((said, position) => {
    const sequence = before + position + 1;
    const content = writeLink({ ...said, tenant, sequence, previous, key: key?.id ?? "" });
    previous = hashLink(content, key);
    return { tenant, sequence, ask_id: said.ask, content, hash: previous };
  });
}

async function writeLinks(transaction: Transaction<Tables>, links: readonly ReceiptLinkRow[]): Promise<void> {
  const { tenant, hash } = links.at(-1) as ReceiptLinkRow;
  await Promise.all([
    transaction.insertInto("receipt_links").values(links).execute(),
    transaction.updateTable("receipt_heads").set({ hash }).where("tenant", "=", tenant).execute(),
  ]);
}
