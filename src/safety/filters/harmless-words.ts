/** Words of which it is known that no term of `obscenity` stands in them: most of what is said at work. */
import {
  assignIncrementingIds,
  type Node,
  type ParsedPattern,
  RegExpMatcher,
  type RegExpMatcherOptions,
  SyntaxKind,
} from "obscenity";

/** So many words are remembered; then all are forgotten at once. */
const MOST = 20_000;
/** Longer words are none, and would fill the memory. */
const LONGEST = 40;
/** What ends a word here: no transformer makes or changes these, and of them a whitelist holds the space alone. */
const BETWEEN = /[\0- .,;:?)"“”–—]+/;

/**
 * Tells texts in which `matcher` certainly finds nothing, at the price of one look at each word. A match stands in one word
 * or reaches over what is between two, and whatever of a whitelist hides a match in one word hides it in the text too. So
 * words in which nothing is found, and none of which ends what may reach over, make a text in which nothing is found.
 * @param matcher what `options` made
 */
export function harmlessWords(
  matcher: RegExpMatcher,
  options: RegExpMatcherOptions,
): (text: string) => boolean {
  const terms = options.blacklistedTerms.map(({ pattern }) => pattern);
  const withoutWhitelist = (patterns: ParsedPattern[]): RegExpMatcher =>
    new RegExpMatcher({
      ...options,
      whitelistedTerms: [],
      blacklistedTerms: assignIncrementingIds(patterns),
    });
  const endings = terms.flatMap(endingsAfterGap);
  const ending = withoutWhitelist(endings);
  const anything = withoutWhitelist([...terms, ...endings]);
  const harmless = new Set<string>();
  return (text) => {
    const unknown = text.split(BETWEEN).filter((word) => word !== "" && !harmless.has(word));
    if (unknown.length === 0) return true;
    const joined = unknown.join("\n");
    if (anything.hasMatch(joined) && (ending.hasMatch(joined) || matcher.hasMatch(joined))) return false;
    for (const word of unknown) {
      if (word.length > LONGEST) continue;
      if (harmless.size === MOST) harmless.clear();
      harmless.add(word);
    }
    return true;
  };
}

/** What a word begins with where a match reaches over the gap before it: of "f?ck", "ck". */
function endingsAfterGap({ nodes, ...pattern }: ParsedPattern): ParsedPattern[] {
  return nodes.flatMap((node, nth) =>
    restsAfterGap(node).map((rest) => ({
      ...pattern,
      requireWordBoundaryAtStart: true,
      nodes: [...rest, ...nodes.slice(nth + 1)],
    })),
  );
}

/** The ways in which a node can hold a gap: what remains of it after that. */
function restsAfterGap(node: Node): Node[][] {
  switch (node.kind) {
    case SyntaxKind.Optional:
      return restsAfterGap(node.childNode);
    case SyntaxKind.Wildcard:
      return [[]];
    default:
      return node.chars.flatMap((char, nth) =>
        BETWEEN.test(String.fromCodePoint(char)) ? [[{ ...node, chars: node.chars.slice(nth + 1) }]] : [],
      );
  }
}
