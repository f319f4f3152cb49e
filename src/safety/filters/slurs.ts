/** Words of contempt for groups, from general knowledge, and the good uses that some of them have. Data. */

/** No neutral use at work. Ends of plurals included. */
export const SLURS =
  "nigg(?:er|uh|ah|ur)s?|niggaz|nignogs?|negroids?|darkies|darkie|coons?|jigaboos?|porch ?monkeys?|jungle ?bunn(?:y|ies)|spear ?chuckers?|tar ?bab(?:y|ies)|pickaninn(?:y|ies)|sambos?|groids?|dindus?|kaff[ie]rs?|golliwogs?|wogs?|mud ?people|mud ?slimes?|muzzies?|muzrats?|goat ?fuckers?|towel ?heads?|rag ?heads?|diaper ?heads?|sand ?nigg\\w+|camel ?jockeys?|kikes?|hymies?|heebs?|jewboys?|yids?|christ ?killers?|chinks?|chinam[ae]n|ching ?chongs?|gooks?|zipper ?heads?|slant ?eyes?|slopeheads?|spicks?|spics?|wetbacks?|beaners?|border ?hoppers?|greaseballs?|wops?|dagos?|polacks?|pakis?|curry ?munchers?|dot ?heads?|pikeys?|gyppos?|gypos?|injuns?|squaws?|prairie nigg\\w+|abos?|half-?breeds?|mongrel race|faggots?|fagg?s|fagg?y|fagots?|poofs?|poofters?|bumboys?|fudge ?packers?|batty ?boys?|lesbos?|carpet ?munchers?|bull ?dykes?|dykes|trann(?:y|ies)|troons?|shemales?|he-?shes|lady ?boys?|subhumans?|untermensch\\w*|mongoloids?|spastics?|window ?lickers?|retardeds?|libtards?|feminazis?|femoids?|foids?|white trash|welfare queens?";

/** Insults with a neutral use, or an older one, or one among friends. */
export const COARSE_NAMES =
  "retards?|retarded|tards?|nigga|niggas|fag|dyke|homos?|spaz|spazz|mongs?|cripples?|gimps?|whores?|sluts?|skanks?|hoes|thots?|bitches|bitch|cunts?|cunt|gyps(?:y|ies)|groomers?|globalists?|ghetto (?:trash|rats?|people)|crackers?|honk(?:y|ies|eys?)|rednecks?|redskins?|illegals|savages";

/** The same letters in good faith: food, plants, clothing, dams, animals, gears, slang of builders. */
export const INNOCENT_USE =
  /\bworse (?:off|paid|affected|hit|represented|treated|served)\b|\bchinks? in (?:the|his|her|their|our|its|my|your) armou?r|\b(?:chink|chinks) of light|\bmaine coons?\b|\bcoon (?:cats?|dogs?|hunting|skins?)\b|\bvan dykes?\b|\b(?:john )?lee hooker|\bcoon ?hounds?\b|\braccoons?\b|\bspic(?:k)? and span\b|\b(?:flame|fire|rust|growth|evaporation)[- ]?retard\w*|\bretard(?:s|ed|ing)? (?:the )?(?:growth|progress|spread|corrosion|ignition|timing|evaporation)|\b(?:dykes?|dikes?) (?:and|along|around|breach\w*|holds?|protects?|system)|\b(?:build|repair|sea|flood|offset|volcanic|igneous)\w* dykes?|\b(?:garden|rotary|hand|backhoe|dutch) hoes?\b|\bhoe (?:the|and|out)\b|\b(?:faggots? (?:and peas|of (?:wood|sticks|twigs)|in gravy))|\bcrackers? (?:and|with) (?:cheese|dip|jam)|\b(?:graham|cream|saltine|rice|cheese|safe|fire|christmas|password) ?crackers?\b|\bnip(?:s|ped)? (?:it )?in the bud|\b(?:wop|wops) (?:approach|protocol)|\bgypsy (?:moths?|jazz|kings)|\bpoof\b(?=[!. ]*(?:gone|vanish|it|and|$))|\bvanished? in a poof|\bbitch(?:es)? (?:gave birth|is in heat|and her (?:pups|puppies))|\bwhite crackers? (?:with|and)|\bspaz out\b|\bgimp (?:is|can|for|plugin|layers?|tutorial|image|editor)\b|\bin gimp\b|\babo (?:blood|group|typing|incompatib\w+)|\bpaki(?=stan)/gu;

const FRIENDLY =
  "(?:(?:i am|i'm|im|we are|we're|as|being|proud|call (?:myself|ourselves)|calls? (?:herself|himself|themselves)|happy to be|love being|identify as|one of (?:us|the)|us|we|my (?:fellow|dear|beautiful|best|favou?rite|lovely)|fellow|hey|yo|what'?s up|sup|love (?:you,?|u,?|my)|thank(?:s| you),?|miss (?:you,?|my)|those are my|that's my|you'?re my|you are my) (?:(?:a|an|the|my|such a|proud|to be|one|big|little|fat|real|as|old|beautiful|badass|queer|proud to be a|all) ){0,4})";
/** Somebody speaks of themselves or their friends with a word that others use against them. */
const RECLAIMED = new RegExp(
  `(?<!\\w)${FRIENDLY}(?:nigga|niggas|niggaz|fag|fags|faggots?|dykes?|bitch|bitches|queers?|slut|sluts|homos?|trann(?:y|ies)|cripples?|crips?|hoes?|bulldykes?|whore|retards?|nerds?)(?!\\w)`,
  "gu",
);

/** The text without words of contempt that their speaker takes for themselves. */
export const withoutReclaimed = (text: string): string => text.replace(RECLAIMED, " ");
