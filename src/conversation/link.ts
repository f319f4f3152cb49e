/** Where a citation opens. */
import type { Passage } from "../documents/document.ts";
import { textFragment } from "./text-fragment.ts";

/** Sites that show a document in an app of their own, which knows neither pages nor text fragments in its address. */
const APPS =
  /(?:^|\.)(?:slack\.com|sharepoint\.com|office\.com|office365\.com|live\.com|(?:docs|drive)\.google\.com|teams\.microsoft\.com|teams\.cloud\.microsoft)$/;
/** Formats that a browser hands to another program. */
const OFFICE_FILE = /\.(?:docx?|pptx?|xlsx?|eml|msg)$/i;

/**
 * The address that opens a cited passage: a web document at its page (PDF) or with the quote highlighted (a text
 * fragment), as it is where neither works; anything else in Docent's own document view, which is relative unless
 * `publicUrl` (DOCENT_PUBLIC_URL) says how people reach it.
 */
export function citationLink(
  passage: Pick<Passage, "id" | "document" | "uri" | "location" | "text">,
  quote: string,
  publicUrl?: string,
): string {
  const web = webAddress(passage.uri);
  if (!web) {
    const view = `/documents/${encodeURIComponent(passage.document)}?passage=${encodeURIComponent(passage.id)}`;
    return publicUrl ? publicUrl.replace(/\/+$/, "") + view : view;
  }
  if (APPS.test(web.hostname) || OFFICE_FILE.test(web.pathname)) return web.href;
  if (web.pathname.toLowerCase().endsWith(".pdf")) {
    if (passage.location.page !== undefined) web.hash = `page=${passage.location.page}`;
    return web.href;
  }
  const fragment = textFragment(quote, passage.text);
  return fragment ? `${web.href}${web.hash ? "" : "#"}:~:${fragment}` : web.href;
}

/** A document may carry any address; only web links are followed, so that none can run a script. */
function webAddress(uri: string): URL | undefined {
  const parsed = URL.parse(uri);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? parsed : undefined;
}
