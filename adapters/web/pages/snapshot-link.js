/** Where the file itself can be saved, as it was when the cited passage was indexed. */
import { element } from "./elements.js";

/**
 * @param view what GET /api/documents/<id> gave; without `snapshot` no originals are kept
 * @param {string | null} passage the id of the cited passage, `<document>:<version>:<number>`
 * @param {URLSearchParams} readers for whom it was opened
 * @returns nothing, or a separator and the link
 */
export function snapshotLink(view, passage, readers) {
  if (!view.snapshot) return [];
  const quoted = passage?.split(":").at(-2);
  const href = quoted ? view.snapshot.replace(/[^/]+$/, quoted) : view.snapshot;
  const link = element("a", { href: `${href}?${readers}`, download: "" }, "Save the file as it was quoted");
  return [" · ", link];
}
