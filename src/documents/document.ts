/** The shapes that documents take on their way to an answer: file → parsed document → passages. */
import type { Brand, Scope, TenantId } from "../access/scopes.ts";

export type DocumentId = Brand<"DocumentId">;
export type PassageId = Brand<"PassageId">;

/** Where in its document a piece of text stands. Pages and slides count from 1. */
export interface Location {
  readonly page?: number;
  readonly slide?: number;
  readonly sheet?: string;
  /** The headings above it, outermost first, the document's title not among them. */
  readonly headings: readonly string[];
}

/** A piece of a document that should stay together where it can. */
export interface Block {
  readonly kind: "paragraph" | "list" | "table" | "code";
  /** Plain text. A table is one row a line, each cell as "column: value" joined by "; ", so that a row reads alone. */
  readonly text: string;
  readonly location: Location;
}

/** Text that a person looking at the document would not see; it is reported, never indexed. */
export interface HiddenText {
  /** In a few words: "comment", "same colour as its background". */
  readonly how: string;
  /** "p. 3", "slide 2", an attachment's name; undefined where a document has no such parts. */
  readonly place?: string;
  /** Its words go no further than the parser. */
  readonly text: string;
}

/** Something in a document that its owner should know of. */
export interface Finding {
  readonly kind: "hidden-text" | "invisible-characters";
  /** As {@link HiddenText.how}. */
  readonly how: string;
  /** As {@link HiddenText.place}. */
  readonly place?: string;
  readonly count: number;
}

/** "3 hidden texts (comment, p. 2)": what and where, never the words. */
export function describeFinding({ kind, how, place, count }: Finding): string {
  const where = place === undefined ? "" : `, ${place}`;
  return kind === "invisible-characters"
    ? `${how} (${count} ${count === 1 ? "run" : "runs"}${where})`
    : `${count} hidden ${count === 1 ? "text" : "texts"} (${how}${where})`;
}

/** What a parser makes of a file. */
export interface ParsedDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly hidden?: readonly HiddenText[];
  /** Parts that could not be read, each with its name and reason, e.g. an attachment of an e-mail. */
  readonly unread?: readonly string[];
}

/** One document as the catalogue knows it. */
export interface DocumentRecord {
  readonly id: DocumentId;
  readonly tenant: TenantId;
  readonly title: string;
  /** Where a person opens it: a web link, or `docent:` + id for documents that only the console can show. */
  readonly uri: string;
  /** Who may read it: members of any of these. */
  readonly scopes: readonly Scope[];
  /** SHA-256 of the bytes, hex. */
  readonly version: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
}

/** About 100-120 words of a document version: what is searched, quoted and cited. */
export interface Passage {
  readonly id: PassageId;
  readonly document: DocumentId;
  readonly tenant: TenantId;
  readonly version: string;
  /** Position in the document, from 0. */
  readonly ordinal: number;
  readonly title: string;
  readonly uri: string;
  readonly scopes: readonly Scope[];
  readonly location: Location;
  readonly modifiedAt: string;
  /** What is quoted: the document's own words, without the prefix. */
  readonly text: string;
}

/** The id of a document version's passage: what comes before and after it can be named without looking. */
export const passageId = (document: DocumentId, version: string, ordinal: number): PassageId =>
  `${document}:${version.slice(0, 12)}:${ordinal}` as PassageId;

/** "Employee handbook, p. 12, Leave > Parental": how a citation names its place, the title included. */
export function describeLocation(title: string, location: Location): string {
  const place = [
    location.page === undefined ? undefined : `p. ${location.page}`,
    location.slide === undefined ? undefined : `slide ${location.slide}`,
    location.sheet === undefined ? undefined : `sheet ${location.sheet}`,
    location.headings.length ? location.headings.join(" > ") : undefined,
  ];
  return [title, ...place.filter((part) => part !== undefined)].join(", ");
}

/** The text that is searched: the passage prefixed with "title > headings", which says what it is about. */
export const searchableText = (passage: Pick<Passage, "title" | "location" | "text">): string =>
  `${[passage.title, ...passage.location.headings].join(" > ")}\n${passage.text}`;
