/** What hostile, sexual, violent and self-harming text says outright: weighted patterns over plain lower-case text. Data. */
import { GROUP_TOKEN } from "./identity-terms.ts";

export type ToxicCategory = "hate" | "harassment" | "sexual" | "violence" | "self-harm";

/** `weight` is the probability one match alone lends; several add up as independent evidence. */
export interface HostilePattern {
  readonly category: ToxicCategory;
  readonly weight: number;
  readonly pattern: RegExp;
}

const G = `${GROUP_TOKEN}`;
const words = (category: ToxicCategory, weight: number, body: string): HostilePattern => ({
  category,
  weight,
  pattern: new RegExp(`(?<!\\w)(?:${body})(?!\\w)`, "gu"),
});

const VERMIN =
  "vermin|animals|subhumans?|sub-human|scum|filth|filthy|trash|garbage|parasites?|cockroach(?:es)?|rats|pigs|dogs|apes|monkeys|savages|disease|cancer|plague|pests?|leech(?:es)?|maggots|rapists|terrorists|criminals|thieves|disgusting|inferior|worthless|evil|abominations?|unnatural|degenerates?|retarded|stupid|idiots|morons|mentally ill|brainwashed|freaks|perverts|pedophiles|paedophiles";

/** `GROUP_TOKEN` stands for any group, see `withoutIdentities`. */
export const HOSTILE_PATTERNS: readonly HostilePattern[] = [
  // Slurs: words with no neutral use at work, and those with one at a lower weight.
  words(
    "hate",
    0.8,
    "nigg(?:er|uh|ah)s?|niggaz|faggots?|fagg?s|fagg?y|kikes?|chinks?|gooks?|wetbacks?|beaners?|spicks?|spics?|towelheads?|ragheads?|sandnigg\\w+|camel ?jockeys?|trann(?:y|ies)|shemales?|dykes|pakis?|coons?|jigaboos?|porch ?monkeys?|zipperheads?|muzzies?|mudslimes?|subhumans?|untermensch\\w*|golliwogs?|wogs?|half-?breeds?|feminazis?|femoids?|libtards?|white trash|mongoloids?",
  ),
  words(
    "hate",
    0.45,
    "retards?|retarded|nigga|fag|dyke|spaz|cripples?|whores?|sluts?|skanks?|hoes?|thots?|bitches|cunts?|gyps(?:y|ies)|ghetto|groomers?|globalists?|great replacement|white (?:power|genocide|supremacy)|heil hitler|sieg heil|gas chambers?|14 ?88",
  ),
  words(
    "hate",
    0.7,
    `(?:i |we |really |absolutely |fucking |just |so )*(?:hate|despise|detest|loathe|can't stand|cannot stand) (?:all |these |those |every |fucking |the |any |most |you )*${G}`,
  ),
  words(
    "hate",
    0.72,
    `${G} +(?:\\S+ )?(?:are|is|being|as) (?:all |just |such |nothing but |like |a bunch of |a |an |the |so |fucking |complete |really |basically |nothing more than |mostly )*(?:${VERMIN})`,
  ),
  words(
    "hate",
    0.8,
    `${G} +(?:all )?(?:deserve|need|ought|should|must|have) (?:to |all )*(?:be )?(?:die|killed|shot|hanged|hung|beaten|raped|gassed|burned?|exterminated|eliminated|wiped out|deported|locked up|castrated|lynched|eradicated|sterili[sz]ed|slaughtered)`,
  ),
  words(
    "hate",
    0.8,
    `(?:kill|exterminate|gas|lynch|hang|shoot|burn|wipe out|eradicate|get rid of|deport|slaughter|rape|castrate|death to|destroy|eliminate|beat up|execute) (?:all |every |these |those |the |them |any |more |of |fucking )*${G}`,
  ),
  words(
    "hate",
    0.6,
    `${G} +(?:do not|don't|should not|shouldn't|should never|must not|have no) (?:deserve|be allowed|have|belong|right|exist)[^.!?\\n]{0,40}(?:rights?|vote|live|exist|here|country|society|breed|reproduce|life|place)`,
  ),
  words(
    "hate",
    0.6,
    `(?:fuck|screw|damn|to hell with) (?:all |the |these |those |you )*${G}|(?:fucking|filthy|dirty|stupid|disgusting|goddamn) ${G}`,
  ),
  words(
    "hate",
    0.5,
    `${G} +(?:make me sick|disgust me|ruin everything|are ruining|are destroying|are a burden|are a threat|are invading|are taking over)|go back to (?:your|their) (?:own )?(?:country|africa|mexico|china)`,
  ),
  words(
    "hate",
    0.45,
    "inferior race|master race|racial purity|race traitors?|race mixing|mud people|jewish (?:conspiracy|problem|question)|holocaust (?:is|was) a (?:lie|hoax)|hitler was right|ethnic cleansing",
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
    0.3,
    "idiots?|morons?|imbeciles?|dumbass\\w*|assholes?|arseholes?|bastards?|dickheads?|wankers?|twats?|scumbags?|douchebags?|jackass|bitch|bullshit artist|dipshit|shithead",
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
    0.4,
    "beheaded|beheading|decapitat\\w+|disembowel\\w*|dismember\\w*|eviscerat\\w*|slit (?:his|her|their|your|my) throats?|gouged?|skull (?:crushed|cracked|split)|blood (?:sprayed|gushed|spurted|poured|everywhere|splattered)|bleeding out|guts (?:spilled|spilling)|entrails|corpses?|mutilat\\w+|tortured? (?:to death|him|her|them)|brutally (?:killed|murdered|beaten)|stabbed (?:\\S+ ){0,4}(?:times|chest|neck|heart|death)|massacre|behead|bludgeon\\w*|gore",
  ),
  words(
    "violence",
    0.5,
    "(?:how (?:do|can|to|should) (?:i |you |we )?|(?:best|easiest) way to |instructions (?:for|to) |help me )(?:\\S+ ){0,3}?(?:kill (?:a (?:person|man|woman|human|child|baby|neighbou?r)|someone|somebody|people|my (?:wife|husband|boss|neighbou?r|parents|mother|father))|murder (?:a |my |some|people)|poison (?:someone|my|a person|people)|(?:make|build) (?:a |an )?(?:pipe ?bomb|bomb|explosives?|molotov)|torture (?:a |someone|people))",
  ),
  // Sexual.
  words(
    "sexual",
    0.6,
    "blow ?jobs?|hand ?jobs?|rim ?jobs?|cum(?:s|ming|shots?)?|jizz|deep ?throat\\w*|gang ?bang\\w*|creampies?|clit(?:oris)?|dildos?|butt ?plugs?|hentai|porn(?:o|os|hub|ography|ographic)?|milfs?|bukkake|fellatio|cunnilingus|fingering|horny|masturbat\\w*|jerk(?:ing)? off|orgasms?|ejaculat\\w*|erections?|boners?|cock(?:s)?|pussy|pussies|tits|titties|nipples?|anal sex|oral sex|threesomes?|orgy|orgies|bdsm|fetish\\w*|kinky|nymphomaniac|sexting|nudes|camgirls?|escorts? service|hookers?|sex (?:slave|scene|story|toy|doll|tape)s?|sex with|fuck (?:me|her|him) (?:hard|\\S+)|fucked (?:me|her|him|hard)|fucking (?:her|him|my|me)|cunt|thrust(?:s|ed|ing)? (?:\\S+ ){0,3}(?:inside|into|deeper|cock|hips)|bestiality|incest\\w*|jailbait|lolita|child porn\\w*|rape (?:fantasy|fetish|scene|story)",
  ),
  words(
    "sexual",
    0.3,
    "naked|nude|moan(?:s|ed|ing)|panties|lingerie|bra|breasts?|boobs?|thighs|penis|vagina\\w*|genitals?|groin|aroused|arousal|erotic\\w*|sensual\\w*|seduc\\w+|undress\\w*|strip(?:ped|ping|per|pers|tease)|lust\\w*|foreplay|climax\\w*|sexy|sexual(?:ly)? (?:desire|pleasure|act|acts|fantas\\w+|arous\\w+|explicit|position)s?|make love|making love|kiss(?:ed|ing) (?:\\S+ ){0,3}(?:neck|lips|passionately|body)|spank\\w*|dominatrix|submissive|bondage|virginity|prostitut\\w+|butt|ass|asses|hump\\w*|licked|sucking|raped?|raping|underage|minors? (?:\\S+ ){0,3}sex\\w*|loli|bj",
  ),
  // Self-harm: first person, or asking for a way.
  words(
    "self-harm",
    0.85,
    `(?:kill|hurt|harm|cut|cutting|killing|hurting|harming|hang|hanging|starv(?:e|ing)|drown|shoot|burn|burning|stab|slit|off|poison|end) my ?self|end(?:ing)? (?:my|it) (?:own )?(?:life|all)|end it all|tak(?:e|ing) my (?:own )?life|suicidal|(?:want|wanna|going|ready|wish|need|like|able|trying|planning|plan|decided|deserve|rather) (?:\\S+ )?(?:to )?(?:die(?! (?:my|for|laughing|of|on this hill|hard|at|from))|be dead|not exist|disappear forever|not wake up)|wish i (?:was|were) (?:dead|never born)|don't (?:want|wanna) to (?:live|be alive|exist|wake up)|(?:do not|don't|dont) (?:want to|wanna) (?:live|be alive|exist|be here|wake up)(?: any ?more)?|no (?:reason|point) (?:to live|in living|to go on|in going on)|better off (?:dead|without me)|commit(?:ting)? suicide|my suicide(?: note)?|kms`,
  ),
  words(
    "self-harm",
    0.6,
    "suicide note|painless(?:ly)? (?:way to )?(?:die|death|suicide|kill)|ways? to (?:die|commit suicide|kill yourself|self[- ]harm)|how (?:many|much) (?:\\S+ ){1,4}(?:to overdose|to die|lethal|would kill me)|lethal dose|cut(?:ting)? my (?:wrists?|arms?|thighs?|skin|legs?)|slit my wrists?|overdos(?:e|ed|ing) on|jump(?:ing)? off (?:a|the) (?:bridge|building|roof)|self[- ]?harm(?:ing|ed)?|self[- ]injur\\w+|thinspo\\w*|pro[- ]?ana|purg(?:e|ing) after|noose|i can't go on|hate being alive|relapsed? (?:\\S+ ){0,3}cut(?:ting)?",
  ),
  words("self-harm", 0.3, "suicide|anorexi\\w+|bulimi\\w+|overdose"),
];
