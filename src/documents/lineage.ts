/** What a document says of its place among others: which ones it replaces, what replaced it, and how long it holds. */
import type { ParsedDocument } from "./document.ts";
import { type Edition, nameKey, titleFamily } from "./title-family.ts";

/** A document's edition, by its title and by what it says of itself. */
export interface Standing extends Edition {
  /** It says that it holds no more. */
  readonly isOutdated?: boolean;
  /** From when on it holds, and the last day on which it does; ISO 8601 dates. */
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** Names are as {@link nameKey} makes them. */
export interface Lineage {
  readonly standing: Standing;
  readonly family?: string;
  /** What other documents may call it. */
  readonly names: readonly string[];
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
}

/** Of a document that is not there. */
export const NO_LINEAGE: Lineage = { standing: {}, names: [], supersedes: [], supersededBy: [] };

/** A document says such things at its head; further down the words are about something else. */
const HEAD_BLOCKS = 8;
const HEAD_CHARACTERS = 4_000;
/** Where it may say that it holds no more without saying what does. */
const OPENING_BLOCKS = 3;
const FRONT_MATTER_BYTES = 4_096;
const utf8 = new TextDecoder();
const FILE_ENDING = /\.[a-z]\w{1,4}$/i;
/** A statement that names more documents than this is no statement but an index. */
const MOST_NAMED = 8;

const DOCUMENT =
  "(?:document|policy|guide|guidelines?|handbook|manual|procedure|version|edition|page|standard|directive|regulation|form|template|runbook|dokument|richtlinie|leitfaden|handbuch|fassung|ausgabe|seite|politique|manuel|procédure|documento|política|guía|manual|procedimiento|versión|procedura|guida|beleid|handleiding|richtlijn|versie)";
const THIS = String.raw`(?:this|the present|dieses|diese|dieser|das vorliegende|die vorliegende|cette?|le présent|la présente|este|esta|quest[oa]|deze|dit)\s+(?:\p{L}+\s+)?${DOCUMENT}`;
/** What is named, up to the end of the sentence; a dot inside "v1.2" or a file name ends none. */
const NAMED = String.raw`\s*:?\s*(?<named>\S.{1,160}?)(?=[.;!](?:\s|$)|\n|$)`;

const REPLACES = new RegExp(
  String.raw`(?:\b${THIS}\s+(?:supersedes|replaces|cancels and replaces|ersetzt|annule et remplace|remplace|sustituye|reemplaza|sostituisce|vervangt)|^(?:supersedes|replaces|ersetzt|remplace|sustituye|reemplaza|sostituisce|vervangt)\s*:)${NAMED}`,
  "giu",
);
const REPLACED = new RegExp(
  String.raw`(?:\b${THIS}\s+(?:is|was|has been|wurde|wird|ist|a été|est|ha sido|fue|è stat[oa]|is)\s+(?:superseded by|replaced by|ersetzt durch|abgelöst durch|remplacée? par|sustituid[oa] por|reemplazad[oa] por|sostituit[oa] da|vervangen door)|^[([*_\s]*(?:superseded by|replaced by|ersetzt durch|abgelöst durch|remplacée? par|sustituid[oa] por|reemplazad[oa] por|sostituit[oa] da|vervangen door)|^[([*_\s]*(?:deprecated|obsolete|outdated|archived|superseded|veraltet|obsolète|obsoleto|verouderd)\s*[:,;.–—-]+\s*(?:please\s+)?(?:see|use|refer to|siehe|voir|véase|ver|vedi|zie)(?:\s+instead)?)${NAMED}`,
  "gimu",
);
const OUTDATED = new RegExp(
  String.raw`^[([*_\s]*(?:deprecated|obsolete|outdated|superseded|veraltet|obsolète|obsoleto|verouderd|no longer (?:valid|in force|current|maintained))\b\s*(?:[.:;,!)\]–—-]|$)|\b${THIS}\s+(?:is|has been|ist|est|está|è)\s+(?:now\s+)?(?:deprecated|obsolete|outdated|archived|withdrawn|retired|superseded|no longer (?:valid|in force|current|maintained)|veraltet|nicht mehr gültig|obsolète|obsolet[oa]|verouderd)`,
  "imu",
);
/** Every statement holds one of these: most documents make none, and this look is cheap. */
const SAYS_SO =
  /supersed|replac|ersetzt|abgelöst|rempla|sustitu|reempla|sostitu|vervang|deprecat|obsol|outdated|archived|veralte|verouder|no longer|withdrawn|retired|nicht mehr/i;
const OUTDATED_STATUS = /^(?:obsolete|archived?|deprecated|superseded|retired|outdated|withdrawn|expired)$/i;
const DRAFT_STATUS = /^(?:draft|wip|in[ -]review|proposed|proposal)$/i;
const ARCHIVE_FOLDER = /^(?:_?archived?|old|obsolete|deprecated|superseded|archiv|veraltet|archives?)$/i;

/**
 * Reads a document's lineage from its title, the name of its file, its front matter and its first paragraphs.
 * @param path within its source, or the file's name
 * @param bytes of the file, for front matter
 */
export function lineageOf(path: string, bytes: Uint8Array, parsed: ParsedDocument): Lineage {
  const { title, blocks } = parsed;
  const folders = path.split("/");
  const stem = folders.pop()!.replace(FILE_ENDING, "");
  const front = frontMatter(bytes);
  const first = (count: number): string =>
    blocks
      .slice(0, count)
      .map(({ text }) => text)
      .join("\n")
      .slice(0, HEAD_CHARACTERS);
  const whole = first(HEAD_BLOCKS);
  const head = SAYS_SO.test(whole) ? whole : "";
  const named = editionOf(title, stem);
  const status = front.get("status")?.[0] ?? "";
  const supersededBy = [
    ...listed(front, "superseded_by", "superseded-by", "replaced_by", "replaced-by"),
    ...stated(head, REPLACED),
  ];
  const inArchive = folders.some((folder) => ARCHIVE_FOLDER.test(folder));
  return {
    standing: compact({
      ...named?.edition,
      age: named?.edition.age ?? (inArchive ? -1 : undefined),
      isDraft: named?.edition.isDraft || DRAFT_STATUS.test(status) || undefined,
      isOutdated:
        OUTDATED_STATUS.test(status) ||
        supersededBy.length > 0 ||
        (head !== "" && OUTDATED.test(first(OPENING_BLOCKS))) ||
        undefined,
      validFrom: dateIn(front, "effective_date", "effective_from", "effective", "valid_from"),
      validUntil: dateIn(front, "valid_until", "valid_to", "expires", "expiry_date"),
    }),
    family: named?.family,
    names: [...new Set([nameKey(title), nameKey(stem)])].filter((name) => /\p{L}{3}/u.test(name)),
    supersedes: names([...listed(front, "supersedes", "replaces"), ...stated(head, REPLACES)]),
    supersededBy: names(supersededBy),
  };
}

/** The title's family; files of one title are told apart by their names where those say the same words. */
function editionOf(title: string, stem: string): ReturnType<typeof titleFamily> {
  const byTitle = titleFamily(title);
  const isMarked = byTitle && Object.values(byTitle.edition).some((mark) => mark !== undefined);
  if (!byTitle || isMarked || nameKey(stem) === byTitle.family) return byTitle;
  const byName = titleFamily(stem);
  return byName?.family === byTitle.family ? byName : byTitle;
}

function stated(head: string, statement: RegExp): string[] {
  if (head === "") return [];
  return [...head.matchAll(statement)].flatMap(({ groups }) => spellings(groups?.named ?? ""));
}

/** A statement's object as it may be written, from the whole of it to its first few words. */
function spellings(named: string): string[] {
  const quoted = /[“"„«‘'`*_]{1,2}([^”"“»’'`*_]{3,120})[”"“»’'`*_]/.exec(named)?.[1];
  const whole = (quoted ?? named).replace(
    /^(?:the|our|die|das|den|der|le|la|les|l['’]|el|los|il|lo|de|het)\s+/i,
    "",
  );
  const cuts = [
    /\s+(?:dated|vom|of|from|du|van|del|effective|published|issued)\s/i,
    /\s*[,(]/,
    /\s+(?:and|und|et|y|e|en)\s/i,
  ];
  return [whole, ...cuts.map((cut) => whole.split(cut)[0]!)];
}

const listed = (front: ReadonlyMap<string, readonly string[]>, ...keys: readonly string[]): string[] =>
  keys.flatMap((key) => front.get(key) ?? []);

/** Names and file names as keys; a file's ending and folders say nothing about what it is called. */
function names(texts: readonly string[]): string[] {
  const keys = texts
    .map((text) => nameKey(text.trim().split("/").at(-1)!.replace(FILE_ENDING, "")))
    .filter((key) => /\p{L}{3}/u.test(key));
  const all = [...new Set(keys)];
  return all.length > MOST_NAMED ? [] : all;
}

function dateIn(
  front: ReadonlyMap<string, readonly string[]>,
  ...keys: readonly string[]
): string | undefined {
  const text = listed(front, ...keys)[0];
  return text && /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
}

/** Top-level keys of YAML front matter with their words: one, `[a, b]`, or a list below. */
function frontMatter(bytes: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  if (bytes[0] !== 0x2d && bytes[0] !== 0xef) return found;
  const start = utf8.decode(bytes.subarray(0, FRONT_MATTER_BYTES)).replaceAll("\r\n", "\n");
  const block = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(start)?.[1];
  let open: string[] = [];
  for (const line of block?.split("\n") ?? []) {
    const [, key, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1];
    if (key) {
      open = (value ?? "")
        .replace(/^\[(.*)\]$/, "$1")
        .split(/,\s*(?=\S)/)
        .map(unquoted)
        .filter(Boolean);
      found.set(key.toLowerCase(), open);
    } else if (item) open.push(unquoted(item));
  }
  return found;
}

const unquoted = (value: string): string =>
  value
    .replace(/\s+#.*$/, "")
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2");

const compact = (standing: Standing): Standing =>
  Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== undefined));
