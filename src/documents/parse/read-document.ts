import { type Chunk, chunk } from "../chunk.ts";
import type { Finding, HiddenText, ParsedDocument } from "../document.ts";
import { type Lineage, lineageOf } from "../lineage.ts";
import { type SecretFinding, withoutSecrets } from "../without-secrets.ts";
import { INVISIBLE_CHARACTERS } from "./outline.ts";
import { UnreadableDocument } from "./unreadable.ts";

/** A file's title and passages-to-be, and what its owner should know about it. */
export interface ReadDocument {
  readonly title: string;
  readonly chunks: readonly Chunk[];
  readonly findings: readonly Finding[];
  readonly unread: readonly string[];
  /** Secrets that were masked. */
  readonly secrets: readonly SecretFinding[];
  readonly lineage: Lineage;
}

/** Manuals of 2,000 pages hold some 6 million characters; more comes from bombs, logs and exports of databases. */
const MAX_CHARACTERS = 20_000_000;
/** More would fill the report of its owner with one document; the rest is one line. */
const MAX_REPORTED = 20;

/**
 * Masks the secrets of a document and cuts it into passages. What it hides is counted by manner and place; the hidden words go no further.
 * @throws {UnreadableDocument} when it holds more text than anybody reads.
 */
export function toReadDocument(path: string, bytes: Uint8Array, parsed: ParsedDocument): ReadDocument {
  const characters = parsed.blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (characters > MAX_CHARACTERS) {
    throw new UnreadableDocument(
      "too-large",
      `it holds ${Math.ceil(characters / 1e6)} million characters of text, more than the ${MAX_CHARACTERS / 1e6} million allowed: split it`,
    );
  }
  const { document, secrets } = withoutSecrets(parsed);
  const { title, hidden = [], unread = [] } = document;
  return {
    title,
    chunks: chunk(document),
    findings: findingsOf(hidden),
    unread: someOf(unread),
    secrets,
    lineage: lineageOf(path, bytes, document),
  };
}

function findingsOf(hidden: readonly HiddenText[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const { how, place } of hidden) {
    const kind = how === INVISIBLE_CHARACTERS ? "invisible-characters" : "hidden-text";
    const isMany = found.size >= MAX_REPORTED;
    const key = isMany ? how : `${how} ${place}`;
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { kind, how, place: isMany ? undefined : place, count });
  }
  return [...found.values()];
}

const someOf = (unread: readonly string[]): readonly string[] =>
  unread.length <= MAX_REPORTED
    ? unread
    : [...unread.slice(0, MAX_REPORTED), `${unread.length - MAX_REPORTED} more parts`];
