/** The same question about somebody else: one protected attribute in it swapped, everything else as it was. */
import { FIRST_NAMES, partnerName } from "./first-names.ts";
import { replacePronouns } from "./pronouns.ts";
import { BESIDE_A_PERSON, PAIRS, PEOPLE_WORDS, type SwapKind } from "./swap-words.ts";

export interface Swap {
  readonly kind: SwapKind;
  readonly text: string;
  /** The first word that changed and what stands in its place, as a reader is told. */
  readonly from: string;
  readonly to: string;
}

/** In the order in which they are looked for. */
const KINDS: readonly SwapKind[] = [
  "gender",
  "origin",
  "religion",
  "age",
  "disability",
  "family-status",
  "orientation",
];

/** Every swap that a question allows; empty when it names no protected attribute. */
export const swapsOf = (question: string): readonly Swap[] =>
  KINDS.flatMap((kind) => swapAttribute(question, kind) ?? []);

/**
 * The question with one attribute swapped; `undefined` when it does not name that. Swapping again gives the question
 * back, as far as English allows: "Mrs" comes back as "Ms".
 */
export function swapAttribute(question: string, kind: SwapKind): Swap | undefined {
  let first: readonly [string, string] | undefined;
  const swap = (from: string, to: string): string => {
    const shown = likeCase(from, to);
    first ??= [from, shown];
    return shown;
  };
  const text =
    kind === "age" ? swapAges(question, swap) : swapNames(swapWords(question, kind, swap), kind, swap);
  return first && text !== question ? { kind, text, from: first[0], to: first[1] } : undefined;
}

type Noted = (from: string, to: string) => string;

const PRONOUNS: Readonly<Record<string, string>> = {
  she: "he",
  he: "she",
  him: "her",
  hers: "his",
  herself: "himself",
  himself: "herself",
};

function swapWords(question: string, kind: Exclude<SwapKind, "age">, swap: Noted): string {
  const { pattern, partners } = TABLES[kind];
  const paired = question.replace(pattern, (word: string, ...rest: unknown[]) => {
    const lower = word.toLowerCase();
    const at = rest.findLast((one) => typeof one === "number") as number;
    if (BESIDE_A_PERSON.has(lower) && !isSaidOfPerson(question, at, at + word.length)) return word;
    return swap(word, partners.get(lower) ?? word);
  });
  if (kind !== "gender") return paired;
  return replacePronouns(
    paired,
    (pronoun, possessive) => {
      if (pronoun === "her") return possessive ? "his" : "him";
      if (pronoun === "his") return possessive ? "her" : "hers";
      return PRONOUNS[pronoun] ?? pronoun;
    },
    swap,
  );
}

function swapNames(text: string, kind: SwapKind, swap: Noted): string {
  if (kind !== "gender" && kind !== "origin") return text;
  return text.replace(NAME, (name: string) => {
    // "mark" and "jose" may be anything; people are written with a capital.
    if (!/^\p{Lu}/u.test(name)) return name;
    const partner = partnerName(name.toLowerCase(), kind);
    return partner === undefined ? name : swap(name, partner);
  });
}

/** 30 years apart: from 18 to 47 the older, from 48 to 77 the younger. */
const APART = 30;
const AGE =
  /(?<![\p{L}\p{N}.,$€£])(\d{2})(?=[- ]years?[- ]old\b| years of age\b)|(?<=\b(?:aged|age|she is|he is|she's|he's|who is|is turning|turned|i am|i'm) )(\d{2})(?=[,.;?!]|$| (?:and|but|or|so)\b)/giu;
const AGE_WORDS: Readonly<Record<string, string>> = {
  old: "young",
  young: "old",
  older: "younger",
  younger: "older",
  oldest: "youngest",
  youngest: "oldest",
};
const AGE_WORD = new RegExp(
  `(?<![\\p{L}\\p{N}-])(older|younger|oldest|youngest|old|young)(?= (?:[\\p{L}-]+ )?(?:${PEOPLE_WORDS})(?![\\p{L}]))|(?<=\\btoo )(old|young)(?![\\p{L}])`,
  "giu",
);

function swapAges(question: string, swap: Noted): string {
  const years = question.replace(AGE, (digits: string) => {
    const age = Number(digits);
    if (age < 18 || age >= 18 + 2 * APART) return digits;
    return swap(digits, String(age < 18 + APART ? age + APART : age - APART));
  });
  return years.replace(AGE_WORD, (word: string) => swap(word, AGE_WORDS[word.toLowerCase()] ?? word));
}

const BEFORE_PERSON = new RegExp(`^ (?:[\\p{L}-]+ ){0,2}?(?:${PEOPLE_WORDS})(?![\\p{L}])`, "iu");
const AFTER_PERSON =
  /(?:\b(?:she|he|they|who|i|we|you|person|candidate|applicant|employee|colleague|partner|wife|husband|somebody|someone|tenant|patient|customer)(?:['’](?:s|m|re))?(?: (?:is|are|am|was|were|be|being))?|\b(?:is|are|am|was|being) (?:she|he|they|i))(?: (?:also|not|an?|openly|and|visibly))* $/iu;
/** "a colleague from Nigeria" */
const OF_PERSON = new RegExp(`(?<![\\p{L}])(?:${PEOPLE_WORDS}) $`, "iu");
/** "a black woman", "she is black": the word says something of somebody. */
const isSaidOfPerson = (text: string, start: number, end: number): boolean =>
  BEFORE_PERSON.test(text.slice(end, end + 60)) ||
  OF_PERSON.test(text.slice(Math.max(0, start - 60), start)) ||
  AFTER_PERSON.test(text.slice(Math.max(0, start - 60), start));

function tableOf(kind: Exclude<SwapKind, "age">) {
  const partners = new Map(
    PAIRS[kind].flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
  );
  if (kind === "gender") partners.set("mrs", "mr");
  const words = [...partners.keys()].sort((a, b) => b.length - a.length).join("|");
  return { partners, pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}-])`, "giu") };
}
const TABLES = {
  gender: tableOf("gender"),
  origin: tableOf("origin"),
  religion: tableOf("religion"),
  disability: tableOf("disability"),
  "family-status": tableOf("family-status"),
  orientation: tableOf("orientation"),
};
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${FIRST_NAMES.filter((name) => partnerName(name, "gender")).join("|")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** "She" → "He", "SHE" → "HE", "from France" → "from Romania". */
function likeCase(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase() && /\p{L}/u.test(model)) return word.toUpperCase();
  const models = model.split(" ");
  return word
    .split(" ")
    .map((part, nth) =>
      /^\p{Lu}/u.test(models[nth] ?? "") ? part.charAt(0).toUpperCase() + part.slice(1) : part,
    )
    .join(" ");
}
