/**
 * Markdown has two more spellings for a character, a backslash before it and an entity, and every client reads them:
 * "evil&period;com" and "evil\.com" become a link on the screen that no filter saw in the text.
 */

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;
/** The entities that an honest text uses, and those that spell an address or markup; any other loses its meaning. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
    Tab: " ",
    NewLine: " ",
    colon: ":",
    semi: ";",
    period: ".",
    comma: ",",
    sol: "/",
    bsol: "\\",
    commat: "@",
    num: "#",
    quest: "?",
    equals: "=",
    percnt: "%",
    lowbar: "_",
    hyphen: "-",
    excl: "!",
    lpar: "(",
    rpar: ")",
    lsqb: "[",
    rsqb: "]",
    lbrack: "[",
    rbrack: "]",
    ndash: "–",
    mdash: "—",
    hellip: "…",
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    bull: "•",
    middot: "·",
    times: "×",
    deg: "°",
    euro: "€",
    pound: "£",
    sect: "§",
    copy: "©",
    reg: "®",
    trade: "™",
    rarr: "→",
    larr: "←",
    le: "≤",
    ge: "≥",
    ne: "≠",
    frac12: "½",
    frac14: "¼",
    frac34: "¾",
    auml: "ä",
    ouml: "ö",
    uuml: "ü",
    Auml: "Ä",
    Ouml: "Ö",
    Uuml: "Ü",
    szlig: "ß",
    eacute: "é",
    egrave: "è",
    agrave: "à",
    ccedil: "ç",
    ntilde: "ñ",
  }),
);
/** "&amp;amp;period;" hides an entity in an entity. */
const DEEPEST = 4;
/** Characters of an address, and brackets of a link: none of them needs a backslash in an answer. */
const ESCAPED = /\\(?=[:/.@?#&=%+~_\-()[\]<>!])/g;

/** The text with entities and backslashes replaced by what a client would show for them. */
export function spelledOut(text: string): string {
  let plain = text;
  for (let depth = 0; depth < DEEPEST && plain.includes("&"); depth++) {
    const decoded = plain.replace(ENTITY, characterOf);
    if (decoded === plain) break;
    plain = decoded;
  }
  return plain.replace(ENTITY, (entity) => `&amp;${entity.slice(1)}`).replace(ESCAPED, "");
}

function characterOf(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name) ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
  // A line break would begin something that was cut as one unit.
  if (code <= 0x20) return " ";
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : entity;
}
