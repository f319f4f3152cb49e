/** Turns what the server sent into page elements. Text is hostile until it is text: no HTML of a document survives. */
import { Marked } from "/assets/marked.js";

const escapeHtml = (text) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign],
  );

const marked = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      if (!/^(https?:|mailto:)/i.test(href)) return words;
      return `<a href="${escapeHtml(href)}" target="_blank" rel="noreferrer noopener">${words}</a>`;
    },
  },
});

/**
 * Markdown with [n] markers as elements; each marker becomes a button that opens citation n.
 * @param {string} markdown
 * @param {(n: number) => void} open
 */
export function answerText(markdown, open) {
  const body = document.createElement("div");
  body.className = "text";
  body.innerHTML = marked.parse(markdown);
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const marks = [];
  while (walker.nextNode()) {
    if (/\[\d+\]/.test(walker.currentNode.data) && !walker.currentNode.parentElement.closest("code")) {
      marks.push(walker.currentNode);
    }
  }
  for (const node of marks) {
    node.replaceWith(
      ...node.data.split(/(\s*\[\d+\])/).map((part) => {
        const n = /^\s*\[(\d+)\]$/.exec(part)?.[1];
        return n ? citationMark(Number(n), open) : part;
      }),
    );
  }
  return body;
}

function citationMark(n, open) {
  const mark = element("button", { type: "button", className: "mark", textContent: String(n) });
  mark.setAttribute("aria-label", `Open source ${n}`);
  mark.addEventListener("click", () => open(n));
  return mark;
}

/**
 * An element with properties and children.
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {(Node | string)[]} children
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** "3 November 2026" in the reader's own language. */
export const day = (iso) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** A document's passages as sections; the quoted one is marked and returned as `quoted`. */
export function documentText(view, passage, quote) {
  const body = document.createDocumentFragment();
  let place;
  let quoted;
  for (const part of view.passages) {
    if (part.place !== place) body.append(element("h3", { textContent: part.place }));
    place = part.place;
    const text = element("p", { className: "passage" });
    if (part.id === passage) {
      text.classList.add("cited");
      quoted = highlight(text, part.text, quote) ?? text;
    } else text.textContent = part.text;
    body.append(text);
  }
  return { body, quoted };
}

/** Marks `quote` inside `text`; white space may differ, since quotes are shown on one line. */
function highlight(target, text, quote) {
  const words = quote
    ?.trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = words?.length ? new RegExp(words.join("\\s+")).exec(text) : null;
  if (!found) {
    target.textContent = text;
    return undefined;
  }
  const mark = element("mark", { textContent: found[0] });
  target.append(text.slice(0, found.index), mark, text.slice(found.index + found[0].length));
  return mark;
}
