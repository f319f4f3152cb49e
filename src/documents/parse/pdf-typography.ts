import type { Line } from "./pdf-lines.ts";

/** How a document marks its list items. */
export const ITEM = /^([•●○▪■◦‣⁃–-]|o(?= )|\(?\d{1,2}[.)]|[a-z][.)])\s*(?=\S)/;

/** What a document's type says about its structure. */
export interface Typography {
  /** 1 is outermost; undefined is body text. `next` tells a lone line from the first of a paragraph. */
  headingLevel(line: Line, previous: Line | undefined, next: Line | undefined): number | undefined;
  isNewParagraph(previous: Line, line: Line): boolean;
  /** Whether a line leaves so much of its width empty that its break was meant, as in an address. */
  endsEarly(line: Line): boolean;
  /** Whether it is set larger than body text, like titles and chapter headings. */
  isLarge(line: Line): boolean;
}

/** Larger than body text by less than this is the same size, set by another program. */
const LARGER = 1.12;

/**
 * Learns from the whole document what its body text looks like. What its structure marks as headings and what is
 * larger than the body are headings; in a document without structure also what stands alone in another face.
 */
export function typography(lines: readonly Line[]): Typography {
  const size = mostCommon(lines, (line) => line.size);
  const font = mostCommon(
    lines.filter((line) => line.size === size),
    (line) => line.font,
  );
  const leading = usualLeading(lines);
  const isLarge = (line: Line): boolean => line.size >= size * LARGER;
  const isStructured = lines.some((line) => line.level !== undefined);

  const looksLikeHeading = (line: Line): boolean =>
    (isLarge(line)
      ? line.text.split(" ").length <= 25
      : line.font !== undefined &&
        line.font !== font &&
        line.size >= size * 0.98 &&
        line.text.split(" ").length <= 10) &&
    line.cells.length === 1 &&
    !ITEM.test(line.text) &&
    /^["“(]?[\p{Lu}\p{Lo}\d]/u.test(line.text) &&
    /\p{L}{2}/u.test(line.text) &&
    !/[.,;:]$/.test(line.text);
  const sizes = [...new Set(lines.filter(looksLikeHeading).map((line) => line.size))].sort((a, b) => b - a);

  const isNewParagraph = (previous: Line, line: Line): boolean =>
    line.page === previous.page &&
    (previous.y - line.y > leading * 1.3 * Math.max(line.size, previous.size) ||
      line.y > previous.y + line.size ||
      Math.abs(line.size - previous.size) > 1);
  const isApart = (a: Line | undefined, b: Line | undefined): boolean =>
    !a || !b || a.page !== b.page || isNewParagraph(a, b);

  const markedLevels = new Map(
    lines.filter(({ level }) => level !== undefined).map((line) => [line.size, line.level]),
  );
  const levelOfSize = (line: Line): number =>
    markedLevels.get(line.size) ?? Math.min(sizes.indexOf(line.size) + 1, 5);
  const left = quantile(lines, 0.05, (line) => line.x);
  const right = quantile(lines, 0.95, (line) => line.right);

  return {
    isLarge,
    isNewParagraph,
    endsEarly: (line) => line.right < left + 0.6 * (right - left),
    headingLevel(line, previous, next) {
      if (line.level !== undefined) return line.level;
      if (!looksLikeHeading(line) || (isStructured && !isLarge(line))) return undefined;
      if (!isLarge(line) && !(isApart(previous, line) && (isApart(line, next) || next?.font === font))) {
        return undefined;
      }
      return levelOfSize(line);
    },
  };
}

function mostCommon<Value>(lines: readonly Line[], of: (line: Line) => Value): Value {
  const weights = new Map<Value, number>();
  for (const line of lines) weights.set(of(line), (weights.get(of(line)) ?? 0) + line.text.length);
  return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function quantile(lines: readonly Line[], share: number, of: (line: Line) => number): number {
  const values = lines.map(of).sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) * share)] ?? 0;
}

/** Baseline distance within paragraphs, in type sizes: short enough to be no gap between paragraphs. */
function usualLeading(lines: readonly Line[]): number {
  const ratios = lines
    .map((line, index) => ({ line, previous: lines[index - 1] }))
    .filter(({ line, previous }) => previous?.page === line.page && previous.size === line.size)
    .map(({ line, previous }) => (previous!.y - line.y) / line.size)
    .filter((ratio) => ratio > 0.8 && ratio < 3)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length * 0.3)] ?? 1.2;
}
