/** Text inside text: what invisible characters, codes and strings in pieces spell. For judging only. */

/** Tag characters spell invisible ASCII (U+E0020 to U+E007E); three in a row are no flag emoji's ending. */
const HIDDEN_TAGS = /(?:\uDB40[\uDC20-\uDC7E]){3,}/;
/** An emoji flag of a region is a black flag followed by tags: the one lawful use. */
const REGION_FLAG = /\u{1F3F4}(?:[\u{E0020}-\u{E007E}]){1,8}\u{E007F}/gu;
/** Variation selectors number 256, one for each byte; no character takes more than one. */
const SELECTOR_RUN = /(?:[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF]){3,}/g;
const BIDI_OVERRIDE = /[\u202A-\u202E\u2066-\u2069]/g;
const ZERO_WIDTH_RUN =
  /[\u200B\u200C\u2060-\u2064\uFEFF]{4,}|(?:[A-Za-z](?:\u200D|[\u200B\u200C\u2060-\u2064\uFEFF]){1,3}){4,}/;

/** What all of these are made of. */
const CONCEALING = /[\u200B-\u200D\u202A-\u202E\u2060-\u2069\uFEFF\uDB40]|[\uFE00-\uFE0F]/;

/** How a text hides others from its readers' eyes, with the probability that it is meant. */
export function* concealments(text: string): Generator<{ readonly weight: number; readonly what: string }> {
  if (!CONCEALING.test(text)) return;
  const visible = withoutFlags(text);
  if (HIDDEN_TAGS.test(visible) || visible.search(SELECTOR_RUN) >= 0)
    yield { weight: 0.95, what: "hides text in invisible characters" };
  if (ZERO_WIDTH_RUN.test(visible)) yield { weight: 0.7, what: "hides text in invisible characters" };
  if ((visible.match(BIDI_OVERRIDE)?.length ?? 0) >= 3 && /[\u202D\u202E]/.test(visible))
    yield { weight: 0.6, what: "reorders its letters with direction marks" };
}

const withoutFlags = (text: string): string =>
  text.includes("\u{1F3F4}") ? text.replace(REGION_FLAG, "") : text;

const BASE64 = /(?<![\w+/=.-])[A-Za-z0-9+/]{24,2000}={0,2}(?![\w+/=])/g;
const BASE64_CHARACTERS = /[A-Za-z0-9+/]/;
const BASE64_LEAST = 24;
const HEXADECIMAL =
  /(?<![\w-])(?=[0-9a-fA-FxX\\ ,]{32})(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,]?){16,1000}(?![\w-])/g;
const HEXADECIMAL_CHARACTERS = /[0-9a-fA-FxX\\ ,]/;
const HEXADECIMAL_LEAST = 32;
const ESCAPES = /(?:\\u00[0-9a-f]{2}|&#x?[0-9a-f]{2,4};|%[2-7][0-9a-f]){4,}/i;
const ESCAPE = /\\u00([0-9a-f]{2})|&#x([0-9a-f]{2,4});|&#(\d{2,4});|%([2-7][0-9a-f])/gi;
const SEAM = /["'“”]\s{0,3}[+.&|]{1,2}\s{0,3}["'“”]/g;
const ASSIGNED = /(?<!\w)\w{1,12}\s?:?=\s?["'“]([^"'“”\n]{2,80})["'”]/g;
/** Words of attacks after a turn of thirteen letters, and backwards. */
const TURNED =
  /\b(?:vtaber|qvfertneq|sbetrg|bireevqr|erirny|cerivbhf|vafgehpgvbaf?|cebzcg|flfgrz|nffvfgnag|cnffjbeq|vafgrnq)\b/g;
const BACKWARDS =
  /\b(?:erongi|tegrof|edirrevo|laever|suoiverp|snoitcurtsni|tpmorp|metsys|tnatsissa|drowssap|daetsni|dragersid)\b/g;
const FEWEST_WORDS = 2;

/**
 * Every text that `text` spells in a code, where it reads as words.
 * @param plain the same text in plain letters (`plainText`)
 */
export function* decodedParts(text: string, plain: string): Generator<string> {
  if (text.includes("\uDB40") || /[\uFE00-\uFE0F]{3}/.test(text)) {
    yield spelledByTags(withoutFlags(text));
    for (const [run] of text.matchAll(SELECTOR_RUN)) yield* readable(bytesOfSelectors(run));
  }
  if (hasRun(text, BASE64_CHARACTERS, BASE64_LEAST))
    for (const [blob] of text.matchAll(BASE64)) yield* readable(Buffer.from(blob, "base64"));
  if (hasRun(text, HEXADECIMAL_CHARACTERS, HEXADECIMAL_LEAST))
    for (const [digits] of text.matchAll(HEXADECIMAL))
      yield* readable(Buffer.from(digits.replace(/0x|\\x|[ ,]/g, ""), "hex"));
  if (/[%&\\]/.test(text) && ESCAPES.test(text))
    yield text.replace(ESCAPE, (_, u?: string, x?: string, decimal?: string, percent?: string) =>
      String.fromCharCode(decimal ? Number(decimal) : Number.parseInt(u ?? x ?? percent ?? "20", 16)),
    );
  if ((plain.match(TURNED)?.length ?? 0) >= FEWEST_WORDS) yield plain.replace(/[a-z]/g, turned);
  if ((plain.match(BACKWARDS)?.length ?? 0) >= FEWEST_WORDS) {
    yield Array.from(plain).reverse().join("");
    yield plain.replace(/[a-z]+/g, (word) => Array.from(word).reverse().join(""));
  }
  if (plain.search(SEAM) >= 0) yield plain.replace(SEAM, "");
  const pieces = plain.includes("=") ? [...plain.matchAll(ASSIGNED)].map(([, piece]) => piece) : [];
  if (pieces.length >= 2) {
    yield pieces.join("");
    yield pieces.join(" ");
  }
}

/** ASCII that tag characters spell. */
const spelledByTags = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xe0020 && code <= 0xe007e ? String.fromCharCode(code - 0xe0000) : "";
  }).join("");

const bytesOfSelectors = (run: string): Buffer =>
  Buffer.from(
    Array.from(run, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
    }),
  );

function* readable(bytes: Buffer): Generator<string> {
  const decoded = bytes.toString("utf8");
  if (/^[\p{L}\p{N}\p{P}\p{Z}\p{S}\n\r\t]+$/u.test(decoded) && (decoded.match(/[a-z]+ /gi)?.length ?? 0) >= 3)
    yield decoded;
}

/**
 * Whether so many characters of a kind stand in a row. A row is looked for from its end: most of the text is leapt over.
 * @param kind an expression of one character, of ASCII alone
 */
function hasRun(text: string, kind: RegExp, least: number): boolean {
  for (let end = least; end <= text.length; ) {
    let at = end;
    while (at > end - least && kind.test(text.charAt(at - 1))) at--;
    if (at === end - least) return true;
    end = at + least;
  }
  return false;
}

const turned = (letter: string): string => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97);
