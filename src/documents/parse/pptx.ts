import type { ParsedDocument } from "../document.ts";
import { type Archive, openArchive } from "./archive.ts";
import { createOutline, type Outline } from "./outline.ts";
import { createDeckLook, type DeckLook, hidingByItself, type SlideLook } from "./pptx-visibility.ts";
import { relationsOf } from "./relations.ts";
import { tableText } from "./table.ts";
import { descendants, find, parseXml, type XmlElement } from "./xml.ts";

/**
 * A presentation in slide order: each slide's title is its heading, then its text, tables and speaker notes. The
 * first slide's title names the deck unless its properties do. Hidden slides and shapes, letters that nobody sees and
 * comments are reported, not read.
 */
export function parsePptx(path: string, bytes: Uint8Array): ParsedDocument {
  const archive = openArchive(bytes);
  const presentation = "ppt/presentation.xml";
  const root = parseXml(archive.xml(presentation));
  const slides = relationsOf(archive, presentation);
  const outline = createOutline();
  const lookOf = createDeckLook(archive, root);
  let slide = 0;
  for (const { attributes } of descendants(root, "p:sldId")) {
    const part = slides.get(attributes["r:id"] ?? "")?.target;
    slide++;
    outline.at({ slide });
    if (part && archive.has(part)) addSlide({ archive, part, slide, outline, lookOf });
  }
  outline.at({});
  for (const name of archive.names) {
    if (!/^ppt\/comments\/[^/]+\.xml$/i.test(name)) continue;
    for (const text of ["p:text", "a:t"].flatMap((tag) => [...descendants(parseXml(archive.xml(name)), tag)]))
      outline.hide("comment", text.text);
  }
  const property = archive.has("docProps/core.xml")
    ? find(parseXml(archive.xml("docProps/core.xml")), "dc:title")?.text.trim()
    : undefined;
  const isNamed = property && !/^(powerpoint[- ]pr[äe]s\w+|presentation|untitled)\d*$/i.test(property);
  const title = outline.title(path, isNamed ? property : undefined, outline.firstTitle);
  return { title, blocks: outline.blocks, hidden: outline.hidden };
}

interface SlidePart {
  readonly archive: Archive;
  readonly part: string;
  readonly slide: number;
  readonly outline: Outline;
  readonly lookOf: DeckLook;
}

function addSlide({ archive, part, slide, outline, lookOf }: SlidePart): void {
  const root = parseXml(archive.xml(part));
  const tree = find(root, "p:spTree");
  if (!tree) return;
  if (/^(0|false)$/.test(find(root, "p:sld")?.attributes.show ?? "")) {
    outline.hide("hidden slide", runsOf(tree, asIs, outline));
    return;
  }
  const look = lookOf(part, root);
  const shapes = [...shapesOf(tree, look, outline)];
  const titleShape = shapes.find((shape) => /^(title|ctrTitle)$/.test(placeholder(shape) ?? ""));
  const title =
    titleShape &&
    paragraphsOf(titleShape, look.lettersIn(titleShape), outline)
      .map(({ text }) => text)
      .join(" ");
  outline.heading(1, title || `Slide ${slide}`);
  for (const shape of shapes) {
    if (shape === titleShape || /^(dt|ftr|sldNum)$/.test(placeholder(shape) ?? "")) continue;
    addShape(shape, look, outline);
  }
  const notes = [...relationsOf(archive, part).values()].find(({ type }) => type.endsWith("/notesSlide"));
  if (notes && archive.has(notes.target)) addNotes(parseXml(archive.xml(notes.target)), outline);
}

function addShape(shape: XmlElement, look: SlideLook, outline: Outline): void {
  const table = shape.name === "p:graphicFrame" ? find(shape, "a:tbl") : undefined;
  if (table) {
    const rows = [...descendants(table, "a:tr")].map((row) =>
      [...descendants(row, "a:tc")].map((cell) =>
        paragraphsOf(cell, look.lettersIn(cell), outline)
          .map(({ text }) => text)
          .join(" "),
      ),
    );
    outline.add("table", tableText(rows));
    return;
  }
  const paragraphs = paragraphsOf(shape, look.lettersIn(shape), outline);
  const isList = paragraphs.length > 1;
  outline.add(
    isList ? "list" : "paragraph",
    paragraphs.map(({ text, level }) => (isList ? `${"  ".repeat(level)}- ${text}` : text)).join("\n"),
  );
}

function addNotes(notes: XmlElement, outline: Outline): void {
  for (const shape of shapesOf(notes, undefined, outline)) {
    if (placeholder(shape) !== "body") continue;
    for (const { text } of paragraphsOf(shape, hidingByItself, outline)) outline.add("paragraph", text);
  }
}

/**
 * Shapes in the order of the slide's tree, which is the order that screen readers follow; groups are opened. What
 * `look` hides is noted and passed over.
 */
function* shapesOf(
  element: XmlElement,
  look: SlideLook | undefined,
  outline: Outline,
): Generator<XmlElement> {
  for (const child of element.children) {
    const hiding = look?.hidingOf(child);
    if (hiding !== undefined) outline.hide(hiding, runsOf(child, asIs, outline));
    else if (child.name === "p:sp" || child.name === "p:graphicFrame") yield child;
    else yield* shapesOf(child, child.name === "p:grpSp" ? look?.inGroup : look, outline);
  }
}

const placeholder = (shape: XmlElement): string | undefined => {
  const mark = find(shape, "p:nvPr", "p:ph");
  return mark && (mark.attributes.type ?? "obj");
};

/** What is hidden as a whole is noted with all its letters. */
const asIs: Hiding = () => undefined;

/** How letters with these run properties are hidden, if they are. */
type Hiding = (properties: XmlElement | undefined) => string | undefined;

function paragraphsOf(
  element: XmlElement,
  hiding: Hiding,
  outline: Outline,
): { text: string; level: number }[] {
  return [...descendants(element, "a:p")]
    .map((paragraph) => ({
      text: runsOf(paragraph, hiding, outline).replace(/\s+/g, " ").trim(),
      level: Math.min(Number(find(paragraph, "a:pPr")?.attributes.lvl ?? 0) || 0, 8),
    }))
    .filter(({ text }) => text !== "");
}

function runsOf(element: XmlElement, hiding: Hiding, outline: Outline): string {
  const how = /^a:(r|fld)$/.test(element.name)
    ? hiding(element.children.find(({ name }) => name === "a:rPr"))
    : undefined;
  const text = element.children
    .map((child) =>
      child.name === "a:t" ? child.text : child.name === "a:br" ? " " : runsOf(child, hiding, outline),
    )
    .join("");
  if (how !== undefined) outline.hide(how, text);
  return how === undefined ? text : "";
}
