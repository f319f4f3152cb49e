import type { Statement } from "./statements.ts";
import { termsOf } from "./terms.ts";

/** A list or table of up to this many words is one statement; of a longer one each item is. */
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
>;

/**
 * Puts the items of a short list and the line that leads to it together, and the rows of a short table unless the
 * question tells one row from another.
 */
export function withShortLists<One extends Item>(
  statements: readonly One[],
  asked: ReadonlySet<string>,
): One[] {
  const joined: One[] = [];
  for (let at = 0; at < statements.length; at++) {
    const first = statements[at] as One;
    const isLeader = first.leads && !first.isItem;
    const items = listAt(statements, isLeader ? at + 1 : at);
    const all = isLeader ? [first, ...items] : items;
    const length = all.reduce((total, one) => total + one.length, 0);
    const isTable = items.every(({ isRow }) => isRow);
    const hits = new Set(items.map(({ terms }) => [...asked].filter((term) => terms.has(term)).length));
    const stands = isLeader ? items.length > 0 : items.length > 1 && isTable;
    if (!stands || length > SHORT_LIST_WORDS || (isTable && hits.size > 1)) {
      joined.push(first);
      continue;
    }
    const about = termsOf(all.map(({ text }) => text).join(" "));
    const text = isLeader ? first.text : "";
    const ledBy = items[0]?.ledBy ?? [];
    joined.push({ ...first, ...about, text, ledBy, items: itemTexts(items), leads: false, length });
    at += all.length - 1;
  }
  return joined;
}

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
