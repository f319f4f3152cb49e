/** Titles that differ in nothing but an edition: "Travel policy 2023" and "Travel policy (2024)" are one family. */
import { dateMark } from "./title-date.ts";

/** What sets a document apart from the others of its family. */
export interface Edition {
  readonly version?: readonly number[];
  /** Year, month, day, as far as they are said. A quarter or half is its first month. */
  readonly date?: readonly number[];
  readonly isDraft?: boolean;
  /** -1 for "(old)", 1 for "(new)". */
  readonly age?: -1 | 1;
}

export interface TitleFamily {
  /** The words that all titles of the family share, in order. */
  readonly family: string;
  readonly edition: Edition;
}

/** Lower case, without accents; punctuation stays. */
const plain = (text: string): string =>
  (NOT_ASCII.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text).toLowerCase();
const NOT_ASCII = /[^\0-\x7f]/;

/** A title or file name as it is compared: its words, without accents and punctuation. */
export const nameKey = (text: string): string => (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

/**
 * Documents of these kinds stand beside each other: last year's minutes are not replaced by this year's.
 * English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish.
 */
const SERIES =
  /\b(?:minutes|notes?|reports?|newsletters?|agendas?|summar(?:y|ies)|results?|reviews?|retros?\w*|logs?|changelogs?|diar(?:y|ies)|transcripts?|announcements?|updates?|invoices?|receipts?|surveys?|forecasts?|budgets?|statements?|accounts?|audits?|assessments?|meetings?|calls?|episodes?|lectures?|chapters?|parts?|volumes?|sections?|weeks?|phases?|sprints?|releases?|issues?|tickets?|incidents?|postmortems?|roadmaps?|plans?|strateg(?:y|ies)|goals?|okrs?|kpis?|applications?|contracts?|agreements?|offers?|quotes?|orders?|protokolle?|\w*protokoll|\w*berichte?|\w*rechnung(?:en)?|\w*sitzung(?:en)?|kapitel|teil|band|rundbrief|proces-verbal|comptes? rendus?|rapports?|factures?|chapitre|informes?|actas?|facturas?|capitulo|relazion[ei]|verbal[ei]|notulen|verslag(?:en)?|relatorios?|atas?|rapporter?)\b/;

/** Documents that say what is in force: a later year takes the place of an earlier one. The same languages. */
const IN_FORCE =
  /(?:\b(?:polic(?:y|ies)|guidelines?|guides?|handbooks?|manuals?|procedures?|rules?|regulations?|standards?|codes?|terms|conditions|templates?|forms?|playbooks?|runbooks?|instructions?|directives?|charters?|bylaws|statutes?|prices?|pricing|rates?|fees?|tariffs?|allowances?|benefits?|bands?|grids?|holidays|checklists?|faqs?|process(?:es)?|politiques?|manuel|reglement|bareme|tarifs?|charte|consignes|politicas?|guias?|procedimientos?|reglamento|normas|tarifas?|politiche|guida|manuale|procedura|regolamento|tariffe|beleid|handleiding|procedimentos?|policyn?)|(?:richtlinien?|leitfaden|handbuch|ordnung|anweisung|regelung|leitlinien?|preisliste|merkblatt|satzung|richtlijn(?:en)?|regeling|handboek|riktlinjer?|handbok))\b/;

/** "Payments API v2" is version 2 of the API, not of the page about it. */
const PRODUCTS =
  /\b(?:apis?|sdks?|protocols?|schemas?|apps?|platforms?|firmware|models?|systems?|servers?|clients?|boards?|engines?|windows|office|ios|android|java|python|node|tls|ssl|http|usb|ipv?|wifi|mk)$/;

/** Names that say nothing about what a document is of. */
const GENERIC =
  /^(?:document|dokument|untitled|readme|page|seite|index|home|presentation|slides?|sheet|book|file|scan|image|attachment|copy|new|the|a|an)?$/;

const VERSION =
  /(?:\bv|\b(?:ver|vers|version|rev|revision|edition|ed|ausgabe|auflage|fassung|versione|edizione|edicion|versao|versie|uitgave|utgava)\b)\s*[.:]?\s*(\d{1,4}(?:[._]\d{1,4}){0,3})|\b(\d{1,3})(?:st|nd|rd|th|\.|e|a)?\s*(?:edition|auflage|ausgabe|edicion|edizione|uitgave)/;
const OLD =
  /old|outdated|obsolete|deprecated|archived?|superseded|retired|expired|withdrawn|veraltet|archiviert|ungultig|abgelost|ancien(?:ne)?|perimee?|obsoleto|obsoleta|antiguo|antigua|archivado|vecchi[oa]|archiviat[oa]|verouderd|gearchiveerd|antig[oa]|foraldrad/;
/** Only where it cannot be a word of the title itself. */
const BRACKETED_OLD = /alt|oud|gammal/;
const DRAFT = /(?:first |final )?draft|wip|entwurf|brouillon|borrador|bozza|rascunho|utkast|in review/;
const NEW = /new|neu|nouveau|nouvelle|nuevo|nueva|nuovo|nuova|nieuw|novo|nova|ny/;
const NEUTRAL =
  /final(?: version)?|approved|current|latest|updated|signed|valid|endgultig|gultig|aktuell|definiti[fv]\w*|vigente|corrente|actueel/;

interface Open {
  rest: string;
  version?: readonly number[];
  isDraft?: boolean;
  age?: -1 | 1;
}

/**
 * The family of a title and what sets this document apart in it. Undefined for titles that name no document that could
 * be replaced: minutes and reports stand beside each other, and so do "Chapter 1" and "Chapter 2".
 *
 * @param title of a document, or the name of its file without the ending
 */
export function titleFamily(title: string): TitleFamily | undefined {
  const open: Open = { rest: plain(title).replace(/_/g, " ") };
  const dated = dateMark(open.rest);
  if (dated === "several") return undefined;
  if (dated) open.rest = dated.rest;
  while (takeMark(open));
  const family = nameKey(open.rest);
  // "Handbook 2024" may be any team's.
  const isNamed = /\p{L}{3}/u.test(family) && !GENERIC.test(family) && family.replace(IN_FORCE, "") !== "";
  if (!isNamed || SERIES.test(family)) return undefined;
  if (dated && !IN_FORCE.test(family)) return undefined;
  if (open.version && PRODUCTS.test(family)) return undefined;
  const { version, isDraft, age } = open;
  return { family, edition: { version, date: dated?.date, isDraft, age } };
}

const END = String.raw`[\s\-–—:,.|/]*$`;
const APART = String.raw`\s*[-–—:,|/]\s*`;
const atEnd = (mark: RegExp): RegExp => new RegExp(String.raw`(?:^|[\s\-–—:,|/.])(?:${mark.source})${END}`);
const bracketed = (mark: RegExp): RegExp => new RegExp(String.raw`[([{]\s*(?:${mark.source})\s*[)\]}]`);
const apartAtEnd = (mark: RegExp): RegExp => new RegExp(`${APART}(?:${mark.source})${END}`);
const atStart = (mark: RegExp): RegExp => new RegExp(String.raw`^\s*(?:${mark.source})${APART}`);

const EMPTY_BRACKETS = /[([{][\s\-–—:,.|/]*[)\]}]/;

interface Mark {
  readonly places: readonly RegExp[];
  take(open: Open, match: RegExpExecArray): void;
}

/** Where each mark may stand; anywhere else it is a word of the title. */
const MARKS: readonly Mark[] = [
  { places: [EMPTY_BRACKETS], take: () => undefined },
  {
    places: [bracketed(VERSION), atEnd(VERSION)],
    take: (open, match) => {
      open.version ??= (match[1] ?? match[2])!.split(/[._]/).map(Number);
    },
  },
  {
    places: [bracketed(OLD), atEnd(OLD), atStart(OLD), bracketed(BRACKETED_OLD), apartAtEnd(BRACKETED_OLD)],
    take: (open) => {
      open.age = -1;
    },
  },
  {
    places: [bracketed(DRAFT), atEnd(DRAFT), atStart(DRAFT)],
    take: (open) => {
      open.isDraft = true;
    },
  },
  {
    places: [bracketed(NEW), apartAtEnd(NEW), atStart(NEW)],
    take: (open) => {
      open.age ??= 1;
    },
  },
  { places: [bracketed(NEUTRAL), atEnd(NEUTRAL), atStart(NEUTRAL)], take: () => undefined },
];

/** Takes one mark off the title; false when there is none left. */
function takeMark(open: Open): boolean {
  for (const { places, take } of MARKS) {
    for (const place of places) {
      const match = place.exec(open.rest);
      if (!match) continue;
      take(open, match);
      open.rest = `${open.rest.slice(0, match.index)} ${open.rest.slice(match.index + match[0].length)}`;
      return true;
    }
  }
  return false;
}

/**
 * Whether the one edition takes the place of the other. False wherever that is not certain: "v2" and "2024" cannot be
 * compared, a draft replaces no finished document, and next year's edition is not in force yet.
 *
 * @param today ISO 8601
 */
export function replaces(newer: Edition, older: Edition, today: string): boolean {
  if (newer.age === -1 || isAhead(newer.date, today)) return false;
  if (newer.isDraft && !older.isDraft) return false;
  if (older.age === -1) return true;
  const orders = [
    compared(newer.version, older.version),
    compared(newer.date, older.date),
    newer.age === 1 && !older.age ? 1 : undefined,
  ].filter((order) => order !== undefined);
  const isSame = orders.every((order) => order === 0);
  const isMarkedAlike =
    (newer.version === undefined) === (older.version === undefined) &&
    (newer.date === undefined) === (older.date === undefined);
  if (isSame) return isMarkedAlike && !newer.isDraft && older.isDraft === true;
  return orders.every((order) => order >= 0);
}

/** 1 when the first is later, -1 when earlier, 0 when equal as far as both say; undefined when one is missing. */
function compared(one?: readonly number[], other?: readonly number[]): number | undefined {
  if (!one || !other) return undefined;
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [one[at] ?? other[at]!, other[at] ?? one[at]!];
    if (a !== b) return a > b ? 1 : -1;
  }
  return 0;
}

function isAhead(date: readonly number[] | undefined, today: string): boolean {
  if (!date) return false;
  const [year, month = 1, day = 1] = date;
  return Date.UTC(year!, month - 1, day) > Date.parse(today);
}
