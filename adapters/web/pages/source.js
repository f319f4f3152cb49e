/** The source dialog: the whole document of a citation, with the quoted words marked and in view. */
import { fetchJson } from "./api.js";
import { day, outsideLink, paragraph } from "./elements.js";
import { passages } from "./passages.js";
import { secretsNote } from "./secrets-note.js";
import { snapshotLink } from "./snapshot-link.js";

const dialog = document.getElementById("source");
const title = document.getElementById("source-title");
const facts = document.getElementById("source-facts");
const text = document.getElementById("source-text");

/** Opens a citation for the readers who were shown it; closing gives the focus back to where it was. */
export async function openSource(citation, readers) {
  title.textContent = citation.title;
  facts.replaceChildren(
    [placeOf(citation), ageOf(citation)].filter(Boolean).join(" · "),
    ...newerLink(citation, readers),
    ...(/^https?:/.test(citation.uri) ? [" · ", outsideLink(citation.uri, "Open the original")] : []),
  );
  text.replaceChildren(paragraph("quiet", "Loading the document …"));
  dialog.showModal();
  try {
    const view = await fetchJson(
      `/api/documents/${encodeURIComponent(citation.document)}?${new URLSearchParams(readers)}`,
    );
    facts.append(...secretsNote(view));
    facts.append(...snapshotLink(view, citation.passage, new URLSearchParams(readers)));
    const { body, cited } = passages(view, citation.passage, citation.quote);
    text.replaceChildren(body);
    text.scrollTop = 0;
    cited?.scrollIntoView({ block: "center" });
  } catch (error) {
    text.replaceChildren(paragraph("problem", error.message));
  }
}

/** Where in the document, without its title, which stands above already. */
export const placeOf = ({ title: name, location }) =>
  location.startsWith(name) ? location.slice(name.length).replace(/^, /, "") : location;

/** "modified 3 March 2023", or that there is a newer version. */
export const ageOf = ({ modifiedAt, superseded }) => {
  if (!superseded) return `modified ${day(modifiedAt)}`;
  return superseded.title
    ? `older version, of ${day(modifiedAt)}; newer: ${superseded.title}`
    : `marked as out of date by its authors, of ${day(modifiedAt)}`;
};

/** A way to the newer version; Docent's own page of it must know for whom it is opened. */
function newerLink({ superseded }, readers) {
  if (!superseded?.uri) return [];
  const isOwn = superseded.uri.startsWith("/");
  const href = isOwn ? `${superseded.uri}&${new URLSearchParams(readers)}` : superseded.uri;
  return [" · ", outsideLink(href, "Open the newer version")];
}

document.getElementById("close-source").addEventListener("click", () => dialog.close());
// A click beside the dialog lands on the dialog itself, not on its content.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
