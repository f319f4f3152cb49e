/**
 * Where a question says who asks or who is concerned: "a 58-year-old colleague", "somebody who uses a wheelchair", "as a
 * Muslim", a person's name. What the answer is about are other words, and everybody is to get the same one. Only single
 * people are read so: "blind employees" and "prayer rooms for Muslims" are what is asked about.
 */

import { FIRST_NAMES } from "../../safety/people/first-names.ts";
import { type Attribute, attributesIn } from "../../safety/people/protected-attributes.ts";
import { isEnglishWord } from "./english-words.ts";
import { isStopWord } from "./stop-words.ts";

/** A stretch of a question; the stretches together are the question. */
export interface QuestionPart {
  readonly text: string;
  /** Says who is meant. */
  readonly isAside?: boolean;
  readonly isName?: boolean;
}

/** Pregnancy, family and illness are what rules of work are about, also in "I am pregnant". */
const DESCRIBING: ReadonlySet<Attribute> = new Set([
  "age",
  "gender",
  "origin",
  "religion",
  "disability",
  "orientation",
]);

/**
 * Who asks with these means the attribute as well: equal treatment, practice of a religion, work permits, retirement, and
 * what makes a workplace fit for somebody.
 */
const ABOUT_ATTRIBUTES = new RegExp(
  `(?<!\\p{L})(?:${[
    "equal|divers|inclusi|discriminat|harass|special|rights|entitle|barrier|accessib|accommodation|accommodate",
    "adjust|adapt|assistive|aids?(?!\\p{L})|disab|equip|device|screen reader|braille|caption|interpret|ramps?(?!\\p{L})|lifts?(?!\\p{L})|elevator|toilet",
    "religio|pray|faith|worship|fasting|festival|dress|headscar|turban|halal|kosher|meal|food",
    "visa|permit|citizen|retire|pension|menopaus|parking",
  ].join("|")})`,
  "iu",
);

const WORD = "[\\p{L}\\p{N}\\p{M}’'-]+";
const DETERMINER = "(?:an?|the|this|that|my|our|your|his|her|their|another|one)";
const SOMEBODY =
  "colleague|co-?worker|employee|worker|team ?mate|team member|member of (?:staff|my team|our team|the team)|staff member|person|woman|man|lady|gentleman|guy|girl|boy";
const ROLE =
  "applicant|candidate|intern|trainee|apprentice|manager|supervisor|boss|engineer|developer|analyst|assistant|friend|customer|client|guest|visitor|contractor|freelancer";
const NOT_BETWEEN = `(?:${DETERMINER}|of|for|with|to|by|from|in|on|at|who|is|are)\\s`;
const MENTION = new RegExp(
  `(?<![\\p{L}\\p{N}])${DETERMINER}\\s+((?:(?!${NOT_BETWEEN})${WORD}\\s+){0,4}?)(?:(${SOMEBODY})|${ROLE})(?![\\p{L}\\p{N}])`,
  "giu",
);
/** What may follow the noun: as many words as {@link isDescription} needs. */
const FOLLOWING = new RegExp(
  `^\\s+(?:with|from|who(?:['’]s)?|that|of)\\s+(?:${WORD}\\s+){0,5}?${WORD}(?![\\p{L}\\p{N}])`,
  "iu",
);
const OF_OURS = /^\s+(?:on|in|of|from)\s+(?:my|our|the same)\s+(?:team|group|department|unit)\b/i;
const ONESELF = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:as an?|i(?:['’]m| am)(?: an?)?)\\s+((?:${WORD}\\s+){0,5}?${WORD})(?=[,.;:?!]|$|\\s+(?:and|but|so|who|what|how|can|may|do|i|my)\\b)`,
  "giu",
);

/** "I am asking daily", "I have asked three times": how somebody asks. */
const HOW_OFTEN =
  /\b(?:daily|weekly|every ?(?:day|week|month|time)|all (?:day|week|the time)|twice|(?:\d+|many|several|two|three|four|five) times)\b/gi;
const I_ASK = /\bI\b[^.!?]*\bask(?:ed|ing)?\b[^.!?]*$/i;
/** As far before may stand who asks. */
const LOOK_BACK = 120;

const COUNTRIES: ReadonlySet<string> = countries();
function countries(): Set<string> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  return new Set(codes.flatMap((code) => names.of(code)?.toLowerCase() ?? []));
}
const FROM = /^\s+from\s+(?:the\s+)?([\p{Lu}][\p{L}’'-]*(?:\s+(?:of\s+|and\s+)?[\p{Lu}][\p{L}’'-]*){0,2})/u;

const isDescription = (text: string): boolean => {
  const attributes = attributesIn(text);
  return attributes.length > 0 && attributes.every((attribute) => DESCRIBING.has(attribute));
};

interface Span {
  readonly start: number;
  readonly end: number;
  readonly isName: boolean;
}

const aside = (start: number, end: number): Span => ({ start, end, isName: false });

/** Longer texts are pasted documents. */
const READ = 600;

/** Cuts a question where it says who is meant. */
export function mentionsApart(question: string): QuestionPart[] {
  const text = question.slice(0, READ);
  const often = text
    .matchAll(HOW_OFTEN)
    .filter(({ index }) => I_ASK.test(text.slice(Math.max(0, index - LOOK_BACK), index)))
    .map(({ 0: whole, index }) => aside(index, index + whole.length));
  const described = ABOUT_ATTRIBUTES.test(text) ? [] : descriptions(text);
  const spans = [...often, ...described, ...names(text)].sort((one, other) => one.start - other.start);
  const parts: QuestionPart[] = [];
  let at = 0;
  for (const { start, end, isName } of spans) {
    if (start < at) continue;
    parts.push({ text: question.slice(at, start) });
    parts.push({ text: question.slice(start, end), ...(isName ? { isName } : { isAside: true }) });
    at = end;
  }
  parts.push({ text: question.slice(at) });
  return parts;
}

function descriptions(text: string): Span[] {
  const spans: Span[] = [];
  for (const found of text.matchAll(MENTION)) {
    const [whole, before = "", somebody] = found;
    const end = found.index + whole.length;
    const after = following(text.slice(end));
    const isDescribed = before === "" || isDescription(before);
    if (somebody && (isDescribed || after > 0))
      spans.push(aside(isDescribed ? found.index : end - somebody.length, end + after));
    if (somebody) continue;
    if (isDescribed) spans.push(aside(found.index, found.index + whole.indexOf(before) + before.length));
    if (after > 0) spans.push(aside(end, end + after));
  }
  for (const { 0: whole, 1: said = "", index } of text.matchAll(ONESELF))
    if (/^\d{2}$/.test(said) || isDescription(said)) spans.push(aside(index, index + whole.length));
  return spans;
}

/** How many characters after a noun go on describing whom it means. */
function following(rest: string): number {
  const ours = OF_OURS.exec(rest)?.[0].length;
  if (ours) return ours + following(rest.slice(ours));
  const from = FROM.exec(rest);
  if (from) {
    const [whole, place = ""] = from;
    if (COUNTRIES.has(place.toLowerCase()) || isDescription(`from ${place}`)) return whole.length;
  }
  let longer = FOLLOWING.exec(rest)?.[0] ?? "";
  for (let more = 0; longer && more < 5; more++) {
    if (isDescription(longer)) return longer.length;
    const next = new RegExp(`^\\s+${WORD}`, "u").exec(rest.slice(longer.length))?.[0];
    if (!next) break;
    longer += next;
  }
  return 0;
}

const KNOWN: ReadonlySet<string> = new Set(FIRST_NAMES);
const CAPITALISED = "\\p{Lu}[\\p{L}\\p{M}]*(?:[’'-]\\p{L}+)*";
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])${CAPITALISED}(?:\\s+(?:(?:van|von|de|del|da|dos|di|bin|al|el|ter|der|den)\\s+){0,2}${CAPITALISED}){0,3}`,
  "gu",
);
const PERSONAL = /(?<![\p{L}])(?:s?he|him|his|hers?|they|them|theirs?)(?![\p{L}])/iu;
const TITLE = /^(?:mr|mrs|ms|miss|mx|dr|prof)$/i;
const folded = (word: string) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Names of people as far as a question shows them: by a first name or title, or by the pronoun that follows. */
function names(text: string): Span[] {
  return [...text.matchAll(NAME)].flatMap(({ 0: whole, index }) => {
    const all = [...whole.matchAll(/\S+/g)].map(({ 0: word, index: at }) => ({ word, at }));
    const opens = /(?:^|[.!?:]\s*)$/.test(text.slice(0, index));
    while (all.length > 0) {
      const first = all[0]!.word.replace(/['’]s?$/, "").toLowerCase();
      const mayOpen = opens && all[0]!.at === 0 && isEnglishWord(first) && !KNOWN.has(first);
      if (!isStopWord(first) && !mayOpen) break;
      all.shift();
    }
    const [first] = all;
    if (!first) return [];
    const start = index + first.at;
    const name = first.word.replace(/['’]s?$/, "");
    const isKnown = KNOWN.has(folded(name)) || KNOWN.has(folded(name).split("-")[0]!);
    const strange = !isEnglishWord(name.toLowerCase());
    const [sentence = ""] = /^[^.!?]*/.exec(text.slice(index + whole.length)) ?? [];
    const goesOn = PERSONAL.test(sentence);
    const isPerson =
      TITLE.test(name) ||
      (isKnown && (all.length > 1 || strange)) ||
      (all.length > 1 && strange && (goesOn || /\p{L}-\p{L}/u.test(name)));
    return isPerson ? [{ start, end: index + whole.length, isName: true }] : [];
  });
}
