import type { Element } from "hast";
import { type Colour, cssColour, isSeen, WHITE } from "./colour.ts";
import { type Declarations, readDeclarations, type StyleSheet } from "./style-sheet.ts";

/** How text looks at one place of a page, as far as its visibility goes. */
export interface Look {
  readonly letters: Colour | undefined;
  /** Undefined under a picture or a pattern, on which anything may be seen. */
  readonly ground: Colour | undefined;
  /** In CSS pixels. */
  readonly size: number;
  /** How the text directly in an element of this look is hidden, if it is. */
  readonly hides?: string;
}

/** What a browser starts with. */
export const PLAIN: Look = {
  letters: { name: "black", rgb: [0, 0, 0], alpha: 1 },
  ground: WHITE,
  size: 16,
};

/** In CSS pixels; 2 px are a speck. */
const LEAST_SIZE = 3;
/** What is moved further than this to the left or up is on no screen. In CSS pixels. */
const OFF_SCREEN = -500;

/** How an element with all that is in it is hidden, or undefined. */
export function hidingOf(element: Element, style: Declarations): string | undefined {
  const { hidden } = element.properties;
  if (hidden !== undefined && hidden !== false && hidden !== null && style.get("display") !== "block")
    return "hidden attribute";
  if (style.size === 0) return undefined;
  const says = (property: string): string => style.get(property) ?? "";
  if (says("display") === "none" || says("content-visibility") === "hidden") return "not displayed";
  if (/^(hidden|collapse)$/.test(says("visibility"))) return "not displayed";
  if (amount(says("opacity")) < 0.1 || /opacity\(0*(\.0\d*)?%?\)/.test(says("filter"))) return "transparent";
  if (isOffScreen(style)) return "off the page";
  if (isClipped(style)) return "cut off";
  return undefined;
}

/** How text in this element looks, where text around it looks like `around`. */
export function lookOf(element: Element, style: Declarations, around: Look): Look {
  const { properties } = element;
  const color =
    style.get("-webkit-text-fill-color") ?? style.get("color") ?? properties.color ?? properties.text;
  const ground =
    style.get("background-color") ??
    style.get("background-image") ??
    style.get("background") ??
    properties.bgColor;
  const size = style.get("font-size") ?? sizeInFont(style.get("font"));
  const hasPicture = properties.background !== undefined || /url\(|gradient\(/.test(groundsOf(style));
  if (color === undefined && ground === undefined && size === undefined && !hasPicture) return around;
  const letters =
    color === undefined ? around.letters : changed(cssColour(String(color)), color, around.letters);
  const given = pixels(size ?? "", around.size);
  const look = {
    letters,
    ground: hasPicture ? undefined : groundOf(String(ground ?? ""), around.ground),
    size: Number.isNaN(given) ? around.size : given,
  };
  return { ...look, hides: hides(look) };
}

/** What style sheets and its own attribute say of an element; its own attribute goes first. */
export function styleOf(element: Element, sheet: StyleSheet | undefined): Declarations {
  const own = element.properties.style;
  const ruled = sheet?.(element);
  if (typeof own !== "string") return ruled ?? EMPTY;
  const declared = readDeclarations(own);
  return ruled && ruled.size > 0 ? new Map([...ruled, ...declared]) : declared;
}

const EMPTY: Declarations = new Map();

function hides(look: Look): string | undefined {
  if (look.size < LEAST_SIZE) return "too small to see";
  if (isSeen(look.letters, look.ground)) return undefined;
  return look.letters!.alpha < 0.1 ? "transparent" : "same colour as its background";
}

/** A colour that depends on more than its own text may be any. */
const changed = (
  colour: Colour | undefined,
  given: unknown,
  around: Colour | undefined,
): Colour | undefined =>
  colour ?? (/^(inherit|unset|currentcolor)$/.test(String(given).trim().toLowerCase()) ? around : undefined);

const groundsOf = (style: Declarations): string =>
  `${style.get("background") ?? ""} ${style.get("background-image") ?? ""}`;

function groundOf(text: string, around: Colour | undefined): Colour | undefined {
  const words = text.replace(/,\s*/g, ",").split(/\s+(?![^(]*\))/);
  if (/var\(|env\(/.test(text)) return undefined;
  const colour = words.map((word) => cssColour(word)).find((found) => found?.rgb) ?? cssColour(text);
  if (!colour || colour.alpha < 0.1) return around;
  return colour.alpha < 0.9 ? undefined : colour;
}

function isOffScreen(style: Declarations): boolean {
  const moved = ["text-indent", "margin-left", "margin-top"];
  if (/^(absolute|fixed|relative)$/.test(style.get("position") ?? "")) moved.push("left", "top");
  const isFar = moved.some((property) => pixels(style.get(property) ?? "", 16) <= OFF_SCREEN);
  const isBeyond =
    /^(absolute|fixed)$/.test(style.get("position") ?? "") &&
    ["left", "top", "right", "bottom"].some(
      (property) => Math.abs(pixels(style.get(property) ?? "", 16)) >= 4_000,
    );
  const move = /translate[xy3d]*\(\s*(-[\d.]+[a-z%]*)/.exec(
    `${style.get("transform")} ${style.get("translate")}`,
  );
  return isFar || isBeyond || (move !== null && pixels(move[1]!, 16) <= OFF_SCREEN);
}

function isClipped(style: Declarations): boolean {
  const says = (property: string): string => style.get(property) ?? "";
  if (/scale[xy]?\(\s*0*(\.0+)?\s*[,)]/.test(says("transform")) || says("scale") === "0") return true;
  if (/rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)/.test(says("clip"))) return true;
  if (/inset\(\s*(50|[6-9]\d|100)%|circle\(\s*0|polygon\(\s*0\w*\s+0\w*\s*\)/.test(says("clip-path")))
    return true;
  const isCut = /hidden|clip/.test(`${says("overflow")} ${says("overflow-x")} ${says("overflow-y")}`);
  const sides = ["width", "height", "max-width", "max-height"];
  return isCut && sides.some((side) => style.has(side) && pixels(says(side), 100) <= 1);
}

const sizeInFont = (font: string | undefined): string | undefined =>
  /(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?:\/|\s|$)/.exec(font ?? "")?.[1];

/** A length in CSS pixels; NaN for one that depends on the window or is none. `em` is what 1em and 100 % are. */
function pixels(length: string, em: number): number {
  const [, value, unit = ""] = /^\s*([-+]?\d*\.?\d+)([a-z%]*)\s*$/.exec(length) ?? [];
  if (value === undefined) return Number.NaN;
  const each: Readonly<Record<string, number>> = {
    "": 1,
    px: 1,
    pt: 4 / 3,
    pc: 16,
    in: 96,
    cm: 96 / 2.54,
    mm: 96 / 25.4,
    em,
    "%": em / 100,
    rem: 16,
    ex: em / 2,
    ch: em / 2,
    vw: 10,
    vh: 10,
  };
  return Number(value) * (each[unit] ?? Number.NaN);
}

const amount = (text: string): number =>
  text === "" ? Number.NaN : text.endsWith("%") ? Number.parseFloat(text) / 100 : Number(text);
