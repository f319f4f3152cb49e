import type { Archive } from "./archive.ts";
import { type Colour, hexColour, isSeen, WHITE } from "./colour.ts";
import { relationsOf } from "./relations.ts";
import { find, parseXml, type XmlElement } from "./xml.ts";

/** What can be seen on one slide. */
export interface SlideLook {
  /** How a shape with all that is in it is hidden, if it is. */
  hidingOf(shape: XmlElement): string | undefined;
  /** For a shape or table cell: how letters with certain run properties are hidden in it. */
  lettersIn(element: XmlElement): (properties: XmlElement | undefined) => string | undefined;
  /** The same for shapes in a group, whose coordinates are its own. */
  readonly inGroup: SlideLook;
}

export type DeckLook = (part: string, slide: XmlElement) => SlideLook;

/** A place on a slide, in EMU (914,400 to the inch). */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What slides share: colours by their names in a theme, the ground, and what is drawn on it. */
interface Master {
  readonly colours: ReadonlyMap<string, Colour>;
  readonly ground: Colour | undefined;
  readonly drawn: readonly Box[];
}

/** Hundredths of a point; letters of two points are lines to the eye. */
const LEAST_SIZE = 250;

/** Letters that hide by their own properties, whatever they stand on. */
export function hidingByItself(properties: XmlElement | undefined): string | undefined {
  if (!properties) return undefined;
  if (Number(properties.attributes.sz ?? LEAST_SIZE) < LEAST_SIZE) return "too small to see";
  return properties.children.some(({ name }) => name === "a:noFill") ? "transparent" : undefined;
}

/** Knows how a deck's slides look; `presentation` is its main part. */
export function createDeckLook(archive: Archive, presentation: XmlElement): DeckLook {
  const { cx = 0, cy = 0 } = find(presentation, "p:sldSz")?.attributes ?? {};
  const paper = { x: 0, y: 0, width: Number(cx) || 9_144_000, height: Number(cy) || 6_858_000 };
  const masters = new Map<string, Master>();
  return (part, slide) => {
    const layout = targetOf(archive, part, "/slideLayout");
    const key = layout ?? "";
    const master = masters.get(key) ?? readMaster(archive, layout);
    masters.set(key, master);
    const ground = groundOf(slide, master) ?? master.ground;
    const drawn = [...master.drawn, ...drawnIn(slide)];
    const look = (isInGroup: boolean): SlideLook => ({
      hidingOf(shape) {
        if (/^(1|true)$/.test(find(shape, "p:cNvPr")?.attributes.hidden ?? "") && isShape(shape))
          return "hidden shape";
        const box = isInGroup || !isShape(shape) ? undefined : boxOf(shape);
        return box && !overlaps(box, paper) ? "off the slide" : undefined;
      },
      lettersIn(element) {
        const behind = groundIn(element, { master, ground, drawn, isInGroup });
        return (properties) => {
          const fill = properties?.children.find(({ name }) => name === "a:solidFill");
          const byItself = hidingByItself(properties);
          if (byItself !== undefined || !fill) return byItself;
          const letters = colourIn(fill, master.colours);
          if (isSeen(letters, behind)) return undefined;
          return letters!.alpha < 0.1 ? "transparent" : "same colour as its background";
        };
      },
      get inGroup() {
        return isInGroup ? this : look(true);
      },
    });
    return look(false);
  };
}

const isShape = ({ name }: XmlElement): boolean => /^p:(sp|grpSp|graphicFrame|pic|cxnSp)$/.test(name);

/** What letters in a shape or cell stand on; undefined where that is a picture or not known. */
function groundIn(
  element: XmlElement,
  slide: {
    readonly master: Master;
    readonly ground: Colour | undefined;
    readonly drawn: readonly Box[];
    readonly isInGroup: boolean;
  },
): Colour | undefined {
  const properties = find(element, element.name === "a:tc" ? "a:tcPr" : "p:spPr");
  const own = properties?.children.find(({ name }) => /^a:\w*[fF]ill$/.test(name));
  if (own?.name === "a:solidFill") return colourIn(own, slide.master.colours);
  // Tables and shapes may have a ground by their style.
  if ((own && own.name !== "a:noFill") || element.name === "a:tc" || find(element, "p:style", "a:fillRef"))
    return undefined;
  const box = slide.isInGroup ? undefined : boxOf(element);
  const isOnDrawing = slide.drawn.some((drawing) => box === undefined || overlaps(box, drawing));
  return isOnDrawing ? undefined : slide.ground;
}

function readMaster(archive: Archive, layout: string | undefined): Master {
  const part = layout && targetOf(archive, layout, "/slideMaster");
  const theme = part && targetOf(archive, part, "/theme");
  const read = (name: string | undefined): XmlElement | undefined =>
    name !== undefined && archive.has(name) ? parseXml(archive.xml(name)) : undefined;
  const [layoutXml, masterXml, themeXml] = [read(layout), read(part), read(theme)];
  const colours = new Map<string, Colour>();
  for (const { name, children } of (themeXml && find(themeXml, "a:clrScheme")?.children) ?? []) {
    const { val, lastClr } = children[0]?.attributes ?? {};
    const colour = hexColour(lastClr ?? val ?? "");
    if (colour) colours.set(name.replace("a:", ""), colour);
  }
  for (const [name, target] of Object.entries((masterXml && find(masterXml, "p:clrMap")?.attributes) ?? {})) {
    const colour = colours.get(target);
    if (colour) colours.set(name, colour);
  }
  const bare: Master = { colours, ground: WHITE, drawn: [] };
  const parts = [masterXml, layoutXml].filter((xml) => xml !== undefined);
  const ground = parts.reduce<Colour | undefined>((behind, xml) => groundOf(xml, bare) ?? behind, WHITE);
  return { colours, ground, drawn: parts.flatMap(drawnIn) };
}

function groundOf(part: XmlElement, { colours }: Master): Colour | undefined {
  const background = find(part, "p:bg");
  if (!background) return undefined;
  const fill = find(background, "a:solidFill") ?? find(background, "p:bgRef");
  return (fill && colourIn(fill, colours)) ?? UNKNOWN_GROUND;
}

/** A picture or a gradient: no letters have this colour. */
const UNKNOWN_GROUND: Colour = { name: "picture", alpha: 1 };

/** A colour without changes of shade or tint; with them it is not known, except that nobody sees it at no opacity. */
function colourIn(fill: XmlElement, colours: ReadonlyMap<string, Colour>): Colour | undefined {
  const [given] = fill.children;
  if (!given) return undefined;
  const alpha = Number(find(given, "a:alpha")?.attributes.val ?? 100_000) / 100_000;
  const isChanged = given.children.some(({ name }) => name !== "a:alpha");
  const { val = "" } = given.attributes;
  const plain = given.name === "a:srgbClr" ? hexColour(val) : colours.get(val);
  const colour = isChanged ? undefined : plain;
  return colour || alpha < 0.1 ? { name: val, ...colour, alpha } : undefined;
}

/** Where pictures, tables and filled shapes are, each of which may be the ground of others. */
function drawnIn(part: XmlElement): Box[] {
  const tree = find(part, "p:spTree");
  return (tree?.children ?? []).flatMap((shape) => {
    const fill = find(shape, "p:spPr")?.children.some(({ name }) =>
      /^a:(solid|grad|blip|patt|grp)Fill$/.test(name),
    );
    const isDrawn =
      /^p:(pic|grpSp|graphicFrame)$/.test(shape.name) || fill || find(shape, "p:style", "a:fillRef");
    const box = isDrawn ? boxOf(shape) : undefined;
    return box ? [box] : [];
  });
}

function boxOf(shape: XmlElement): Box | undefined {
  const transform = find(shape, "a:xfrm") ?? find(shape, "p:xfrm");
  const place = transform && find(transform, "a:off")?.attributes;
  const size = transform && find(transform, "a:ext")?.attributes;
  if (!place || !size) return undefined;
  return { x: Number(place.x), y: Number(place.y), width: Number(size.cx), height: Number(size.cy) };
}

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const targetOf = (archive: Archive, part: string, type: string): string | undefined =>
  [...relationsOf(archive, part).values()].find((relation) => relation.type.endsWith(type))?.target;
