import { readFileSync } from "node:fs";
import { LANGUAGES, type Language } from "../../../src/retrieval/lexical/languages.ts";

/** A short text with its sentences, labelled by hand: one line of `<language>.txt`, "‖" where a sentence ends. */
export interface SentenceCase {
  readonly language: Language;
  readonly text: string;
  /** Offsets at which a sentence begins, but for the first. */
  readonly starts: readonly number[];
  /** Written, below a blank line, when the rules were done. */
  readonly isLater: boolean;
}

const MARK = " ‖ ";

/** The hard cases, in order. */
export function readSentenceCases(): SentenceCase[] {
  return LANGUAGES.flatMap((language) => {
    const file = readFileSync(new URL(`./${language}.txt`, import.meta.url), "utf8");
    const [first = "", later = ""] = file.trim().split("\n\n");
    return [
      ...first.split("\n").map((line) => caseOf(language, line, false)),
      ...later.split("\n").map((line) => caseOf(language, line, true)),
    ];
  });
}

function caseOf(language: Language, line: string, isLater: boolean): SentenceCase {
  const sentences = line.split(MARK);
  const starts = sentences.slice(1).map((_, nth) => sentences.slice(0, nth + 1).join(" ").length + 1);
  return { language, text: sentences.join(" "), starts, isLater };
}
