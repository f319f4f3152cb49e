/** Attacks put together from parts, disguised in the usual ways, and their harmless twins that share the words. */

import { ATTACK_PARTS, ATTACKS } from "./attack-grammar.ts";
import { EVERYDAY_TALK } from "./everyday-languages.ts";
import { shuffled } from "./fit.ts";
import { ATTACK_WORDS } from "./injection-languages.ts";
import { TRIGGERS_IN_GOOD_FAITH } from "./injection-twins.ts";
import { IN_PASSING, REQUEST_PARTS, REQUESTS } from "./request-grammar.ts";
import type { TemplateRow } from "./templates.ts";

/** A random sentence of a grammar: `{name}` stands for one of its parts, which may hold parts in turn. */
function expand(
  text: string,
  parts: Readonly<Record<string, readonly string[]>>,
  random: () => number,
): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const choices = parts[name] ?? [];
    return expand(choices[Math.floor(random() * choices.length)] ?? "", parts, random);
  });
}

const LEET: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const leet = (text: string): string => text.replace(/[aeiost]/g, (letter) => LEET[letter] ?? letter);

/** Ways to hide an order that a filter cannot undo, so that it must know them; codes and invisible characters it undoes. */
const DISGUISES: readonly ((text: string, random: () => number) => string)[] = [
  (text) => text.toUpperCase(),
  leet,
  (text) => text.replaceAll(" ", ""),
  (text) => text.replace(/[aeiou]/g, ""),
  (text) => text.replaceAll(" ", "-"),
  (text) =>
    text.replace(
      /[a-z]{4,}/g,
      (word) => word.charAt(0) + word.slice(1, -1).split("").reverse().join("") + word.slice(-1),
    ),
  (text, random) => text.replace(/[a-z]{4,}/g, (word) => misspelt(word, random)),
];

/** One letter of a word doubled, dropped or changed places with the next. */
export function misspelt(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + word.charAt(at) + word.slice(at);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

const ENGLISH = 2_200;
const FOREIGN = 90;
const ASKED = 1_200;
const PASSED = 1_400;

/** Attacks of the grammar, one in seven disguised, and everyday sentences about the same things. */
export function grammarRows(random: () => number): TemplateRow[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const english = Array.from({ length: ENGLISH }, () => expand(pick(ATTACKS), ATTACK_PARTS, random));
  const foreign = ATTACK_WORDS.flatMap((words) =>
    Array.from({ length: FOREIGN }, () => foreignAttack(words, pick)),
  );
  const attacks = [...new Set([...english, ...foreign])].map((text) =>
    random() < 1 / 7 ? pick(DISGUISES)(text, random) : text,
  );
  const harmless = [
    ...TRIGGERS_IN_GOOD_FAITH,
    ...ATTACK_WORDS.flatMap(({ harmless }) => harmless),
    ...EVERYDAY_TALK,
  ];
  const requests = [
    ...Array.from({ length: ASKED }, () => expand(pick(REQUESTS), REQUEST_PARTS, random)),
    ...Array.from({ length: PASSED }, () => expand(pick(IN_PASSING), REQUEST_PARTS, random)),
  ];
  return shuffled(
    [
      ...[...new Set(requests)].map((text): TemplateRow => ({ text, label: 0 })),
      ...attacks.map((text): TemplateRow => ({ text, label: 1 })),
      ...harmless.map((text): TemplateRow => ({ text, label: 0 })),
    ],
    random,
  );
}

function foreignAttack(
  { drop, orders, goals, leaks, roles, addresses }: (typeof ATTACK_WORDS)[number],
  pick: <T>(list: readonly T[]) => T,
): string {
  const shapes = [
    () => `${pick(drop)} ${pick(orders)}`,
    () => `${pick(drop)} ${pick(orders)}. ${pick(goals)}`,
    () => `${pick(addresses)} ${pick(goals)}`,
    () => `${pick(roles)}. ${pick(goals)}`,
    () => pick(leaks),
    () => `${pick(drop)} ${pick(orders)}: ${pick(leaks)}`,
  ];
  return pick(shapes)();
}
