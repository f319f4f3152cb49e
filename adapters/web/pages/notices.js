/** What the server has to say without being asked: an answer that changed, something about one's own documents. */
import { remove } from "./api.js";
import { element } from "./elements.js";

const bar = document.getElementById("notices");
let stream;

/**
 * Listens for the given reader, in place of whoever was listened for before.
 * @param {Record<string, string>} readers who reads this page, and where
 * @param {{ amended: (ask: string) => void, connected: () => void }} told `connected` comes after every pause, in which
 *   anything may have been missed
 */
export function listen(readers, { amended, connected }) {
  stream?.close();
  bar.replaceChildren();
  stream = new EventSource(`/api/notices?${new URLSearchParams(readers)}`);
  stream.addEventListener("open", connected);
  stream.addEventListener("amended", (event) => amended(JSON.parse(event.data).ask));
  stream.addEventListener("notice", (event) => show(JSON.parse(event.data), readers));
}

function show({ id, text }, readers) {
  if (bar.querySelector(`[data-notice="${CSS.escape(id)}"]`)) return;
  const seen = element("button", { type: "button", className: "plain", textContent: "Dismiss" });
  const line = element("p", { className: "notice" }, element("span", { textContent: text }), " ", seen);
  line.dataset.notice = id;
  seen.addEventListener("click", async () => {
    await remove(`/api/notices/${encodeURIComponent(id)}?${new URLSearchParams(readers)}`);
    line.remove();
  });
  bar.append(line);
}
