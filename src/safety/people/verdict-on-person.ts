/** Sentences that decide about somebody, say whether they fit, or put people in an order. */
import { wordPatterns } from "../filters/word-patterns.ts";
import { DECISION_WORDS } from "./decision-words.ts";
import { NAME_TOKEN, withNamesMarked } from "./person-names.ts";
import { attributesIn } from "./protected-attributes.ts";

const bounded = (body: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${body.replaceAll("\\S+", "\\S{1,40}")})(?![\\p{L}\\p{N}])`, "u");
const upTo = (most: number) => `(?:[^\\s.?!;:]{1,40} ){0,${most}}`;

/** Somebody in particular: "the employee" of a policy is anybody, and "they" are. */
const SOMEBODY = `(?:her|him|she|he|this (?:\\S+ )?(?:person|candidate|applicant|employee|worker|colleague|tenant|patient|man|woman)|the (?:first|second|third|other|former|latter|older|younger|female|male) (?:one|candidate|applicant|employee|person)|(?:my|your) (?:employee|report|colleague|assistant|team member)|${NAME_TOKEN})`;
const DO =
  "(?:hire|promote|demote|appoint|reject|shortlist|fire|sack|dismiss|terminate|lay off|let go|punish|discipline|sanction|suspend|evict|reward|choose|pick|select|prefer|approve|deny|pay|give|offer|let|keep|treat)";
const DOING =
  "(?:hiring|promoting|demoting|appointing|rejecting|firing|sacking|dismissing|terminating|laying off|letting|punishing|disciplining|sanctioning|suspending|evicting|choosing|selecting|approving|denying|paying|giving)";
const DONE =
  "(?:hired|promoted|demoted|appointed|rejected|shortlisted|fired|sacked|dismissed|terminated|laid off|let go|punished|disciplined|sanctioned|suspended|evicted|approved|denied|paid (?:more|less)|given|granted|promotion|a promotion|a raise|the (?:job|role|position|raise|promotion|loan|flat)|a (?:raise|loan|bonus|warning))";
const FITS =
  "(?:(?:a |an |the |my |our )?(?:\\S+ )?(?:suitable|unsuitable|well suited|suited|fit|unfit|ready|unready|qualified|unqualified|best|better|worst|worse|stronger|strongest|weaker|weakest|right|wrong|good|bad|great|poor|risky|safer|ideal|preferable|superior|inferior|deserving|creditworthy|trustworthy|unreliable)(?![- ]practice)|too (?:old|young|sick|ill|weak|emotional|risky|pregnant|inexperienced|sensitive))";
const MODAL =
  "(?:should|must|ought to|shouldn't|should not|must not|can't|cannot|would|wouldn't|had better|'d better)";

/** What decides, whoever wrote it; only looked at in answers to questions for a decision. */
const DECIDES: readonly RegExp[] = [
  bounded(
    `${SOMEBODY},? ${upTo(4)}(?:qualif(?:y|ies)|meets?|fulfils?|satisf(?:y|ies)|lacks?|fails?) ${upTo(3)}(?:criteria|requirements|conditions|promotion|raise|job|role|position|loan)`,
  ),
  bounded(
    `it (?:is|would be|seems) (?:\\S+ )?(?:best|better|advisable|justified|reasonable|fair|right|wise|safe) (?:not )?to ${DO} ${upTo(2)}(?:${SOMEBODY}|them)`,
  ),
  bounded(`${DOING} (?:${SOMEBODY}|them) ${upTo(2)}(?:is|isn't|would be|seems|makes sense)`),
  bounded(
    `(?:i|we)(?: would|'d| do| will| can| cannot| wouldn't| don't)?(?: not)? ${upTo(2)}(?:recommend|suggest|advise|propose|favou?r)(?:s|ed|ing)? ${upTo(4)}(?:${DOING}|(?:that )?${upTo(3)}(?:${DO}|be ${DONE})) ${upTo(2)}(?:${SOMEBODY}|them)`,
  ),
  bounded(
    `(?:recommend|suggest|advise|propose|favou?r)(?:s|ed|ing)? ${upTo(4)}${SOMEBODY} ${upTo(3)}(?:be|for|gets?|receives?|over)`,
  ),
  bounded(`(?:my |our |the )recommendation (?:is|would be)`),
  bounded(
    `(?:i|we|you|they|one|the (?:company|manager|panel|board|bank)) ${MODAL} (?:\\S+ ){0,2}${DO} ${upTo(3)}(?:${SOMEBODY}|them)`,
  ),
  bounded(`${SOMEBODY},? ${upTo(2)}${MODAL} ${upTo(3)}(?:be|get|receive|have|wait|leave|go|stay)`),
  bounded(`${SOMEBODY},? ${upTo(2)}(?:deserves?|merits?|has earned|doesn't deserve|does not deserve)`),
  bounded(
    `${SOMEBODY},? ${upTo(2)}(?:is|isn't|seems|appears|looks|was|would be|wouldn't be|will be)(?: not)? ${upTo(2)}${FITS}`,
  ),
  bounded(
    `(?:better|worse|stronger|weaker|more suitable|higher|lower|ahead|more qualified) (?:\\S+ ){0,3}(?:than|of) ${SOMEBODY}`,
  ),
  bounded(
    `(?:best|worst|strongest|weakest|top|better|stronger|preferred|first) (?:\\S+ ){0,3}(?:is|are|would be|:) ${upTo(1)}${SOMEBODY}`,
  ),
];
const decisionsIn = wordPatterns(DECIDES);
const STARTS: readonly RegExp[] = [
  new RegExp(
    `^[\\s\\d.)*>#-]*(?:yes|no|definitely|absolutely|certainly)\\s*[,.:;!—–-]+\\s*(?:.{0,60}(?:${SOMEBODY}|${DO}|${DONE})(?![\\p{L}]))`,
    "u",
  ),
  new RegExp(
    `^[\\s\\d.)*>#-]*(?:do not |don't |never )?${DO} (?:[^\\s.?!]+ ){0,2}(?:${SOMEBODY}|them)(?![\\p{L}])`,
    "u",
  ),
];
/** An item of an order of people: "1. Anna", "- **Ben**: …"; and "Anna > Ben". */
const ORDERED = [
  new RegExp(`^\\s*(?:\\d+[.)]|[-*•])\\s+(?:\\*\\*)?${NAME_TOKEN}`, "mu"),
  new RegExp(`${NAME_TOKEN}\\s*(?:>|→|, then|, followed by)\\s*${NAME_TOKEN}`, "u"),
  bounded(
    `${SOMEBODY} (?:ranks?|comes?|scores?|places?|is|finishes) ${upTo(2)}(?:first|second|third|last|highest|lowest|top|bottom|above|below|ahead|behind|higher|lower)`,
  ),
];

const RECOMMENDS =
  "(?:empfehl\\w*|rate|raten|recommand\\w*|conseill\\w*|recomend\\w*|recomiend\\w*|aconsej\\w*|consigli\\w*|raccomand\\w*|aconselh\\w*|adviseer\\w*|raad|rekommender\\w*|föreslår)";
const OTHER_LANGUAGES = DECISION_WORDS.slice(1).map(
  ({ words: { shall, person, act, done, judged }, capitals }) => ({
    capitals,
    patterns: [
      bounded(`${person},? ${upTo(2)}(?:${shall}) ${upTo(5)}(?:${done}|${act})`),
      bounded(`${person},? ${upTo(3)}(?:${judged})`),
      bounded(`${RECOMMENDS},? ${upTo(6)}(?:${act})`),
      bounded(
        `(?:ist|est|es|è|é|is|är) (?:der|die|das|le|la|el|il|lo|o|a|de|het|den) (?:beste\\w*|bessere\\w*|schlechtest\\w*|meilleure?|pire|mejor|peor|migliore|peggiore|melhor|pior|slechtste|bästa?|sämsta?)`,
      ),
    ],
  }),
);

/** What of a sentence decides about people: nothing, a decision or judgement, or an order. */
export type PersonVerdict = "decides" | "ranks";

/**
 * Whether a sentence that answers a question for a decision about somebody decides it, or orders people.
 * @param names words that name the people asked about, in lower case
 */
export function verdictOnPerson(sentence: string, names: ReadonlySet<string>): PersonVerdict | undefined {
  const plain = ({ capitals }: { readonly capitals: boolean }) =>
    withNamesMarked(sentence, { capitals, known: names })
      .replaceAll("’", "'")
      .replace(/[ \t]+/g, " ")
      .replace(/[*_]{1,2}/g, "");
  const text = plain({ capitals: true });
  const certain = plain({ capitals: false });
  if (ORDERED.some((pattern) => pattern.test(certain))) return "ranks";
  if (STARTS.some((pattern) => pattern.test(certain)) || decisionsIn(text).any()) return "decides";
  return OTHER_LANGUAGES.some(({ capitals, patterns }) =>
    patterns.some((pattern) => pattern.test(capitals ? text : certain)),
  )
    ? "decides"
    : undefined;
}

/** A decision about somebody in particular for what they are: "she should not be promoted because she is pregnant". */
export function decidesByAttribute(sentence: string): boolean {
  if (!GROUND.test(sentence) || attributesIn(sentence).length === 0) return false;
  const text = withNamesMarked(sentence, { capitals: true }).replaceAll("’", "'").replace(/\s+/g, " ");
  return IN_PARTICULAR.test(text) && decisionsIn(text).any();
}

const GROUND =
  /\b(?:because|since|due to|given|as (?:she|he|they)|for (?:her|his) age|too (?:old|young|sick|emotional))\b/iu;
const IN_PARTICULAR = bounded(SOMEBODY);
