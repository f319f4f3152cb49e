/** Where two sources say different things about the same matter. */
import { negationsAgree, oppositesAgree } from "./agreement.ts";
import { namesOf } from "./names-of.ts";
import { type Reading, read } from "./reading.ts";
import { sentenceStretches } from "./sentences.ts";

/** Two sentences are about the same matter when they share this many content words ... */
const FEWEST_SHARED = 3;
/** ... and this share of the shorter one's. */
const SHARE = 0.75;
/** What a number counts stands this near to it, in words. */
const UNIT_REACH = 2;

/**
 * Whether a sentence of the one text and a sentence of the other contradict each other: nearly the same words with
 * another number, with a negation or with an opposite. False where names differ: two plans may well pay differently.
 */
export function disagree(one: string, other: string): boolean {
  const others = sentencesOf(other);
  return sentencesOf(one).some((sentence) => others.some((second) => contradict(sentence, second)));
}

interface Sentence {
  readonly text: string;
  readonly reading: Reading;
  readonly names: ReadonlySet<string>;
}

const sentencesOf = (text: string): Sentence[] =>
  sentenceStretches(text).map(({ start, end }) => {
    const sentence = text.slice(start, end);
    return { text: sentence, reading: read(sentence), names: namesOf(sentence) };
  });

function contradict(one: Sentence, other: Sentence): boolean {
  const [fewer, more] = one.reading.content.size < other.reading.content.size ? [one, other] : [other, one];
  const shared = [...fewer.reading.content].filter((term) => more.reading.content.has(term)).length;
  if (shared < FEWEST_SHARED || shared < SHARE * fewer.reading.content.size) return false;
  if ([...one.names].some((name) => !other.names.has(name)) || one.names.size !== other.names.size)
    return false;
  return (
    countDifferently(one.reading, other.reading) ||
    !negationsAgree(one.reading, [other]) ||
    !negationsAgree(other.reading, [one]) ||
    !oppositesAgree(one.text, other.text)
  );
}

/** Whether both count the same thing, each with a number that the other has nowhere. */
function countDifferently(one: Reading, other: Reading): boolean {
  const theirs = counted(other, one);
  return [...counted(one, other)].some((unit) => theirs.has(unit));
}

/** What is counted by numbers that the other reading lacks. */
function counted({ tokens }: Reading, { numbers }: Reading): Set<string> {
  const units = tokens.flatMap(({ number, strict }, at) => {
    if (number === undefined || !strict || numbers.has(number)) return [];
    const near = [
      ...tokens.slice(Math.max(0, at - UNIT_REACH), at),
      ...tokens.slice(at + 1, at + 1 + UNIT_REACH),
    ];
    return near.filter((token) => token.content && token.number === undefined).map(({ term }) => term);
  });
  return new Set(units);
}
