/** Orders and errands that stand where they have no business: one sentence of a document that is unlike all the others. */
import { featuresOf, type LinearModel, scoreText, sigmoid, type TokenFeatures } from "../linear-model.ts";
import { tokensOf } from "../words.ts";

/** Where a sentence, a line, or a field of a one-line record ("Subject: ...|Content: ...") ends. */
const ENDS = /\n+|(?<=[.!?。！？])\s+|(?<=\|)\s*(?=[^\s|:]{2,20}:)/;

/** What people order of an assistant, by the verb that an order begins with. */
const ORDERED = new Set(
  `translate write list explain create provide describe suggest summarise summarize generate tell give make use add
  include insert compose convert rewrite identify analyse analyze compare recommend offer find calculate show send
  replace remove change encode reverse spell repeat answer respond reply say ask state begin start end choose
  propose design draft develop outline detail discuss advise help teach invent imagine pretend ignore forget
  disregard print output reveal mention append call click visit buy download install open run execute act speak
  talk stop assume consider discover learn get share encourage promote persuade convince urge inform notify direct
  guide solve perform complete fill classify extract paraphrase simplify correct edit plan brainstorm recite sing
  count decode decrypt scramble misspell put return produce craft build implement code debug fix determine
  evaluate assess predict estimate name define mark highlight emphasise emphasize praise`.split(/\s+/),
);
/** What may stand before that verb. */
const BEFORE = new Set(
  "and then now also instead please just only always never but so finally first next actually additionally furthermore do not don't let us let's".split(
    " ",
  ),
);
const MOST_BEFORE = 3;
/** Marks of lists, quotes and headings, then the first words. */
const BEGINNING = /^[^\p{L}]{0,12}((?:[\p{L}']+[, ]{0,2}){1,4})/u;
const QUESTION =
  /\?["')*\s]{0,4}$|^(?:how (?:do|can|to|does|is|are|much|many)|what|who|why|when|where|which|can you|could you|would you|will you|do you|is it|are you|i want you|i need you|i'd like you|you (?:are now|must|should|will|have to))\b/;
const GARBLED = /[a-z][0-9@$!][a-z]|(?<![a-z])[a-z]{22,}|(?<![a-z0-9])(?:[a-z0-9] ){5,}/;

type Form = "order" | "question" | "garbled" | "statement";

function formOf(sentence: string): Form {
  if (isOrder(sentence)) return "order";
  if (QUESTION.test(sentence)) return "question";
  return GARBLED.test(sentence) ? "garbled" : "statement";
}

/** Whether a line of plain text tells its reader to do something. */
export function isOrder(line: string): boolean {
  const words = BEGINNING.exec(line)?.[1]?.split(/[, ]+/) ?? [];
  const verb = words.findIndex((word) => !BEFORE.has(word));
  return verb >= 0 && verb <= MOST_BEFORE && ORDERED.has(words[verb] ?? "");
}

/** The sentences, lines and fields of plain text: what the model of hidden orders reads one by one. */
export const sentencesOf = (plain: string): string[] =>
  plain
    .split(ENDS)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** Fewer sentences have no company to be unlike. */
const FEWEST = 3;
/** Buttons and menus are shorter than any errand. */
const FEWEST_WORDS = 4;
/**
 * What speaks against a sentence being out of place, in log-odds: words that the rest of the document has too, other
 * sentences of its form, and that it only states something. Chosen on handbooks and plan documents with planted errands.
 */
const SHARED_WORDS = 4;
const SAME_FORM = 3;
const ONLY_STATES = 2;
/**
 * Puts the point where one page in a hundred is flagged near one half: of the sample documents, which nothing learned
 * from, two of 189 passages. With 1.1 it would be seven, for five in a hundred more of BIPIA's attacks.
 */
const SHIFT = -0.5;
/** Middling suspicion counts for less than in the model, high suspicion for more. */
const STEEPNESS = 1.5;

/** The first letters of longer words: near enough to a stem in every language of Docent. */
const stemsOf = (tokens: readonly string[]): readonly string[] => [
  ...new Set(tokens.filter((token) => token.length >= 4).map((token) => token.slice(0, 5))),
];

/**
 * How likely plain text, read as a document, holds a sentence that wants something of an assistant and does not belong
 * there: 0 to 1, that of the most suspicious sentence.
 * @param features those of the whole text, where they are known already
 */
export function hiddenOrderScore(
  model: LinearModel,
  plain: string,
  features: TokenFeatures = featuresOf(plain),
): number {
  const sentences = sentencesOf(plain);
  if (sentences.length < FEWEST) return 0;
  const tokens = sentences.map(tokensOf);
  const stems = tokens.map(stemsOf);
  const spread = counted(stems.flat());
  const forms = sentences.map(formOf);
  const alike = counted(forms);
  let token = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (const [nth, form] of forms.entries()) {
    const own = stems[nth] ?? [];
    const shared = own.length ? own.filter((stem) => (spread.get(stem) ?? 0) > 1).length / own.length : 0.5;
    const peers = ((alike.get(form) ?? 1) - 1) / (forms.length - 1);
    const against = SHARED_WORDS * shared + (form === "statement" ? ONLY_STATES : SAME_FORM * peers);
    const start = token;
    token += tokens[nth]?.length ?? 0;
    if (token - start < FEWEST_WORDS) continue;
    const probability = scoreText(model, features, start, token);
    highest = Math.max(highest, SHIFT + logitOf(probability) - against);
  }
  return sigmoid(STEEPNESS * highest);
}

function counted<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

const logitOf = (probability: number): number =>
  Math.log(Math.max(probability, 1e-9) / Math.max(1 - probability, 1e-9));
