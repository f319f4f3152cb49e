const NOT_ASCII = /[^\0-\x7f]/;
const MARKS = /\p{M}+/gu;
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d" };
const LETTER = /[ßøæœłđ]/g;

/** A lower-case word as it is typed without accents: "überstunden" → "uberstunden", "straße" → "strasse". */
export function foldDiacritics(word: string): string {
  if (!NOT_ASCII.test(word)) return word;
  return word
    .replace(LETTER, (letter) => LETTERS[letter]!)
    .normalize("NFD")
    .replace(MARKS, "");
}
