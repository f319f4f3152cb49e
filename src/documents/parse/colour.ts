/** A colour as a file names it. */
export interface Colour {
  /** The name as it was given, to compare those whose value is not known. */
  readonly name: string;
  /** Red, green, blue from 0 to 255. */
  readonly rgb?: readonly [number, number, number];
  /** From 0, which nobody sees, to 1. */
  readonly alpha: number;
}

export const WHITE: Colour = { name: "white", rgb: [255, 255, 255], alpha: 1 };

/** Nearer than this in RGB, letters cannot be told from their ground: #e8e8e8 on white is just beyond. */
const TELLABLE_DISTANCE = 38;
/** Fainter letters are not seen on any ground. */
const LEAST_ALPHA = 0.1;

/** Whether letters of this colour can be seen on that ground; they can where either is not known. */
export function isSeen(letters: Colour | undefined, ground: Colour | undefined): boolean {
  if (letters && letters.alpha < LEAST_ALPHA) return false;
  if (!letters || !ground) return true;
  if (letters.name === ground.name) return false;
  if (!letters.rgb || !ground.rgb) return true;
  return Math.hypot(...letters.rgb.map((value, at) => value - ground.rgb![at]!)) >= TELLABLE_DISTANCE;
}

/** The colour names of CSS 2.1, and the pale ones of CSS 3 that vanish on paper. */
const NAMED: Readonly<Record<string, string>> = {
  white: "ffffff",
  black: "000000",
  silver: "c0c0c0",
  gray: "808080",
  grey: "808080",
  maroon: "800000",
  red: "ff0000",
  purple: "800080",
  fuchsia: "ff00ff",
  green: "008000",
  lime: "00ff00",
  olive: "808000",
  yellow: "ffff00",
  navy: "000080",
  blue: "0000ff",
  teal: "008080",
  aqua: "00ffff",
  orange: "ffa500",
  snow: "fffafa",
  ivory: "fffff0",
  azure: "f0ffff",
  mintcream: "f5fffa",
  honeydew: "f0fff0",
  ghostwhite: "f8f8ff",
  floralwhite: "fffaf0",
  whitesmoke: "f5f5f5",
  seashell: "fff5ee",
  aliceblue: "f0f8ff",
  lavenderblush: "fff0f5",
  oldlace: "fdf5e6",
};

/**
 * A colour of CSS: by name, `#rgb`, `#rrggbb` (with alpha or not), `rgb()` or `hsl()`.
 * @returns undefined for what leaves the colour as it is, or depends on more than its text (`inherit`, `var()`).
 */
export function cssColour(text: string): Colour | undefined {
  const name = text.trim().toLowerCase();
  if (name === "transparent") return { name, alpha: 0 };
  const hex = NAMED[name] ?? /^#([\da-f]{3,8})$/.exec(name)?.[1];
  if (hex) return hexColour(hex);
  const call = /^(rgb|hsl)a?\(([^()]{1,80})\)$/.exec(name);
  if (call) return functionColour(name, call[1]!, call[2]!);
  return /^[a-z]{3,20}$/.test(name) && !/^(inherit|initial|unset|revert|currentcolor|auto|none)$/.test(name)
    ? { name, alpha: 1 }
    : undefined;
}

/** Six digits, eight with alpha, or three and four for pairs of the same digit. */
export function hexColour(digits: string): Colour | undefined {
  const long = digits.length < 6 ? [...digits].map((digit) => digit + digit).join("") : digits;
  if (!/^([\da-f]{6}|[\da-f]{8})$/i.test(long)) return undefined;
  const [red, green, blue, alpha] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return {
    name: `#${long.slice(0, 6).toLowerCase()}`,
    rgb: [red!, green!, blue!],
    alpha: (alpha ?? 255) / 255,
  };
}

function functionColour(name: string, space: string, text: string): Colour | undefined {
  const parts = text.split(/[\s,/]+/).filter(Boolean);
  const fraction = (part: string, whole: number): number =>
    part.endsWith("%") ? Number(part.slice(0, -1)) / 100 : Number(part) / whole;
  const alpha = parts[3] === undefined ? 1 : fraction(parts[3], 1);
  const [first = "", second = "", third = ""] = parts;
  const rgb =
    space === "rgb"
      ? [first, second, third].map((part) => fraction(part, 255) * 255)
      : hslToRgb(Number.parseFloat(first), fraction(second, 100), fraction(third, 100));
  if ([...rgb, alpha].some(Number.isNaN)) return undefined;
  return { name, rgb: [rgb[0]!, rgb[1]!, rgb[2]!], alpha };
}

/** CSS Color 4, section 7.1. */
function hslToRgb(hue: number, saturation: number, lightness: number): number[] {
  const strength = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const turn = (offset + hue / 30) % 12;
    return 255 * (lightness - strength * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)));
  });
}
