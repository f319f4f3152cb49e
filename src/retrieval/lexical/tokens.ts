/**
 * Text → words as people would count them: lower case, compatibility forms folded (NFKC), possessives dropped, and
 * the spellings of one identifier brought together ("401(k)" and "401k", "e-mail" and "email", "W-2" and "W2").
 */

const WORD = new RegExp(
  [
    /\p{N}+\(\p{L}\)/u, // 401(k)
    /\p{N}{1,3}(?:,\p{N}{3})+(?:\.\p{N}+)?/u, // 1,000
    /\p{N}+(?:\.\p{N}+)+\p{L}*/u, // 2.5, 1.5m
    /(?<![\p{L}\p{N}-])\p{L}-\p{L}{2,}/u, // e-mail
    /(?<![\p{L}\p{N}-])\p{L}{1,5}-\p{N}+\p{L}?(?![\p{L}\p{N}])/u, // W-2, TD-1
    /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/u, // e.g., U.S.A.
    /(?<![\p{L}\p{N}])\p{L}(?:\+\+|#)/u, // C++, C#
    /[\p{L}\p{N}\p{M}]+(?:'\p{L}+)*/u,
  ]
    .map((form) => form.source)
    .join("|"),
  "gu",
);

const APOSTROPHES = /[\u2018\u2019\u02bc\uff07`]/g;
const NOT_ASCII = /[^\0-\x7f]/;
const POSSESSIVE = /'s?$/;
const JOINT = /[-'(),]/g;
const DOTTED = /^(?:\p{L}\.)+$/u;

/** Longer runs are encoded data, not words; they would only bloat the vocabulary. */
const LONGEST_WORD = 40;

/** The words of `text` in reading order, stop words among them. */
export function words(text: string): string[] {
  const plain = NOT_ASCII.test(text) ? text.normalize("NFKC").replace(APOSTROPHES, "'") : text;
  const found: string[] = [];
  for (const [match] of plain.toLowerCase().matchAll(WORD)) {
    const word = canonical(match);
    if (word.length <= LONGEST_WORD) found.push(word);
  }
  return found;
}

function canonical(match: string): string {
  const bare = match.includes("'") ? match.replace(POSSESSIVE, "") : match;
  if (DOTTED.test(bare)) return bare.replaceAll(".", "");
  return bare.replace(JOINT, "");
}
