import mammoth from "mammoth";
import type { ParsedDocument } from "../document.ts";
import { type Archive, openArchive } from "./archive.ts";
import { addHtmlBlocks } from "./html.ts";
import { createOutline } from "./outline.ts";
import { titleFromPath } from "./title.ts";
import { find, parseXml } from "./xml.ts";

/**
 * A Word document: headings by their styles, lists, tables, foot- and endnotes. Text in the Title style, else the
 * document property, else the first heading names it. Hidden, white and one-point runs are reported, not read.
 */
export async function parseDocx(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const archive = openArchive(bytes);
  const hiddenText: string[] = [];
  const body = withoutHiddenRuns(archive.xml("word/document.xml"), hiddenText);
  const isText = (name: string): boolean => /\.(xml|rels)$/i.test(name);
  const packed = archive.repack(isText, new Map([["word/document.xml", body]]));
  const { value: html } = await mammoth.convertToHtml(
    { buffer: Buffer.from(packed) },
    {
      styleMap: ["p[style-name='Title'] => h1.title:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      externalFileAccess: false,
    },
  );
  const outline = createOutline();
  // The Title style is the document's name, not a heading that the chapters of level 1 would close.
  const styled = /<h1 class="title">([\s\S]*?)<\/h1>/.exec(html);
  addHtmlBlocks(styled ? html.replace(styled[0], "") : html, outline, hiddenText);
  const title = plain(styled?.[1]) ?? propertyTitle(archive) ?? outline.firstTitle ?? titleFromPath(path);
  return { title, blocks: outline.under(title), hiddenText };
}

const RUN =
  /<w:r(?: [^>]*)?>\s*<w:rPr>((?:(?!<\/w:rPr>)[\s\S])*)<\/w:rPr>((?:(?!<\/?w:r[ >])[\s\S])*)<\/w:r>/g;

/** mammoth reads hidden text as if it were visible; this takes it out of the part first. */
function withoutHiddenRuns(xml: string, hiddenText: string[]): string {
  // White letters are visible on shading, which may be set on the run, its paragraph, cell or table style.
  const isShaded = /<w:shd [^>]*w:fill="(?!auto|FFFFFF)|<w:background /i.test(xml);
  let hidden = "";
  const visible = xml.replace(RUN, (run, properties: string, content: string) => {
    const isHidden =
      /<w:vanish\s*(\/|w:val="(1|true|on)")/.test(properties) ||
      /<w:sz w:val="[012]"/.test(properties) ||
      (!isShaded && /<w:color [^>]*w:val="FFFFFF"/i.test(properties));
    if (!isHidden) return run;
    hidden += `${content.replace(/<[^>]*>/g, "")} `;
    return "";
  });
  const words = hidden.replace(/\s+/g, " ").trim();
  if (words) hiddenText.push(words);
  return visible;
}

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
