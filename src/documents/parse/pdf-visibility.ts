import type { Outline } from "./outline.ts";
import type { TextItem } from "./pdf-lines.ts";
import { type Drawing, type Glyph, NO_INK } from "./pdf-operators.ts";

/**
 * A page's text without the letters that nobody sees, which are noted in the outline. Letters without ink are read
 * when they are all that a page has and lie on a picture: that is how scanners write what they recognised.
 */
export function withoutHiddenText(
  items: readonly TextItem[],
  { glyphs, pictures }: Drawing,
  page: readonly number[],
  outline: Outline,
): readonly TextItem[] {
  const hidden = glyphs.filter(({ how, text }) => how !== undefined && text.trim() !== "");
  if (hidden.length === 0) return items;
  const isAllInkless = glyphs.every(({ how, text }) => how === NO_INK || text.trim() === "");
  const area = (page[2]! - page[0]!) * (page[3]! - page[1]!);
  const isScan = pictures.some(([left, bottom, right, top]) => (right - left) * (top - bottom) >= area / 2);
  if (isAllInkless && isScan) return items;
  noteHidden(glyphs, outline);
  const rows = Map.groupBy(glyphs, ({ y }) => Math.round(y / ROW));
  return items.flatMap((item) => {
    const inside = glyphsIn(item, rows);
    if (inside.every(({ how }) => how === undefined)) return [item];
    const str = textOf(inside.filter(({ how }) => how === undefined));
    return str.trim() === "" ? [] : [{ ...item, str }];
  });
}

/** One note for each stretch of letters that is hidden in one way. */
function noteHidden(glyphs: readonly Glyph[], outline: Outline): void {
  let run: Glyph[] = [];
  const end = (): void => {
    if (run[0]?.how !== undefined) outline.hide(run[0].how, textOf(run));
    run = [];
  };
  for (const glyph of glyphs) {
    if (glyph.how !== run[0]?.how) end();
    run.push(glyph);
  }
  end();
}

/** Letters are looked up by their height on the page, in rows of this many points. */
const ROW = 16;

/** The letters of which pdf.js made an item, in its direction. */
function glyphsIn(item: TextItem, rows: ReadonlyMap<number, readonly Glyph[]>): Glyph[] {
  const [a, b, c, d, x, y] = item.transform;
  const size = Math.max(Math.hypot(c, d), 0.1);
  const length = Math.hypot(a, b) || 1;
  const [right, up] = [a / length, b / length];
  const ends = [y, y + up * item.width];
  const [lowest, highest] = [Math.min(...ends) - size, Math.max(...ends) + size];
  const found: { readonly along: number; readonly glyph: Glyph }[] = [];
  for (let row = Math.round(lowest / ROW); row <= Math.round(highest / ROW) && found.length < 1e5; row++) {
    for (const glyph of rows.get(row) ?? []) {
      const [dx, dy] = [glyph.x - x, glyph.y - y];
      const along = dx * right + dy * up;
      const aside = Math.abs(dy * right - dx * up);
      if (along >= -0.1 * size && along <= item.width + 0.1 * size && aside < 0.3 * size)
        found.push({ along, glyph });
    }
  }
  return found.sort((one, other) => one.along - other.along).map(({ glyph }) => glyph);
}

/** A gap of this share of the type size is a word space, as in pdf-lines.ts. */
const WORD_GAP = 0.17;

function textOf(glyphs: readonly Glyph[]): string {
  let text = "";
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    const gap = before ? Math.hypot(glyph.x - before.x, glyph.y - before.y) - before.width : 0;
    const isApart = gap > WORD_GAP * glyph.size && !/\s$/.test(text) && !/^\s/.test(glyph.text);
    text += (isApart ? " " : "") + glyph.text;
    before = glyph;
  }
  return text;
}
