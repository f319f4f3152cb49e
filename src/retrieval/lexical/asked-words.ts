/** The words of a question as they are searched for: read as the standard's, and what only says who is meant set aside. */

import { isVarietyFunctionWord, standardWord } from "./english-varieties.ts";
import { mentionsApart } from "./person-mentions.ts";
import { languageOf, stopWordsOf } from "./stop-words.ts";
import { words } from "./tokens.ts";

export interface AskedWord {
  /** Lower case, unstemmed. */
  readonly word: string;
  /** What it is read as where no readable passage holds it: the standard's word. */
  readonly standard?: string;
  /** Says nothing where no readable passage holds it: written with a capital it may be a name. */
  readonly isFunctionWord?: boolean;
  /** Says who is meant, not what is asked about them. */
  readonly isAside?: boolean;
  /** The words of the person's name that it belongs to. */
  readonly name?: readonly string[];
}

/** Forms of English stop words that texts hold with a meaning of their own; a question merely asks with them. */
const ASKED_WITH: ReadonlySet<string> = new Set(
  `ask asks asked asking tells told telling wanted wanting knew knowing seeing puts putting kindly actually basically
  honestly simply literally exactly`.split(/\s+/),
);

/** The content words of a question, in reading order. */
export function askedWords(text: string): AskedWord[] {
  const language = languageOf(words(text));
  const isStop = stopWordsOf(language);
  if (language !== "en") return words(text).flatMap((word) => (isStop(word) ? [] : [{ word }]));
  return mentionsApart(text).flatMap((part) => {
    const all = words(part.text);
    const name = part.isName ? all : undefined;
    return all.flatMap((word): AskedWord[] => {
      if (part.isName) return [{ word, name }];
      if (isStop(word) || ASKED_WITH.has(word)) return [];
      const isAside = part.isAside;
      if (isVarietyFunctionWord(word)) {
        const asName = word[0]!.toUpperCase() + word.slice(1);
        return text.includes(asName) || text.includes(word.toUpperCase())
          ? [{ word, isFunctionWord: true, isAside }]
          : [];
      }
      const standard = standardWord(word);
      if (standard === undefined) return [{ word, isAside }];
      return isStop(standard) || ASKED_WITH.has(standard) ? [] : [{ word, standard, isAside }];
    });
  });
}
