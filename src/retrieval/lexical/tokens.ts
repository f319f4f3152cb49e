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
/** By ASCII code: 1 for what words are made of, in lower case. */
const OF_WORDS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** An article or pronoun that French and Italian write onto the next word: l'employé, qu'il, dell'azienda. */
const ELIDED =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|dall|dell|nell|sull|all|coll|un|quest|quell)'(?=[aeiouyhàâæèéêëìîïòôœùûü])/;

/** Longer runs are encoded data, not words; they would only bloat the vocabulary. */
const LONGEST_WORD = 40;

/** The words of `text` in reading order, stop words among them. */
export function words(text: string): string[] {
  const found: string[] = [];
  readWords(text, (within, _, start, end) => {
    found.push(within.slice(start, end));
  });
  return found;
}

/**
 * Tells `take` where the words of `text` stand, in the same order: in which string and in its letters, which are good
 * until it returns. It must not read words itself.
 */
export function readWords(
  text: string,
  take: (within: string, letters: Uint16Array, start: number, end: number) => void,
): void {
  const folded = NOT_ASCII.test(text) ? text.normalize("NFKC").replace(APOSTROPHES, "'") : text;
  const plain = folded.toLowerCase();
  const letters = lettersOf(plain, LETTERS);
  for (let at = 0; at < plain.length; ) {
    const start = at;
    at = endOfWord(plain, letters, start);
    if (at === start) {
      at += widthAt(plain, at);
      continue;
    }
    const joined = mayJoin(plain, at) ? joinedAt(plain, start) : undefined;
    if (joined !== undefined && joined.length > at - start) {
      const elided = ELIDED.exec(joined)?.[0];
      at = start + (elided ?? joined).length;
      const word = withoutJoints(elided ?? joined);
      if (word.length <= LONGEST_WORD) take(word, lettersOf(word, LETTERS_OF_JOINED), 0, word.length);
    } else if (at - start <= LONGEST_WORD) take(plain, letters, start, at);
  }
}

/** Room for the letters of a passage, and for those of a word whose joints were taken out. */
const LETTERS = new Uint16Array(1 << 13);
const LETTERS_OF_JOINED = new Uint16Array(LONGEST_WORD + 1);

/** The text's UTF-16 units and a 0 behind them: in an array each is read at a fraction of what it costs in a string. */
function lettersOf(text: string, room: Uint16Array): Uint16Array {
  const letters = text.length < room.length ? room : new Uint16Array(text.length + 1);
  for (let at = 0; at < text.length; at++) letters[at] = text.charCodeAt(at);
  letters[text.length] = 0;
  return letters;
}

function endOfWord(text: string, letters: Uint16Array, start: number): number {
  let at = start;
  for (;;) {
    const code = letters[at]!;
    if (code < 128 ? OF_WORDS[code] === 1 : isOfWord(text, at)) at += code < 128 ? 1 : widthAt(text, at);
    else return at;
  }
}

function joinedAt(text: string, start: number): string | undefined {
  JOINED.lastIndex = start;
  return JOINED.exec(text)?.[0];
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
  if (code < 128) return OF_WORDS[code] === 1;
  return at < text.length && OF_A_WORD.test(String.fromCodePoint(text.codePointAt(at)!));
}
