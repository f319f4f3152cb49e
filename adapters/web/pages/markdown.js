/**
 * Markdown as page elements, built token by token: no HTML is ever parsed, so a document or a model that writes HTML
 * has written text. Images are their words, and only links to the web and to mail addresses can be followed.
 */

import { Marked } from "/assets/marked.js";
import { element, outsideLink } from "./elements.js";

const marked = new Marked({ gfm: true });

/** The entities that writers of Markdown use for signs of its own. */
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": "\u00a0" };
const decode = (text) => text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity]);

/**
 * @param {string} text
 * @param {(n: number) => Node | undefined} mark what stands in the place of a marker `[n]`; where it gives nothing,
 *   the marker stays as it is.
 */
export function markdown(text, mark) {
  const all = (tokens) => (tokens ?? []).flatMap(one);

  /** @returns {(Node | string)[]} */
  function one(token) {
    switch (token.type) {
      case "space":
      case "def":
        return [];
      case "paragraph":
        return [element("p", {}, ...all(token.tokens))];
      case "heading":
        // The question above is an h2.
        return [element(`h${Math.min(6, token.depth + 2)}`, {}, ...all(token.tokens))];
      case "blockquote":
        return [element("blockquote", {}, ...all(token.tokens))];
      case "list":
        return [list(token)];
      case "checkbox":
        return [token.checked ? "☑ " : "☐ "];
      case "table":
        return [table(token)];
      case "hr":
        return [element("hr")];
      case "code":
        return [element("pre", { tabIndex: 0 }, element("code", { textContent: token.text }))];
      case "codespan":
        return [element("code", { textContent: token.text })];
      case "strong":
      case "em":
      case "del":
        return [element(token.type, {}, ...all(token.tokens))];
      case "br":
        return [element("br")];
      case "link":
        return /^(https?:|mailto:)/i.test(token.href)
          ? [outsideLink(token.href, ...all(token.tokens))]
          : all(token.tokens);
      case "text":
        return token.tokens ? all(token.tokens) : withMarks(decode(token.text));
      default:
        // HTML, images, escapes and whatever comes: their words.
        return [token.text ?? token.raw ?? ""];
    }
  }

  const list = ({ ordered, start, items }) =>
    element(
      ordered ? "ol" : "ul",
      ordered ? { start } : {},
      ...items.map((item) => element("li", {}, ...all(item.tokens))),
    );

  const table = ({ header, rows }) => {
    const row = (name, cells) =>
      element("tr", {}, ...cells.map((cell) => element(name, {}, ...all(cell.tokens))));
    return element(
      "table",
      {},
      element("thead", {}, row("th", header)),
      element("tbody", {}, ...rows.map((cells) => row("td", cells))),
    );
  };

  /** Text with its markers replaced; a mark stays on the line of the word before it. */
  const withMarks = (words) =>
    words.split(/(\S*(?:\s*\[\d+\])+)/).flatMap((part) => {
      const [, word, markers] = /^(.*?)((?:\s*\[\d+\])+)$/s.exec(part) ?? [];
      const marks = markers?.match(/\d+/g).map((n) => mark(Number(n)));
      return marks?.every(Boolean) ? element("span", { className: "held" }, word, ...marks) : part;
    });

  return element("div", { className: "text" }, ...all(marked.lexer(text)));
}
