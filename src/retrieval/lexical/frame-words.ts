/**
 * Words that frame a question at work without saying what it is about ("what is our policy on ...", "can you explain
 * the process for ...", "how much money ...", "how fast ..."). They are searched for, but finding them is no evidence of an answer.
 */
import { stemOf } from "../lexical.ts";

const FRAME_STEMS: ReadonlySet<string> = new Set(
  `according amount answer aspect available company consider describe different details document employee example
  explain find happen help important include info information key learn mean member money need number organisation
  organization people person policy process provide purpose question someone something tell text thing type
  understand way work especially mention outline particular pdf docx pptx specific various fast quick quickly soon
  often frequently`
    .split(/\s+/)
    .map(stemOf),
);

/** Whether the word, in any form, only frames a question. */
export const isFrameWord = (word: string): boolean => FRAME_STEMS.has(stemOf(word));
