/** Passages → statements that could stand in an answer: sentences, table rows, list items with what leads to them. */
import type { Passage } from "../documents/document.ts";
import { isStopWord } from "../retrieval/lexical/stop-words.ts";
import { words } from "../retrieval/lexical/tokens.ts";
import { sentenceStretches } from "../safety/sentences.ts";
import { type OpenList, openLists } from "./lead-ins.ts";
import { withShortLists } from "./short-lists.ts";
import type { Statement } from "./statement.ts";
import { termsOf } from "./terms.ts";
import {
  ENDED,
  FEWEST_WORDS,
  isTorn,
  LABELLED,
  leansBack,
  MARK,
  negates,
  pointsElsewhere,
  withoutHeading,
} from "./wording.ts";

/** A statement before the ones around it are known. */
type Found = Omit<Statement, "needs" | "isWeak"> & {
  /** It comes after a heading or question, which is what its "this" means. */
  readonly opens: boolean;
};

interface Reading {
  readonly passage: Passage;
  readonly statements: readonly Statement[];
  /** The list that the passage's end leaves open. */
  readonly list: OpenList;
}

/**
 * The statements of each passage in reading order. Questions, headings, crumbs and what a page's break tore are left
 * out. Passages that follow one another in their document are read as one text, however they are ranked.
 * @param asked stems of the question, which tell whether it means one row of a table or all
 * @param wantsOneItem whether the question asks for one thing, as one item of a list may say it
 */
export function statementsOf(
  passages: readonly Passage[],
  asked: ReadonlySet<string>,
  wantsOneItem: boolean,
): Statement[] {
  const readings = new Map<Passage, Reading>();
  const inOrder = passages.map((passage, nth) => ({ passage, nth }));
  inOrder.sort((a, b) => a.passage.ordinal - b.passage.ordinal);
  for (const { passage, nth } of inOrder) {
    const before = [...readings.values()].findLast((one) => isFollowedBy(one.passage, passage));
    readings.set(
      passage,
      read(passage, nth, before, (found) => withShortLists(found, asked, wantsOneItem)),
    );
  }
  return passages.flatMap((passage) => readings.get(passage)?.statements ?? []);
}

const isFollowedBy = (one: Passage, next: Passage): boolean =>
  one.document === next.document &&
  one.ordinal === next.ordinal - 1 &&
  one.location.headings.join("\n") === next.location.headings.join("\n");

function read(
  passage: Passage,
  nth: number,
  before: Reading | undefined,
  withLists: (found: readonly Found[]) => readonly Found[],
): Reading {
  const headings = new Set([passage.title, ...passage.location.headings].map(plain));
  const above = termsOf([passage.title, ...passage.location.headings].join(" ")).terms;
  const lists = openLists(passage, nth, before?.list);
  const found: Found[] = [];
  let heading = above;
  let opens = passage.ordinal === 0;
  let previous = { end: 0, isItem: false, isEnded: false };
  const stretches = sentenceStretches(passage.text);
  stretches.forEach(({ start, end }, ordinal) => {
    const raw = passage.text.slice(start, end);
    const whole = raw.replace(MARK, "").replace(/^\*+/, "").replace(/\s+/g, " ").trim();
    const isMarked = MARK.test(raw);
    const text = isMarked ? whole : withoutHeading(whole);
    if (text !== whole) heading = new Set([...heading, ...termsOf(whole.slice(0, -text.length)).terms]);
    const isItem = isMarked || (!ENDED.test(text) && !text.endsWith(":") && LABELLED.test(text));
    const goesOn = !isItem && previous.isItem && !passage.text.slice(previous.end, start).includes("\n");
    const leads = text.endsWith(":");
    const length = text.split(" ").length;
    const isCrumb = !isItem && !ENDED.test(text) && !leads && length < 2 * FEWEST_WORDS;
    const isHeading = headings.has(plain(text)) || isCrumb || text.endsWith("?");
    const isLast = ordinal === stretches.length - 1;
    const isCut = (!previous.isEnded && !isItem && isTorn(text)) || (isLast && !isItem && breaksOff(text));
    previous = { end, isItem: isItem || goesOn, isEnded: ENDED.test(text) || leads || isHeading };

    // What follows a question answers it: the question is the heading of its answer.
    if (text.endsWith("?")) heading = new Set([...above, ...termsOf(text).terms]);
    const place = { text, leads, indent: columnOf(passage.text, start) };
    const ledBy = isItem
      ? lists.item({ ...place, isTableRow: !isMarked })
      : goesOn
        ? lists.itemGoesOn(place)
        : [];
    if (!isItem && !goesOn) lists.line({ ...place, isHeading });
    if (isHeading || isCut || ledBy === undefined || (!isItem && !leads && length < FEWEST_WORDS)) {
      opens = isHeading;
      return;
    }
    const isRow = isItem && LABELLED.test(text) && (!isMarked || text.includes(";"));
    const about = termsOf(text);
    const leadTerms = termsOf(ledBy.map((lead) => lead.text).join(" ")).terms;
    found.push({
      passage: nth,
      ordinal,
      text,
      isItem,
      isRow,
      goesOn,
      ledBy,
      leads,
      length,
      opens,
      items: [],
      heading: new Set([...heading, ...leadTerms]),
      ...about,
    });
    opens = false;
  });
  const statements: Statement[] = [];
  for (const one of withLists(found))
    statements.push(joined(one, statements.at(-1) ?? before?.statements.at(-1)));
  return { passage, statements, list: lists.open() };
}

/** A statement with the one that it leans on. */
function joined({ opens, ...found }: Found, previous: Statement | undefined): Statement {
  const leans = !found.isItem && found.items.length === 0 && leansBack(found.text);
  // Of "Not reimbursed: Travel. Ask finance." the second sentence of the item says nothing without the first.
  const isDependent = found.goesOn && found.ledBy.some(({ text }) => negates(text));
  const needs = (leans && !opens) || isDependent ? previous : undefined;
  const isDangling = (leans && !opens) || isDependent ? needs === undefined || needs.isWeak : false;
  const isWeak = isDangling || (!found.isItem && pointsElsewhere(found.text));
  return { ...found, isWeak, ...(needs && { needs }) };
}

/** How far from its line's beginning something stands. */
const columnOf = (text: string, at: number): number => at - (text.lastIndexOf("\n", at - 1) + 1);

/** The end of a page came before the end of the sentence: "… the amount that you pay for". */
const breaksOff = (text: string): boolean =>
  !ENDED.test(text) && (text.endsWith(",") || isStopWord(words(text).at(-1) ?? ""));

const plain = (text: string): string => words(text).join(" ");
