/**
 * Text → words as people would count them: lower case, compatibility forms folded (NFKC), possessives dropped, and
 * the spellings of one identifier brought together ("401(k)" and "401k", "e-mail" and "email", "W-2" and "W2"), elided
 * articles set apart ("l'employé").
 */

/** Words with a joint inside, tried where a plain word ends at one. */
const JOINED = new RegExp(
  [
    /\p{N}+\(\p{L}\)/u, // 401(k)
    /\p{N}{1,3}(?:,\p{N}{3})+(?:\.\p{N}+)?/u, // 1,000
    /\p{N}+(?:\.\p{N}+)+\p{L}*/u, // 2.5, 1.5m
    /(?<!-)\p{L}-\p{L}{2,}/u, // e-mail
    /(?<!-)\p{L}{1,5}-\p{N}+\p{L}?(?![\p{L}\p{N}])/u, // W-2, TD-1
    /(?:\p{L}\.){2,}/u, // e.g., U.S.A.
    /\p{L}(?:\+\+|#)/u, // C++, C#
    /[\p{L}\p{N}\p{M}]+(?:'\p{L}+)+/u, // don't
  ]
    .map((form) => form.source)
    .join("|"),
  "uy",
);

const APOSTROPHES = /[\u2018\u2019\u02bc\uff07`]/g;
const NOT_ASCII = /[^\0-\x7f]/;
const POSSESSIVE = /'s?$/;
const JOINTS = /[-'(),]/g;
const DOTTED = /^(?:\p{L}\.)+$/u;
const OF_A_WORD = /[\p{L}\p{N}\p{M}]/u;

/** An article or pronoun that French and Italian write onto the next word: l'employé, qu'il, dell'azienda. */
const ELIDED =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|dall|dell|nell|sull|all|coll|un|quest|quell)'(?=[aeiouyhàâæèéêëìîïòôœùûü])/;

/** Longer runs are encoded data, not words; they would only bloat the vocabulary. */
const LONGEST_WORD = 40;

/** The words of `text` in reading order, stop words among them. */
export function words(text: string): string[] {
  const folded = NOT_ASCII.test(text) ? text.normalize("NFKC").replace(APOSTROPHES, "'") : text;
  const plain = folded.toLowerCase();
  const found: string[] = [];
  for (let at = 0; at < plain.length; ) {
    const start = at;
    while (isOfWord(plain, at)) at += widthAt(plain, at);
    if (at === start) {
      at += widthAt(plain, at);
      continue;
    }
    let word = plain.slice(start, at);
    if (mayJoin(plain, at)) {
      JOINED.lastIndex = start;
      const joined = JOINED.exec(plain)?.[0];
      if (joined !== undefined && joined.length > word.length) {
        const elided = ELIDED.exec(joined)?.[0];
        at = start + (elided ?? joined).length;
        word = withoutJoints(elided ?? joined);
      }
    }
    if (word.length <= LONGEST_WORD) found.push(word);
  }
  return found;
}

function withoutJoints(word: string): string {
  if (DOTTED.test(word)) return word.replaceAll(".", "");
  return word.replace(POSSESSIVE, "").replace(JOINTS, "");
}

/** Whether {@link JOINED} may go on over what stands here, which is cheap to say: mostly it ends a clause. */
function mayJoin(text: string, at: number): boolean {
  switch (text.charCodeAt(at)) {
    case 35: // #
      return true;
    case 43: // +
      return text.charCodeAt(at + 1) === 43;
    case 39: // '
    case 40: // (
    case 44: // ,
    case 45: // -
    case 46: // .
      return isOfWord(text, at + 1);
    default:
      return false;
  }
}

/** How many UTF-16 units the character at this place takes. */
const widthAt = (text: string, at: number): 1 | 2 => ((text.charCodeAt(at) & 0xfc00) === 0xd800 ? 2 : 1);

function isOfWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return at < text.length && OF_A_WORD.test(String.fromCodePoint(text.codePointAt(at)!));
}
