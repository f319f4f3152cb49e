/** A document on a page of its own: where citations in Slack and Teams lead. */
import { fetchJson } from "./api.js";
import { day, outsideLink, paragraph } from "./elements.js";
import { passages } from "./passages.js";
import { secretsNote } from "./secrets-note.js";
import { snapshotLink } from "./snapshot-link.js";

const id = location.pathname.split("/").at(-1);
const query = new URLSearchParams(location.search);
const readers = new URLSearchParams([...query].filter(([name]) => name === "person" || name === "channel"));
const text = document.getElementById("text");

try {
  const view = await fetchJson(`/api/documents/${id}?${readers}`);
  document.title = `${view.title} · Docent`;
  document.getElementById("title").textContent = view.title;
  document
    .getElementById("facts")
    .replaceChildren(
      `Modified ${day(view.modifiedAt)}`,
      ...(/^https?:/.test(view.uri) ? [" · ", outsideLink(view.uri, "Open the original")] : []),
      ...secretsNote(view),
      ...snapshotLink(view, query.get("passage"), readers),
    );
  const { body, cited } = passages(view, query.get("passage"), query.get("quote"));
  text.replaceChildren(body);
  cited?.scrollIntoView({ block: "center" });
} catch (error) {
  text.replaceChildren(paragraph("problem", error.message));
}
