/** English third-person pronouns: which of its two senses "her" or "his" has in its place. */

/** Words after which a possessive is impossible: "her" before them stands for a person, "his" for a thing. */
const NO_NOUN = new Set(
  `a an the this that these those and or but nor so if when while because since as than then for to of in on at by
  with from about into over after before during without under between through off out up down again now soon today
  tomorrow yesterday yet too either anyway instead already only just even here there back more less most is was are
  were be been has have had do does did will would shall should can could may might must not never ever always more
  immediately directly personally later first it he she they we you i me him them us who whom which what how why where`.split(
    /\s+/,
  ),
);

/** Whether a pronoun that ends before `rest` belongs to a noun there: "her raise", but not "her?", "her for it". */
export function isPossessive(rest: string): boolean {
  const [, next] = /^\s+(?:\(|["'“‘])?([\p{L}\p{N}’'-]+)/u.exec(rest) ?? [];
  return next !== undefined && !NO_NOUN.has(next.toLowerCase());
}

const PRONOUN = /(?<![\p{L}\p{N}'’-])(she|he|her|him|his|hers|herself|himself)(?![\p{L}\p{N}-])/giu;

/**
 * Replaces each gendered pronoun by what `replacement` says of it, in lower case, and of whether it is possessive there.
 * @param written turns the pronoun as it stands and its replacement into what is written
 */
export const replacePronouns = (
  text: string,
  replacement: (pronoun: string, possessive: boolean) => string,
  written: (pronoun: string, replacement: string) => string = (_, other) => other,
): string =>
  text.replace(PRONOUN, (pronoun: string, _: string, at: number) =>
    written(pronoun, replacement(pronoun.toLowerCase(), isPossessive(text.slice(at + pronoun.length)))),
  );

/** "Is she ready for her raise?" → "Is this person ready for this person's raise?" */
export const withoutGender = (text: string): string =>
  replacePronouns(text, (pronoun, possessive) => {
    if (pronoun === "his" || pronoun === "hers" || (pronoun === "her" && possessive)) return "this person's";
    return pronoun.endsWith("self") ? "themselves" : "this person";
  });
