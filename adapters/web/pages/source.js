/** The source dialog: the whole document of a citation, with the quoted words marked and in view. */
import { fetchJson } from "./api.js";
import { day, outsideLink, paragraph } from "./elements.js";
import { passages } from "./passages.js";
import { snapshotLink } from "./snapshot-link.js";

const dialog = document.getElementById("source");
const title = document.getElementById("source-title");
const facts = document.getElementById("source-facts");
const text = document.getElementById("source-text");

/** Opens a citation for the readers who were shown it; closing gives the focus back to where it was. */
export async function openSource(citation, readers) {
  title.textContent = citation.title;
  facts.replaceChildren(
    [placeOf(citation), `modified ${day(citation.modifiedAt)}`].filter(Boolean).join(" · "),
    ...(/^https?:/.test(citation.uri) ? [" · ", outsideLink(citation.uri, "Open the original")] : []),
  );
  text.replaceChildren(paragraph("quiet", "Loading the document …"));
  dialog.showModal();
  try {
    const view = await fetchJson(
      `/api/documents/${encodeURIComponent(citation.document)}?${new URLSearchParams(readers)}`,
    );
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

document.getElementById("close-source").addEventListener("click", () => dialog.close());
// A click beside the dialog lands on the dialog itself, not on its content.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
