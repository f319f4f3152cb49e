import { XMLParser } from "fast-xml-parser";

/** An element of an Office part; text stands in `text`, in document order within its parent. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** The root elements of an XML text. Entities are XML's own five; the archive refuses declared ones. */
export function parseXml(xml: string): XmlElement {
  return { name: "", attributes: {}, children: elements(parser.parse(xml)), text: "" };
}

/** All descendants of this name, in document order, not looking inside the found ones. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    else yield* descendants(child, name);
  }
}

/** The first descendant reached by these names. */
export function find(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const name of names) found = found && descendants(found, name).next().value;
  return found;
}

type RawNode = Record<string, unknown>;

function elements(nodes: readonly RawNode[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "#text" || name.startsWith("?")) return [];
    const content = node[name] as RawNode[];
    const text = content.map((child) => (typeof child["#text"] === "string" ? child["#text"] : "")).join("");
    return [
      { name, attributes: (node[":@"] ?? {}) as Record<string, string>, children: elements(content), text },
    ];
  });
}

/** A piece of an XML text, from `start` up to `end`. */
export interface XmlToken {
  readonly kind: "open" | "close" | "empty" | "text" | "other";
  /** An element's name with its prefix; empty for text. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts an XML text into tags and text without building a tree, so that a part can be copied with pieces left out.
 * Takes time in proportion to its length, whatever it holds.
 */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  let start = 0;
  while (start < xml.length) {
    const next = xml[start] === "<" ? tagAt(xml, start) : textAt(xml, start);
    yield next;
    start = next.end;
  }
}

function textAt(xml: string, start: number): XmlToken {
  const end = xml.indexOf("<", start);
  return { kind: "text", name: "", start, end: end < 0 ? xml.length : end };
}

function tagAt(xml: string, start: number): XmlToken {
  for (const [opening, closing] of [
    ["<!--", "-->"],
    ["<?", "?>"],
  ] as const) {
    if (!xml.startsWith(opening, start)) continue;
    const end = xml.indexOf(closing, start + opening.length);
    return { kind: "other", name: "", start, end: end < 0 ? xml.length : end + closing.length };
  }
  if (xml.startsWith("<![CDATA[", start)) {
    const end = xml.indexOf("]]>", start);
    return { kind: "text", name: "", start, end: end < 0 ? xml.length : end + 3 };
  }
  const end = tagEnd(xml, start);
  const isClosing = xml[start + 1] === "/";
  NAME.lastIndex = start + (isClosing ? 2 : 1);
  const name = NAME.exec(xml)?.[0] ?? "";
  return { kind: isClosing ? "close" : xml[end - 2] === "/" ? "empty" : "open", name, start, end };
}

const NAME = /[^\s/>]*/y;
const QUOTE_OR_END = /["'>]/g;

/** Behind the tag's own `>`: attributes may hold others. */
function tagEnd(xml: string, start: number): number {
  QUOTE_OR_END.lastIndex = start;
  for (let found = QUOTE_OR_END.exec(xml); found; found = QUOTE_OR_END.exec(xml)) {
    if (found[0] === ">") return found.index + 1;
    const close = xml.indexOf(found[0], found.index + 1);
    if (close < 0) return xml.length;
    QUOTE_OR_END.lastIndex = close + 1;
  }
  return xml.length;
}

/** An attribute of the tag that this token is, with XML's own entities resolved; names are without prefix. */
export function attributeOf(xml: string, { start, end }: XmlToken, name: string): string | undefined {
  const tag = xml.slice(start, end);
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? unescapeXml(found[1] ?? found[2]!) : undefined;
}

/** The characters that a text token stands for. */
export const textOf = (xml: string, { start, end }: XmlToken): string =>
  xml.startsWith("<![CDATA[", start) ? xml.slice(start + 9, end - 3) : unescapeXml(xml.slice(start, end));

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, entity) => {
    if (entity) return ENTITIES[entity] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
