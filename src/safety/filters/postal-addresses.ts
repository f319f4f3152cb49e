/**
 * Postal addresses: the house number is looked for and read around. A street's name on one side makes a candidate; what
 * follows (flat, post code, town) belongs to it, and proves an address where the street's name alone does not.
 * Every look is bounded, so that the time grows with the text's length and no faster.
 */
import {
  LOOSE_STREET_WORD,
  NUMBERED_THING,
  PART_OF_BUILDING,
  PARTICLE,
  POST_BOX,
  POSTCODE_AREA,
  STREET_ENDING,
  STREET_WORD,
  STREET_WORD_AFTER_NUMBER,
  STREET_WORD_BEFORE_NAME,
  STREET_WORD_BEFORE_NUMBER,
  UNIT_WORD,
} from "./postal-words.ts";

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A place where an address may be, and what it takes to believe it. */
interface Candidate extends Stretch {
  readonly needs: "nothing" | "unit or post code" | "post code";
}

const NAME = "\\p{Lu}[\\p{L}\\d'’.-]{0,24}";
const NAMES = `${NAME}(?: (?:(?:${PARTICLE}) ?){0,2}${NAME}){0,4}`;
const ORDINAL = "\\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)";
const HOUSE_NUMBER = "\\d{1,5}(?:[A-Za-z](?![\\p{L}\\d]))?(?: ?[-–/] ?\\d{1,4}[A-Za-z]?(?![\\p{L}\\d])){0,2}";
const POINT = "(?:[NSEW]|N[EW]|S[EW]|North|South|East|West)";
/** A clause goes on behind it: "10 Good Reasons Drive you". */
const SENTENCE_GOES_ON = "(?! (?:of|to|in|on|that|for|from|we|you|is|are|was|and I)\\b)";

const startingAt = (...patterns: string[]): RegExp => new RegExp(patterns.join("|"), "uy");
const endingAt = (...patterns: string[]): RegExp => new RegExp(`(?:${patterns.join("|")})$`, "u");

/** What comes after a house number. */
const AFTER_NUMBER: readonly (readonly [Candidate["needs"], RegExp])[] = [
  [
    "nothing",
    startingAt(
      `,? (?:${POINT}\\.? )?(?:(?:${NAME}|${ORDINAL}) ){1,4}(?:${STREET_WORD})(?![\\p{L}\\d])\\.?(?: ${POINT}(?![\\p{L}\\d]))?${SENTENCE_GOES_ON}`,
      `(?: ?bis| ?ter| ?quater)?,? (?:${STREET_WORD_AFTER_NUMBER}) (?:(?:${PARTICLE}) ?){0,2}(?:${NAMES}|\\d{1,2} ${NAME})`,
      ",? Rue \\p{L}{3,24}",
      // "1-7-1 Nagata-cho, Chiyoda-ku"
      `,? ${NAME}(?:-(?:cho|machi|ku|gun|dori))(?![\\p{L}-])`,
    ),
  ],
  [
    "unit or post code",
    startingAt(
      `,? (?:${POINT}\\.? )?(?:(?:${NAME}|${ORDINAL}) ){1,4}(?:${LOOSE_STREET_WORD})(?![\\p{L}\\d])\\.?`,
      `,? (?:[\\p{L}\\d.'’-]{1,20} ){1,4}(?:${STREET_WORD})(?![\\p{L}\\d])\\.?`,
      `,? (?:[\\p{L}\\d.'’-]{1,24} ){1,4}\\d{1,4}[a-z]?\\.?(?![\\p{L}\\d])`,
    ),
  ],
  ["post code", startingAt(`,? (?:${NAME}|${ORDINAL})(?: (?:(?:${PARTICLE}) ?){0,2}${NAME}){0,4}`)],
];

/** What comes before one. */
const BEFORE_NUMBER: readonly (readonly [Candidate["needs"], RegExp])[] = [
  [
    "nothing",
    endingAt(
      `(?<![\\p{L}\\d-])(?:${NAME} ){0,2}\\p{Lu}[\\p{L}-]{2,30}(?:${STREET_ENDING})[ ,]{0,2}`,
      `(?<![\\p{L}\\d-])(?:${NAMES} |\\p{L}{4,24} (?=út|utca))(?:${STREET_WORD_BEFORE_NUMBER}),? `,
      `(?<![\\p{L}\\d-])(?:Straße|Straat|Platz|Allee|Strasse) (?:(?:${PARTICLE}) ?){0,2}${NAMES} `,
      `(?<![\\p{L}\\d/.-])(?:${STREET_WORD_BEFORE_NAME}) ?(?:(?:${PARTICLE}) ?){0,2}(?:\\d{1,2} (?:de )?)?${NAMES},? ?(?:[Nn][ºo°.]{0,2} ?|[Nn]úm\\. ?)?`,
    ),
  ],
  ["post code", endingAt(`(?<![\\p{L}\\d-])(?:(?:c/|rue|via|calle|rua) ?)?${NAMES}(?: gate)?,? `)],
];
const THING_BEFORE = new RegExp(`(?<![\\p{L}])(?:${NUMBERED_THING})s?[.,]? $`, "iu");
/** Abroad the usual years of a text are no post codes of four digits. */
const YEAR = "(?:19|20)\\d\\d(?!\\d)";

const UK_POSTCODE = `(?:${POSTCODE_AREA})\\d[\\dA-Z]? ?\\d[ABD-HJLNP-UW-Z]{2}`;
const CANADIAN_POSTCODE = "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d";
const EIRCODE = "(?:[AC-FHKNPRTV-Y]\\d\\d|D6W) ?[0-9AC-FHKNPRTV-Y]{4}";
const DUTCH_POSTCODE = "(?:NL[- ])?\\d{4} ?[A-Z]{2}  ?";
const TOWN = `${NAME}(?:[ -](?:(?:${PARTICLE}|sur|upon|am|an|im|ob|bei|under) ?)?${NAME}){0,3}`;
const NOT_A_WORD = "(?![\\p{L}\\d])";
/** From here on the address goes on in the line or in the next; old mails mark lines. */
const SEPARATOR = "[.]?(?:[ \\t]{0,3}[,;–-])?[ \\t]{0,3}(?:\\r?\\n[\\s>|?,]{0,12})?";
const POST_CODE = startingAt(
  `${SEPARATOR}(?:(?:${TOWN}),? )?(?:${[UK_POSTCODE, CANADIAN_POSTCODE, EIRCODE].join("|")})${NOT_A_WORD}`,
  `${SEPARATOR}(?:(?:${TOWN}),? ?)?(?:[A-Za-z]{2}|${TOWN}(?: \\(${NAME}\\))?)[,.]?\\s{1,6}\\d{5}(?:-\\d{4})?${NOT_A_WORD}`,
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
/** How far before a house number a street's name may begin, and before that a flat. */
const REACH = 90;

const UNIT_BEFORE = endingAt(
  `(?<![\\p{L}\\d])(?:${UNIT_WORD}|${PART_OF_BUILDING}|[Hh]ouse|[Pp]lot|[Dd]oor)\\.? ?(?:[Nn]o\\.? ?)?#?(?:[A-Z]?\\d{1,4}[A-Za-z]?[,/]? ?\\n? ?)?`,
  `(?<![\\p{L}\\d.-])\\d{1,5}[A-Za-z]?,? `,
);

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

interface Continued {
  readonly end: number;
  readonly unit: boolean;
  readonly postCode: boolean;
}

/** Follows an address from behind its street: the end, and what was met that proves it. */
function follow(text: string, from: number, certain: boolean): Continued {
  let at = from;
  let end = from;
  let unit = false;
  let postCode = false;
  let perhaps = 0;
  for (let part = 0; part < MOST_PARTS; part++) {
    const [toUnit, toPart] = [matchAt(UNIT, text, at), matchAt(PART, text, at)];
    const toCode = matchAt(POST_CODE, text, at);
    const short = certain && toCode < 0 ? matchAt(SHORT_POST_CODE, text, at) : -1;
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

/** A street's name begins soon after its house number: rows of numbers are passed over quickly. */
const TO_A_WORD = /,? [\d ,.'’-]{0,8}\p{L}/uy;

const NUMBER = new RegExp(
  `(?<![\\p{L}\\d_#.$€£@=&%+-]|\\d[,:/])${HOUSE_NUMBER}(?![\\p{L}\\d_@%]|[.,:]\\d)`,
  "gu",
);

/** The candidates around one house number, the surest first. */
function* candidates(text: string, { start, end }: Stretch): Generator<Candidate> {
  const before = text.slice(Math.max(0, start - REACH), start);
  if (/\p{L}[ .,º°]{0,3}$|[º°.] ?$|\/ ?$/u.test(before) && !THING_BEFORE.test(before) && end - start <= 9) {
    for (const [needs, pattern] of BEFORE_NUMBER) {
      const found = pattern.exec(before);
      if (found) yield { start: start - found[0].length, end, needs };
    }
  }
  if (matchAt(TO_A_WORD, text, end) < 0) return;
  for (const [needs, pattern] of AFTER_NUMBER) {
    const to = matchAt(pattern, text, end);
    if (to >= 0) yield { start, end: to, needs };
  }
}

/** Where a flat, or a second number, stands before the address. */
function beginning(text: string, start: number): number {
  const found = UNIT_BEFORE.exec(text.slice(Math.max(0, start - 24), start));
  return found ? start - found[0].length : start;
}

const proven = ({ needs }: Candidate, { unit, postCode }: Continued): boolean =>
  needs === "nothing" || postCode || (needs === "unit or post code" && unit);

/** Forms that are told by something else than a house number. */
const OTHER_FORMS: readonly { readonly sign: RegExp; readonly form: RegExp }[] = [
  {
    sign: /box|bag|postfach|postbus|postboks|postilo|casella|apartado|caixa|bo[iî]te|skrytka/i,
    form: new RegExp(
      `(?<![\\p{L}\\d])(?:P\\.? ?O\\.? ?Box|p\\.? ?o\\.? ?box|PO BOX|${POST_BOX}) (?:[Nn]o?[.º°] ?)?\\d{1,6}(?: \\d{2,3}){0,2}${NOT_A_WORD}|(?<![\\p{L}\\d])(?:BP|CP|Box) \\d{1,6}(?=,? ?\\n? ?(?:\\d{5}|\\d{3} \\d\\d) ${NAME})`,
      "gu",
    ),
  },
  {
    sign: /[AFD]PO/i,
    form: /(?<![\p{L}\d])(?:PSC|CMR|Unit|USNS|USS|USNV|USCGC) [\p{L}\d ]{1,20}?,? ?(?:Box \d{1,5})?\s(?:APO|FPO|DPO),? A[AEP] \d{5}(?!\w)/giu,
  },
  {
    sign: /\d[A-Z]{2}(?![\p{L}\d])/u,
    form: new RegExp(
      `(?<![\\p{L}\\d])${TOWN}(?:,? ?\\n? ?${TOWN}){0,3}(?:,? |,? ?\\n ?)${UK_POSTCODE}${NOT_A_WORD}`,
      "gu",
    ),
  },
  {
    sign: /[A-Z]\d[A-Z][ -]?\d[A-Z]\d/,
    form: new RegExp(
      `(?<![\\p{L}\\d])${TOWN},? (?:\\(?[A-Z]{2}\\)?,? {1,2})${CANADIAN_POSTCODE}${NOT_A_WORD}`,
      "gu",
    ),
  },
  {
    sign: /(?:\d\d|D6W) ?[0-9AC-FHKNPRTV-Y]{4}/,
    form: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:Co(?:\\.|unty) ${NAME}|Dublin(?: \\d{1,2})?|Cork|Galway|Limerick|Waterford|Ireland),? ?\\n? ?|[Ee]ircode:? )${EIRCODE}${NOT_A_WORD}`,
      "gu",
    ),
  },
  {
    sign: /[都道府県市区町村〒]/u,
    form: /〒 ?\d{3}-\d{4}(?:\s{0,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{2,30}[\d０-９−－-]{1,12})?|[\p{Script=Han}]{1,3}[都道府県][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,12}[市区町村郡][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{0,12}[\d０-９]{1,4}(?:(?:丁目|番地?|号|[-−－])[\d０-９]{0,4}){0,3}/gu,
  },
  {
    sign: /[uU]l\.|ул|улица|просп|οδός|Λεωφ/u,
    form: /(?<!\p{L})(?:ул\.|улица|проспект|пр-т|Λεωφόρος|Λεωφ\.|[Οο]δός) ?\p{Lu}[\p{L}.-]{1,24}(?: \p{Lu}[\p{L}.-]{1,24}){0,2},? (?:д\. ?)?\d{1,4}(?![\p{L}\d])/gu,
  },
];

/** Somebody says that an address comes. */
const SAYS_SO = new RegExp(
  [
    "(?<!(?:mail|ip|mac|web|url|net|site|page|memory|wallet|from|reply)[ -]?)(?:address|anschrift|adresse|dirección|domicilio|indirizzo|endereço|morada|adres|adress|osoite)(?: (?:is(?: to the same)?|[\\p{L} ]{0,14}))?:?\\s{1,8}",
    "(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|located|drops? \\p{L}{1,8} off|arrived|delivered|offices? (?:is|are)|stay(?:s|ed|ing)) (?:at|in)\\s{1,4}",
    "corner of\\s{1,4}",
  ].join("|"),
  "giu",
);
const SAID = startingAt(
  `${HOUSE_NUMBER},? ?(?:[\\p{L}.'’-]{2,24}[ ,]{1,2}){1,4}\\d{1,5}[a-z]?\\.?${NOT_A_WORD}`,
  `${HOUSE_NUMBER},? ${NAMES}`,
  `${NAMES},? ${HOUSE_NUMBER}${NOT_A_WORD}`,
);
const BESIDE_A_CORNER = /\S{1,24}(?: \S{1,24}){0,4} and \p{Lu}\S{1,24}(?: \p{Lu}\S{1,24}){0,2}/uy;
const STARTS_WITH_THING = new RegExp(`^(?:(?:the|a|an) )?(?:${NUMBERED_THING})(?![\\p{L}])`, "iu");

function* announced(text: string): Generator<Stretch> {
  for (const said of text.matchAll(SAYS_SO)) {
    const start = said.index + said[0].length;
    const corner = said[0].startsWith("corner");
    const end = matchAt(corner ? BESIDE_A_CORNER : SAID, text, start);
    const value = text.slice(start, Math.max(start, end));
    if (/\d/.test(value) && !STARTS_WITH_THING.test(value)) yield { start, end: follow(text, end, true).end };
  }
}

function* otherForms(text: string): Generator<Stretch> {
  for (const { sign, form } of OTHER_FORMS) {
    if (!sign.test(text)) continue;
    for (const { 0: value, index } of text.matchAll(form)) {
      const end = index + value.length;
      yield { start: beginning(text, index), end: follow(text, end, true).end };
    }
  }
}

function* numberedHouses(text: string): Generator<Stretch> {
  let last = 0;
  for (const number of text.matchAll(NUMBER)) {
    if (number.index < last) continue;
    const house = { start: number.index, end: number.index + number[0].length };
    for (const candidate of candidates(text, house)) {
      const whole = follow(text, candidate.end, candidate.needs === "nothing");
      if (!proven(candidate, whole)) continue;
      yield { start: Math.max(last, beginning(text, candidate.start)), end: whole.end };
      last = whole.end;
      break;
    }
  }
}

/** Every postal address in a text, in order, not overlapping; offsets are UTF-16. */
export function findPostalAddresses(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const one of [...numberedHouses(text), ...otherForms(text), ...announced(text)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )) {
    const last = found.at(-1);
    if (last && one.start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
    else found.push(one);
  }
  return found;
}
