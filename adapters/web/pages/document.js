/** A document on a page of its own: where citations in Slack and Teams lead. */
import { fetchJson } from "/assets/api.js";
import { day, documentText, element } from "/assets/render.js";

const id = location.pathname.split("/").at(-1);
const query = new URLSearchParams(location.search);
const readers = new URLSearchParams([...query].filter(([name]) => name === "person" || name === "channel"));
const text = document.getElementById("text");

try {
  const view = await fetchJson(`/api/documents/${id}?${readers}`);
  document.title = `${view.title} · Docent`;
  document.getElementById("title").textContent = view.title;
  document.getElementById("facts").textContent = `Modified ${day(view.modifiedAt)}`;
  const { body, quoted } = documentText(view, query.get("passage"), query.get("quote"));
  text.replaceChildren(body);
  quoted?.scrollIntoView({ block: "center" });
} catch (error) {
  text.replaceChildren(element("p", { className: "problem", textContent: error.message }));
}
