/** Text as a reader sees it, whatever its writer did to hide words from a filter. For judging only: offsets are lost. */
import { lastText } from "../last-text.ts";

/** Characters that take no room on a screen: zero-width, bidi controls, soft hyphen, variation selectors, tags. */
export const INVISIBLE =
  /\u034F|\u200D|[\uFE00-\uFE0F]|[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]|\uDB40[\uDC00-\uDDEF]/g;

/** Letters of other scripts that look Latin (from Unicode's confusables), applied only beside Latin letters. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Array.from("аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdɡgһhԛqԝwαaβbεeιiκkνvοoρpτtυuχxγyηnωwıiɩiⅼlꜱsʏy").flatMap(
    (letter, index, all) => (index % 2 === 0 ? [[letter, all[index + 1] ?? letter] as const] : []),
  ),
);

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
  "€": "e",
  "*": "",
};

const MIXED_SCRIPT = /[a-z][Ͱ-ϿЀ-ӿԀ-ԯ]|[Ͱ-ϿЀ-ӿԀ-ԯ][a-z]/i;
/** ASCII and the signs of good typography: nothing to fold but case. */
const isPlain = (text: string): boolean => /^[\n\r\t -~‘’“”–—•€§]*$/.test(text);

/** Compatibility forms folded (NFKC), invisible characters and combining marks off Latin letters, look-alikes Latin, lower case. */
export const plainText = lastText((text) => {
  if (isPlain(text)) return text.toLowerCase();
  const folded = text
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/([a-z])\p{M}{1,8}/giu, "$1")
    .normalize("NFC")
    .toLowerCase();
  if (!MIXED_SCRIPT.test(folded)) return folded;
  return folded.replace(/[\p{L}\p{N}]+/gu, (word) =>
    MIXED_SCRIPT.test(word) ? Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join("") : word,
  );
});

/**
 * Plain text with disguised words written out: "1d!ot" and "i d i o t" become "idiot", "stuuupid" becomes "stupid".
 * Numbers, times and words without such tricks stay as they are.
 */
export const unmaskedText = lastText((plain) => {
  let text = plain;
  if (/(?:^|[^a-z0-9])[a-z0-9@$!](?:[ ._*-][a-z0-9@$!]){2}/.test(text)) {
    text = text.replace(
      /(?<![\p{L}\p{N}])[a-z0-9@$!](?:[ ._*-]{1,2}[a-z0-9@$!]){2,30}(?![\p{L}\p{N}])/gu,
      (run) =>
        (run.match(/[a-z]/g)?.length ?? 0) >= 3
          ? run.replace(/(?<=\S)[ ._*-](?=[^ ._*-])/g, "").replace(/[ ._*-]{2,}/g, " ")
          : run,
    );
  }
  if (/[a-z][0-9@$!|+€*]|[0-9@$!|+€*][a-z]/.test(text)) {
    text = text.replace(
      /(?<![\w@.$-])(?=[a-z]{0,28}[0-9@$!|+€*])[a-z0-9@$!|+€*]{3,30}(?![\w@-]|\.\w)/g,
      (word) => {
        const body = word.replace(/[!*+|]+$/, "");
        const letters = body.match(/[a-z]/g)?.length ?? 0;
        if (letters === body.length || letters < 2 || /^\d+[a-z]{1,3}$|^[a-z]{1,3}\d+$|^\d/.test(body))
          return word;
        return Array.from(body, (character) => LEET[character] ?? character).join("");
      },
    );
  }
  return /(\p{L})\1\1/u.test(text) ? text.replace(/(\p{L})\1{2,}/gu, "$1") : text;
});
