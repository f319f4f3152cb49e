import type { Block, Location } from "../document.ts";

type Place = Omit<Location, "headings">;

/** Collects a document's blocks in reading order and knows under which headings each one stands. */
export interface Outline {
  /** Opens a heading; level 1 is outermost. Headings of the same or a deeper level close. */
  heading(level: number, text: string): void;
  /** Adds text; white space alone adds nothing. */
  add(kind: Block["kind"], text: string): void;
  /** From here on, blocks stand on this page, slide or sheet. */
  at(place: Place): void;
  readonly blocks: Block[];
  /** The text of the first heading of level 1, if there was one. */
  readonly firstTitle: string | undefined;
  /** The blocks with `title` left out of their heading paths, since the title is said anyway. */
  under(title: string): Block[];
}

/** An empty outline; `base` are headings that all blocks stand under, e.g. an attachment's name. */
export function createOutline(base: readonly string[] = []): Outline {
  const blocks: Block[] = [];
  const open: { level: number; text: string }[] = [];
  let place: Place = {};
  let headings: readonly string[] = base;
  let firstTitle: string | undefined;
  return {
    blocks,
    get firstTitle() {
      return firstTitle;
    },
    heading(level, text) {
      const words = inline(text);
      if (words === "") return;
      while (open.length && open.at(-1)!.level >= level) open.pop();
      open.push({ level, text: words });
      if (level === 1) firstTitle ??= words;
      headings = [...base, ...open.map((heading) => heading.text)];
    },
    add(kind, text) {
      const words =
        kind === "paragraph"
          ? inline(text, true)
          : clean(text)
              .replace(/[^\S\n]+$/gm, "")
              .replace(/^\n+|\n+$/g, "");
      if (words.trim() !== "") blocks.push({ kind, text: words, location: { ...place, headings } });
    },
    at(next) {
      place = next;
    },
    under(title) {
      const same = (text: string | undefined) => text?.toLowerCase() === title.toLowerCase();
      return blocks.map((block) =>
        same(block.location.headings[0])
          ? { ...block, location: { ...block.location, headings: block.location.headings.slice(1) } }
          : block,
      );
    },
  };
}

/** Characters nobody sees that break words apart or reverse what is read: zero width, soft hyphen, bidi, tags. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Joiners and variants belong to Persian and emoji; beside ASCII they only part a secret or an address. */
const JOINERS = String.raw`(?:\u034f|\u200c|\u200d|[\ufe00-\ufe0f])+`;
const JOINER = new RegExp(`(?<=[!-~])${JOINERS}|${JOINERS}(?=[!-~])`, "g");

const clean = (text: string): string =>
  text
    .replace(INVISIBLE, "")
    .replace(JOINER, "")
    .replace(/\u00a0/g, " ");

/** One line of text; with `keepBreaks`, line breaks survive. */
function inline(text: string, keepBreaks = false): string {
  const words = clean(text);
  return keepBreaks
    ? words
        .replace(/[^\S\n]+/g, " ")
        .replace(/ ?\n[ \n]*/g, "\n")
        .trim()
    : words.replace(/\s+/g, " ").trim();
}
