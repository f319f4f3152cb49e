/** Follow-ups made standalone, without a model. */
import type { Exchange } from "../models/model.ts";
import { followUpTexts } from "../retrieval/follow-up.ts";
import type { WeightedText } from "../retrieval/passage-index.ts";

export interface StandaloneQuestion {
  /** What is searched. */
  readonly texts: readonly WeightedText[];
  /** The question with what it refers to in front: what a model is asked. */
  readonly text: string;
  /** The question it follows, when it cannot be understood alone. */
  readonly follows?: string;
}

/** Makes `question` standalone from what was said before, oldest first. */
export function standalone(question: string, history: readonly Exchange[]): StandaloneQuestion {
  const texts = followUpTexts(question, {
    questions: history.map((exchange) => exchange.question),
    lastAnswer: history.findLast(({ answer }) => answer)?.answer,
  });
  const previous = history.at(-1);
  if (!previous || !leansOnHistory(question)) return { texts, text: question };

  // "And in Germany?" may itself follow "What about part-time?": the topic stands in the last question that stood alone.
  const topic = history.findLast((exchange) => !leansOnHistory(exchange.question)) ?? previous;
  const spoken = [...new Set([topic.question, previous.question, question])];
  return { texts, text: spoken.join(" "), follows: previous.question };
}

const OPENS_AS_FOLLOW_UP =
  /^(and|but|or|so|also|then|what about|how about|what if|why|why not|which one|who else|what else|anything else|same|more|tell me more|go on|really)\b/i;
const REFERS_BACK =
  /\b(it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|her|hers|there|such|the same|the former|the latter|the other|others|above|instead|the first|the second|ones?)\b/i;

/** Whether a question is too short to stand alone, or refers to something said before. */
function leansOnHistory(question: string): boolean {
  const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length <= 2 || OPENS_AS_FOLLOW_UP.test(question.trim()) || REFERS_BACK.test(question);
}

/** The question with its typos repaired as the search read them. */
export function corrected(
  question: string,
  corrections: readonly { readonly from: string; readonly to: string }[],
): string {
  const readAs = new Map(corrections.map(({ from, to }) => [from.toLowerCase(), to]));
  return question.replaceAll(/[\p{L}\p{N}]+/gu, (word) => {
    const to = readAs.get(word.toLowerCase());
    if (to === undefined) return word;
    return /^\p{Lu}/u.test(word) ? to.charAt(0).toUpperCase() + to.slice(1) : to;
  });
}
