/** Passages → statements that could stand in an answer: sentences, table rows, list items with what leads to them. */
import type { Passage } from "../documents/document.ts";
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "../safety/cached-stem.ts";
import { sentenceStretches } from "../safety/sentences.ts";

/** One statement of one passage. */
export interface Statement {
  /** The passage's place among those given, from 0. */
  readonly passage: number;
  /** Its place in the passage, from 0. */
  readonly ordinal: number;
  /** As it stands in the document, white space apart; list marks are left out. Empty for a table without a leader. */
  readonly text: string;
  /** A list item or table row: it stands on a line of its own. */
  readonly isItem: boolean;
  /** A table row, "column: value; column: value". */
  readonly isRow: boolean;
  /** The line that ends in a colon and leads to it, when it is an item. */
  readonly ledBy?: string;
  /** The items of a short list, which is one statement; otherwise empty. */
  readonly items: readonly string[];
  /** "… are covered:" says nothing without its items. */
  readonly leads: boolean;
  /** Its words as they count for the length of an answer. */
  readonly length: number;
  /** Stems of its content words. */
  readonly terms: ReadonlySet<string>;
  /** Pairs of neighbouring stems, stop words left out. */
  readonly pairs: ReadonlySet<string>;
  /** Whether it holds a number. */
  readonly numeric: boolean;
  /** Stems of the headings that it stands under, those included that a parser left in the text. */
  readonly heading: ReadonlySet<string>;
}

const MARK = /^\s*(?:[-*+•‣▪◦]|\d{1,3}[.)])\s+/;
const ROW = /^[^:;]{1,60}: [^;]*(?:;|$)/;
const TERMINATED = /[.!?…。！？]["'”’»)\]]*$/u;
/** A line this short without a full stop is a heading, or the crumb of a page. */
const FEWEST_WORDS = 4;
/** A list or table of up to this many words is one statement; of a longer one each item is. */
const SHORT_LIST_WORDS = 80;

/** The statements of each passage in reading order. Questions, headings and crumbs are left out. */
export function statementsOf(
  passages: readonly Passage[],
  asked: ReadonlySet<string> = new Set(),
): Statement[] {
  return passages.flatMap((passage, nth) => {
    const headings = new Set([passage.title, ...passage.location.headings].map(plain));
    const found: Statement[] = [];
    const above = termsOf([passage.title, ...passage.location.headings].join(" ")).terms;
    let heading = above;
    let leader: string | undefined;
    sentenceStretches(passage.text).forEach(({ start, end }, ordinal) => {
      const raw = passage.text.slice(start, end);
      const whole = raw.replace(MARK, "").replace(/\s+/g, " ").trim();
      const text = withoutHeading(whole);
      if (text !== whole) heading = new Set([...heading, ...termsOf(whole.slice(0, -text.length)).terms]);
      const isTorn = ordinal === 0 && /^\p{Ll}/u.test(text) && !MARK.test(raw) && !ROW.test(text);
      const isItem = MARK.test(raw) || (!TERMINATED.test(text) && !text.endsWith(":") && ROW.test(text));
      const leads = text.endsWith(":");
      const length = text.split(" ").length;
      if (!isItem) leader = leads ? text : undefined;
      const isCrumb = !isItem && !TERMINATED.test(text) && !leads && length < 2 * FEWEST_WORDS;
      // What follows a question answers it: the question is the heading of its answer.
      if (text.endsWith("?")) heading = new Set([...above, ...termsOf(text).terms]);
      if (
        isTorn ||
        text.endsWith("?") ||
        headings.has(plain(text)) ||
        isCrumb ||
        (!isItem && length < FEWEST_WORDS)
      )
        return;
      const ledBy = isItem ? leader : undefined;
      found.push({
        passage: nth,
        ordinal,
        text,
        isItem,
        isRow: isItem && ROW.test(text),
        leads,
        length,
        items: [],
        heading,
        ...(ledBy !== undefined && { ledBy }),
        ...termsOf(text),
      });
    });
    return withShortLists(found, asked);
  });
}

/**
 * Puts the items of a short list and the line that leads to it together, and the rows of a short table unless the
 * question tells one row from another.
 */
function withShortLists(statements: readonly Statement[], asked: ReadonlySet<string>): Statement[] {
  const joined: Statement[] = [];
  for (let at = 0; at < statements.length; at++) {
    const first = statements[at] as Statement;
    const items = listAt(statements, first.leads ? at + 1 : at, first.leads ? first.text : undefined);
    const all = first.leads ? [first, ...items] : items;
    const length = all.reduce((total, one) => total + one.length, 0);
    const isTable = items.every(({ isRow }) => isRow);
    const hits = new Set(items.map(({ terms }) => [...asked].filter((term) => terms.has(term)).length));
    const stands = first.leads ? items.length > 0 : items.length > 1 && isTable;
    if (!stands || length > SHORT_LIST_WORDS || (isTable && hits.size > 1)) {
      joined.push(first);
      continue;
    }
    const texts = items.map(({ text }) => text);
    const about = termsOf(all.map(({ text }) => text).join(" "));
    const text = first.leads ? first.text : "";
    joined.push({ ...first, ...about, text, items: texts, leads: false, length });
    at += all.length - 1;
  }
  return joined;
}

/** The items in a row from `at` that the same line leads to. */
function listAt(
  statements: readonly Statement[],
  at: number,
  leader: string | undefined,
): readonly Statement[] {
  const rest = statements.slice(at);
  const end = rest.findIndex((one) => !one.isItem || one.ledBy !== leader);
  return end < 0 ? rest : rest.slice(0, end);
}

/** A heading that is said again: "Foot care FOOT CARE: Foot care". */
const REPEATED = /^(.{3,80}?)(?:\s+[\p{Lu}\s]{4,}\s*[-:]?)?\s+\1(?=\s+\p{Lu})/iu;
const CAPITALS = /^.{0,80}?(?:\p{Lu}{2,}[\s:-]+){2,}(?=\p{Lu}\p{Ll}|\p{Lu}\s)/u;
/** Title words before a word that can only begin a sentence. */
const TITLE =
  /^(?:\p{Lu}[\p{L}'’-]*:?\s+(?:(?:of|and|for|the|to|in|or|from|your|by|with)\s+)*){1,8}(?=(?:The|There|These|This|If|In|When|You|We|It|At|For|To|As|By|With|Some|All|Unfortunately|However|Employees|Members|Our|Your|An|A|One|While|Once|After|Before)[\s,])/u;

/** A parser of PDF sees headings as words before a sentence: "Hearing Care At Contoso, we …" is about "At Contoso". */
function withoutHeading(text: string): string {
  const rest = [CAPITALS, REPEATED, TITLE].reduce((left, heading) => left.replace(heading, "").trim(), text);
  return rest.split(" ").length >= FEWEST_WORDS ? rest : text;
}

const plain = (text: string): string => words(text).join(" ");

/** What a text is about: the stems of its content words, their pairs, and whether it holds a number. */
export function termsOf(text: string): Pick<Statement, "terms" | "pairs" | "numeric"> {
  const all = words(text);
  const stems = all.filter((word) => !isStopWord(word)).map(cachedStem);
  return {
    terms: new Set(stems),
    pairs: new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)),
    numeric: all.some((word) => /\d/.test(word)),
  };
}
