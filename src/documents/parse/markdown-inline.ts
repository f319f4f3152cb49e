/** Whatever can begin something else than text: escapes, emphasis, code, links, HTML, entities, line breaks. */
const MARKUP = /[\\`*_~[\]<]|&[#a-z]| {2}\n/i;

/** The beginning of an address that goes on to the end: markup that is written onto it belongs to it. */
const ADDRESS = /(?:https?:|ftp:|www\.|mailto:|xmpp:|@)\S*$/i;
const LINE_BREAK = "  \n";

/**
 * The plainest markup, with nothing but words in it: a link or an image, a span of code, and emphasis of words or of
 * one link that begins and ends as words do.
 */
const PLAINEST = new RegExp(
  [
    /(?<image>!?)\[(?<link>(?:[^\\`*_~[\]<>&]|&(?![#a-z]))*)\]\([^\\`[\]<>()\s]*\)/u,
    /`(?<code>[^\\`&\s](?:[^\\`&\n]*[^\\`&\s])?)`/u,
    /(?<![^\s("“'—–])(?<mark>\*\*?|__?)(?:(?<stressed>[\p{L}\d](?:(?:[^\\`*_~[\]<&]|&(?![#a-z]))*[\p{L}\d.,?!:)])?)|\[(?<stressedLink>(?:[^\\`*_~[\]<>&]|&(?![#a-z]))*)\]\([^\\`[\]<>()\s]*\))\k<mark>(?![^\s.,;:!?)”"'—–])/u,
  ]
    .map((form) => form.source)
    .join("|"),
  "giu",
);

/**
 * The words of inline Markdown, as a page shows them, where it has none but the plainest markup; undefined for all
 * else. Nearly all texts are of this kind, and a lexer that is ready for everything looks at each of their words.
 */
export function plainInlineText(source: string): string | undefined {
  if (!MARKUP.test(source)) return onOneLine(source);
  let words = "";
  let end = 0;
  for (const match of source.matchAll(PLAINEST)) {
    const { image, link, code, stressed, stressedLink } = match.groups!;
    const before = source.slice(end, match.index);
    if (MARKUP.test(before) || ADDRESS.test(before)) return undefined;
    words += before + (image ? "" : (link ?? code ?? stressed ?? stressedLink));
    end = match.index + match[0].length;
  }
  const rest = source.slice(end);
  return MARKUP.test(rest) || words.includes(LINE_BREAK) ? undefined : onOneLine(words + rest);
}

/** A line that ends in the source ends nothing on the page. */
const onOneLine = (text: string): string => text.replaceAll("\n", " ");
