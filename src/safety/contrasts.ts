/** Words of which one must not stand where a source has another of the same row: bounds, amounts, duties, opposites. */
import { words } from "../retrieval/lexical/tokens.ts";
import { cachedStem } from "./cached-stem.ts";
import type { Place } from "./place.ts";
import type { Token } from "./reading.ts";

/** Each row contrasts its sides; `|` stands between ways to say the same. */
const ROWS: readonly (readonly string[])[] = [
  [
    "at least|minimum|no less than|no fewer than|or more",
    "at most|maximum|no more than|up to|or less|or fewer",
  ],
  ["more than|over|above|exceed|greater than|in excess of", "less than|under|below|fewer than"],
  ["before|prior to", "after|following"],
  ["earlier", "later"],
  ["early", "late"],
  ["increase|raise", "decrease|reduce"],
  ["higher|greater|highest", "lower|lowest"],
  ["include|including", "exclude|excluding"],
  ["allow|permit|permitted", "forbid|forbidden|prohibit|ban|banned|disallow"],
  ["mandatory|required|compulsory", "optional|voluntary"],
  ["must|shall|have to|has to|required to|need to|obliged to", "may|might|can|could"],
  [
    "all|every|each|always|everybody|everyone",
    "some|sometimes|several|certain|most|often",
    "no|none|never|neither|nobody",
  ],
  ["both", "neither"],
  ["accept|approve", "reject|refuse|decline|deny|denied"],
  ["able", "unable"],
  ["eligible", "ineligible"],
  ["available", "unavailable"],
  ["necessary", "unnecessary"],
  ["encourage", "discourage"],
  ["with", "without"],
  ["internal", "external"],
  ["public", "private"],
  ["open", "closed"],
  ["first", "last"],
  ["start|begin", "end|finish"],
  ["same", "different"],
  ["new", "old"],
  ["temporary", "permanent"],
  ["automatic|automatically", "manual|manually"],
  ["primary", "secondary"],
  ["inside|within", "outside"],
  ["in network", "out of network"],
  ["full time", "part time"],
  ["paid", "unpaid"],
  ["billable", "non billable"],
  ["daily", "weekly", "monthly", "quarterly", "yearly|annually"],
  "january february march april june july august september october november december".split(" "),
  "monday tuesday wednesday thursday friday saturday sunday".split(" "),
];

/** What begins like a contrast and is none. */
const NO_CONTRAST = [
  "over the counter",
  "over the phone",
  "over time",
  "all over",
  "first name",
  "last name",
  "at all",
  "after all",
  "no one",
  "followed by",
  "open to",
  "open source",
  "with respect to",
  "as follows",
  "the following",
];

/** A word or phrase that some row has. */
export interface Mark extends Place {
  readonly row: number;
  readonly side: number;
}

interface Phrase {
  readonly stems: readonly string[];
  readonly row: number;
  readonly side: number;
}

const NONE = -1;

/** By first stem, longest phrase first. */
const PHRASES = new Map<string, Phrase[]>();
function add(phrase: string, row: number, side: number): void {
  const stems = words(phrase).map(cachedStem);
  const known = [...(PHRASES.get(stems[0] ?? "") ?? []), { stems, row, side }];
  PHRASES.set(
    stems[0] ?? "",
    known.sort((one, other) => other.stems.length - one.stems.length),
  );
}
for (const phrase of NO_CONTRAST) add(phrase, NONE, 0);
for (const [row, sides] of ROWS.entries())
  for (const [side, ways] of sides.entries()) for (const way of ways.split("|")) add(way, row, side);

const marked = new WeakMap<readonly Token[], readonly Mark[]>();

const DUTY = ROWS.findIndex(([duty]) => duty?.startsWith("must"));
const MILD = new Set(words("may might can could").map(cachedStem));
/** "May need to" is "may". */
const isMild = (row: number, tokens: readonly Token[], at: number): boolean =>
  row === DUTY && tokens.slice(Math.max(0, at - 3), at).some(({ term }) => MILD.has(term));

/** The marks of a sentence, of phrases that begin alike the longest: "no more than" is no "no". */
export function marksOf(tokens: readonly Token[]): readonly Mark[] {
  const known = marked.get(tokens);
  if (known) return known;
  const found: Mark[] = [];
  for (let at = 0; at < tokens.length; ) {
    let taken = 0;
    for (const { stems, row, side } of PHRASES.get((tokens[at] as Token).term) ?? []) {
      if (stems.length < taken || !stems.every((stem, nth) => tokens[at + nth]?.term === stem)) continue;
      if (row !== NONE && !isMild(row, tokens, at)) found.push({ tokens, at, size: stems.length, row, side });
      taken = stems.length;
    }
    at += Math.max(1, taken);
  }
  marked.set(tokens, found);
  return found;
}
