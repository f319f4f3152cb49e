import type { Statement } from "./statement.ts";
import { termsOf } from "./terms.ts";
import { ENDED } from "./wording.ts";

/**
 * A list or table of up to this many words is one statement. Of a longer one each item is, unless the question asks
 * for the list as such: then its first items are, as far as they fit.
 */
const SHORT_LIST_WORDS = 100;

type Item = Pick<
  Statement,
  | "text"
  | "isItem"
  | "isRow"
  | "goesOn"
  | "ledBy"
  | "items"
  | "leads"
  | "length"
  | "terms"
  | "pairs"
  | "numeric"
  | "heading"
>;

/**
 * Puts the items of a list and the line that leads to it together, and the rows of a table unless the question tells
 * one row from another, or one item where it wants one.
 */
export function withShortLists<One extends Item>(
  statements: readonly One[],
  asked: ReadonlySet<string>,
  wantsOneItem: boolean,
): One[] {
  const joined: One[] = [];
  for (let at = 0; at < statements.length; at++) {
    const first = statements[at] as One;
    const leader = first.leads && !first.isItem ? first : undefined;
    const items = whatFits(leader, listAt(statements, leader ? at + 1 : at), asked, wantsOneItem);
    if (items.length === 0) {
      joined.push(first);
      continue;
    }
    const all = leader ? [leader, ...items] : items;
    joined.push({
      ...first,
      ...termsOf(all.map(({ text }) => text).join(" ")),
      text: leader?.text ?? "",
      ledBy: items[0]?.ledBy ?? [],
      items: itemTexts(items),
      leads: false,
      length: wordsIn(all),
    });
    at += all.length - 1;
  }
  return joined;
}

/** Of a list in full, those items that make one statement with the line that leads to it; none if they stand alone. */
function whatFits<One extends Item>(
  leader: One | undefined,
  items: readonly One[],
  asked: ReadonlySet<string>,
  wantsOneItem: boolean,
): readonly One[] {
  const isTable = items.every(({ isRow }) => isRow);
  if (isTable && tellsApart(items, asked)) return [];
  if (!leader) return items.length > 1 && isTable && wordsIn(items) <= SHORT_LIST_WORDS ? items : [];
  const isShort = leader.length + wordsIn(items) <= SHORT_LIST_WORDS;
  const others = new Set([...asked].filter((term) => !leader.heading.has(term) && !leader.terms.has(term)));
  // Whole sentences can be said one by one; of words such as "Food" all are, so that none is taken for the only one.
  const canPart = !isShort || (wantsOneItem && items.every(({ text }) => ENDED.test(text)));
  if (canPart && tellsApart(items, others)) return [];
  if (isShort) return items;
  const end = items.findIndex(
    (_, nth) => leader.length + wordsIn(items.slice(0, nth + 1)) > SHORT_LIST_WORDS,
  );
  // A sentence that goes on in an item does not begin the rest of the list.
  const cut = items.findLastIndex(({ goesOn }, nth) => nth <= end && !goesOn);
  return items.slice(0, cut);
}

const tellsApart = (items: readonly Item[], asked: ReadonlySet<string>): boolean =>
  new Set(items.map(({ terms }) => [...asked].filter((term) => terms.has(term)).length)).size > 1;

const wordsIn = (items: readonly Item[]): number => items.reduce((total, one) => total + one.length, 0);

/** The items in a row from `at` that the same lines lead to, with the sentences that go on in them; none if they nest. */
function listAt<One extends Item>(statements: readonly One[], at: number): readonly One[] {
  const rest = statements.slice(at);
  if (!rest[0]?.isItem) return [];
  const end = rest.findIndex((one) => !one.goesOn && !(one.isItem && sameLeads(one, rest[0] as One)));
  const items = end < 0 ? rest : rest.slice(0, end);
  return items.some(({ leads }) => leads) ? [] : items;
}

/** Each item with its further sentences. */
function itemTexts(items: readonly Item[]): string[] {
  const texts: string[] = [];
  for (const { text, goesOn } of items) texts.push(goesOn ? `${texts.pop()} ${text}` : text);
  return texts;
}

const sameLeads = (one: Item, other: Item): boolean =>
  one.ledBy.length === other.ledBy.length &&
  one.ledBy.every(({ text }, nth) => text === other.ledBy[nth]?.text);
