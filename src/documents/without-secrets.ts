/** Secrets leave a document before it is cut: no index, prompt, quote or page ever holds them. */
import { mayHoldSecret, secretsIn } from "../safety/filters/secrets.ts";
import { type Block, describeLocation, type Location, type ParsedDocument } from "./document.ts";

/** Secrets of one kind in one place of a document; never what they are. */
export interface SecretFinding {
  /** "password", "AWS access key", ... */
  readonly kind: string;
  /** "p. 12, Leave > Parental", "title" or "heading"; empty at the top of a document. */
  readonly place: string;
  readonly count: number;
}

/** A text of the document that is looked at with its neighbours. */
interface Piece {
  readonly text: string;
  readonly place: () => string;
  masked?: string;
}

/** More places than anybody reads of are summed up under this one. */
const MOST_PLACES = 20;
const FURTHER = "further places";

/** "Password:" may end one paragraph, and its value begin the next but one ... */
const PIECES_AFTER = 2;
/** ... if it stands this near to its end, in characters. */
const REACH = 80;
/** "Fingerprint:", a paragraph of its own, may say that what follows is public. */
const LONGEST_LABEL = 120;
const GAP = "\n\n";

/**
 * The document with `[secret removed: <kind>]` in place of every secret in its text, title and headings, and what was
 * found. Texts are looked at together with their neighbours, so that a key which a blank line or a page's end parts is
 * found whole; those that could hold nothing are not looked at closely.
 */
export function withoutSecrets(parsed: ParsedDocument): {
  readonly document: ParsedDocument;
  readonly secrets: readonly SecretFinding[];
} {
  const pieces: Piece[] = [{ text: parsed.title, place: () => "title" }];
  const headings = new Map<string, Piece>();
  const texts = new Map<Block, Piece>();
  let above: readonly string[] = [];
  for (const block of parsed.blocks) {
    if (block.location.headings !== above) {
      above = block.location.headings;
      for (const heading of above.filter((one) => !headings.has(one))) {
        const piece: Piece = { text: heading, place: () => "heading" };
        headings.set(heading, piece);
        pieces.push(piece);
      }
    }
    const piece: Piece = { text: block.text, place: () => placeOf(maskedLocation(block.location, headings)) };
    texts.set(block, piece);
    pieces.push(piece);
  }
  const found: { kind: string; piece: Piece }[] = [];
  for (const run of suspicious(pieces)) found.push(...mask(run));
  if (found.length === 0) return { document: parsed, secrets: [] };
  const blocks = parsed.blocks.map((block) => ({
    ...block,
    text: maskedText(texts.get(block)!),
    location: maskedLocation(block.location, headings),
  }));
  return {
    document: {
      ...parsed,
      title: maskedText(pieces[0]!),
      blocks: blocks.filter(({ text }) => text.trim() !== ""),
    },
    secrets: summed(found.map(({ kind, piece }) => ({ kind, place: piece.place(), count: 1 }))),
  };
}

const maskedText = ({ text, masked }: Piece): string => masked ?? text;

const maskedLocation = (location: Location, headings: ReadonlyMap<string, Piece>): Location =>
  location.headings.some((heading) => headings.get(heading)?.masked !== undefined)
    ? { ...location, headings: location.headings.map((heading) => maskedText(headings.get(heading)!)) }
    : location;

const placeOf = (location: Location): string => describeLocation("", location).replace(/^, /, "");

/** Pieces that might hold a secret, with those around them, in runs of neighbours. */
function suspicious(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  let end = 0;
  for (const [at, { text }] of pieces.entries()) {
    if (!mayHoldSecret(text)) continue;
    const before = (pieces[at - 1]?.text.length ?? 0) <= LONGEST_LABEL ? at - 1 : at;
    const after = mayHoldSecret(text.slice(-REACH)) ? PIECES_AFTER : 0;
    const start = Math.max(end, before);
    const next = Math.max(end, Math.min(pieces.length, at + 1 + after));
    if (runs.length > 0 && start === end) runs.at(-1)!.push(...pieces.slice(end, next));
    else runs.push(pieces.slice(start, next));
    end = next;
  }
  return runs;
}

/** Masks what is found in a run; a secret that goes on in the next piece is removed there too. */
function mask(run: readonly Piece[]): { kind: string; piece: Piece }[] {
  const spans = secretsIn(run.map(({ text }) => text).join(GAP));
  const found: { kind: string; piece: Piece }[] = [];
  const told = new Set<(typeof spans)[number]>();
  let offset = 0;
  for (const piece of run) {
    const { text } = piece;
    let masked = "";
    let from = 0;
    for (const span of spans) {
      const start = Math.max(0, span.start - offset);
      const end = Math.min(text.length, span.end - offset);
      if (start >= end) continue;
      masked += text.slice(from, start) + (told.has(span) ? "" : span.replacement);
      from = end;
      if (!told.has(span)) found.push({ kind: span.kind, piece });
      told.add(span);
    }
    if (from > 0) piece.masked = masked + text.slice(from);
    offset += text.length + GAP.length;
  }
  return found;
}

/** One finding for each kind and place, in order of first sight. */
function summed(findings: readonly SecretFinding[]): SecretFinding[] {
  const sums = new Map<string, SecretFinding>();
  for (const { kind, place, count } of findings) {
    const key = (where: string) => JSON.stringify([kind, where]);
    const where = sums.has(key(place)) || sums.size < MOST_PLACES ? place : FURTHER;
    const known = sums.get(key(where));
    sums.set(key(where), { kind, place: where, count: (known?.count ?? 0) + count });
  }
  return [...sums.values()];
}

/** "a password (VPN > Setup) and 2 AWS access keys (p. 3)", for whoever looks after the document. */
export function describeSecrets(findings: readonly SecretFinding[]): string {
  const parts = findings.map(({ kind, place, count }) => {
    const what = count === 1 ? kind : `${count} × ${kind}`;
    return place ? `${what} (${place})` : what;
  });
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
