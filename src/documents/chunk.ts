import type { Block, Location, ParsedDocument } from "./document.ts";
import { sentences } from "./sentences.ts";

/** A passage before it has a name: its place and its words. */
export interface Chunk {
  readonly location: Location;
  readonly text: string;
}

/**
 * Sizes in words; ten characters count as a word where there are fewer spaces. 100-120 words searched best on the
 * handbooks that Docent was measured with.
 */
export const CHUNK_WORDS = {
  target: 110,
  /** A list or table this long stays whole. */
  whole: 140,
  /** Never exceeded. */
  limit: 170,
  /** Less than this does not stand alone when it can join its neighbour. */
  tiny: 20,
} as const;

/**
 * Cuts a document into passages of about 110 words that end where sentences, list items or table rows end. None
 * crosses a heading, page, slide or sheet, except that a tiny text joins what follows under it, and the last few items of
 * a list the items before them.
 */
export function chunk(parsed: Pick<ParsedDocument, "blocks">): Chunk[] {
  return sections(parsed.blocks).flatMap(pack);
}

/** A block and its size, which is asked for more than once. */
interface SizedBlock extends Block {
  readonly words: number;
}

interface Section {
  readonly location: Location;
  readonly blocks: readonly SizedBlock[];
}

function sections(blocks: readonly Block[]): Section[] {
  const found: { location: Location; blocks: SizedBlock[]; words: number }[] = [];
  for (const block of blocks) {
    const open = found.at(-1);
    const words = sizeOf(block.text);
    const { kind, text, location } = block;
    const sized: SizedBlock = { kind, text, location, words };
    if (open && endsListOf(open, block, words)) {
      const list = open.blocks.pop()!;
      const joined = `${list.text}\n${text}`;
      open.blocks.push({ ...list, text: joined, words: sizeOf(joined) });
      open.words += words;
    } else if (open && samePlace(open.location, location)) {
      open.blocks.push(sized);
      open.words += words;
    } else if (open && open.words < CHUNK_WORDS.tiny && standsUnder(location, open.location)) {
      open.location = location;
      open.blocks.push(sized);
      open.words += words;
    } else found.push({ location, blocks: [sized], words });
  }
  return found;
}

const samePlace = (a: Location, b: Location): boolean =>
  a.page === b.page && a.slide === b.slide && a.sheet === b.sheet && sameHeadings(a.headings, b.headings);

const sameHeadings = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((heading, index) => heading === b[index]));

/**
 * The last few items of a list that a page's end cut: they stand where their list began, since they say nothing
 * without the line that leads to it.
 */
function endsListOf({ location, blocks }: Section, block: Block, words: number): boolean {
  const list = blocks.at(-1)!;
  const isNextPage = (block.location.page ?? 0) - (location.page ?? 0) === 1;
  const isCut = isNextPage && list.kind === "list" && block.kind === "list";
  return isCut && words < CHUNK_WORDS.tiny && sameHeadings(location.headings, block.location.headings);
}

/** The same headings or deeper ones, on the same slide or sheet; a page may end in between. */
const standsUnder = (inner: Location, outer: Location): boolean =>
  inner.slide === outer.slide &&
  inner.sheet === outer.sheet &&
  (inner.page ?? 0) - (outer.page ?? 0) <= 1 &&
  outer.headings.every((heading, index) => heading === inner.headings[index]);

interface SizedText {
  readonly text: string;
  readonly words: number;
}

/** A text that is not cut further, and what stands between it and the text before it. */
interface Unit extends SizedText {
  readonly gap: string;
}

function pack({ location, blocks }: Section): Chunk[] {
  const passages: Unit[][] = [[]];
  const sizeNow = (): number => passages.at(-1)!.reduce((sum, unit) => sum + unit.words, 0);
  let size = 0;
  const startNew = (carried: readonly Unit[] = []): void => {
    passages.push([...carried]);
    size = sizeNow();
  };
  const put = (unit: Unit): void => {
    passages.at(-1)!.push(unit);
    size += unit.words;
  };

  for (const block of blocks) {
    const { words } = block;
    if (size + words <= CHUNK_WORDS.target || (size === 0 && words <= CHUNK_WORDS.whole)) {
      put({ text: block.text, gap: "\n\n", words });
      continue;
    }
    if (block.kind !== "paragraph" && words <= CHUNK_WORDS.whole) {
      // "The following are covered:" belongs to its list.
      const current = passages.at(-1)!;
      const lead = current.length > 1 && current.at(-1)!.text.endsWith(":") ? current.at(-1)! : undefined;
      if (lead && lead.words + words <= CHUNK_WORDS.limit) startNew([current.pop()!]);
      else if (size + words > CHUNK_WORDS.limit || size >= CHUNK_WORDS.tiny) startNew();
      put({ text: block.text, gap: "\n\n", words });
      continue;
    }
    for (const unit of unitsOf(block)) {
      if (size > 0 && size + unit.words > CHUNK_WORDS.target + 10) startNew();
      put(unit);
    }
  }
  return joinTinyEnd(passages.filter((units) => units.length > 0)).map((units) => ({
    location,
    text: textOf(units),
  }));
}

/** A section's last few words join the passage before them. */
function joinTinyEnd(passages: Unit[][]): Unit[][] {
  const words = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + unit.words, 0);
  const [before, last] = [passages.at(-2), passages.at(-1)];
  if (!before || !last) return passages;
  const isTiny = words(last) < CHUNK_WORDS.tiny && words(before) + words(last) <= CHUNK_WORDS.limit;
  return isTiny ? [...passages.slice(0, -2), [...before, ...last]] : passages;
}

const textOf = (units: readonly Unit[]): string =>
  units.reduce((text, unit, index) => text + (index === 0 ? "" : unit.gap) + unit.text, "");

/** The sentences of a paragraph, or the lines of anything else, cut where one alone is too long. */
function unitsOf(block: Block): Unit[] {
  const parts = block.kind === "paragraph" ? sentences(block.text) : block.text.split("\n");
  const between = block.kind === "paragraph" ? " " : "\n";
  return parts
    .flatMap((part, index) =>
      cut(part).map(({ text, words }, piece) => ({
        text: block.kind === "paragraph" ? text.trim() : text.trimEnd(),
        gap: piece > 0 ? " " : index === 0 ? "\n\n" : parts[index - 1]!.endsWith("\n") ? "\n" : between,
        words,
      })),
    )
    .filter(({ text }) => text.trim() !== "");
}

/** Pieces of at most the target size: at white space, or inside a word longer than that (by whole characters). */
function cut(text: string): SizedText[] {
  const size = sizeOf(text);
  if (size <= CHUNK_WORDS.target) return [{ text, words: size }];
  const pieces: string[] = [];
  let open = "";
  let words = 0;
  const maxCharacters = CHUNK_WORDS.target * 10;
  for (const [word] of text.matchAll(/\s*\S{1,1000}/gu)) {
    if (words + 1 > CHUNK_WORDS.target || open.length + word.length > maxCharacters) {
      if (open !== "") pieces.push(open);
      open = "";
      words = 0;
    }
    open += word;
    words++;
  }
  if (open !== "") pieces.push(open);
  return pieces.map((piece) => ({ text: piece, words: sizeOf(piece) }));
}

/** Words by white space, or a tenth of the characters where that is more, as in tables of links or in Chinese. */
function sizeOf(text: string): number {
  let words = 0;
  let inWord = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    if (!isSpace && !inWord) words++;
    inWord = !isSpace;
  }
  return Math.max(words, Math.ceil(text.length / 10));
}
