/** The "AI generated" label and the citations of an answer: one entity, because Teams refuses two of this type. */
import type { Citation } from "../../../src/conversation/reply.ts";
import type { Entity } from "../activity.ts";
import { limits } from "../limits.ts";
import { safeLink, shorten } from "./escape.ts";

/** The icons that Teams knows, by the document's file ending. */
const ICONS: Readonly<Record<string, string>> = {
  pdf: "PDF",
  docx: "Microsoft Word",
  doc: "Microsoft Word",
  pptx: "Microsoft PowerPoint",
  ppt: "Microsoft PowerPoint",
  xlsx: "Microsoft Excel",
  xls: "Microsoft Excel",
  csv: "Microsoft Excel",
  txt: "Text",
  md: "Text",
};

/** `position` is the number n of `[n]` in the text. Citations beyond Teams' twenty stay as plain `[n]`, and on the card. */
export function aiEntity(citations: readonly Citation[]): Entity {
  return {
    type: "https://schema.org/Message",
    "@type": "Message",
    "@context": "https://schema.org",
    "@id": "",
    additionalType: ["AIGeneratedContent"],
    citation: citations.slice(0, limits.citations).map((citation) => ({
      "@type": "Claim",
      position: citation.n,
      appearance: appearance(citation),
    })),
  };
}

function appearance({ title, location, quote, uri }: Citation) {
  const url = safeLink(uri);
  const ending =
    /\.([a-z]+)(?:[?#]|$)/i.exec(title.text)?.[1] ?? /\.([a-z]+)(?:[?#]|$)/i.exec(uri)?.[1] ?? "";
  const icon = ICONS[ending.toLowerCase()];
  return {
    "@type": "DigitalDocument",
    name: shorten(oneLine(location.text) || oneLine(title.text) || "Document", limits.citationNameCharacters),
    ...(url && { url }),
    abstract: shorten(oneLine(quote.text) || oneLine(title.text), limits.citationAbstractCharacters),
    ...(icon && { image: { "@type": "ImageObject", name: icon } }),
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
