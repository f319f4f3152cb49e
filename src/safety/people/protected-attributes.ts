/** What nobody may be judged by at work: how questions name it, in eight languages, and texts without it. */
import { wordPatterns } from "../filters/word-patterns.ts";

/** From the grounds that European and American equality laws have in common. */
export const ATTRIBUTES = {
  age: "age",
  gender: "gender",
  origin: "origin",
  religion: "religion",
  disability: "disability or health",
  pregnancy: "pregnancy",
  "family-status": "family status",
  orientation: "sexual orientation",
  union: "union membership",
} as const;
export type Attribute = keyof typeof ATTRIBUTES;

const NATIONS =
  "african|arab|asian|american|british|english|french|german|italian|spanish|portuguese|dutch|swedish|danish|norwegian|finnish|polish|romanian|bulgarian|hungarian|czech|greek|turkish|russian|ukrainian|indian|pakistani|bangladeshi|chinese|japanese|korean|vietnamese|filipino|thai|mexican|brazilian|colombian|nigerian|ghanaian|kenyan|ethiopian|somali|moroccan|algerian|tunisian|egyptian|syrian|iraqi|iranian|afghan|israeli|palestinian|lebanese|irish|scottish|latino|latina|hispanic";

/** By attribute; every language's words together. Only questions for a decision about somebody are read with them. */
const WORDS: Readonly<Record<Attribute, readonly string[]>> = {
  age: [
    "(?:aged? )?\\d{2}[ -]years?[ -](?:old|of age)|aged \\d{2}|(?<=\\b(?:is|are|turns|turned|she's|he's|being|already|over|nearly|almost|just) )\\d{2}(?=[,.;?!]|$| (?:and|but|or|so|now|already|next|this|should|can|do|may)\\b)",
    "(?:too |so |very |rather |quite |really )?(?:old|young)(?! (?:contract|policy|rules?|system|role|job|position))|older|younger|oldest|youngest|elderly|middle-aged|(?:close|near) to (?:retirement|pension)|near retirement|about to retire|baby boomers?|boomers?|millennials?|gen z|her age|his age|their age|by age",
    "\\d{2}[ -]?(?:jahre alt|jährige?[nrms]?)|(?:zu )?(?:alt|jung)|ältere?[nrms]?|jüngere?[nrms]?|nach alter",
    "(?:de |a |tiene |ha |tem |com )?\\d{2} (?:ans|años|anni|anos)(?! d['’e])|(?:trop |plus |demasiado |más |troppo |più |muito |mais )?(?:vieux|vieille|âgée?s?|jeunes?|viej[oa]|jóven(?:es)?|joven|anzian[oa]|vecchi[oa]|giovane|velh[oa]|idos[oa]|jovem|jovens)",
    "\\d{2} (?:jaar(?: oud)?|år(?: gammal)?)|(?:te |för )?(?:oud|jong|gammal|ung)|oudere|jongere|äldre|yngre",
  ],
  gender: [
    "woman|women|man|men|female|females|male|males|lady|ladies|girl|boy|guy|transgender|trans|non-?binary|her gender|his gender|by gender|by sex",
    "(?:eine |als )?frau(?! [\\p{Lu}\\u0002])|weiblich\\w*|männlich\\w*|(?:ein |als )?mann",
    "femmes?|hommes?|mujer(?:es)?|hombres?|donn[ae]|uomo|uomini|mulher(?:es)?|homem|homens|vrouw(?:en)?|mannen|kvinn(?:a|or)|män",
  ],
  origin: [
    `(?:${NATIONS})s?|(?:black|white|brown|colou?red)(?! (?:list|box|paper|belt|collar))|(?:im)?migrants?|foreign(?:er|ers)?|refugees?|from (?:africa|asia|nigeria|ghana|kenya|somalia|morocco|algeria|syria|turkey|iran|iraq|afghanistan|india|pakistan|china|vietnam|mexico|brazil|poland|romania|bulgaria|ukraine|russia|norway|germany|france|spain|italy)|(?:her|his|their) (?:accent|ethnicity|race|nationality|origin)|foreign accent|by (?:ethnicity|race|nationality|origin)|native speaker`,
    "ausländer(?:in|innen)?|migrant(?:in|innen|en)?|geflüchtete[rn]?|flüchtlinge?|türk(?:e|in|isch\\w*)|schwarze[rn]?|aus (?:der türkei|syrien|polen|rumänien|afrika)",
    "étrang(?:er|ère)s?|immigrée?s?|noire?s?|extranjer[oa]s?|inmigrantes?|negr[oa]s?|stranier[oaie]|immigrat[oaie]|estrangeir[oa]s?|imigrantes?|buitenlands?e?|buitenlanders?|allochto(?:on|nen)|utländsk\\w*|invandrare",
  ],
  religion: [
    "muslims?|islamic|jew(?:ish|s)?|christians?|catholics?|protestants?|hindus?|buddhists?|sikhs?|atheists?|mormons?|religious|religion|headscarf|hijab|turban|observes? ramadan|(?:her|his|their) faith",
    "muslim(?:in|ische?[nrms]?)?|jüdin|jude|jüdische?[nrms]?|christ(?:in|liche?[nrms]?)?|katholi(?:kin|k|sche?[nrms]?)|kopftuch",
    "musulman[eoa]?s?|musulmán(?:es)?|musulmana|juive?s?|jud[íi][oa]s?|ebre[oai]|chrétien(?:ne)?s?|cristian[oaie]s?|cristão|cristã|catholiques?|católic[oa]s?|cattolic[oaie]|muçulman[oa]s?|moslims?|joodse?|christelijke?|judisk\\w*|kristen|hoofddoek|slöja|voile|velo",
  ],
  disability: [
    "disabled|disabilit(?:y|ies)|handicap(?:ped)?|wheelchair|blind|deaf|autistic|autism|adhd|dyslexi[ac]|depress(?:ed|ion)|burn-?out|mentally ill|mental illness|chronically ill|chronic illness|cancer|hiv|epileptic|epilepsy|diabetic|diabetes|bipolar|sick a lot|often sick|ill a lot|often ill",
    "behindert\\w*|schwerbehindert\\w*|behinderung|rollstuhl|gehörlos\\w*|blinde?[nr]?|autist(?:in|isch\\w*)?|depressi(?:v|on)|chronisch krank|oft krank",
    "handicapée?s?|en fauteuil roulant|sourde?s?|aveugles?|discapacitad[oa]s?|discapacidad|ciego|ciega|sord[oa]s?|disabil[ei]|disabilità|deficiente?s?|deficiência|gehandicapte?|arbeidsbeperking|rolstoel|funktionsnedsatt|funktionsnedsättning|rullstol",
  ],
  pregnancy: [
    "pregnan(?:t|cy)|expecting(?: a (?:baby|child))?|having a baby|maternity leave|wants? (?:children|kids|a baby)|trying for a baby|miscarriage",
    "schwanger(?:e[nr]?|schaft)?|mutterschutz|enceinte|grossesse|congé maternité|embarazada|embarazo|incinta|gravidanza|grávida|gravidez|zwanger(?:schap)?|gravid(?:itet)?",
  ],
  "family-status": [
    "married|divorced|widow(?:ed|er)?|single(?: (?:mother|mom|mum|father|dad|parent))?(?! (?:role|day|point|sign))|newlywed|mother(?: of (?:two|three|four|\\d))?|father(?: of (?:two|three|four|\\d))?|(?:has|have|with) (?:\\w+ )?(?:small |young |little )?(?:kids|children)|childless|parent(?! company)",
    "verheiratet\\w*|geschieden\\w*|ledig|alleinerziehend\\w*|mutter|vater|(?:hat|mit) (?:\\w+ )?kinder[n]?|mariée?s?|divorcée?s?|célibataires?|casad[oa]s?|divorciad[oa]s?|solter[oa]s?|sposat[oa]|divorziat[oa]|single|divorciad[oa]|solteir[oa]|getrouwd|gescheiden|alleenstaande?|gift|skild|ensamstående",
  ],
  orientation: [
    "gay|lesbian|homosexual|bisexual|queer|lgbtq?\\+?|schwul\\w*|lesbisch\\w*|homosexuel(?:le)?|lesbienne|homosexual|lesbiana|omosessuale|lesbica|homossexual|lésbica|homoseksueel|homosexuell",
  ],
  union: [
    "(?:trade |labou?r )?union (?:member|rep|representative|activist|steward|organi[sz]er)s?|unioni[sz]ed|in (?:the|a) union|union membership|works council(?:lor)?|gewerkschaft(?:er|erin|smitglied|lich\\w*)?|betriebsrat|betriebsrätin|syndi(?:quée?s?|caliste|cat)|sindica(?:lista|to|lizad[oa])|sindacalist[ae]|sindacato|vakbonds?(?:lid)?|fackligt?(?: aktiv)?|facket|fackmedlem",
  ],
};

const bounded = (body: string, flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${body})(?![\\p{L}\\p{N}])`, flags);
const PATTERNS = (Object.entries(WORDS) as [Attribute, readonly string[]][]).map(
  ([attribute, words]) => [attribute, bounded(words.join("|"), "giu")] as const,
);
const ANY = Object.values(WORDS).flat().join("|");

/** The attributes that a text names, in a fixed order. */
export function attributesIn(text: string): readonly Attribute[] {
  const occurrences = occurrencesIn(text);
  return PATTERNS.filter((_, nth) => occurrences.has(nth)).map(([attribute]) => attribute);
}
const occurrencesIn = wordPatterns(PATTERNS.map(([, pattern]) => pattern));

const BE = "(?:is|are|was|'s|’s|being|ist|est|es|è|é|is|är|has|have)";
const FILLERS =
  "(?:(?:a|an|the|and|or|also|already|very|too|eine?|und|une?|et|una?|y|e|o|um|uma|een|en|och|som) )*";
/** "because she is a woman", ", who is 58 and pregnant": the whole clause goes. */
const CLAUSE = bounded(
  `(?:,\\s*)?(?:because|since|as|given that|although|even though|while|who|that|and|but|weil|obwohl|die|der|qui|parce qu['’]?|que|porque|perché|che|omdat|die|eftersom|som) ?(?:\\S+ )?${BE} ${FILLERS}(?:${ANY})(?:[ ,]+${FILLERS}(?:${ANY}))*(?:\\s*,(?=\\s))?`,
  "giu",
);
/** "weil er 60 Jahre alt ist", "omdat ze zwanger is": verbs that come last. */
const VERB_LAST = bounded(
  `(?:,\\s*)?(?:weil|da|obwohl|der|die|das|omdat|hoewel|die) (?:\\S+ )?${FILLERS}(?:${ANY})(?: (?:ist|hat|war|is|heeft|was))?(?:\\s*,(?=\\s))?`,
  "giu",
);
/** "too old for the job" asks whether somebody suits. */
const TOO = /\btoo (?:old|young|pregnant|sick|ill|religious|foreign|disabled)(?= (?:for|to)\b)/giu;
/** "the older or the younger" */
const ALONE = bounded(`(the) (?:${ANY})(?=[,.;?!]|$| or | and )`, "giu");
/** Somebody is left where the attribute was all that the person was called. */
const CALLED = bounded(
  `(this|that|the|a|an|my|our) ((?:(?:${ANY})[ -])*)(woman|man|lady|guy|girl|boy|mother|father|foreigner|immigrant|migrant|refugee|muslim|christian|jew|one)(?: of (?:two|three|four|\\d))?`,
  "giu",
);
const WORD = bounded(ANY, "giu");
const LEFT_OVER: readonly (readonly [RegExp, string])[] = [
  [/,?\s*(?:because of|despite|given|due to) (?:her|his|their)\s*(?=[,.;?!]|$)/giu, ""],
  [
    /,?\s*(?:(?:because|since|as|while|although) )?(?:who|that|she|he|they) (?:is|are|was|has|have)(?: (?:a|an|the|and|or|also|already|very|too|so|on|in|of|at))*\s*(?=[,.;?!]|$)/giu,
    "",
  ],
  [
    /,?\s*(?:because|since|given|despite|even though|although|due to|because of|considering|ordered|sorted|ranked)\s*(?=[,.;?!]|$)/giu,
    "",
  ],
  [/(?<![\p{L}\p{N}])(?:and|or|but|by|of|on|a|an|with|und|oder|et|ou|y|e|en|och)\s*(?=[,.;?!]|$)/giu, ""],
  [/\s+([,.;?!])/gu, "$1"],
  [/,(?=[,.;?!])/gu, ""],
  [/([?!])\.+/gu, "$1"],
  [/^[\s,;.]+/gu, ""],
  [/\s{2,}/gu, " "],
];

/** The text with every word taken out that names a protected attribute; who is meant stays a person. */
export function withoutAttributes(text: string): string {
  if (attributesIn(text).length === 0) return text;
  const left = text
    .replace(TOO, "suitable")
    .replace(VERB_LAST, "")
    .replace(CLAUSE, "")
    .replace(CALLED, "$1 person")
    .replace(ALONE, "$1 one")
    .replace(WORD, " ");
  return LEFT_OVER.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), left).trim();
}
