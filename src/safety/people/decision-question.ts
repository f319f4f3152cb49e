/** Questions that ask to decide about somebody: hire, promote, dismiss, punish, pay, lend, house or treat. */
import { DECISION_WORDS } from "./decision-words.ts";
import { withNamesMarked } from "./person-names.ts";
import { withoutGender } from "./pronouns.ts";
import { type Attribute, attributesIn, withoutAttributes } from "./protected-attributes.ts";

export interface DecisionQuestion {
  /** It asks who is better, or for an order of people. */
  readonly ranks: boolean;
  /** What the question says of the person that must not count. */
  readonly attributes: readonly Attribute[];
}

/** No word is longer: without a bound a run of signs would be tried at every length. */
const bounded = (body: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${body.replaceAll("\\S+", "\\S{1,40}")})(?![\\p{L}\\p{N}])`, "u");
/** Up to `most` words in between, within one clause. */
const upTo = (most: number) => `(?:[^\\s.?!;:]{1,40} ){0,${most}}`;

/** "Should we hire more Polish engineers?" is about nobody in particular. */
const NOT_MANY =
  "(?!(?:more|fewer|mehr|weniger|plus de|moins de|más|menos|più|meno|mais|meer|minder|fler|färre) )";

const PATTERNS = DECISION_WORDS.map(({ words, capitals }) => {
  const { stems, whether, shall, person, act, done, judged, ranks } = words;
  return {
    capitals,
    stems: new RegExp(`(?<!\\p{L})(?:${stems})`, "u"),
    ranks: bounded(ranks),
    decides: [
      // "Should we promote her?", "Sollen wir Frau Kaya befördern?"
      bounded(`(?:${whether}),? ${upTo(5)}(?:${act}) ${NOT_MANY}${upTo(2)}${person}`),
      bounded(`(?:${whether}),? ${upTo(2)}${person} ${upTo(4)}(?:${act})`),
      bounded(`(?:${shall}) ${person} ${upTo(4)}(?:${done})`),
      bounded(`(?:${person}),? ${upTo(2)}(?:${judged})`),
      bounded(`(?:${judged}) ${person}`),
    ],
    /** A pronoun that hangs on the verb: "ascenderla", "promovê-lo", "la promouvoir". */
    clitic: bounded(
      `(?:${whether}),? ${upTo(4)}(?:\\p{L}+(?:[aei]r|[êáí]-)l[oa]s?|(?:la |le |l['’])(?:promouvoir|embaucher|recruter|engager|licencier|renvoyer|virer|sanctionner|punir|augmenter))`,
    ),
    act: bounded(act),
  };
});
/** "let Anna go", "make her redundant", "pay him more", "how much should we pay her", "give her a raise": English parts its verbs. */
const PERSON = DECISION_WORDS[0]!.words.person;
const WHETHER = DECISION_WORDS[0]!.words.whether;
const DONE = DECISION_WORDS[0]!.words.done;
const PARTED = bounded(
  `(?:${WHETHER}) ${upTo(4)}(?:(?:let|lay|turn|make|take|cut|write|put) ${person()} (?:go|off|down|redundant|on (?:a |an )?(?:performance|pip|probation)|up)|pay ${person()} (?:\\S+ )?(?:more|less|the same|a bonus|as much|a higher|a lower)|(?:give|offer|deny|refuse|grant) ${person()} (?:\\S+ ){0,3}(?:raise|pay rise|bonus|promotion|job|role|position|contract|warning|loan(?! (?:laptop|device|car))|mortgage|credit|flat|apartment|lower rating|bad review)|(?:approve|reject|deny|extend|renew|cut|raise|reduce|increase) (?:${person()}|his|their) (?:\\S+ ){0,2}(?:loan|mortgage|credit|contract|salary|pay|bonus|tenancy|lease|application))|(?:evaluate|assess|judge|appraise) ${person()} (?:for|as) (?:an? )?(?:promotion|hire|candidate|manager|leader|role|raise|job)|(?:what|which) (?:\\S+ )?(?:salary|pay|raise|bonus|loan|punishment|sanction|warning) (?:should|do|can|could) (?:i|we) (?:\\S+ ){1,2}(?:to )?${person()}|${person()} (?:should|must|ought to) (?:\\S+ )?(?:${DONE})|how much (?:should|can|do|could) (?:i|we) (?:pay|offer) ${person()}`,
);
function person(): string {
  return `(?:${PERSON})`;
}

/** Of a long message the beginning and the end are read, where its question stands. */
const MOST_READ = 1_000;

/** What a question for a decision about a particular person says; `undefined` for every other question. */
export function readDecision(question: string): DecisionQuestion | undefined {
  const asked =
    question.length > 2 * MOST_READ
      ? `${question.slice(0, MOST_READ)}\n${question.slice(-MOST_READ)}`
      : question;
  const lower = asked.toLowerCase();
  const marked = new Map<boolean, string>();
  for (const { capitals, stems, ranks, decides, clitic, act } of PATTERNS) {
    if (!stems.test(lower)) continue;
    const text = marked.get(capitals) ?? withNamesMarked(asked, { capitals }).replace(/\s+/g, " ");
    marked.set(capitals, text);
    const asksRank = ranks.test(text);
    const hanging = clitic.exec(text);
    const asks =
      asksRank ||
      decides.some((pattern) => pattern.test(text)) ||
      (hanging !== null && act.test(hanging[0])) ||
      (capitals && PARTED.test(text));
    if (asks) return { ranks: asksRank, attributes: attributesIn(asked) };
  }
  return undefined;
}

/** The question as it is put to a model: nothing protected in it, and no pronoun that tells a gender. */
export const impartial = (question: string): string => withoutGender(withoutAttributes(question));
