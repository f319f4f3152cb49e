/** One link of the chain of receipts: what it says, and how it is hashed. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Outcome } from "./reply.ts";

/**
 * What happened to the reply of an ask: it was given, repeated elsewhere, marked or taken back because of its sources,
 * freed of a person; or it left the ledger with its ask, on a person's request or because it was old. `key` is about no
 * ask: from here on another key signs.
 */
export type LinkEvent = "answered" | "copied" | "recalled" | "anonymised" | "erased" | "expired" | "key";

/** The events after which there is no reply any more. */
export const isGone = (event: LinkEvent): boolean => event === "erased" || event === "expired";

/** Salted hashes of a stored reply, in hex. Whoever knows the salt and the reply finds which part is another. */
export interface ReplyHashes {
  /** How it was checked. */
  readonly receipt: string;
  /** The document versions that it cites and names, and its quotes. */
  readonly sources: string;
  /** Its text and everything else. */
  readonly text: string;
}

export interface Link extends Partial<ReplyHashes> {
  readonly tenant: string;
  /** From 1 on. */
  readonly sequence: number;
  /** The hash of the link before; empty for the first. */
  readonly previous: string;
  /** Empty for a link about no ask. */
  readonly ask: string;
  readonly event: LinkEvent;
  readonly outcome?: Outcome;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Which key signed it, by the beginning of its hash; empty without one. */
  readonly key: string;
}

/** A secret that signs links, so that whoever can write to the database cannot write a chain. */
export interface AuditKey {
  readonly id: string;
  readonly secret: string;
}

/** The keys of DOCENT_AUDIT_KEY: the first signs, all of them verify. */
export const auditKeys = (secrets: readonly string[] = []): readonly AuditKey[] =>
  secrets.map((secret) => ({
    id: sha256(`docent audit key ${secret}`).slice(0, 8),
    secret,
  }));

export const newSalt = (): string => randomBytes(16).toString("hex");

/**
 * @param json the reply as the ledger stores it
 * @throws {SyntaxError} when it is no JSON
 */
export function hashReply(json: string, salt: string): ReplyHashes {
  const { receipt, citations, named, ...text } = JSON.parse(json) as Record<string, unknown>;
  const hash = (part: string, value: unknown) => sha256(canonical([salt, part, value]));
  return {
    receipt: hash("receipt", receipt),
    sources: hash("sources", [citations, named]),
    text: hash("text", text),
  };
}

/** What is hashed, and stored beside the hash. */
export const writeLink = (link: Link): string => canonical(link);

/** The link in its JSON; undefined when it is none. */
export function readLink(content: string): Link | undefined {
  try {
    const link = JSON.parse(content) as Link;
    return typeof link?.sequence === "number" && typeof link.ask === "string" ? link : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 over the content, with a key HMAC-SHA256; in hex. */
export const hashLink = (content: string, key?: AuditKey): string =>
  key ? createHmac("sha256", key.secret).update(content).digest("hex") : sha256(content);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** JSON that is the same for the same value: members by name, nothing undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
