/** Follow-ups made standalone without a model; `rewrite-with-model.ts` lets one say them anew. */
import type { Exchange } from "../models/model.ts";
import { followUpTexts } from "../retrieval/follow-up.ts";
import { contentWords } from "../retrieval/lexical.ts";
import type { WeightedText } from "../retrieval/passage-index.ts";

export interface StandaloneQuestion {
  /** What is searched. */
  readonly texts: readonly WeightedText[];
  /** The question with what it refers to in front: what a model is asked. */
  readonly text: string;
  /** The question it follows, when it cannot be understood alone. */
  readonly follows?: string;
  /** Whether a model said it anew, so that `text` alone is what was understood. */
  readonly rewritten?: boolean;
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
  /^(?:and|but|or|so|also|then|what about|how about|which ones?|anything else|same|go on|really)\b/i;
/** These open a follow-up when little comes after them: "why not?", but not "why does records management matter?" */
const OPENS_IF_SHORT =
  /^(?:why|what if|who else|what else|where else|when else|how else|more|tell me more)\b/i;
const FEW_WORDS = 2;

const REFERS_BACK =
  /\b(?:its?|they|them|theirs?|this|these|those|he|him|his|she|hers?|such|the same|the (?:former|latter|others?|first|second)|above|instead|(?:that|this|the|another|other|which) ones?)\b|\b(?<!\b(?:is|are|was|were|be) )there\b(?! (?:is|are|was|were)\b)|(?<=\b(?:of|about|for|on|with|in|like|is|are|was|do|does|did|after|before) )that\b|\bthat(?=\s*(?:[?.!,]|$))/gi;
/** "Is it possible to …", "it is important that …": it refers to what follows. */
const REFERS_AHEAD =
  /^it(?: is| was|['’]s)? (?:\p{L}+ly )?(?:important|possible|necessary|required|mandatory|okay|ok|allowed|permitted|best|better|common|worth|likely|true|wise) (?:to|that|if|for)\b/iu;
/** Where a clause begins: what a pronoun after it refers to may stand before it, in the question itself. */
const CLAUSE = /[,;]|\b(?:and|or|but|if|when|that|who|which|what|how|because|while|before|after|so|as)\b/gi;

/** Whether a question is too short to stand alone, or refers to something said before. */
function leansOnHistory(question: string): boolean {
  const asked = question.trim();
  const words = asked.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= FEW_WORDS || OPENS_AS_FOLLOW_UP.test(asked)) return true;
  const opening = OPENS_IF_SHORT.exec(asked);
  if (opening && contentWords(asked.slice(opening[0].length)).length < FEW_WORDS) return true;
  return [...asked.matchAll(REFERS_BACK)].some(
    ({ index }) =>
      !REFERS_AHEAD.test(asked.slice(index, index + LOOK_AHEAD)) && !hasAntecedent(asked.slice(0, index)),
  );
}

/** "If I lose my badge, who replaces" names what it is about before its last clause begins. */
function hasAntecedent(before: string): boolean {
  const boundary = [...before.matchAll(CLAUSE)].at(-1)?.index ?? 0;
  return contentWords(before.slice(0, boundary)).length > 0;
}

/** "it is very important that": as far as what it refers to may stand. */
const LOOK_AHEAD = 40;

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
