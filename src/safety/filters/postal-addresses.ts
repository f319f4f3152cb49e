/**
 * Postal addresses: the house number is looked for and read around. A street's name on one side makes a candidate; what
 * follows (flat, post code, town) belongs to it, and proves an address where the street's name alone does not.
 * Every look is bounded, so that the time grows with the text's length and no faster.
 */
import {
  CANADIAN_POSTCODE,
  type Continued,
  EIRCODE,
  endingAt,
  endOfPostCodes,
  followAddress,
  matchAt,
  NAME,
  NOT_A_WORD,
  ORDINAL,
  startingAt,
  UK_POSTCODE,
} from "./follow-address.ts";
import {
  LOOSE_STREET_WORD,
  NUMBERED_THING,
  PART_OF_BUILDING,
  PARTICLE,
  POST_BOX,
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

const NAMES = `${NAME}(?: (?:(?:${PARTICLE}) ?){0,2}${NAME}){0,4}`;
const HOUSE_NUMBER = "\\d{1,5}(?:[A-Za-z](?![\\p{L}\\d]))?(?: ?[-–/] ?\\d{1,4}[A-Za-z]?(?![\\p{L}\\d])){0,2}";
const POINT = "(?:[NSEW]|N[EW]|S[EW]|North|South|East|West)";
/** A clause goes on behind it: "10 Good Reasons Drive you". */
const SENTENCE_GOES_ON = "(?! (?:of|to|in|on|that|for|from|we|you|is|are|was|and I)\\b)";

/** "12 March Place de la Concorde was full"; "12 March Street" is one. */
const NO_DATE =
  "(?! (?:January|February|March|April|May|June|July|August|September|October|November|December) (?!St|Ave|R(?:oa)?d))";

/** What comes after a house number. */
const AFTER_NUMBER: readonly (readonly [Candidate["needs"], RegExp])[] = [
  [
    "nothing",
    startingAt(
      `${NO_DATE},? (?:${POINT}\\.? )?(?:(?:${NAME}|${ORDINAL}) ){1,4}(?:${STREET_WORD})(?![\\p{L}\\d])\\.?(?: ${POINT}(?![\\p{L}\\d]))?${SENTENCE_GOES_ON}`,
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
      `(?<![\\p{L}\\d/.-]|et )(?:${STREET_WORD_BEFORE_NAME}) ?(?:(?:${PARTICLE}) ?){0,2}(?:\\d{1,2} (?:de )?)?${NAMES},? ?(?:[Nn][ºo°.]{0,2} ?|[Nn]úm\\. ?)?`,
    ),
  ],
  ["post code", endingAt(`(?<![\\p{L}\\d-])(?:(?:c/|rue|via|calle|rua) ?)?${NAMES}(?: gate)?,? `)],
];
/** What every street that is known by its name alone holds, quicker to look for. */
const STREET_BEFORE = new RegExp(
  `(?:${STREET_ENDING})[ ,]{0,2}$|(?:${STREET_WORD_BEFORE_NUMBER}),? $|(?<!\\p{L})(?:${STREET_WORD_BEFORE_NAME}|Straße|Straat|Platz|Allee|Strasse)`,
  "u",
);
const THING_BEFORE = new RegExp(`(?<![\\p{L}])(?:${NUMBERED_THING})s?[.,]? $`, "iu");
/** So many characters before a house number say whether that is what it is: no counted thing has a longer name. */
const NEAR = 32;
const MAY_BE_A_STREET = /\p{L}[ .,º°]{0,3}$|[º°.] ?$|\/ ?$/u;
/** How far before a house number a street's name may begin, and before that a flat. */
const REACH = 90;

const UNIT_BEFORE = endingAt(
  `(?<![\\p{L}\\d])(?:${UNIT_WORD}|${PART_OF_BUILDING}|[Hh]ouse|[Pp]lot|[Dd]oor)\\.? ?(?:[Nn]o\\.? ?)?#?(?:[A-Z]?\\d{1,4}[A-Za-z]?[,/]? ?\\n? ?)?`,
  `(?<![\\p{L}\\d.-])\\d{1,5}[A-Za-z]?,? `,
);

/** A street's name begins soon after its house number: rows of numbers are passed over quickly. */
const TO_A_WORD = /,? [\d ,.'’-]{0,8}\p{L}/uy;

const NUMBER = new RegExp(
  `(?<![\\p{L}\\d_#.$€£@=&%+-]|\\d[,:/])${HOUSE_NUMBER}(?![\\p{L}\\d_@%]|[.,:]\\d)`,
  "gu",
);

/** The candidates around one house number, the surest first. */
function* candidates(text: string, { start, end }: Stretch): Generator<Candidate> {
  const near = text.slice(Math.max(0, start - NEAR), start);
  if (end - start <= 9 && MAY_BE_A_STREET.test(near.slice(-5)) && !THING_BEFORE.test(near)) {
    const before = text.slice(Math.max(0, start - REACH), start);
    const isNamed = STREET_BEFORE.test(before);
    for (const [needs, pattern] of BEFORE_NUMBER) {
      if (needs === "nothing" && !isNamed) continue;
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
function beginning(text: string, start: number, from = 0): number {
  const found = UNIT_BEFORE.exec(text.slice(Math.max(from, start - 24), start));
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

/** Codes of a few houses each: with the names before them an address also without a number. */
const CODE_OF_A_STREET = new RegExp(
  `(?<![\\p{L}\\d])(?:${UK_POSTCODE}|${CANADIAN_POSTCODE})${NOT_A_WORD}`,
  "gu",
);
const NAMES_BEFORE = endingAt(
  `(?<![\\p{L}\\d.])(?:${NAME}(?: (?:${PARTICLE}|upon|under))?[ ,\\n()]{1,4}){1,8}`,
);

function* streetCodes(text: string): Generator<Stretch> {
  for (const { 0: code, index } of text.matchAll(CODE_OF_A_STREET)) {
    const names = NAMES_BEFORE.exec(text.slice(Math.max(0, index - REACH), index));
    if (!names) continue;
    const end = index + code.length;
    yield { start: beginning(text, index - names[0].length), end: followAddress(text, end, true).end };
  }
}

/** Somebody says that an address comes. */
const SAYS_SO = new RegExp(
  [
    "(?<!(?:mail|ip|mac|web|url|net|site|page|memory|wallet|from|reply)[ -]?)(?:address|anschrift|adresse|dirección|domicilio|indirizzo|endereço|morada|adres|adress|osoite)(?: (?:is(?: to the same)?|[\\p{L} ]{0,14}))?:?\\s{1,8}",
    "(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|located|drops? \\p{L}{1,8} off|arrived|delivered|offices? (?:is|are)|stay(?:s|ed|ing)) at\\s{1,4}",
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

/** What every announcement holds, quicker to look for; where case is ignored an "ſ" is an "s". */
const ANNOUNCES =
  /addre[sſ]|adre[sſ]|an[sſ]chrift|direcci|domicilio|indirizzo|endere|morada|o[sſ]oite|corner of|(?:liv|re[sſ]id|[sſ]tay).{1,3} at\s|(?:located|off|arrived|delivered|office[sſ]? (?:i[sſ]|are)) at\s/i;

function* announced(text: string): Generator<Stretch> {
  if (!ANNOUNCES.test(text)) return;
  for (const said of text.matchAll(SAYS_SO)) {
    const start = said.index + said[0].length;
    const corner = said[0].startsWith("corner");
    const end = matchAt(corner ? BESIDE_A_CORNER : SAID, text, start);
    const value = text.slice(start, Math.max(start, end));
    if (/\d/.test(value) && !STARTS_WITH_THING.test(value))
      yield { start, end: followAddress(text, end, true).end };
  }
}

function* otherForms(text: string): Generator<Stretch> {
  for (const { sign, form } of OTHER_FORMS) {
    if (!sign.test(text)) continue;
    for (const { 0: value, index } of text.matchAll(form)) {
      const end = index + value.length;
      yield { start: beginning(text, index), end: followAddress(text, end, true).end };
    }
  }
}

function* numberedHouses(text: string): Generator<Stretch> {
  const codesEnd = endOfPostCodes(text);
  let last = 0;
  for (const number of text.matchAll(NUMBER)) {
    if (number.index < last) continue;
    const house = { start: number.index, end: number.index + number[0].length };
    for (const candidate of candidates(text, house)) {
      if (candidate.needs === "post code" && candidate.end >= codesEnd) continue;
      const whole = followAddress(text, candidate.end, candidate.needs === "nothing");
      if (!proven(candidate, whole)) continue;
      yield { start: beginning(text, Math.max(last, candidate.start), last), end: whole.end };
      last = whole.end;
      break;
    }
  }
}

/** Every postal address in a text, in order, not overlapping; offsets are UTF-16. */
export function findPostalAddresses(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const one of [
    ...numberedHouses(text),
    ...otherForms(text),
    ...streetCodes(text),
    ...announced(text),
  ].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = found.at(-1);
    if (last && one.start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, one.end) };
    else found.push(one);
  }
  return found;
}
