import { type Colour, cssColour, hexColour, isSeen, WHITE } from "./colour.ts";
import type { Outline } from "./outline.ts";
import {
  attributeOf,
  descendants,
  parseXml,
  textOf,
  type XmlElement,
  type XmlToken,
  xmlTokens,
} from "./xml.ts";

/** What a run, a style or the document's defaults say about how letters look; undefined says nothing. */
interface Type {
  readonly isHidden?: boolean;
  readonly letters?: Colour;
  /** `null` for a ground that is not known: a theme's colour, a pattern. */
  readonly ground?: Colour | null;
  /** In half points, as Word counts. */
  readonly size?: number;
  /** In per cent of the letters' own width. */
  readonly width?: number;
}

/** The looks that a document's styles give, by their ids; `""` is what all text has. */
export type WordStyles = ReadonlyMap<string, Type>;

/** Half points; letters of two points are lines to the eye. */
const LEAST_SIZE = 5;
const LEAST_WIDTH = 10;
/** EMU (914,400 to the inch) from the page's or a column's edge; the largest paper of Word has 22 inches. */
const FARTHEST = 23 * 914_400;
/** The same to the left and up, where only a margin is. */
const NEAREST = -4 * 914_400;

/** Reads `word/styles.xml`; a style has what the one that it is based on has. */
export function readWordStyles(xml: string): WordStyles {
  const root = parseXml(xml);
  const own = new Map<string, { type: Type; basedOn: string | undefined }>();
  for (const style of descendants(root, "w:style")) {
    const basedOn = childOf(style, "w:basedOn")?.attributes["w:val"];
    const paragraph = groundIn(childOf(style, "w:pPr"));
    const isTable = style.attributes["w:type"] === "table";
    const shade =
      isTable && [...descendants(style, "w:shd")].some((shd) => groundOf(shd.attributes["w:fill"]))
        ? null
        : paragraph;
    const type = { ...(shade === undefined ? {} : { ground: shade }), ...typeIn(childOf(style, "w:rPr")) };
    own.set(style.attributes["w:styleId"] ?? "", { type, basedOn });
  }
  const resolved = new Map<string, Type>();
  for (const id of own.keys()) {
    const chain: Type[] = [];
    const seen = new Set<string>();
    for (
      let at: string | undefined = id;
      at !== undefined && own.has(at) && !seen.has(at);
      at = own.get(at)!.basedOn
    ) {
      seen.add(at);
      if (seen.size > MAX_CHAIN) break;
      chain.unshift(own.get(at)!.type);
    }
    resolved.set(id, merged(...chain));
  }
  const defaults = [...descendants(root, "w:rPrDefault")][0];
  resolved.set("", typeIn(defaults && childOf(defaults, "w:rPr")));
  return resolved;
}

/** Word itself allows ten levels. */
const MAX_CHAIN = 30;

const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

const merged = (...types: readonly (Type | undefined)[]): Type => Object.assign({}, ...types);

function typeIn(properties: XmlElement | undefined): Type {
  let type: Type = {};
  for (const { name, attributes } of properties?.children ?? [])
    type = merged(
      type,
      propertyOf(name, (key) => attributes[`w:${key}`]),
    );
  return type;
}

const groundIn = (properties: XmlElement | undefined): Colour | null | undefined =>
  groundOf(properties && childOf(properties, "w:shd")?.attributes["w:fill"]);

/** One element of run properties (ECMA-376 part 1, 17.3.2). */
function propertyOf(name: string, attribute: (key: string) => string | undefined): Type {
  const value = attribute("val");
  switch (name) {
    case "w:vanish":
    case "w:specVanish":
      return { isHidden: value === undefined || /^(1|true|on)$/.test(value) };
    case "w:color":
      return { letters: value && value !== "auto" ? hexColour(value) : undefined };
    case "w:sz":
      return { size: Number(value) };
    case "w:w":
      return { width: Number.parseFloat(value ?? "") };
    case "w:shd": {
      const ground = groundOf(attribute("fill"));
      return ground === undefined ? {} : { ground };
    }
    case "w:highlight":
      return value && value !== "none"
        ? { ground: cssColour(value.replace(/^dark|^light/i, "")) ?? null }
        : {};
    default:
      return {};
  }
}

const groundOf = (fill: string | undefined): Colour | null | undefined =>
  fill === undefined || fill === "auto" ? undefined : (hexColour(fill) ?? null);

/** An element under way whose properties reach what stands in it. */
interface Frame {
  readonly name: string;
  type: Type;
  /** How all of it is hidden, if it is. */
  hiding?: string;
}

const FRAMES =
  /^(w:(p|r|tc|tbl|del|moveFrom|txbxContent)|mc:Choice|wp:anchor|v:(shape|rect|roundrect|oval))$/;
const SHAPES = /^v:/;

/**
 * A part of a Word document without the text that Word does not show, which is noted in the outline.
 * @param ground what stands behind text that has no ground of its own.
 */
export function withoutHiddenRuns(xml: string, styles: WordStyles, outline: Outline): string {
  const frames: Frame[] = [{ name: "", type: merged({ ground: WHITE }, styles.get("")) }];
  const pieces: string[] = [];
  let copied = 0;
  /** The properties being read: of the frame under way, unless they are a paragraph mark's or an older version's. */
  let properties = "";
  let element = "";
  let hidden = "";
  let how: string | undefined;

  const leaveOut = (token: XmlToken): void => {
    pieces.push(xml.slice(copied, token.start));
    copied = token.end;
  };
  const note = (): void => {
    if (how !== undefined) outline.hide(how, hidden);
    hidden = "";
    how = undefined;
  };
  for (const token of xmlTokens(xml)) {
    const { kind, name } = token;
    const frame = frames.at(-1)!;
    if (kind === "text") {
      if (element === "wp:posOffset" && isFar(Number(textOf(xml, token)))) frame.hiding = "off the page";
      if (!/^w:(t|delText)$/.test(element)) continue;
      const hiding = hidingIn(frames);
      if (hiding === undefined) continue;
      if (how !== hiding) note();
      how = hiding;
      // A text box is written twice, for old and for new programs.
      if (frames.every((open) => open.name !== "mc:Choice")) hidden += textOf(xml, token);
      leaveOut(token);
      continue;
    }
    if (kind === "close") {
      element = "";
      if (name === properties) properties = "";
      if (FRAMES.test(name) && frames.length > 1 && frame.name === name) frames.pop();
      if (name === "w:p") note();
      continue;
    }
    if (kind === "other") continue;
    if (kind === "open") element = name;
    if (FRAMES.test(name)) {
      if (kind === "open") frames.push(frameOf(xml, token, frame, frames[0]!.type));
    } else if (properties === "" && /^w:(rPr|pPr|tcPr|tblPr)$/.test(name) && kind === "open") {
      properties = name;
    } else if (/^w:\w+Change$/.test(name) && kind === "open") properties = name;
    else readProperty(xml, token, { frame, properties, styles });
    if (name === "w:background") {
      const colour = groundOf(attributeOf(xml, token, "color"));
      if (colour !== undefined) frames[0]!.type = merged(frames[0]!.type, { ground: colour });
    }
    if (name === "wp:docPr" && /^(1|true)$/.test(attributeOf(xml, token, "hidden") ?? ""))
      frame.hiding = "hidden shape";
  }
  note();
  return pieces.join("") + xml.slice(copied);
}

function readProperty(
  xml: string,
  token: XmlToken,
  {
    frame,
    properties,
    styles,
  }: { readonly frame: Frame; readonly properties: string; readonly styles: WordStyles },
): void {
  const attribute = (key: string): string | undefined => attributeOf(xml, token, key);
  const { name } = token;
  const isOwn =
    (properties === "w:rPr" && frame.name === "w:r") ||
    (properties === "w:pPr" && frame.name === "w:p" && /^w:(pStyle|shd)$/.test(name)) ||
    (properties === "w:tcPr" && frame.name === "w:tc") ||
    (properties === "w:tblPr" && frame.name === "w:tbl");
  if (!isOwn) return;
  if (/^w:(rStyle|pStyle|tblStyle)$/.test(name))
    frame.type = merged(frame.type, styles.get(attribute("val") ?? ""));
  else if (name === "w14:noFill") frame.type = merged(frame.type, { isHidden: true });
  else frame.type = merged(frame.type, propertyOf(name, attribute));
}

/** A new frame looks like what it stands in; a shape says so itself, and text in it begins anew. */
function frameOf(xml: string, token: XmlToken, around: Frame, page: Type): Frame {
  const { name } = token;
  if (name === "w:txbxContent") {
    const { ground, isHidden } = around.type;
    return { name, type: merged(page, { ground, isHidden }) };
  }
  if (!SHAPES.test(name)) return { name, type: around.type };
  const style = attributeOf(xml, token, "style") ?? "";
  const isFilled = !/^(f|false|0)$/.test(attributeOf(xml, token, "filled") ?? "");
  const fill = (attributeOf(xml, token, "fillcolor") ?? "white").replace(/\s*\[.*$/, "");
  const isAway = /(?:^|;)\s*(?:margin-left|margin-top|left|top)\s*:\s*-(\d{4,}|[4-9]\d\d)/i.test(style);
  const isHidden = /visibility\s*:\s*hidden|display\s*:\s*none/i.test(style);
  return {
    name,
    type: isFilled ? merged(around.type, { ground: cssColour(fill) ?? null }) : around.type,
    hiding: isHidden ? "hidden shape" : isAway ? "off the page" : undefined,
  };
}

const isFar = (offset: number): boolean => offset > FARTHEST || offset < NEAREST;

function hidingIn(frames: readonly Frame[]): string | undefined {
  for (const { name, hiding } of frames) {
    if (hiding) return hiding;
    if (name === "w:del" || name === "w:moveFrom") return "tracked deletion";
  }
  const { isHidden, letters, ground, size, width } = frames.at(-1)!.type;
  if (isHidden) return "hidden text";
  if ((size ?? LEAST_SIZE) < LEAST_SIZE || (width ?? 100) < LEAST_WIDTH) return "too small to see";
  return isSeen(letters, ground ?? undefined) ? undefined : "same colour as its background";
}
