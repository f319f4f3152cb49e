import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import { type Colour, hexColour, isSeen, WHITE } from "./colour.ts";
import type { Outline } from "./outline.ts";
import { UnreadableDocument } from "./unreadable.ts";
import {
  attributeOf,
  descendants,
  parseXml,
  textOf,
  type XmlElement,
  type XmlToken,
  xmlTokens,
} from "./xml.ts";

export interface Sheet {
  readonly name: string;
  /** Its part in the archive. */
  readonly part: string;
  readonly isHidden: boolean;
}

/** A sheet of this many cells is read as one grid, blank ones included; larger ones come from bombs and databases. */
const MAX_GRID_CELLS = 5_000_000;

/** XFD, Excel's last. */
const LAST_COLUMN = 16_384;

/** Elements' names without the prefix that some programs give them. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The sheets of a workbook in order. */
export function readSheets(archive: Archive): Sheet[] {
  const targets = new Map<string, string>();
  const relations = "xl/_rels/workbook.xml.rels";
  if (archive.has(relations)) {
    for (const { attributes } of descendants(parseXml(archive.xml(relations)), "Relationship")) {
      const { Id = "", Target = "" } = attributes;
      targets.set(Id, posix.join("/", Target.startsWith("/") ? "" : "xl", Target).slice(1));
    }
  }
  const xml = archive.xml("xl/workbook.xml");
  const sheets: Sheet[] = [];
  for (const token of xmlTokens(xml)) {
    if (local(token.name) !== "sheet" || token.kind === "close") continue;
    sheets.push({
      name: attributeOf(xml, token, "name") ?? "",
      part: targets.get(relationIn(xml, token)) ?? "",
      isHidden: /^(very)?hidden$/i.test(attributeOf(xml, token, "state") ?? ""),
    });
  }
  return sheets;
}

/** `r:id`, which has a prefix, is another attribute than `sheetId`. */
const relationIn = (xml: string, token: XmlToken): string =>
  /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(xml.slice(token.start, token.end))?.[1] ?? "";

/**
 * The sheets' parts without cells that Excel does not show, which are noted in the outline, as are comments.
 * @throws {UnreadableDocument} when a sheet's cells lie so far apart that its grid would not fit in memory.
 */
export function visibleCells(
  archive: Archive,
  sheets: readonly Sheet[],
  outline: Outline,
): ReadonlyMap<string, string> {
  const isUnseen = unseenStyles(archive);
  const shown = new Map<string, string>();
  for (const sheet of sheets) {
    if (!archive.has(sheet.part)) continue;
    outline.at({ sheet: sheet.name });
    const xml = archive.xml(sheet.part);
    if (sheet.isHidden) {
      outline.hide("hidden sheet", `sheet ${sheet.name}`);
      shown.set(sheet.part, emptied(xml));
    } else shown.set(sheet.part, withoutHiddenCells(xml, isUnseen, outline));
  }
  for (const name of archive.names) {
    if (!/^xl\/(threadedC|c)omments[^/]*\/?[^/]*\.xml$/i.test(name)) continue;
    outline.at({});
    for (const comment of descendants(
      parseXml(archive.xml(name)),
      /threaded/i.test(name) ? "threadedComment" : "comment",
    ))
      outline.hide(
        "comment",
        [...descendants(comment, "t"), ...descendants(comment, "text")].map(({ text }) => text).join(" "),
      );
  }
  outline.at({});
  return shown;
}

const emptied = (xml: string): string => xml.replace(/<((?:\w+:)?sheetData)[ >][\s\S]*<\/\1>/, "<$1></$1>");

function withoutHiddenCells(xml: string, isUnseen: ReadonlySet<number>, outline: Outline): string {
  const hiddenColumns = new Uint8Array(LAST_COLUMN + 1);
  const pieces: string[] = [];
  let copied = 0;
  let isRowHidden = false;
  let cell: { readonly start: number; readonly how: string | undefined } | undefined;
  let columns = 0;
  let rows = 0;
  let text = "";
  for (const token of xmlTokens(xml)) {
    const name = local(token.name);
    if (token.kind === "text") {
      if (cell?.how !== undefined) text += textOf(xml, token);
    } else if (token.kind === "close") {
      if (name !== "c" || cell === undefined) continue;
      if (cell.how !== undefined) {
        // What a shared text says stands in another part; its number stands for it here.
        outline.hide(cell.how, /\p{L}{2}/u.test(text) ? text : `cell ${text}`);
        pieces.push(xml.slice(copied, cell.start));
        copied = token.end;
      }
      cell = undefined;
    } else if (name === "col" && isOn(attributeOf(xml, token, "hidden"))) {
      hiddenColumns.fill(
        1,
        Number(attributeOf(xml, token, "min")),
        Number(attributeOf(xml, token, "max")) + 1,
      );
    } else if (name === "row") {
      isRowHidden = isOn(attributeOf(xml, token, "hidden"));
      rows = Math.max(rows, Number(attributeOf(xml, token, "r") ?? 0));
    } else if (name === "c") {
      const [, letters = "", number] = /^([A-Z]{1,3})(\d+)$/.exec(attributeOf(xml, token, "r") ?? "") ?? [];
      const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
      const isStyled = isUnseen.has(Number(attributeOf(xml, token, "s") ?? 0));
      const how = isRowHidden
        ? "hidden row"
        : hiddenColumns[column]
          ? "hidden column"
          : isStyled
            ? "invisible cell"
            : undefined;
      columns = Math.max(columns, column);
      rows = Math.max(rows, Number(number ?? 0));
      if (token.kind === "open") cell = { start: token.start, how };
      text = "";
    } else if (name === "dimension") {
      // What a sheet claims to measure is no use, and reserves memory.
      pieces.push(xml.slice(copied, token.start));
      copied = token.end;
    }
  }
  if (rows * columns > MAX_GRID_CELLS) {
    throw new UnreadableDocument(
      "too-large",
      `a sheet spans ${rows} rows and ${columns} columns, more than ${MAX_GRID_CELLS / 1e6} million cells: remove cells far from the others, or split it`,
    );
  }
  return pieces.join("") + xml.slice(copied);
}

const isOn = (value: string | undefined): boolean => value !== undefined && /^(1|true)$/.test(value);

/** The numbers of cell formats that show nothing: `;;;`, or letters of their ground's colour (ECMA-376, 18.8). */
function unseenStyles(archive: Archive): ReadonlySet<number> {
  const unseen = new Set<number>();
  if (!archive.has("xl/styles.xml")) return unseen;
  const root = parseXml(archive.xml("xl/styles.xml"));
  const blank = new Set(
    [...descendants(root, "numFmt")]
      .filter(({ attributes }) => /^("";?|;){3,}$/.test((attributes.formatCode ?? "").replace(/\s/g, "")))
      .map(({ attributes }) => attributes.numFmtId),
  );
  const fonts = childrenOf(root, "fonts", "font").map((font) => colourOf(font, "color"));
  const fills = childrenOf(root, "fills", "fill").map((fill) => {
    const pattern = [...descendants(fill, "patternFill")][0];
    if (pattern === undefined) return undefined;
    const isPlain = (pattern.attributes.patternType ?? "none") === "none";
    return isPlain ? WHITE : colourOf(pattern, "fgColor");
  });
  for (const [index, { attributes }] of childrenOf(root, "cellXfs", "xf").entries()) {
    const letters = fonts[Number(attributes.fontId ?? 0)];
    const ground = fills.length === 0 ? WHITE : fills[Number(attributes.fillId ?? 0)];
    if (blank.has(attributes.numFmtId ?? "") || !isSeen(letters, ground)) unseen.add(index);
  }
  return unseen;
}

const childrenOf = (root: XmlElement, list: string, name: string): readonly XmlElement[] =>
  [...descendants(root, list)][0]?.children.filter((child) => child.name === name) ?? [];

/** Theme colour 0 is the sheet's white, 1 its black; the others are a theme's own and not known here. */
function colourOf(element: XmlElement, name: string): Colour | undefined {
  const { rgb, theme, tint } = [...descendants(element, name)][0]?.attributes ?? {};
  if (rgb) return hexColour(rgb.slice(-6));
  return theme === "0" && tint === undefined ? WHITE : undefined;
}
