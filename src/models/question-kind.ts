import type { Statement } from "./statement.ts";
import { termsOf } from "./terms.ts";
import { negates } from "./wording.ts";

/** What sort of answer a question wants. */
export interface QuestionKind {
  /** It asks for one fact, or for yes or no: what does not say it is padding. */
  readonly isBrief: boolean;
  /** What fits less than the best answer does not answer. */
  readonly isStrict: boolean;
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
/** What is counted: up to three words before what is said of them. */
const COUNTED =
  /\bhow (?:many|much)\s+((?:[\p{L}-]+\s+){0,2}?[\p{L}-]+)(?=\s+(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|per|of|in|for|to|at|on|from|with|by)\b|\s*[?.!,]|\s*$)/iu;
const TIMES =
  /\b(?:when|how (?:long|often|soon|fast|quickly|late|early)|what time|(?:what|which) (?:days?|date|month|year|deadline)|what is the deadline)\b/i;
const NUMBER_WORD =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|half|once|twice|one (?:minute|hour|day|week|month|year))\b/i;
const LASTS = /\bhow (?:long|soon|fast|quickly)\b/i;
const DURATION =
  /(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several))[- ](?:\p{L}+ )?(?:minute|hour|day|week|month|year|quarter)s?\b|\b(?:immediately|right away|at once)\b/iu;
const POINT_IN_TIME =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|(?:dai|week|month|quarter|annual|year)ly|annual|noon|midnight)\b|\b(?:every|each|per) (?:\p{L}+ )?(?:day|week|month|year|quarter)s?\b|\b(?:once|twice|times) (?:a|an|per|every|each)\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\b|\b\d{4}\b/iu;
const CURRENCY =
  "dollars?|euros?|pounds?|francs?|kron(?:a|or|e|er)|rupees?|yen|z[lł]oty|usd|eur|gbp|chf|sek|nok|dkk|cad|aud|nzd|pln|czk|huf|ron|inr|jpy|cny|brl|mxn|zar|sgd|hkd";
const MONEY = new RegExp(
  `(?:[$€£¥₹]|\\b(?:${CURRENCY})\\b)\\s?\\d|\\b\\d[\\d.,]*\\s?(?:[€£¥₹]|(?:${CURRENCY})\\b)`,
  "i",
);
const ASKS_MONEY =
  /\bhow much (?:money|is|are|do|does|did|can|could|may|will|would|should|of)\b|\bwhat (?:is the )?(?:cost|price|fee)\b/i;
const WHO = /^\s*who(?:m|se)?\b/i;
const SOMEBODY =
  /\b(?:managers?|supervisors?|leads?|directors?|officers?|teams?|staff|employees?|members?|everyone|everybody|anyone|nobody|owners?|admins?|administrators?|specialists?|coordinators?|committee|department|office|people|partners?)\b|\S@\S/i;
/** Two words or more that begin with capitals, after the beginning. */
const NAMED = /[\p{Ll},:;] \p{Lu}\p{Ll}+(?: \p{Lu}\.)?(?:[ -]\p{Lu}\p{Ll}+)+/u;
const NAMES = /^\s*(?:where|which)\b/i;
const DECIDES =
  /^\s*(?:is|are|am|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have)\b/i;
const DECIDING =
  /\b(?:yes|not|no|never|may|must|can|cannot|allowed|permitted|required|prohibited|eligible|entitled|covered|covers)\b/i;
const DENIES = /\b(?:not|never)\b|n['’]t\b/i;
const DEFINES = /^\s*(?:what(?:'s| is| are)|define)\b/i;
const DEFINITION = /\b(?:is|are|means|refers to|describes|stands for)\b|: /i;

/** Reads the kind of a question off its first words. */
export function kindOf(question: string): QuestionKind {
  const asked = termsOf(question).terms;
  if (DECIDES.test(question))
    return {
      ...BRIEF,
      isDecision: true,
      fit: (statement) => Number(DECIDING.test(statement.text) || saysNo(statement)),
    };
  if (TIMES.test(question)) {
    const [wanted, other] = LASTS.test(question) ? [DURATION, POINT_IN_TIME] : [POINT_IN_TIME, DURATION];
    return {
      ...BRIEF,
      fit: ({ text, numeric }) => (wanted.test(text) ? 1 : other.test(text) ? 0.5 : numeric ? 0.3 : 0),
    };
  }
  if (COUNTS.test(question)) {
    // "How many leave days" wants days: another number is worth less than none of the kind asked for.
    const unit = [...termsOf(COUNTED.exec(question)?.[1] ?? "").terms].at(-1);
    const isOfKind = ASKS_MONEY.test(question)
      ? ({ text }: { text: string }) => MONEY.test(text)
      : ({ terms }: { terms: ReadonlySet<string> }) => unit === undefined || terms.has(unit);
    return {
      ...BRIEF,
      fit: (statement) =>
        statement.numeric || NUMBER_WORD.test(statement.text) ? (isOfKind(statement) ? 1 : 0.3) : 0,
    };
  }
  if (WHO.test(question))
    return { ...BRIEF, fit: ({ text }) => Number(SOMEBODY.test(text) || NAMED.test(text)) };
  if (NAMES.test(question)) return { ...BRIEF, fit: () => 0 };
  // "What is not covered?" wants what says no.
  if (DENIES.test(question))
    return { ...OPEN, isStrict: true, fit: (statement) => Number(saysNo(statement)) };
  if (!DEFINES.test(question)) return { ...OPEN, fit: () => 0 };
  return { ...OPEN, fit: ({ text, terms }) => Number(defines(text, terms, asked)) };
}

const BRIEF = { isBrief: true, isStrict: true, isDecision: false } as const;
const OPEN = { isBrief: false, isStrict: false, isDecision: false } as const;

/** Whether a text says what something is that the question asks about. */
function defines(text: string, terms: ReadonlySet<string>, asked: ReadonlySet<string>): boolean {
  const subject = text.split(DEFINITION)[0] ?? "";
  return (
    subject.length < text.length &&
    subject.split(" ").length <= 8 &&
    [...termsOf(subject).terms].some((term) => asked.has(term) && terms.has(term))
  );
}
