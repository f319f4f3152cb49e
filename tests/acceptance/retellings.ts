/**
 * Sentences of real documents told again truly, and with one thing changed that makes them false. Both are made by
 * rules, so that as many as wanted can be had of any document; a few of the changed ones come out true by chance.
 */
import type { Passage } from "../../src/documents/document.ts";
import { sentenceStretches } from "../../src/safety/sentences.ts";

/** By kind, what was made of a sentence; kinds that do not apply to it are left out. */
export type Retellings = ReadonlyMap<string, string>;

/** A sentence of a passage and the passage's other ones. */
export interface Told {
  readonly passage: Passage;
  readonly sentences: readonly string[];
  /** The place of the sentence in `sentences`. */
  readonly nth: number;
  readonly random: () => number;
}

const FEWEST_WORDS = 7;
const MOST_WORDS = 45;

/** The sentences of a passage that are long enough to be an answer, each with what it can be told by. */
export function sentencesToTell(passage: Passage, random: () => number): Told[] {
  const sentences = sentenceStretches(passage.text).map(({ start, end }) => passage.text.slice(start, end));
  return sentences.flatMap((_, nth) => {
    const count = sentences[nth]!.split(/\s+/).length;
    return count >= FEWEST_WORDS && count <= MOST_WORDS ? [{ passage, sentences, nth, random }] : [];
  });
}

type Rule = (sentence: string, told: Told) => string | undefined;

const BULLET = /^\s*(?:[-*•]|\d+[.)])\s+/;
const PROSE = /^(?:[A-Z][^\n;]*[^\n;:])[.!]$/;
const ROW =
  /^([A-Z][\w /-]{1,30}): ([^;\n]{2,60}); (?:[^;\n]*; )*?([A-Z][\w /-]{1,30}): ([^;\n]{2,80})(?:;|$)/;
const PRONOUN = /^(?:It|They|He|She)\b/;
const NAME_PHRASE = /(?<=[a-z,)] )(?:[A-Z][a-zA-Z]{2,}|18F|TTS|GSA)(?: [A-Z][a-zA-Z]+)*\b(?!['’.]s)/g;

const lowered = (text: string) => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
const withoutStop = (text: string) => text.replace(/[.!]$/, "");

/** Other words for the same. */
const REWORDINGS: readonly (readonly [RegExp, string])[] = [
  [/\bdo not\b/g, "don't"],
  [/\bcannot\b/g, "can't"],
  [/\bdon['’]t\b/g, "do not"],
  [/\bcan['’]t\b/g, "cannot"],
  [/\bmust\b(?! not)/g, "have to"],
  [/\bneed to\b/g, "must"],
  [/\bhave to\b/g, "must"],
  [/\bmay\b(?! not)/g, "can"],
  [/\bin order to\b/gi, "to"],
  [/\bprior to\b/gi, "before"],
  [/\bsuch as\b/g, "for example"],
  [/\bYou\b(?! are)/g, "Employees"],
  [/\byou are\b/gi, "employees are"],
  [/\byour\b/g, "their"],
  [/\bWe\b(?! are)/g, "The team"],
  [/\bour\b/g, "the team's"],
  [/\band\b/g, "as well as"],
  [/\bonly\b/g, "just"],
  [/\bwill\b(?! not)/g, "is going to"],
];

const FILLERS =
  /^(?:However|Additionally|In addition|Also|Furthermore|Therefore|Please note that|Note that|Finally|Generally|For example),? |\b(?:usually|generally|typically|also|currently|simply|really|very|please) |,? \([^()]*\)/gi;

const TRUE: Readonly<Record<string, Rule>> = {
  "word for word": (sentence) => sentence,
  reworded: (sentence) => {
    let text = sentence;
    for (const [from, to] of REWORDINGS) text = text.replace(from, to);
    return text;
  },
  shortened: (sentence) =>
    PROSE.test(sentence)
      ? `${withoutStop(sentence.replace(FILLERS, "").replace(/,? which [^,.]*(?=[,.])/, ""))}.`
      : undefined,
  joined: (sentence, { sentences, nth }) => {
    const next = sentences[nth + 1];
    if (!next || !PROSE.test(sentence) || !PROSE.test(next) || PRONOUN.test(next)) return undefined;
    return `${withoutStop(sentence)}, and ${lowered(next)}`;
  },
  "pronoun resolved": (sentence, { sentences, nth }) => {
    const [subject] =
      /^(?:The )?[A-Z][\w-]+(?: [A-Z][\w-]+)*(?= (?:is|are|has|have|will|can|provides?|offers?|covers?|helps?)\b)/.exec(
        sentences[nth - 1] ?? "",
      ) ?? [];
    return subject && /^(?:It|They) /.test(sentence) ? sentence.replace(PRONOUN, subject) : undefined;
  },
  "list item": (sentence, { sentences, nth, passage }) => {
    if (!BULLET.test(sentence)) return undefined;
    const lead = sentences.slice(0, nth).findLast((one) => one.endsWith(":"));
    const head = lead ? withoutStop(lead.slice(0, -1)) : passage.location.headings.at(-1);
    return head && head.length < 90 ? `${head}: ${sentence.replace(BULLET, "")}` : undefined;
  },
  "table row": (sentence) => {
    const [, , label, head, value] = ROW.exec(sentence) ?? [];
    return label && head && value ? `For ${label}, the ${lowered(head)} is ${value}.` : undefined;
  },
};

const VERB = /\b(is|are|was|were|will|can|may|should|must)\b(?! not\b)(?! n['’]t)/;
const DENIED =
  /\b(does|do|did|is|are|was|were|will|can|may|should|must|has|have) not\b|\b(ca|do|does|wo|is|are|should)n['’]t\b|\b(can)not\b/;
const MONTH =
  /\b(January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday)\b/;
const OTHER_DATES = "March June September December".split(" ");
const OTHER_DAYS = "Monday Thursday".split(" ");

/** A change of the first match of one of the pairs, either way. */
const eitherWay = (pairs: readonly (readonly [string, string])[]): Rule => {
  const both = pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);
  return (sentence) => {
    const [from, to] = both.find(([one]) => new RegExp(`\\b${one}\\b`).test(sentence)) ?? [];
    return from === undefined || to === undefined
      ? undefined
      : sentence.replace(new RegExp(`\\b${from}\\b`), to);
  };
};

const NUMBER = /(?<!^|[\w.,/-])\$?\d[\d,]*(?:\.\d+)?(?![\w/-]|[.,]\d)/g;

const FALSE: Readonly<Record<string, Rule>> = {
  negation: (sentence) => {
    if (DENIED.test(sentence))
      return sentence.replace(
        DENIED,
        (_, plain?: string, short?: string, can?: string) =>
          plain ?? (short === "ca" ? "can" : short === "wo" ? "will" : (short ?? can ?? "")),
      );
    return sentence.replace(VERB, "$1 not");
  },
  "name of the page": (sentence, { passage, random }) => {
    const names = [...sentence.matchAll(NAME_PHRASE)].map(([name]) => name);
    const one = names[Math.floor(random() * names.length)];
    const others = [...passage.text.matchAll(NAME_PHRASE)]
      .map(([name]) => name)
      .filter((name) => !sentence.includes(name) && !names.some((own) => name.includes(own)));
    const other = others[Math.floor(random() * others.length)];
    return one && other ? sentence.replace(one, other) : undefined;
  },
  "number of the page": (sentence, { passage, random }) => {
    const own = [...sentence.matchAll(NUMBER)].map(([number]) => number);
    const one = own[Math.floor(random() * own.length)];
    const others = [...passage.text.matchAll(NUMBER)]
      .map(([number]) => number)
      .filter((n) => !sentence.includes(n));
    const other = others[Math.floor(random() * others.length)];
    return one && other ? sentence.replace(one, other) : undefined;
  },
  date: (sentence, { random }) =>
    sentence.replace(MONTH, (date) => {
      const others = date.endsWith("day") ? OTHER_DAYS : OTHER_DATES;
      const left = others.filter((other) => other !== date);
      return left[Math.floor(random() * left.length)] ?? date;
    }),
  bound: eitherWay([
    ["more than", "less than"],
    ["at least", "at most"],
    ["before", "after"],
    ["above", "below"],
    ["greater", "lower"],
    ["minimum", "maximum"],
    ["over", "under"],
    ["earlier", "later"],
  ]),
  quantifier: eitherWay([
    ["all", "no"],
    ["every", "no"],
    ["some", "all"],
    ["most", "all"],
    ["any", "no"],
    ["always", "never"],
    ["both", "neither"],
  ]),
  modality: (sentence) =>
    /\b(?:must|have to|need to|required to)\b(?! not)/.test(sentence)
      ? sentence.replace(/\b(?:must|have to|need to)\b|\b(?:is|are) required to\b/, "may")
      : sentence.replace(/\b(?:may|can)\b(?! not)/, "must"),
  antonym: eitherWay([
    ["allowed", "forbidden"],
    ["include", "exclude"],
    ["includes", "excludes"],
    ["including", "excluding"],
    ["increase", "decrease"],
    ["open", "closed"],
    ["internal", "external"],
    ["required", "optional"],
    ["public", "private"],
    ["start", "end"],
    ["first", "last"],
    ["able", "unable"],
    ["accept", "reject"],
    ["approved", "denied"],
    ["eligible", "ineligible"],
    ["with", "without"],
    ["encouraged", "discouraged"],
    ["new", "old"],
    ["higher", "lower"],
    ["same", "different"],
  ]),
  roles: (sentence) => {
    const [whole, one, verb, other] =
      /^((?:The |Your |Our )?[A-Z][\w-]*(?: [\w-]+)?) ((?:will |may |must |can |should )?(?:approves?|sends?|reviews?|contacts?|provides?|supports?|helps?|pays?|asks?|gives?|notify|notifies|manages?|works? with|reports? to)) ((?:the |your |our )?[\w-]+(?: [\w-]+)?)(?=[ .,])/.exec(
        sentence,
      ) ?? [];
    return whole && one && verb && other
      ? sentence.replace(whole, `${other[0]!.toUpperCase()}${other.slice(1)} ${verb} ${lowered(one)}`)
      : undefined;
  },
};

const tellBy =
  (rules: Readonly<Record<string, Rule>>, mayStay: ReadonlySet<string>) =>
  (told: Told): Retellings => {
    const sentence = (told.sentences[told.nth] ?? "").replace(/\[\^\d+\]:?/g, "").trim();
    const made = Object.entries(rules).flatMap(([kind, rule]) => {
      const text = rule(sentence, told);
      return text === undefined || (text === sentence && !mayStay.has(kind)) ? [] : [[kind, text] as const];
    });
    return new Map(made);
  };

/** What a reader would say is still what the passage says. */
export const toldTruly = tellBy(TRUE, new Set(["word for word"]));

/** What the passage does not say, in nearly its words. */
export const toldFalsely = tellBy(FALSE, new Set());
