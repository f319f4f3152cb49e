import type { Statement } from "./statements.ts";
import { termsOf } from "./terms.ts";
import { negates } from "./wording.ts";

/** What sort of answer a question wants. */
export interface QuestionKind {
  /** It asks for one fact, or for yes or no: what does not say it is padding. */
  readonly isBrief: boolean;
  /** It wants yes or no. */
  readonly isDecision: boolean;
  /** How well the form of a statement fits, 0 to 1: a definition, a number, a time, a decision. */
  fit(statement: Statement): number;
}

/** Whether a statement says no, itself or by what leads to it. */
export const saysNo = ({ text, items, ledBy }: Statement): boolean =>
  [text, ...items, ...ledBy.map((lead) => lead.text)].some(negates);

const COUNTS =
  /\bhow (?:many|much|often|far|old|large|big|high)\b|\bwhat (?:is the )?(?:percentage|amount|limit|maximum|minimum|cost|price|rate)\b/i;
const TIMES =
  /\b(?:when|how (?:long|often|soon|fast|quickly|late|early)|what time|(?:what|which) (?:days?|date|month|year|deadline)|what is the deadline)\b/i;
const NUMBER_WORD =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|half|once|twice|one (?:minute|hour|day|week|month|year))\b/i;
const TIME =
  /(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several))[- ](?:\p{L}+ )?(?:second|minute|hour|(?:business |work(?:ing)? )?day|week|month|year|quarter)s?\b|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|daily|weekly|monthly|quarterly|annually|annual|yearly|every|once|twice|immediately|noon|midnight)\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{4}\b/iu;
const MONEY = /[$€£¥]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|chf|dollars?|euros?|pounds?)\b/i;
const ASKS_MONEY =
  /\bhow much (?:money|is|are|do|does|did|can|could|may|will|would|should|of)\b|\bwhat (?:is the )?(?:cost|price|fee)\b/i;
const NAMES = /^\s*(?:who|whom|where|which)\b/i;
const DECIDES =
  /^\s*(?:is|are|am|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have)\b/i;
const DECIDING =
  /\b(?:yes|not|no|never|may|must|can|cannot|allowed|permitted|required|prohibited|eligible|entitled|covered|covers)\b/i;
const DEFINES = /^\s*(?:what(?:'s| is| are)|define|who (?:is|are))\b/i;
const DEFINITION = /\b(?:is|are|means|refers to|describes|stands for)\b|: /i;

/** Reads the kind of a question off its first words. */
export function kindOf(question: string): QuestionKind {
  const asked = termsOf(question).terms;
  if (DECIDES.test(question))
    return {
      isBrief: true,
      isDecision: true,
      fit: ({ text }) => Number(DECIDING.test(text) || negates(text)),
    };
  if (TIMES.test(question))
    return {
      isBrief: true,
      isDecision: false,
      fit: ({ text, numeric }) => (TIME.test(text) ? 1 : numeric ? 0.3 : 0),
    };
  if (COUNTS.test(question)) {
    // "How many days" wants days: another number is worth less than none of the kind asked for.
    const [unit] = termsOf(/\bhow (?:many|much)\s+(\p{L}+)/iu.exec(question)?.[1] ?? "").terms;
    const isOfKind = ASKS_MONEY.test(question)
      ? ({ text }: { text: string }) => MONEY.test(text)
      : ({ terms }: { terms: ReadonlySet<string> }) => unit === undefined || terms.has(unit);
    return {
      isBrief: true,
      isDecision: false,
      fit: (statement) =>
        statement.numeric || NUMBER_WORD.test(statement.text) ? (isOfKind(statement) ? 1 : 0.3) : 0,
    };
  }
  const isBrief = NAMES.test(question);
  // "What is not covered?" wants what says no.
  if (negates(question)) return { isBrief, isDecision: false, fit: (statement) => Number(saysNo(statement)) };
  if (!DEFINES.test(question)) return { isBrief, isDecision: false, fit: () => 0 };
  return { isBrief, isDecision: false, fit: ({ text, terms }) => Number(defines(text, terms, asked)) };
}

/** Whether a text says what something is that the question asks about. */
function defines(text: string, terms: ReadonlySet<string>, asked: ReadonlySet<string>): boolean {
  const subject = text.split(DEFINITION)[0] ?? "";
  return (
    subject.length < text.length &&
    subject.split(" ").length <= 8 &&
    [...termsOf(subject).terms].some((term) => asked.has(term) && terms.has(term))
  );
}
