/** Which lines give the items of a list their sense: of "Food" under "Not covered:" one says nothing without the other. */
import type { Passage } from "../documents/document.ts";
import { ENDED, LABELLED, leansBack, negates } from "./wording.ts";

/** A line that leads to a list, or a heading above it. */
export interface Lead {
  readonly text: string;
  /** The passage that says it, by its place among those given. */
  readonly passage: number;
}

/** What the end of a passage leaves open for the one that follows it in its document. */
export interface OpenList {
  /** What leads to the list that the passage ends with; empty when it ends with none. */
  readonly ledBy: readonly Lead[];
  /** The last sentence, when nothing came after it. */
  readonly sentence: Lead | undefined;
}

interface Line {
  readonly text: string;
  /** Ends in a colon. */
  readonly leads: boolean;
  /** Characters before it in its line. */
  readonly indent: number;
}

/** Follows a passage line by line. */
export interface OpenLists {
  /** A line that is no item. */
  line(line: Line & { readonly isHeading: boolean }): void;
  /** @returns what the item must be shown with; `undefined` when that cannot be shown, nor the item. */
  item(line: Line & { readonly isTableRow: boolean }): readonly Lead[] | undefined;
  /** A further sentence of the item before it. */
  itemGoesOn(line: Line): readonly Lead[] | undefined;
  open(): OpenList;
}

const NOTHING: OpenList = { ledBy: [], sentence: undefined };
/** Sentences before a list that lead to it without a colon. */
const LEADING = /\b(?:following|below|these|include[sd]?|such as|as follows)\b/i;
/** What the guard lets through as a heading, which claims nothing by itself. */
const LONGEST_HEADING_WORDS = 13;

/** @param before what the passage before it left open, when that is at hand */
export function openLists(passage: Passage, nth: number, before: OpenList = NOTHING): OpenLists {
  const heading = headingLead(passage, nth);
  const headingNegates = negates(passage.location.headings.at(-1) ?? "");
  let { sentence } = before;
  let ledBy = before.ledBy;
  let inner: { readonly indent: number; readonly ledBy: readonly Lead[] }[] = [];
  let item: { readonly ledBy: readonly Lead[]; readonly indent: number; readonly text: string } | undefined;
  let isInList = before.ledBy.length > 0;

  /** The heading comes first where it says no and nothing else does, or where nothing else leads. */
  const sense = (leads: readonly Lead[], needsOne: boolean): readonly Lead[] | undefined => {
    const saysNo = leads.some(({ text }) => negates(text));
    if (headingNegates && !saysNo) return heading ? [heading, ...leads] : undefined;
    if (leads.length || !needsOne) return leads;
    return heading ? [heading] : [];
  };

  return {
    line({ text, leads, isHeading }) {
      const lead = { text, passage: nth };
      if (leads) ledBy = leansBack(text) && sentence ? [sentence, lead] : [lead];
      else if (isHeading) ledBy = asHeading(text, nth);
      else ledBy = LEADING.test(text) || negates(text) ? [lead] : [];
      sentence = !leads && !isHeading && ENDED.test(text) ? lead : undefined;
      inner = [];
      item = undefined;
      isInList = false;
    },
    item({ text, leads, indent, isTableRow }) {
      inner = inner.filter((outer) => outer.indent < indent);
      // A table's row carries its columns' names.
      const isFragment = !isTableRow && (!ENDED.test(text) || LABELLED.test(text));
      const outer = inner.at(-1)?.ledBy ?? ledBy;
      // A full sentence needs the line before its list only when that has a colon or says no.
      const isNeeded = isFragment || outer.some((lead) => !ENDED.test(lead.text) || negates(lead.text));
      const mine = sense(isNeeded ? outer : [], isFragment);
      item = { ledBy: mine ?? [], indent, text };
      isInList = true;
      if (leads) inner.push({ indent, ledBy: [...(mine ?? []), { text, passage: nth }] });
      return mine;
    },
    itemGoesOn({ text, leads }) {
      if (!item) return [];
      const lead = { text, passage: nth };
      if (leads)
        inner.push({ indent: item.indent, ledBy: [...item.ledBy, { text: item.text, passage: nth }, lead] });
      return item.ledBy;
    },
    open: () => ({ ledBy: isInList || ledBy.at(-1)?.text.endsWith(":") ? ledBy : [], sentence }),
  };
}

/** The heading right above a passage as a line that leads to its items. */
const headingLead = ({ location }: Passage, nth: number): Lead | undefined =>
  asHeading(location.headings.at(-1) ?? "", nth)[0];

/** "2. What is not covered?" → "What is not covered:". Empty for what the guard would have to see as a claim. */
function asHeading(text: string, passage: number): Lead[] {
  const words = text.replace(/^\d+[.)]\s+/, "").replace(/[\s?!.:]+$/, "");
  const isPlain = words !== "" && !/\d/.test(words) && words.split(/\s+/).length <= LONGEST_HEADING_WORDS;
  return isPlain ? [{ text: `${words}:`, passage }] : [];
}
