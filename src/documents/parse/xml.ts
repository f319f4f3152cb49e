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
