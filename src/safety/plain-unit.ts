/** What of a drafted unit is shown at all: no images, no raw HTML, no invisible characters, no citation markers. */
import { spelledOut } from "./spelled-out.ts";

const CITATION = /[ \t]{0,3}\[\^?(\d+(?:\s?[,;]\s?\d+)*)\](?!\()/g;
/** Control, zero-width and direction-changing characters hide text or turn it round. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u{e0000}-\u{e007f}]/gu;
/** Joiners and variants belong to Persian and emoji; beside ASCII they only part what a filter would know. */
const JOINERS = String.raw`(?:\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])+`;
const JOINER = new RegExp(`(?<=[!-~])${JOINERS}|${JOINERS}(?=[!-~])`, "gu");
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
  const seen = (source: string) => source.replace(INVISIBLE, "").replace(JOINER, "");
  if (isCode) return { text: closed(seen(text)), cited: [] };
  const visible = seen(spelledOut(seen(text)));
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

/** A fence that the draft never closed would swallow what stands below the answer. */
function closed(code: string): string {
  const fence = /^\s*(`{3,}|~{3,})/.exec(code)?.[1];
  const last = code.trimEnd().split("\n").at(-1)?.trim() ?? "";
  if (fence === undefined || !code.includes("\n")) return code;
  return last.length >= fence.length && last === fence.charAt(0).repeat(last.length)
    ? code
    : `${code}\n${fence}`;
}
