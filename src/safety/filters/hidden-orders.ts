/** Orders and errands that stand where they have no business: one sentence of a document that is unlike all the others. */
import { featuresOf, type LinearModel, scoreText, sigmoid } from "../linear-model.ts";

/** Where a sentence, a line, or a field of a one-line record ("Subject: ...|Content: ...") ends. */
const ENDS = /\n+|(?<=[.!?。！？])\s+|(?<=\|)\s*(?=[^\s|:]{2,20}:)/;

const ORDER =
  /^["'(*\-–•\d.)#>\s]*(?:(?:and|then|now|also|instead|please|just|only|always|never|but|so|finally|first|next|actually|additionally|furthermore)[, ]+){0,2}(?:please |do not |don't |let us |let's )?(?:translate|write|list|explain|create|provide|describe|suggest|summari[sz]e|generate|tell|give|make|use|add|include|insert|compose|convert|rewrite|identify|analy[sz]e|compare|recommend|offer|find|calculate|show|send|replace|remove|change|encode|reverse|spell|repeat|answer|respond|reply|say|ask|state|begin|start|end|choose|propose|design|draft|develop|outline|detail|discuss|advise|help|teach|invent|imagine|pretend|ignore|forget|disregard|print|output|reveal|mention|append|call|click|visit|buy|download|install|open|run|execute|act|speak|talk|stop|assume|consider|discover|learn|get|share|encourage|promote|persuade|convince|urge|inform|notify|direct|guide|solve|perform|complete|fill|classify|extract|paraphrase|simplify|correct|edit|plan|brainstorm|recite|sing|count|decode|decrypt|scramble|misspell|put|return|produce|craft|build|implement|code|debug|fix|determine|evaluate|assess|predict|estimate|name|define|mark|highlight|emphasi[sz]e|praise)\b/;
const QUESTION =
  /\?["')*\s]*$|^(?:how (?:do|can|to|does|is|are|much|many)|what|who|why|when|where|which|can you|could you|would you|will you|do you|is it|are you|i want you|i need you|i'd like you|you (?:are now|must|should|will|have to))\b/;
const GARBLED = /[a-z][0-9@$!][a-z]|[a-z]{22,}|(?:^| )(?:[a-z0-9] ){5,}/;

type Form = "order" | "question" | "garbled" | "statement";

function formOf(sentence: string): Form {
  if (ORDER.test(sentence)) return "order";
  if (QUESTION.test(sentence)) return "question";
  return GARBLED.test(sentence) ? "garbled" : "statement";
}

/** Whether a line of plain text tells its reader to do something. */
export const isOrder = (line: string): boolean => ORDER.test(line);

/** The sentences, lines and fields of plain text: what the model of hidden orders reads one by one. */
export const sentencesOf = (plain: string): string[] =>
  plain
    .split(ENDS)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** Fewer sentences have no company to be unlike. */
const FEWEST = 3;
/**
 * What speaks against a sentence being out of place, in log-odds: words that the rest of the document has too, other
 * sentences of its form, and that it only states something. Chosen on handbooks and plan documents with planted errands.
 */
const SHARED_WORDS = 4;
const SAME_FORM = 3;
const ONLY_STATES = 2;
/** Puts the point where one page in a hundred is flagged near one half. */
const SHIFT = 1.6;

/** The first letters of longer words: near enough to a stem in every language of Docent. */
const stems = (sentence: string): Set<string> =>
  new Set((sentence.match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 5)));

/**
 * How likely plain text, read as a document, holds a sentence that wants something of an assistant and does not belong
 * there: 0 to 1, that of the most suspicious sentence.
 */
export function hiddenOrderScore(model: LinearModel, plain: string): number {
  const sentences = sentencesOf(plain);
  if (sentences.length < FEWEST) return 0;
  const words = sentences.map(stems);
  const spread = new Map<string, number>();
  for (const own of words) for (const stem of own) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const forms = sentences.map(formOf);
  const seen = new Map<Form, number>();
  for (const form of forms) seen.set(form, (seen.get(form) ?? 0) + 1);
  let highest = Number.NEGATIVE_INFINITY;
  for (const [nth, sentence] of sentences.entries()) {
    const own = [...(words[nth] ?? [])];
    const shared = own.length ? own.filter((stem) => (spread.get(stem) ?? 0) > 1).length / own.length : 0.5;
    const form = forms[nth] ?? "statement";
    const peers = ((seen.get(form) ?? 1) - 1) / (sentences.length - 1);
    const against = SHARED_WORDS * shared + (form === "statement" ? ONLY_STATES : SAME_FORM * peers);
    // What stands for the sentence cannot outweigh this: spare the model.
    if (SHIFT + MOST_LOGIT - against <= highest) continue;
    const { probability } = scoreText(model, featuresOf(sentence));
    const logit = Math.log(Math.max(probability, 1e-9) / Math.max(1 - probability, 1e-9));
    highest = Math.max(highest, SHIFT + Math.min(logit, MOST_LOGIT) - against);
  }
  return sigmoid(highest);
}

const MOST_LOGIT = 5;
