/** What hostile, sexual, violent and self-harming text says outright: weighted patterns over plain lower-case text. Data. */
import { contempt, disparages } from "./disparagement.ts";
import { GROUP_TOKEN } from "./identity-terms.ts";
import { COARSE_NAMES, SLURS } from "./slurs.ts";

export type ToxicCategory = "hate" | "harassment" | "sexual" | "violence" | "self-harm";

/** `weight` is the probability one match alone lends; several add up as independent evidence. */
export interface HostilePattern {
  readonly category: ToxicCategory;
  readonly weight: number;
  readonly pattern: RegExp;
  /** How much of the weight the words in the pattern's group "said" deserve, 0 to 1. */
  readonly said?: (word: string) => number;
}

const G = `${GROUP_TOKEN}`;
const words = (category: ToxicCategory, weight: number, body: string): HostilePattern => ({
  category,
  weight,
  pattern: new RegExp(`(?<!\\w)(?:${body})(?!\\w)`, "gu"),
});
/** A claim whose weight is that of its own words: the group named "said" holds them. */
const claim = (weight: number, body: string): HostilePattern => ({
  ...words("hate", weight, body),
  said: disparages,
});

/** What stands between "are" and what they are said to be. */
const DEGREE =
  "(?:(?:all|just|such|nothing|but|like|only|always|so|too|very|really|fucking|bloody|damn|goddamn|complete|completely|total|totally|basically|mostly|obviously|clearly|simply|truly|actually|inherently|naturally|biologically|genetically|generally|literally|pure|absolute|absolutely|a bunch of|a load of|a pack of|a bit|more|than|most|the|a|an|these|those|some|kind of|sort of|frankly|honestly|undeniably|by nature|as|mere|mentally|morally|utterly|extremely|often|usually|our|society's|little|sub-|being) +)*";
const BE =
  "(?:are|is|were|was|be|being|seem|look|smell|sound|remain|will always be|have always been|act like|behave like|look like|smell like|live like|aren't anything but|'re)";
const HARM =
  "die|killed|kill themselves|shot|hanged|hung|beaten|raped|gassed|burned?|burnt|exterminated|eliminated|wiped out|wiped off|deported|locked up|castrated|lynched|eradicated|sterili[sz]ed|slaughtered|stabbed|drowned|tortured|whipped|stoned|beheaded|executed|put down|put to death|crushed|destroyed|removed|banned|punished|enslaved|imprisoned|jailed|punched|slapped|kicked out|kicked|thrown out|thrown off|sent back|sent home|shipped back|expelled|segregated|silenced|hit|hurt|suffer|burn in hell|rot in hell|go extinct|culled|neutered|caged|run over|strung up|taken out|attacked|spat on|abused|bombed|nuked|murdered|assaulted|fed to";
const DO_HARM =
  "kill|exterminate|gas|lynch|hang|shoot|burn|wipe out|eradicate|get rid of|deport|slaughter|rape|castrate|death to|destroy|eliminate|beat up|beat|execute|murder|punch|stab|strangle|hurt|attack|bomb|nuke|smash|sterili[sz]e|behead|drown|torture|choke|slap|enslave|round up|lock up|throw out|kick out|purge|crush|curb stomp|curbstomp|run over|cleanse|spit on|assault|strike|silence|hunt down|hunt|cull|annihilate|erase";
const ALL =
  "(?:all|every|these|those|the|them|any|more|of|fucking|you|a|an|some|each|filthy|damn|bloody|most|another|as many|many|our) +";

/** `GROUP_TOKEN` stands for any group, see `withoutIdentities`. */
export const HOSTILE_PATTERNS: readonly HostilePattern[] = [
  words("hate", 0.8, SLURS),
  words("hate", 0.45, COARSE_NAMES),
  words(
    "hate",
    0.72,
    `(?:hate|despise|detest|loathe|abhor|resent|can't stand|cannot stand|can't bear|disgusted by|disgusted with|repulsed by|sick of|sick and tired of|fed up with|allergic to|have no respect for|no respect for|look down on|ashamed of|had enough of|a hatred of|hatred for|contempt for|puke at|laugh at|spit on) +(?:(?:all|these|those|every|fucking|the|any|most|you|seeing|having|how|a|dealing with|being around) +)*${G}`,
  ),
  claim(0.74, `${G} +(?:\\S+ +){0,2}?${BE} +${DEGREE}(?<said>[a-z'-]+)`),
  claim(
    0.62,
    `${G} +(?:\\S+ +){0,2}?${BE} +(?:an? +|the +|such +an? +)?(?!not |never |no |hardly |barely |neither |anything )(?:\\S+ +)(?<said>[a-z'-]+)`,
  ),
  { ...words("hate", 0.62, `(?<said>[a-z][a-z'-]{0,30}) +${G}`), said: contempt },
  words(
    "hate",
    0.82,
    `${G} +(?:\\S+ +)?(?:deserves?|needs?|ought|should|must|have|has|got|gotta|can|will) +(?:just |to |all |really |only |get |go |be |have |been |fucking )*(?:${HARM})`,
  ),
  words("hate", 0.82, `(?:${DO_HARM}) +(?:${ALL})*${G}`),
  words(
    "hate",
    0.66,
    `${G} +(?:\\S+ +)?(?:should|must|need to|ought to|can|better|should all|should just) +(?:just |all |really |only )*(?:leave|go back|go home|get out|shut up|stay away|stay out|stay in the kitchen|know their place|learn their place|be ashamed|be treated like|not be allowed|never be allowed|not have|never have|not exist|never exist|be kept away|be kept out|be stripped|be illegal|be grateful|obey|be controlled|disappear|rot|fuck off|drop dead|be wiped)`,
  ),
  words(
    "hate",
    0.66,
    `${G} +(?:do not|don't|should not|shouldn't|should never|must not|mustn't|have no|has no|doesn't|does not|didn't|never|can't|cannot|aren't|are not|isn't|is not|are never|will never|are barely|are hardly) +(?:really +|even +|be +|truly +)*(?:deserve(?! +(?:this|that|it|such|to be (?:treated|abused|hated|attacked|killed|hurt|judged|in)|hate|abuse|violence|any|less|the hate|to die|to suffer))|be allowed|allowed|belong|right|rights|exist|human|humans|people|real|equal|normal|natural|welcome|fit|suited|capable|worthy|worth|trustworthy|be trusted|trusted|to be trusted|contribute|think straight|drive|lead|breed|reproduce|have a place|place here|brains?|souls?|morals?|honou?r|shame|dignity|as (?:good|smart|capable|intelligent|clever|human|strong|competent|civilized|civilised) as|like us|one of us|compare to us|cut out for|good for anything|integrate|assimilate|care about anything|fit in)`,
  ),
  words(
    "hate",
    0.62,
    `${G} +(?:\\S+ +)?(?:make me sick|makes me sick|disgust me|disgusts me|ruin|ruins|ruining|ruined|destroy|destroying|invade|invading|infect|infecting|infest|infesting|pollute|polluting|corrupt|corrupting|poison|poisoning|steal|stealing|rob|leech|leeching|suck|sucks|stink|stinks|smell|lie|cheat|rape|brainwash|terrori[sz]e|groom|grooming|exploit|taking over|take over|take our|taking our|took our|replace us|replacing us|drag us down|bring crime|bring disease|spread disease|spreading disease|breed like|breeding like|multiply like|belong in|belong on|belong at|belong behind|live off|living off|leave a trail|control the|controlling the|run the (?:media|banks|world)|piss me off|annoy me|creep me out|scare me|freak me out|gross me out|should know better|only care about|only want|only good for|only know how|don't know how|have ruined|have destroyed|have small|have tiny|have low iq|are to blame|are behind|are responsible|are incapable|are less|are below|are beneath|are lower|are worse|are not as|are never going|can go to hell|go to hell|can fuck off|fuck off|can die|all die|all the same)`,
  ),
  words(
    "hate",
    0.62,
    `(?:fuck|screw|damn|to hell with|down with|no more|enough with|enough of|death to|say no to|boycott|ban|never trust|don't trust|can't trust|wouldn't trust|never hire|wouldn't hire|don't hire|never date|would never date|don't want|nobody wants|no one wants|nobody likes|no one likes|nobody needs|keep out|keep away from|stay away from|avoid|send home|send back|get away from|rid us of|rid the world of|free of|worse than|dumber than|lower than|as dumb as|as stupid as|stupider than|inferior to|too many|not hire|not trust|refuse to serve|the problem with|the trouble with|only good|typical|infested with|overrun by|flooded with|swarms? of|hordes? of|plague of|invasion of|flood of|wish there were no|better without|better off without|world without|country without|what do you expect from|can't expect|cannot expect|never expect) +(?:${ALL})*${G}`,
  ),
  words(
    "hate",
    0.58,
    `(?:how (?:can|could|does|would) (?:any ?one|any ?body|any sane \\S+|you|people|a person) (?:ever )?|who (?:would|could|the hell|in their right mind)(?: \\S+){0,2} |why would (?:any ?one|any ?body|you|i) (?:ever )?|no ?(?:body|-?one|sane \\S+|decent \\S+)(?: \\S+){0,4} (?:would |could |can |will |should )?(?:ever )?)(?:respect|love|trust|like|hire|marry|want|date|believe|employ|tolerate|leave|let|need|miss|care about) +(?:${ALL})*${G}`,
  ),
  words(
    "hate",
    0.6,
    `(?:fucking|filthy|dirty|stupid|disgusting|goddamn|bloody|ugly|lazy|dumb|vile|damn|damned|shitty) +${G}`,
  ),
  words(
    "hate",
    0.55,
    "go back to (?:your|their) (?:own )?(?:country|africa|mexico|china|india|land)|get out of (?:my|our) (?:country|land|neighbou?rhood)|send them back|deport them all|one of the (?:good|smart|clean) ones|you people (?:are|should|always|never|can't|have)|your kind (?:is|are|isn't|doesn't|should|of people)",
  ),
  words(
    "hate",
    0.45,
    "inferior race|master race|racial purity|race traitors?|race mixing|mud people|jewish (?:conspiracy|problem|question)|holocaust (?:is|was) a (?:lie|hoax)|hitler was right|ethnic cleansing|gas chambers?|14 ?88|great replacement|white (?:power|genocide|supremacy)|heil hitler|sieg heil",
  ),
  // Insults and threats at a person.
  words(
    "harassment",
    0.62,
    "(?:you|u|you're|youre|ur|you are|he is|she is|he's|she's|they are|they're|what|such) (?:\\S+ ){0,3}?(?:idiots?|morons?|imbeciles?|losers?|assholes?|arseholes?|bastards?|bitch(?:es)?|cunts?|whores?|sluts?|dick(?:head)?s?|pricks?|wankers?|twats?|scumbags?|douchebags?|dumbass(?:es)?|jackass(?:es)?|retards?|pieces? of (?:shit|garbage|trash|crap)|pathetic|worthless|waste of (?:space|oxygen|air)|faggots?|pussy|pig|scum|dipshits?|shitheads?|fuckers?|motherfuckers?)",
  ),
  words(
    "harassment",
    0.6,
    "(?:fuck|screw) (?:you|u|off|him|her|them|this guy|yourself)|stfu|shut (?:the (?:fuck|hell) )?up,? (?:you|idiot|bitch|moron)\\S*|kiss my ass|suck my (?:dick|cock|balls)|eat shit|go to hell|kys|go (?:and )?die|drop dead|motherfuck\\w+|cocksuck\\w+|mother ?fuckers?",
  ),
  words(
    "harassment",
    0.75,
    "(?:kill|hang|shoot|hurt|cut|off) (?:your ?self|urself|ur self)|you (?:should|deserve to|need to|must|will|are going to|gonna) (?:\\S+ )?(?:die|be (?:shot|killed|beaten|raped|hanged)|burn in hell|rot in hell)|hope (?:you|he|she|they) (?:\\S+ )?(?:dies?|get (?:cancer|raped|shot|hit)|rots?|burns?)",
  ),
  // Violence.
  words(
    "violence",
    0.75,
    "(?:i|we|im) ?(?:will|am going to|'m going to|going to|gonna|'ll|want to|wanna|wish i could|should|would love to|gonna|am gonna|'m gonna|intend to|plan to) (?:\\S+ ){0,2}?(?:kill|murder|stab|shoot|strangle|beat|hurt|hang|behead|slaughter|rape|torture|burn|punch|smash|choke|poison|destroy) (?:you|him|her|them|everyone|everybody|my (?:boss|manager|wife|husband|mother|father|neighbou?r|coworkers?|colleagues?|teacher|family|ex)|people|your (?:family|face|head|kids|children|legs?)|the (?:boss|manager|teacher|kids|children))",
  ),
  words(
    "violence",
    0.75,
    "i'(?:ll|m going to|m gonna) (?:\\S+ ){0,2}?(?:kill|murder|stab|shoot|strangle|beat|hurt|hang|rape|behead|burn|break) (?:you\\b|your|him|her|them|everyone|up)|shoot up (?:the|a|my|this) (?:school|office|church|mosque|mall|place|workplace)|(?:school|mass) shooting (?:plan|manifesto)|watch your back or",
  ),
  words(
    "violence",
    0.5,
    "(?:how (?:do|can|to|should) (?:i |you |we )?|(?:best|easiest) way to |instructions (?:for|to) |help me )(?:\\S+ ){0,3}?(?:kill (?:a (?:person|man|woman|human|child|baby|neighbou?r)|someone|somebody|people|my (?:wife|husband|boss|neighbou?r|parents|mother|father))|murder (?:a |my |some|people)|poison (?:someone|my|a person|people)|(?:make|build) (?:a |an )?(?:pipe ?bomb|bomb|explosives?|molotov)|torture (?:a |someone|people))",
  ),
  // Self-harm: first person, or asking for a way.
  words(
    "self-harm",
    0.85,
    `(?:kill|hurt|harm|cut|cutting|killing|hurting|harming|hang|hanging|starv(?:e|ing)|drown|shoot|burn|burning|stab|slit|off|poison|end) my ?self|end(?:ing)? (?:my|it) (?:own )?(?:life|all)|end it all|tak(?:e|ing) my (?:own )?life|suicidal|(?:i|i'm|im|i'd|id|i've|just|really|so|and)(?: \\S+){0,3}? (?:want|wanna|going|ready|wish|need|like|able|trying|planning|plan|decided|deserve|rather) (?:\\S+ )?(?:to )?(?:die(?! (?:my|for|laughing|of|on this hill|hard|at|from))|be dead|not exist|disappear forever|not wake up)|wish i (?:was|were) (?:dead|never born)|don't (?:want|wanna) to (?:live|be alive|exist|wake up)|(?:do not|don't|dont) (?:want to|wanna) (?:live|be alive|exist|be here|wake up)(?: any ?more)?|no (?:reason|point) (?:to live|in living|to go on|in going on)|better off (?:dead|without me)|commit(?:ting)? suicide|my suicide(?: note)?|kms`,
  ),
  words(
    "self-harm",
    0.6,
    "suicide note|painless(?:ly)? (?:way to )?(?:die|death|suicide|kill)|ways? to (?:die|commit suicide|kill yourself|self[- ]harm)|how (?:many|much) (?:\\S+ ){1,4}(?:to overdose|to die|lethal|would kill me)|lethal dose|cut(?:ting)? my (?:wrists?|arms?|thighs?|skin|legs?)|slit my wrists?|overdos(?:e|ed|ing) on|jump(?:ing)? off (?:a|the) (?:bridge|building|roof)|self[- ]?harm(?:ing|ed)?|self[- ]injur\\w+|thinspo\\w*|pro[- ]?ana|purg(?:e|ing) after|noose|i can't go on|hate being alive|relapsed? (?:\\S+ ){0,3}cut(?:ting)?",
  ),
];
