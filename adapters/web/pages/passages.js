/** A document's passages as sections, in the source dialog and on a document's own page. */
import { element, paragraph } from "./elements.js";

/**
 * @param view what GET /api/documents/<id> gave
 * @param {string | null} passage the id of the cited passage
 * @param {string | null} quote the words of it that were quoted
 * @returns the sections, and the element to bring into view
 */
export function passages(view, passage, quote) {
  const body = document.createDocumentFragment();
  let place;
  let cited;
  for (const part of view.passages) {
    if (part.place && part.place !== place) body.append(element("h3", { textContent: part.place }));
    place = part.place;
    const text = paragraph("passage", part.text);
    if (part.id === passage) {
      text.classList.add("cited");
      cited = highlight(text, quote) ?? text;
    }
    body.append(text);
  }
  return { body, cited };
}

/** Marks `quote` inside `target`; white space may differ, since quotes are shown on one line. */
function highlight(target, quote) {
  const words = quote?.trim().split(/\s+/).map(escapePattern);
  const text = target.textContent;
  const found = words ? new RegExp(words.join("\\s+")).exec(text) : null;
  if (!found) return undefined;
  const mark = element("mark", { textContent: found[0] });
  target.replaceChildren(text.slice(0, found.index), mark, text.slice(found.index + found[0].length));
  return mark;
}

const escapePattern = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
