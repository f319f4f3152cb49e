/** Whatever can begin something else than text: escapes, emphasis, code, links, HTML, entities, line breaks. */
const MARKUP = /[\\`*_~[\]<]|&(?:#|[a-z]\w*;)| {2}\n/i;

/** The beginning of an address that goes on to the end: markup that is written onto it belongs to it. */
const ADDRESS = /(?:https?:|ftp:|www\.|mailto:|xmpp:|@)\S*$/i;
const LINE_BREAK = "  \n";

/**
 * The plainest markup, with nothing but words in it: emphasis (1: its marks) of words (2) or of one link (3) that begins
 * and ends as words do, a link or an image (4: its sign, 5: its words), a span of code (6), and a sign that is escaped (7). Groups with names would
 * cost an object for each match, and every text of every page comes by here.
 */
const PLAINEST = new RegExp(
  [
    /(?<![^\s("“'—–])(\*\*?|__?)(?:([\p{L}\d](?:(?:[^\\`*_~[\]<&]|&(?!#|[a-zA-Z]\w*;))*[\p{L}\d.,?!:)])?)|\[((?:[^\\`*_~[\]<>&]|&(?!#|[a-zA-Z]\w*;))*)\]\([^\\`[\]<>()\s]*\))\1(?![^\s.,;:!?)”"'—–])/u,
    /(!?)\[((?:[^\\`*_~[\]<>&]|&(?!#|[a-zA-Z]\w*;))*)\]\([^\\`[\]<>()\s]*\)/u,
    /(?<!`)`([^\\`&\s](?:[^\\`&\n]*[^\\`&\s])?)`(?!`)/u,
    /\\([!-/:-@[-`{-~])/u,
  ]
    .map((form) => form.source)
    .join("|"),
  "gu",
);

/**
 * The words of inline Markdown, as a page shows them, where it has none but the plainest markup; undefined for all
 * else. Nearly all texts are of this kind, and a lexer that is ready for everything looks at each of their words.
 */
export function plainInlineText(source: string): string | undefined {
  if (!MARKUP.test(source)) return onOneLine(source);
  let words = "";
  let end = 0;
  PLAINEST.lastIndex = 0;
  for (let match = PLAINEST.exec(source); match; match = PLAINEST.exec(source)) {
    const [whole, , stressed, stressedLink, image, link, code, escaped] = match;
    const before = source.slice(end, match.index);
    if (MARKUP.test(before) || ADDRESS.test(before)) return undefined;
    words += before + (image ? "" : (link ?? code ?? escaped ?? stressed ?? stressedLink));
    end = match.index + whole.length;
  }
  const rest = source.slice(end);
  return MARKUP.test(rest) || words.includes(LINE_BREAK) ? undefined : onOneLine(words + rest);
}

/** A line that ends in the source ends nothing on the page. */
const onOneLine = (text: string): string => (text.includes("\n") ? text.replaceAll("\n", " ") : text);
