import { remembered } from "../remembered.ts";
import { perWord, wordsOf } from "../words.ts";
import { GROUP_PATTERN } from "./identity-terms.ts";

/** Words of hate long enough that a letter lost, doubled or swapped hardly makes another word of them. */
const KEY_WORDS =
  "vermin|parasite|parasites|disgusting|disgust|despise|detest|loathe|deport|exterminate|eradicate|slaughter|murder|inferior|worthless|subhuman|subhumans|animals|criminals|terrorists|rapists|filthy|stupid|idiots|morons|cockroaches|disease|plague|garbage|degenerates|faggot|faggots|nigger|niggers|tranny|trannies|retard|retards|retarded|bitches|whores|hateful|execute|destroy|burned|killed|scumbags|repulsive|pathetic|useless|monkeys|savages|perverts|maggots|abomination|eliminate|deserve";

/** The ways in which one letter is lost, or two neighbours swapped. */
function slips(word: string): string[] {
  const found: string[] = [];
  for (let at = 1; at < word.length; at++) {
    found.push(word.slice(0, at) + word.slice(at + 1));
    if (at + 1 < word.length)
      found.push(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));
  }
  return found;
}

/** Slips that are words themselves. */
const WORDS = new Set(
  "animal criminal terrorist rapist parasite idiot moron dung retard faggot nigger whore bitch monkey savage pervert maggot scumbag subhuman degenerate bunred urned killer kiled plage destoy decease deerve bitches niger niggers disease deserve reserve severe hateful hatful useless uselss burnd mudder".split(
    " ",
  ),
);
const MEANT: ReadonlyMap<string, string> = new Map([
  ...KEY_WORDS.split("|").flatMap((word) =>
    slips(word)
      .filter((slip) => slip.length > 4 && !WORDS.has(slip))
      .map((slip) => [slip, word] as const),
  ),
  ...["hte", "haet", "htae", "h8", "h8te", "hayte", "haate", "ahte"].map((slip) => [slip, "hate"] as const),
  ...["kil", "kll", "klil", "kyll", "kiill"].map((slip) => [slip, "kill"] as const),
  ...["scm", "scmu", "sucm", "skum"].map((slip) => [slip, "scum"] as const),
  ...["fck", "fuk", "fvck", "phuck", "fucc", "fuq"].map((slip) => [slip, "fuck"] as const),
  ...["fcking", "fuking", "fkn", "fking", "effing"].map((slip) => [slip, "fucking"] as const),
]);

const JOINED_GROUP = GROUP_PATTERN.replaceAll("[ -]", "").replaceAll(" ", "");
/** "ihatewomen", "killallmuslims". */
const RUN_BEFORE = new RegExp(
  `^(i?)(hate|despise|detest|kill|deport|fuck|ban|gas|deathto|burn|shoot|exterminate|hang|lynch|getridof|screw|nomore)(all|the|those|)(${JOINED_GROUP})$`,
  "u",
);
/** "womenarescum". */
const RUN_AFTER = new RegExp(
  `^(${JOINED_GROUP})(are|should|deserve|must|need|have|cannot|cant|dont|ruin|stink|suck|disgust|smell|out|gohome|go|will|can)(all|not|the|so|be|to|a|)(\\p{L}{3,})$`,
  "u",
);
/** "I h a t e" joined with its "I". */
const JOINED_SELF = /^i(?=(?:hate|despise|detest|loathe|kill)$)/;
/** Groups of two words as one. */
const TWO_WORDS = /^(black|white|brown|gay|trans|disabled|old|jewish|asian)(people|men|women|folks)$/;

const spelt = remembered((word) => {
  const meant = MEANT.get(word);
  if (meant !== undefined || word.length < 5) return meant ?? word;
  if (word.startsWith("i")) word = word.replace(JOINED_SELF, "i ");
  if (word.length < 8) return word;
  const run = RUN_BEFORE.exec(word) ?? RUN_AFTER.exec(word);
  return run === null
    ? word
    : run
        .slice(1)
        .map((part) => part.replace(TWO_WORDS, "$1 $2"))
        .join(" ");
});

const RUN = /[a-z][a-z0-9]{2,}/g;
/** No run of letters and digits reaches beyond the word that it stands in. */
const isMisspelt = perWord(({ text }) => text.replace(RUN, (word) => spelt(word)) !== text);

/** Plain text whose words of hate are spelt as they are meant: "ihatewomen", "vremin", "disgsting". */
export const respelled = (text: string): string =>
  wordsOf(text).some(isMisspelt) ? text.replace(RUN, (word) => spelt(word)) : text;
