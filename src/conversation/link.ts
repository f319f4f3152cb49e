/** Where a citation opens. */
import type { Passage } from "../documents/document.ts";

/** A browser finds a quote by its first and last words; more would only make the link long. */
const WORDS_AT_EACH_END = 5;

/**
 * The address that opens a cited passage: a web document at its page (PDF) or with the quote highlighted (a text
 * fragment, https://wicg.github.io/scroll-to-text-fragment/); anything else in Docent's own document view, which is
 * relative unless `publicUrl` (DOCENT_PUBLIC_URL) says how people reach it.
 */
export function citationLink(
  passage: Pick<Passage, "id" | "document" | "uri" | "location">,
  quote: string,
  publicUrl?: string,
): string {
  const web = webAddress(passage.uri);
  if (!web) {
    const view = `/documents/${encodeURIComponent(passage.document)}?passage=${encodeURIComponent(passage.id)}`;
    return publicUrl ? publicUrl.replace(/\/+$/, "") + view : view;
  }
  if (passage.location.page !== undefined && web.pathname.toLowerCase().endsWith(".pdf")) {
    web.hash = `page=${passage.location.page}`;
    return web.href;
  }
  const fragment = textFragment(quote);
  return fragment ? `${web.href}${web.hash ? "" : "#"}:~:text=${fragment}` : web.href;
}

/** A document may carry any address; only web links are followed, so that none can run a script. */
function webAddress(uri: string): URL | undefined {
  const parsed = URL.parse(uri);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? parsed : undefined;
}

function textFragment(quote: string): string {
  const words = quote.split(/\s+/).filter(Boolean);
  // A hyphen has a meaning of its own in a fragment, and encodeURIComponent leaves it alone.
  const encode = (part: readonly string[]) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D");
  if (words.length <= WORDS_AT_EACH_END * 2) return encode(words);
  return `${encode(words.slice(0, WORDS_AT_EACH_END))},${encode(words.slice(-WORDS_AT_EACH_END))}`;
}
