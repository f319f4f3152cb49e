/** What pdf.js says of a run of glyphs; `transform` is [a, b, c, d, x, y] in points from the page's lower left. */
export interface TextItem {
  readonly str: string;
  readonly transform: readonly [number, number, number, number, number, number];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
  /** The heading level that the document's structure gives it, if it has one. */
  readonly level?: number;
}

/** One printed line. Coordinates and sizes are in points; y grows upwards. */
export interface Line {
  readonly page: number;
  /** The parts of the line that wide gaps set apart, as in a table; most lines have one. */
  readonly cells: readonly string[];
  readonly text: string;
  readonly size: number;
  /** The face of all its glyphs, or undefined when it mixes several. */
  readonly font: string | undefined;
  readonly x: number;
  readonly y: number;
  /** Where its last glyph ends. */
  readonly right: number;
  /** As the document's structure says; undefined for other text and for documents without structure. */
  readonly level: number | undefined;
}

interface Growing {
  cells: string[];
  readonly fonts: Map<string, number>;
  readonly x: number;
  readonly y: number;
  readonly level: number | undefined;
  right: number;
  size: number;
}

/** A gap of more type sizes than this is wider than any word space, even in justified text. */
const CELL_GAP = 1.8;
const WORD_GAP = 0.17;

/** The lines of a page in reading order. */
export function linesOf(items: readonly TextItem[], page: number): Line[] {
  const lines: Growing[] = [];
  for (const item of items) {
    if (item.str.trim() === "") continue;
    const size = Math.max(Math.hypot(item.transform[2], item.transform[3]), 1);
    const [x, y] = [item.transform[4], item.transform[5]];
    const line = lines.at(-1);
    if (
      line &&
      Math.abs(y - line.y) < 0.45 * Math.max(size, line.size) &&
      x > line.right - size &&
      item.level === line.level
    ) {
      extend(line, item, x, size);
    } else {
      const fonts = new Map([[item.fontName, item.str.length]]);
      lines.push({ cells: [item.str], fonts, x, y, level: item.level, right: x + item.width, size });
    }
  }
  return readingOrder(lines).map((line) => finished(line, page));
}

function extend(line: Growing, item: TextItem, x: number, size: number): void {
  const gap = x - line.right;
  const last = line.cells.at(-1)!;
  if (gap > CELL_GAP * size && !/^\W$/.test(last.trim())) line.cells.push(item.str);
  else {
    const space = gap > WORD_GAP * size && !/\s$/.test(last) && !/^\s/.test(item.str) ? " " : "";
    line.cells[line.cells.length - 1] = last + space + item.str;
  }
  line.fonts.set(item.fontName, (line.fonts.get(item.fontName) ?? 0) + item.str.length);
  line.right = Math.max(line.right, x + item.width);
  // Superscripts and footnote marks do not make a line smaller or larger.
  if (item.str.trim().length > 3) line.size = Math.max(line.size, size);
}

/**
 * Programs mostly write text in reading order, column after column, and that order knows more than coordinates do.
 * Only when it jumps about is the page read from top to bottom.
 */
function readingOrder(lines: Growing[]): Growing[] {
  const jumps = lines.filter((line, index) => index > 0 && line.y > lines[index - 1]!.y + line.size).length;
  if (jumps <= Math.max(4, lines.length * 0.15)) return lines;
  return lines.toSorted((a, b) => (Math.abs(a.y - b.y) < 0.45 * a.size ? a.x - b.x : b.y - a.y));
}

function finished(line: Growing, page: number): Line {
  const cells = line.cells.map((cell) => cell.replace(/\s+/g, " ").trim()).filter(Boolean);
  const total = line.fonts.values().reduce((sum, length) => sum + length, 0);
  const [font, length] = [...line.fonts].reduce((best, next) => (next[1] > best[1] ? next : best));
  return {
    page,
    cells,
    text: cells.join(" "),
    size: Math.round(line.size * 2) / 2,
    font: length >= 0.9 * total ? font : undefined,
    x: line.x,
    y: line.y,
    right: line.right,
    level: line.level,
  };
}
