/**
 * What an address goes on with behind its street: flat, floor, post code, town and country, in the line or in the next
 * ones. Every look is bounded.
 */
import { NUMBERED_THING, PART_OF_BUILDING, PARTICLE, POSTCODE_AREA, UNIT_WORD } from "./postal-words.ts";

export const startingAt = (...patterns: string[]): RegExp => new RegExp(patterns.join("|"), "uy");
export const endingAt = (...patterns: string[]): RegExp => new RegExp(`(?:${patterns.join("|")})$`, "u");

export const NAME = "\\p{Lu}[\\p{L}\\d'’.-]{0,24}";
export const ORDINAL = "\\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)";
/** Abroad the usual years of a text are no post codes of four digits. */
const YEAR = "(?:19|20)\\d\\d(?!\\d)";

export const UK_POSTCODE = `(?:${POSTCODE_AREA})\\d[\\dA-Z]? ?\\d[ABD-HJLNP-UW-Z]{2}`;
export const CANADIAN_POSTCODE = "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d";
export const EIRCODE = "(?:[AC-FHKNPRTV-Y]\\d\\d|D6W) ?[0-9AC-FHKNPRTV-Y]{4}";
const DUTCH_POSTCODE = "(?:NL[- ])?\\d{4} ?[A-Z]{2}  ?";
const TOWN = `${NAME}(?:[ -](?:(?:${PARTICLE}|sur|upon|am|an|im|ob|bei|under) ?)?${NAME}){0,3}`;
export const NOT_A_WORD = "(?![\\p{L}\\d])";
/** From here on the address goes on in the line or in the next; old mails mark lines. */
const SEPARATOR = "[.]?(?:[ \\t]{0,3}[,;–-])?[ \\t]{0,3}(?:\\r?\\n[\\s>|?,]{0,12})?";
const POST_CODE = startingAt(
  `${SEPARATOR}(?:(?:${TOWN}),? )?(?:${[UK_POSTCODE, CANADIAN_POSTCODE, EIRCODE].join("|")})${NOT_A_WORD}`,
  `${SEPARATOR}(?:(?:${TOWN}),? ?)?(?:[A-Za-z]{2}|${TOWN}(?: \\(${NAME}\\))?)(?<!(?<!\\p{L})(?:${NUMBERED_THING}|[Oo]rder))[,.]?\\s{1,6}\\d{5}(?:-\\d{4})?${NOT_A_WORD}`,
  `${SEPARATOR}(?:(?:${TOWN}),? )?(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \\d{4}${NOT_A_WORD}`,
  `${SEPARATOR}(?:(?:D|A|CH|B|BE|F|FR|I|IT|E|ES|L|NL|DK|S|SE|N|NO|FI|FIN|PL|P|PT)[- ])?(?:\\d{5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{5}-\\d{3})(?: ${TOWN}|(?=\\s{0,6}$))`,
  `${SEPARATOR}(?:${TOWN})[ ,–-]{1,4}(?:\\d{3} ?\\d{3}|〒?\\d{3}-\\d{4}|\\d{5}-\\d{3})${NOT_A_WORD}`,
  `(?:, ?|[ \\t]{0,3}\\r?\\n[\\s>|?,]{0,12})(?!${YEAR})${DUTCH_POSTCODE}\\p{Lu}[\\p{L}]{2,24}`,
  `${SEPARATOR}(?:A|CH|B|BE|L|DK|N|NO)-\\d{4} ${TOWN}`,
  `[ \\t]{0,3}\\r?\\n[\\s>|?,]{0,12}(?!${YEAR})\\d{4} ${TOWN}(?=[ \\t]*(?:\\r?\\n|$))`,
  `${SEPARATOR}[A-Z]{2}[ ,–-]{1,4}\\d{5}-?\\d{3}${NOT_A_WORD}`,
);
/** Four digits and a town are too little proof of a street: they belong to one that is certain. */
const SHORT_POST_CODE = startingAt(
  `${SEPARATOR}(?:(?:${DUTCH_POSTCODE}|\\d{4} )${TOWN}|${TOWN} (?!${YEAR})\\d{4}(?!\\d))`,
);
/** What every post code holds, quicker to look for. */
const OF_POST_CODE = /\d{3}|\d[A-Z](?:[A-Z]|[ -]?\d)|[A-Z]\d\d ?[\dA-Z]{4}|D6W/;
const POST_CODES = new RegExp(OF_POST_CODE, "g");
/** No post code with the towns before it has more UTF-16 units. */
const LONGEST_POST_CODE = 700;
const UNIT = startingAt(
  `${SEPARATOR}(?:${UNIT_WORD})\\.? ?(?:[Nn]o\\.? )?#?[A-Z]?\\d{1,5}[A-Za-z]?${NOT_A_WORD}`,
  `${SEPARATOR}#\\d{1,5}[A-Z]?${NOT_A_WORD}`,
  ` ?(?:m\\.|lok\\.|lgh) ?\\d{1,4}${NOT_A_WORD}`,
);
const PART = startingAt(
  `${SEPARATOR}(?:${PART_OF_BUILDING})\\.? ?#?\\w{1,5}${NOT_A_WORD}`,
  `${SEPARATOR}\\d{1,2}(?:st|nd|rd|th|\\.|[ºª°])? ?(?:[Ff]loor|\\d{1,2}ª|[Ff]l|OG|Stock|[Éé]tage|piso|andar|sal|tv|th|krs|[Ii]zq|[Dd]cha|[Ee]sq|[Dd]to|[A-D])\\.?${NOT_A_WORD}`,
);
/** A name that may be the town's or the region's: only what comes after it can tell. */
const PERHAPS_TOWN = startingAt(
  `[ \\t]{0,3}(?:[,–-][ \\t]?(?:\\r?\\n[\\s>|?,]{0,12})?|\\r?\\n[\\s>|?,]{0,12})(?:,? ?)?(?:${ORDINAL} )?(?:${TOWN})(?: \\(${TOWN}\\)| \\d{1,2}(?=[,\\n]))?`,
);
const COUNTRY = startingAt(
  `${SEPARATOR}(?:U\\.?S\\.?A?\\.?|United States(?: of America)?|U\\.?K\\.?|United Kingdom|England|Scotland|Wales|Northern Ireland|Ireland|Canada|Australia|New Zealand|Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|Suisse|France|Netherlands|Nederland|Belgium|België|Belgique|Spain|España|Italy|Italia|Portugal|Sweden|Sverige|Denmark|Danmark|Norway|Norge|Finland|Suomi|Poland|Polska|Japan|India|Brazil|Brasil)${NOT_A_WORD}`,
);
const MOST_PARTS = 8;
const MOST_PERHAPS = 4;

export const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

export interface Continued {
  readonly end: number;
  readonly unit: boolean;
  readonly postCode: boolean;
}

/** No post code of a text begins from here on. */
export function endOfPostCodes(text: string): number {
  let end = 0;
  for (const { 0: code, index } of text.matchAll(POST_CODES)) end = index + code.length;
  return end;
}

const mayHavePostCode = (text: string, at: number): boolean =>
  OF_POST_CODE.test(text.slice(at, at + LONGEST_POST_CODE));

/** Follows an address from behind its street: the end, and what was met that proves it. */
export function followAddress(text: string, from: number, certain: boolean): Continued {
  let at = from;
  let end = from;
  let unit = false;
  let postCode = false;
  let perhaps = 0;
  for (let part = 0; part < MOST_PARTS; part++) {
    const [toUnit, toPart] = [matchAt(UNIT, text, at), matchAt(PART, text, at)];
    const mayBeCode = mayHavePostCode(text, at);
    const toCode = mayBeCode ? matchAt(POST_CODE, text, at) : -1;
    const short = mayBeCode && certain && toCode < 0 ? matchAt(SHORT_POST_CODE, text, at) : -1;
    const code = Math.max(toCode, short);
    if (toUnit >= 0) {
      unit = true;
      at = end = toUnit;
    } else if (code >= 0) {
      postCode = true;
      at = end = code;
    } else if (toPart >= 0) {
      at = end = toPart;
    } else if (postCode) {
      const country = matchAt(COUNTRY, text, at);
      return { end: country < 0 ? end : country, unit, postCode };
    } else {
      const town = perhaps < MOST_PERHAPS ? matchAt(PERHAPS_TOWN, text, at) : -1;
      if (town < 0) break;
      perhaps += 1;
      at = town;
    }
  }
  return { end, unit, postCode };
}
