import type { Block, HiddenText, Location } from "../document.ts";
import { isPlainLine, withoutInvisible } from "./invisible.ts";
import { titleFromPath } from "./title.ts";

type Place = Omit<Location, "headings">;

/** Collects a document's blocks in reading order and knows under which headings each one stands. */
export interface Outline {
  /** Opens a heading; level 1 is outermost. Headings of the same or a deeper level close. */
  heading(level: number, text: string): void;
  /** Adds text; white space alone adds nothing. */
  add(kind: Block["kind"], text: string): void;
  /** From here on, blocks stand on this page, slide or sheet. */
  at(place: Place): void;
  /** Notes text that a reader would not see; what has no word in it hides nothing. */
  hide(how: string, text: string): void;
  readonly blocks: Block[];
  /** The text of the first heading of level 1, if there was one. */
  readonly firstTitle: string | undefined;
  /** The first of these that says anything, as the name it is; else the file's own. */
  title(path: string, ...candidates: readonly (string | undefined)[]): string;
  /** The blocks with `title` left out of their heading paths, since the title is said anyway. */
  under(title: string): Block[];
  readonly hidden: readonly HiddenText[];
}

/** {@link HiddenText.how} of characters that print nothing and carry a message. */
export const INVISIBLE_CHARACTERS = "invisible characters";

/** Longer titles and headings are no names any more; they stand before every passage. */
const MAX_NAME_LENGTH = 200;

/** An empty outline; a page's, slide's or sheet's name is cleaned like its text. */
export function createOutline(): Outline {
  const blocks: Block[] = [];
  const hidden: HiddenText[] = [];
  const open: { level: number; text: string }[] = [];
  let place: Place = {};
  let headings: readonly string[] = [];
  let firstTitle: string | undefined;

  const clean = (text: string): string => {
    const printed = withoutInvisible(text);
    for (const payload of printed.payloads)
      hidden.push({ how: INVISIBLE_CHARACTERS, place: placeName(place), text: payload });
    return printed.text.replace(/\u00a0/g, " ");
  };
  /** Line breaks stay, other white space is one blank. */
  const paragraph = (text: string): string =>
    isPlainLine(text)
      ? text.trim()
      : clean(text)
          .replace(/[^\S\n]{2,}|[^\S\n ]/g, " ")
          .replace(/ ?\n[ \n]*/g, "\n")
          .trim();
  const name = (text: string): string => {
    const words = isPlainLine(text) ? text.trim() : clean(text).replace(/\s+/g, " ").trim();
    return words.length > MAX_NAME_LENGTH ? `${words.slice(0, MAX_NAME_LENGTH).toWellFormed()}…` : words;
  };
  return {
    blocks,
    get firstTitle() {
      return firstTitle;
    },
    heading(level, text) {
      const words = name(text);
      if (words === "") return;
      while (open.length && open.at(-1)!.level >= level) open.pop();
      open.push({ level, text: words });
      if (level === 1) firstTitle ??= words;
      headings = open.map((heading) => heading.text);
    },
    add(kind, text) {
      const words = kind === "paragraph" ? paragraph(text) : verbatim(clean(text));
      if (words.trim() !== "") blocks.push({ kind, text: words, location: { ...place, headings } });
    },
    at(next) {
      place = next.sheet === undefined ? next : { ...next, sheet: name(next.sheet) };
    },
    hide(how, text) {
      const words = text.replace(/\s+/g, " ").trim();
      if (/\p{L}{2}/u.test(words)) hidden.push({ how, place: placeName(place), text: words });
    },
    title(path, ...candidates) {
      place = {};
      return (
        [...candidates, titleFromPath(path)].map((given) => name(given ?? "")).find(Boolean) ?? "Untitled"
      );
    },
    under(title) {
      const same = (text: string | undefined) => text?.toLowerCase() === title.toLowerCase();
      return blocks.map((block) =>
        same(block.location.headings[0])
          ? { ...block, location: { ...block.location, headings: block.location.headings.slice(1) } }
          : block,
      );
    },
    hidden,
  };
}

const placeName = ({ page, slide, sheet }: Place): string | undefined => {
  if (page !== undefined) return `p. ${page}`;
  if (slide !== undefined) return `slide ${slide}`;
  return sheet === undefined ? undefined : `sheet ${sheet}`;
};

const verbatim = (text: string): string => {
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.slice(lines.findIndex(Boolean), lines.findLastIndex(Boolean) + 1).join("\n");
};
