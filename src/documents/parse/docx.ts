import mammoth from "mammoth";
import type { ParsedDocument } from "../document.ts";
import { type Archive, openArchive } from "./archive.ts";
import { readWordStyles, withoutHiddenRuns } from "./docx-visibility.ts";
import { addHtmlBlocks } from "./html.ts";
import { createOutline, type Outline } from "./outline.ts";
import { UnreadableDocument } from "./unreadable.ts";
import { descendants, find, parseXml, type XmlElement } from "./xml.ts";

/** The parts that mammoth reads text from. */
const TEXT_PARTS = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/**
 * A Word document: headings by their styles, lists, tables, foot- and endnotes. Text in the Title style, else the
 * document property, else the first heading names it. What Word does not print (hidden and invisible runs, tracked
 * deletions, comments, text boxes off the page) is reported, not read.
 */
export async function parseDocx(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const archive = openArchive(bytes);
  const outline = createOutline();
  const stylesPart = "word/styles.xml";
  const styles = readWordStyles(archive.has(stylesPart) ? archive.xml(stylesPart) : "");
  const parts = TEXT_PARTS.filter((name) => name === TEXT_PARTS[0] || archive.has(name));
  const visible = parts.map(
    (name) => [name, withoutHiddenRuns(inUsualWords(archive.xml(name), name), styles, outline)] as const,
  );
  noteComments(archive, outline);
  const isText = (name: string): boolean => /\.(xml|rels)$/i.test(name);
  const { value: html } = await mammoth.convertToHtml(
    { buffer: Buffer.from(archive.repack(isText, new Map(visible))) },
    {
      styleMap: ["p[style-name='Title'] => h1.title:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      externalFileAccess: false,
    },
  );
  // The Title style is the document's name, not a heading that the chapters of level 1 would close.
  const styled = /<h1 class="title">([\s\S]*?)<\/h1>/.exec(html);
  addHtmlBlocks(styled ? html.replace(styled[0], "") : html, outline);
  const title = outline.title(path, plain(styled?.[1]), propertyTitle(archive), outline.firstTitle);
  return { title, blocks: outline.under(title), hidden: outline.hidden };
}

/**
 * Every program writes Word's elements with the prefix `w`; any other would show its text to mammoth and not to the
 * search for what is hidden.
 */
function inUsualWords(xml: string, name: string): string {
  const bound = xml.matchAll(/xmlns(?::([\w.-]+))?\s*=\s*["'][^"']*wordprocessingml(?:\/2006)?\/main["']/g);
  for (const [, prefix] of bound) {
    if (prefix === "w") continue;
    throw new UnreadableDocument(
      "broken",
      `its part ${name} is written as no Office does: save it with Word`,
    );
  }
  return xml;
}

function noteComments(archive: Archive, outline: Outline): void {
  if (!archive.has("word/comments.xml")) return;
  for (const comment of descendants(parseXml(archive.xml("word/comments.xml")), "w:comment"))
    outline.hide("comment", wordsOf(comment));
}

const wordsOf = (element: XmlElement): string =>
  [...descendants(element, "w:t")].map(({ text }) => text).join(" ");

function propertyTitle(archive: Archive): string | undefined {
  if (!archive.has("docProps/core.xml")) return undefined;
  return find(parseXml(archive.xml("docProps/core.xml")), "dc:title")?.text.trim() || undefined;
}

const plain = (html: string | undefined): string | undefined =>
  html
    ?.replace(/<[^>]*>/g, "")
    .replace(/&amp;/g, "&")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .trim() || undefined;
