import { posix } from "node:path";
import type { ParsedDocument } from "../document.ts";
import { type Archive, openArchive } from "./archive.ts";
import { createOutline, type Outline } from "./outline.ts";
import { tableText } from "./table.ts";
import { titleFromPath } from "./title.ts";
import { descendants, find, parseXml, type XmlElement } from "./xml.ts";

/**
 * A presentation in slide order: each slide's title is its heading, then its text, tables and speaker notes. The
 * first slide's title names the deck unless its properties do.
 */
export function parsePptx(path: string, bytes: Uint8Array): ParsedDocument {
  const archive = openArchive(bytes);
  const presentation = "ppt/presentation.xml";
  const slides = relationsOf(archive, presentation);
  const outline = createOutline();
  let slide = 0;
  for (const { attributes } of descendants(parseXml(archive.xml(presentation)), "p:sldId")) {
    const part = slides.get(attributes["r:id"] ?? "")?.target;
    slide++;
    if (part && archive.has(part)) addSlide(archive, part, slide, outline);
  }
  const property = archive.has("docProps/core.xml")
    ? find(parseXml(archive.xml("docProps/core.xml")), "dc:title")?.text.trim()
    : undefined;
  const isNamed = property && !/^(powerpoint[- ]pr[äe]s\w+|presentation|untitled)\d*$/i.test(property);
  return {
    title: (isNamed ? property : outline.firstTitle) ?? titleFromPath(path),
    blocks: outline.blocks,
  };
}

function addSlide(archive: Archive, part: string, slide: number, outline: Outline): void {
  const tree = find(parseXml(archive.xml(part)), "p:spTree");
  if (!tree) return;
  outline.at({ slide });
  const shapes = [...shapesOf(tree)];
  const titleShape = shapes.find((shape) => /^(title|ctrTitle)$/.test(placeholder(shape) ?? ""));
  const title =
    titleShape &&
    paragraphsOf(titleShape)
      .map(({ text }) => text)
      .join(" ");
  outline.heading(1, title || `Slide ${slide}`);
  for (const shape of shapes) {
    if (shape === titleShape || /^(dt|ftr|sldNum)$/.test(placeholder(shape) ?? "")) continue;
    addShape(shape, outline);
  }
  const notes = [...relationsOf(archive, part).values()].find(({ type }) => type.endsWith("/notesSlide"));
  if (notes && archive.has(notes.target)) addNotes(parseXml(archive.xml(notes.target)), outline);
}

function addShape(shape: XmlElement, outline: Outline): void {
  const table = shape.name === "p:graphicFrame" ? find(shape, "a:tbl") : undefined;
  if (table) {
    const rows = [...descendants(table, "a:tr")].map((row) =>
      [...descendants(row, "a:tc")].map((cell) =>
        paragraphsOf(cell)
          .map(({ text }) => text)
          .join(" "),
      ),
    );
    outline.add("table", tableText(rows));
    return;
  }
  const paragraphs = paragraphsOf(shape);
  const isList = paragraphs.length > 1;
  outline.add(
    isList ? "list" : "paragraph",
    paragraphs.map(({ text, level }) => (isList ? `${"  ".repeat(level)}- ${text}` : text)).join("\n"),
  );
}

function addNotes(notes: XmlElement, outline: Outline): void {
  for (const shape of shapesOf(notes)) {
    if (placeholder(shape) !== "body") continue;
    for (const { text } of paragraphsOf(shape)) outline.add("paragraph", text);
  }
}

/** Shapes in the order of the slide's tree, which is the order that screen readers follow; groups are opened. */
function* shapesOf(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === "p:sp" || child.name === "p:graphicFrame") yield child;
    else yield* shapesOf(child);
  }
}

const placeholder = (shape: XmlElement): string | undefined => {
  const mark = find(shape, "p:nvPr", "p:ph");
  return mark && (mark.attributes.type ?? "obj");
};

function paragraphsOf(element: XmlElement): { text: string; level: number }[] {
  return [...descendants(element, "a:p")]
    .map((paragraph) => ({
      text: runsOf(paragraph).replace(/\s+/g, " ").trim(),
      level: Math.min(Number(find(paragraph, "a:pPr")?.attributes.lvl ?? 0) || 0, 8),
    }))
    .filter(({ text }) => text !== "");
}

const runsOf = (element: XmlElement): string =>
  element.children
    .map((child) => (child.name === "a:t" ? child.text : child.name === "a:br" ? " " : runsOf(child)))
    .join("");

function relationsOf(archive: Archive, part: string): Map<string, { type: string; target: string }> {
  const { dir, base } = posix.parse(part);
  const name = `${dir}/_rels/${base}.rels`;
  const found = new Map<string, { type: string; target: string }>();
  if (!archive.has(name)) return found;
  for (const { attributes } of descendants(parseXml(archive.xml(name)), "Relationship")) {
    const { Id = "", Type: type = "", Target = "" } = attributes;
    found.set(Id, { type, target: posix.join("/", Target.startsWith("/") ? "" : dir, Target).slice(1) });
  }
  return found;
}
