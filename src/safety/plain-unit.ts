/** What of a drafted unit is shown at all: no images, no raw HTML, no invisible characters, no citation markers. */

const CITATION = /[ \t]{0,3}\[\^?(\d+(?:\s?[,;]\s?\d+)*)\](?!\()/g;
/** Zero-width and direction-changing characters hide text or turn it round; joiners stay (Persian, emoji). */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const IMAGE = /!\[((?:[^[\]]|\[[^[\]]{0,200}\]){0,500})\](?:\([^)]*\)?|\[[^\]]*\]?)?/g;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
/** Tags, unclosed ones to the end of the unit; "<https://…>" and "a < b" are none. */
const TAG =
  /<(?:\/?[a-zA-Z][a-zA-Z0-9-]*(?![a-zA-Z0-9+.-]*:)|[!?])(?:[^<>"']|"[^"]*"|'[^']*')*(?:>|$|["'][\s\S]*$)/g;

/** A unit ready to be checked, and the numbers it cited. */
export interface PlainUnit {
  readonly text: string;
  readonly cited: readonly number[];
}

/** Strips a drafted unit. What it returns is what the filters see and, if they agree, what is shown. */
export function plainUnit(text: string, isCode: boolean): PlainUnit {
  const visible = text.replace(INVISIBLE, "");
  if (isCode) return { text: visible, cited: [] };
  const cited = [...visible.matchAll(CITATION)].flatMap(([, numbers = ""]) =>
    numbers.split(/[,;]/).map(Number),
  );
  const shown = visible.replace(CITATION, "").replace(IMAGE, "").replace(COMMENT, "").replace(TAG, "");
  const lines = balanced(shown).split("\n");
  return { text: lines.map((line) => line.trimEnd()).join("\n"), cited: [...new Set(cited)] };
}

/** Emphasis that another unit opened or closes would leak into its neighbours. */
const balanced = (text: string): string =>
  (text.match(/\*\*/g)?.length ?? 0) % 2 ? text.replaceAll("**", "") : text;
