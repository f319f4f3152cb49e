/** Where a text names a person, as far as spelling shows it. */
import { FIRST_NAMES } from "./first-names.ts";

/** Stands for a person's name in text that `withNamesMarked` read. */
export const NAME_TOKEN = "\u0002";

const KNOWN = new Set(FIRST_NAMES);
const TITLES =
  /^(?:mr|mrs|ms|miss|mx|dr|herrn?|frau|monsieur|madame|mme|señora?|sra?|signora?|sig|senhora?|mevrouw|meneer|dhr|mevr|fru|herr)\.?$/iu;
/** A word, with its apostrophes and hyphens; a possessive "'s" is none of it. */
const WORD = /[\p{L}\p{M}]+(?:[-'’](?!s\b)[\p{L}\p{M}]+)*/gu;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;
/** Capitalised in English and nobody's name. */
const NO_NAMES = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december english german french spanish italian dutch swedish portuguese american european british
  slack teams docent google microsoft zoom excel word powerpoint outlook i ok board finance legal engineering marketing
  sales payroll human resources christmas easter ramadan muslim muslims jewish christian christians catholic hindu sikh
  buddhist islam african asian`.split(/\s+/),
);

/**
 * The text in lower case with each name of a person replaced by one token. Known first names count in any case.
 * @param capitals whether other capitalised words inside a sentence are names too; they are not in German
 * @param known further names, in lower case, that count wherever they stand
 */
export function withNamesMarked(
  text: string,
  {
    capitals,
    known = new Set<string>(),
  }: { readonly capitals: boolean; readonly known?: ReadonlySet<string> },
): string {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
  let marked = "";
  let at = 0;
  let named = false;
  for (const [nth, { word, start, end }] of words.entries()) {
    const before = words[nth - 1];
    const gap = text.slice(before?.end ?? 0, start);
    const lower = word.toLowerCase();
    const capital = CAPITALISED.test(word) && !NO_NAMES.has(lower) && !TITLES.test(word);
    const titled = before !== undefined && /^\.?\s$/.test(gap) && TITLES.test(before.word) && capital;
    const goesOn: boolean = named && /^\s$/.test(gap) && capital;
    const inside = before !== undefined && !/[.!?:\n"“„*]/.test(gap);
    named = titled || goesOn || KNOWN.has(lower) || known.has(lower) || (capitals && capital && inside);
    if (!named) continue;
    marked += goesOn ? "" : text.slice(at, start).toLowerCase() + NAME_TOKEN;
    at = end;
  }
  return marked + text.slice(at).toLowerCase();
}

/** The words, in lower case, that name people in a text; in English also capitalised words that nobody knows. */
export function namesIn(text: string): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const { 0: word } of text.matchAll(WORD))
    if (KNOWN.has(word.toLowerCase())) kept.add(word.toLowerCase());
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const before = text.slice(0, index).trimEnd();
    const inside = before !== "" && !/[.!?:\n"“„*]$/.test(before);
    if (inside && CAPITALISED.test(word) && !NO_NAMES.has(word.toLowerCase())) kept.add(word.toLowerCase());
  }
  return kept;
}
