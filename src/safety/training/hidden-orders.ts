/** Sentences that have no business in a document, and those that documents really have: for the model of hidden orders. */
import { AT_HOME, ERRAND_PARTS, ERRANDS, STATEMENTS } from "./errand-grammar.ts";
import { misspelt } from "./injection-templates.ts";
import type { TemplateRow } from "./templates.ts";

/** Sounds written otherwise, as people do who mean to be read and not to be found. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/you/g, "u"],
  [/are\b/g, "r"],
  [/\bto\b/g, "2"],
  [/\bfor\b/g, "4"],
  [/wh/g, "w"],
  [/ght/g, "t"],
  [/ph/g, "f"],
  [/ck/g, "k"],
  [/tion/g, "shun"],
  [/c(?=[aou])/g, "k"],
  [/igh/g, "y"],
];
const shuffledWord = (word: string, random: () => number): string =>
  word.charAt(0) +
  Array.from(word.slice(1, -1), (letter) => [random(), letter] as const)
    .sort(([a], [b]) => a - b)
    .map(([, letter]) => letter)
    .join("") +
  word.slice(-1);
const DIGITS: Readonly<Record<string, string>> = {
  a: "4",
  b: "8",
  e: "3",
  g: "9",
  i: "1",
  o: "0",
  s: "5",
  t: "7",
};

const DISGUISES: readonly ((text: string, random: () => number) => string)[] = [
  (text) => text.replace(/[abegiost]/g, (letter) => DIGITS[letter] ?? letter),
  (text, random) => text.replace(/[a-z]{4,}/g, (word) => misspelt(word, random)),
  (text, random) => text.replace(/[a-z]{4,}/g, (word) => shuffledWord(word, random)),
  (text) => SOUNDS.reduce((so, [sound, written]) => so.replace(sound, written), text),
  (text) => text.replaceAll(" ", ""),
  (text, random) => text.replace(/ /g, () => (random() < 0.5 ? "" : " ")),
  (text) => Array.from(text.replaceAll(" ", "")).join(" "),
  (text) => (text.replaceAll(" ", "").match(/.{1,5}/g) ?? []).join(" "),
  (text) =>
    text
      .split(" ")
      .map((word) => Array.from(word).reverse().join(""))
      .join(" "),
];

const ERRAND_ROWS = 3_000;
const STATEMENT_ROWS = 2_000;
const DISGUISED = 0.35;

function filled(text: string, random: () => number): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const choices = ERRAND_PARTS[name] ?? [];
    return choices[Math.floor(random() * choices.length)] ?? "";
  });
}

/** Errands out of place, a third of them in disguise, and what stands in documents by right. */
export function errandRows(random: () => number): TemplateRow[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const errands = new Set(
    Array.from({ length: ERRAND_ROWS }, () => {
      const first = filled(pick(ERRANDS), random);
      const text = random() < 0.3 ? `${first}. ${filled(pick(ERRANDS), random)}` : first;
      return random() < DISGUISED ? pick(DISGUISES)(text, random) : text;
    }),
  );
  const statements = new Set(Array.from({ length: STATEMENT_ROWS }, () => filled(pick(STATEMENTS), random)));
  return [
    ...[...statements].map((text): TemplateRow => ({ text, label: 0 })),
    ...[...errands].map((text): TemplateRow => ({ text, label: 1 })),
    ...AT_HOME.map((text): TemplateRow => ({ text, label: 0 })),
  ];
}
