import { getResolvedPDFJS } from "unpdf";
import { type Colour, hexColour, isSeen, WHITE } from "./colour.ts";
import { apply, type Box, boxUnder, EVERYWHERE, isInside, type Matrix, times } from "./pdf-geometry.ts";

/** A page's drawing as pdf.js gives it: operators by number, each with its arguments. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly (readonly unknown[] | null)[];
}

/** A letter as it is drawn. Lengths are in points from the page's lower left, as for {@link TextItem}. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
  /** How it is hidden, if it is. */
  readonly how: string | undefined;
}

/** A page's letters in the order in which they are drawn, and where its pictures are. */
export interface Drawing {
  readonly glyphs: readonly Glyph[];
  readonly pictures: readonly Box[];
}

/** Letters of two points are lines to the eye. */
const LEAST_SIZE = 2.5;
export const NO_INK = "drawn without ink";
/** ISO 32000-2, 9.3.6: neither filled nor stroked; 7 only cuts what follows to the letters' shape. */
const INKLESS = new Set([3, 7]);

interface State {
  matrix: Matrix;
  letters: Colour | undefined;
  alpha: number;
  mode: number;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

interface PaintedArea {
  readonly box: Box;
  /** Undefined for a picture, a pattern or a shape of which only the outline's box is known. */
  readonly colour: Colour | undefined;
}

/**
 * Follows a page's drawing and says of every letter whether it can be seen: by its ink, size and place, and by the
 * colour of the rectangle that was painted under it. What is painted over letters is not looked at.
 *
 * @param page the page's visible area
 * @param isShown whether an optional content group (a layer) is switched on
 */
export async function readDrawing(
  { fnArray, argsArray }: Operators,
  page: Box,
  isShown: (group: unknown) => boolean,
): Promise<Drawing> {
  const { OPS } = await getResolvedPDFJS();
  const glyphs: Glyph[] = [];
  const painted: PaintedArea[] = [];
  const pictures: Box[] = [];
  const saved: State[] = [];
  const layers: boolean[] = [];
  let state: State = {
    matrix: [1, 0, 0, 1, 0, 0],
    letters: { name: "#000000", rgb: [0, 0, 0], alpha: 1 },
    alpha: 1,
    mode: 0,
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  let line: Matrix = [1, 0, 0, 1, 0, 0];
  let x = 0;

  const picture = (box: Box): void => {
    painted.push({ box, colour: undefined });
    pictures.push(box);
  };
  const moveLine = (right: number, up: number): void => {
    line = times(line, [1, 0, 0, 1, right, up]);
    x = 0;
  };
  const hidingAt = (at: readonly [number, number], size: number): string | undefined => {
    if (layers.includes(false)) return "layer that is off";
    if (INKLESS.has(state.mode)) return NO_INK;
    if (size < LEAST_SIZE) return "too small to see";
    if (!isInside(at, page)) return "off the page";
    const letters = state.letters && { ...state.letters, alpha: state.alpha };
    // Letters that are (also) stroked have another colour around.
    if (state.mode % 4 !== 0) return undefined;
    if (state.alpha < 0.1) return "transparent";
    const under = painted.findLast(({ box }) => isInside(at, box));
    return isSeen(letters, under ? under.colour : WHITE) ? undefined : "same colour as its background";
  };
  const show = (pieces: readonly (GlyphArgument | number | null)[]): void => {
    const matrix = times(state.matrix, line);
    const size = Math.abs(state.size) * Math.hypot(matrix[2]!, matrix[3]!);
    const across = Math.hypot(matrix[0]!, matrix[1]!) * state.scale;
    for (const piece of pieces) {
      if (typeof piece === "number") x -= (piece / 1000) * state.size;
      else if (piece) {
        const at = apply(matrix, [x * state.scale, state.rise]);
        const advance = ((piece.width ?? 0) / 1000) * state.size;
        const middle = apply(matrix, [(x + advance / 2) * state.scale, state.rise + state.size / 4]);
        glyphs.push({
          text: piece.unicode ?? "",
          x: at[0],
          y: at[1],
          size,
          width: Math.abs(advance) * across,
          how: hidingAt(middle, size),
        });
        x += advance + state.charSpacing + (piece.isSpace ? state.wordSpacing : 0);
      }
    }
  };

  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index] ?? [];
    const [first, second] = args as number[];
    switch (operator) {
      case OPS.save:
        saved.push({ ...state });
        break;
      case OPS.restore:
        // Pictures are not decoded and leave no trace but their place.
        if (fnArray[index - 1] === OPS.transform) picture(boxUnder(state.matrix, [0, 0, 1, 1]));
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = times(state.matrix, args as number[]);
        break;
      case OPS.paintFormXObjectBegin:
        saved.push({ ...state });
        if (args[0]) state.matrix = times(state.matrix, args[0] as Matrix);
        break;
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.setFillRGBColor:
        state.letters = typeof args[0] === "string" ? hexColour(args[0].slice(1)) : undefined;
        break;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.letters = undefined;
        break;
      case OPS.setGState:
        for (const [key, value] of (args[0] ?? []) as [string, unknown][])
          if (key === "ca") state.alpha = Number(value);
        break;
      case OPS.constructPath:
        for (const area of areasOf(args, state, OPS)) painted.push(area);
        break;
      case OPS.shadingFill:
        painted.push({ box: EVERYWHERE, colour: undefined });
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        picture(boxUnder(state.matrix, [0, 0, 1, 1]));
        break;
      case OPS.paintImageXObjectRepeat:
      case OPS.paintInlineImageXObjectGroup:
      case OPS.paintImageMaskXObjectGroup:
      case OPS.paintImageMaskXObjectRepeat:
        picture(EVERYWHERE);
        break;
      case OPS.beginMarkedContent:
        layers.push(true);
        break;
      case OPS.beginMarkedContentProps:
        layers.push(args[0] !== "OC" || args[1] == null || isShown(args[1]));
        break;
      case OPS.endMarkedContent:
        layers.pop();
        break;
      case OPS.beginText:
        line = [1, 0, 0, 1, 0, 0];
        x = 0;
        break;
      case OPS.setTextMatrix:
        line = [...((args.length === 1 ? args[0] : args) as number[])];
        x = 0;
        break;
      case OPS.moveText:
        moveLine(first!, second!);
        break;
      case OPS.setLeadingMoveText:
        state.leading = -second!;
        moveLine(first!, second!);
        break;
      case OPS.nextLine:
        moveLine(0, -state.leading);
        break;
      case OPS.setFont:
        state.size = second!;
        break;
      case OPS.setTextRenderingMode:
        state.mode = first!;
        break;
      case OPS.setCharSpacing:
        state.charSpacing = first!;
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = first!;
        break;
      case OPS.setHScale:
        state.scale = first! / 100;
        break;
      case OPS.setLeading:
        state.leading = first!;
        break;
      case OPS.setTextRise:
        state.rise = first!;
        break;
      case OPS.showText:
        show(args[0] as GlyphArgument[]);
        break;
    }
  }
  return { glyphs, pictures };
}

interface GlyphArgument {
  readonly unicode?: string;
  /** In thousandths of the type size. */
  readonly width?: number;
  readonly isSpace?: boolean;
}

/** The areas that a path fills, one for each part of it; only a rectangle's colour covers all of its box. */
function areasOf(
  args: readonly unknown[],
  { matrix, letters, alpha }: State,
  OPS: Readonly<Record<string, number>>,
): PaintedArea[] {
  const fills = [
    OPS.fill,
    OPS.eoFill,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ];
  const [painting, [data]] = args as [number, readonly (ArrayLike<number> | null)[]];
  if (!data || !fills.includes(painting) || alpha < 0.1) return [];
  const colour = alpha > 0.9 ? letters : undefined;
  const areas: PaintedArea[] = [];
  let [xs, ys]: [number[], number[]] = [[], []];
  let isStraight = true;
  const end = (): void => {
    if (xs.length > 1) {
      const isRectangle = isStraight && new Set(xs).size === 2 && new Set(ys).size === 2;
      const box = boxUnder(matrix, [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
      areas.push({ box, colour: isRectangle ? colour : undefined });
    }
    [xs, ys, isStraight] = [[], [], true];
  };
  // pdf.js writes a path as 0 (move) or 1 (line) and a point, 2 (curve) and three points, 3 and two, or 4 (close).
  const POINTS = [1, 1, 3, 2, 0];
  for (let at = 0; at < data.length; ) {
    const step = data[at++]!;
    if (step === 0 || xs.length > MAX_POINTS) end();
    if (step > 1 && step < 4) isStraight = false;
    for (let point = 0; point < (POINTS[step] ?? 0); point++) {
      xs.push(data[at++]!);
      ys.push(data[at++]!);
    }
  }
  end();
  return areas;
}

/** More belong to a drawing, whose parts are as good as the whole. */
const MAX_POINTS = 10_000;
