/** Wording that leaves people out, and what to write instead. Data. */

/** Rules of retext-equality worth raising at work; the rest fire on ordinary words ("just", "easy", "host", "he"). */
export const RETEXT_RULES: ReadonlySet<string> = new Set(
  `ablebodied aids-victim birth-defect blackhat blacklist blacklisted blacklisting cameraman-camerawoman chairman-chairwoman chairmen-chairwomen
  churchman clergyman-clergywoman clergymen-clergywomen commit-suicide committed-suicide committee-man-committee-woman congressman-congresswoman congressmen-congresswomen
  councilman-councilwoman councilmen-councilwomen cretin deafmute delivery-boy-delivery-girl doorman-doorwoman doormen-doorwomen eskimo eskimos failed-suicide
  fireman-firewoman firemen-firewomen fisherman-fisherwoman fishermen-fisherwomen foreman-forewoman foremen-forewomen freshman freshmen-freshwomen
  garbageman-garbagewoman garbagemen-garbagewomen gay-agenda gay-lifestyle gender-pronoun gimp grandfather-clause grandfathered grandfathering gyp handicapped
  handicapped-parking handyman-handywoman handymen-handywomen hearing-impaired hermaphrodite homosexual homosexual-couple homosexual-marriage homosexual-relations
  housewife housewives indian-give industrial-man insurance-man-insurance-woman insurance-men-insurance-women intellectually-disabled janitor-janitress
  janitors-janitresses lady-doctor ladylike lame layman-laywoman laymen-laywomen like-a-man madman madmen man-a-desk man-enough man-in-the-street man-the-booth man-the-fort
  man-the-phones manhour manhours mankind manmade manned manpower mansized-task men-of-science middleman-middlewoman middlemen-middlewomen mongoloid
  natives-are-restless newsman-newswoman newsmen-newswomen off-reserve office-girls ombudsman-ombudswoman ombudsmen-ombudswomen on-the-warpath oriental orientals
  policemen-policewomen postman-postwoman postmen-postwomen powwow railwayman repairman-repairwoman repairmen-repairwomen retard retards salaryman-salarywoman
  salarymen-salarywomen saleslady-salesman salesmen-saleswomen sanity-check schizo senile serviceman-servicewoman servicemen-servicewomen sex-change-operation sexchange
  sexual-preference slave slaves spastic spaz spokesman-spokeswoman spokesmen-spokeswomen statesman-stateswoman statesmen-stateswomen steward-stewardess
  stewardesses-stewards stroke-victim suffers-from-disabilities suffers-from-md tax-man too-many-chiefs totem tranny transgendered transgenderism transgenders transvestite
  unmanned victim-of-an-injury victim-of-injuries weatherman-weatherwoman weathermen-weatherwomen wheelchair-bound whitehat whitelist whitelisted whitelisting
  woman-lawyer woman-painter working-wife workman-workwoman workmen-workwomen`.split(/\s+/),
);

/** Stems without which none of those rules can fire: most sentences end here. */
export const RETEXT_TRIGGERS =
  /(?:camera|chair|church|clergy|committee|congress|council|door|fire|fisher|fore|fresh|garbage|handy|insurance|lay|mad|middle|news|ombuds|police|post|mail|railway|repair|sales|salary|business|career|service|spokes|states|tax|weather|work|anchor|crafts)[- ]?(?:wo)?m[ae]n\b|house(?:wife|wives)|(?:delivery|office|cleaning|career|common) (?:boy|girl|lad)|steward|janitr|black[- ]?(?:list|hat)|white[- ]?(?:list|hat)|able[- ]?bod|\baids\b|birth defect|suicide|cretin|deaf|eskimo|gay (?:agenda|life)|homosex|pronoun|gimp|crippl|grandfather|\bgyp|handicap|impair|hermaphro|indian giv|industrial man|insurance (?:man|men)|intellectual(?:ly)? (?:dis|iss)|cleaning (?:lady|girl|woman)|lady(?:like| doctor)|\blame\b|\bman (?:a|the|enough|in)\b|like a man|men of science|man[- ]hour|manhour|mankind|manmade|manned|manpower|mansized|mongoloid|natives|(?:off|jump)\w* the res|off reserve|warpath|orient(?!at|ed|ing)|pow ?wow|retard|short bus|sanity|schizo|senile|demented|sex ?change|sexual pref|\bslaves?\b|spa[sz]|stroke victim|suffer|afflicted|chiefs|totem|spirit|tranny|transgend|transvest|victim|wheelchair|woman (?:lawyer|painter)|working (?:mother|wife|woman)/i;

/** "the deaf are", not "the deaf colleagues". */
const AS_NOUN =
  "(?=\\s*(?:[.,;:!?)]|$)|\\s+(?:and|or|are|as|at|by|can|do|for|from|have|in|is|may|must|need|of|on|should|to|were|who|with)\\b)";

/** More terms of the workplace: what to look for, and what to suggest. */
export const WORKPLACE_TERMS: readonly { readonly pattern: RegExp; readonly instead: string }[] = (
  [
    ["master[ /-]+slave", "primary/replica"],
    ["master (?:branch|node|server|database|copy of the database)", "main or primary"],
    ["dummy (?:values?|data|variables?|text|accounts?)", "placeholder"],
    ["man[- ]in[- ]the[- ]middle", "on-path (attack)"],
    ["man[- ]?days?", "person-days"],
    ["guys", "everyone, team or folks"],
    ["you guys", "everyone, team or folks"],
    ["manning (?:the|a|our)", "staffing"],
    ["chairmanship", "chair"],
    ["gentlemen's agreement", "informal agreement"],
    ["girl friday|gal friday|man friday", "assistant"],
    ["girl boss", "leader"],
    ["female (?:engineer|developer|doctor|ceo|boss|manager|pilot)", "the job title alone"],
    ["male nurses?", "nurse"],
    [`the disabled${AS_NOUN}`, "people with disabilities"],
    ["the handicapped", "people with disabilities"],
    [`the blind${AS_NOUN}`, "blind people"],
    [`the deaf${AS_NOUN}`, "Deaf people"],
    ["the mentally ill", "people with a mental health condition"],
    ["the elderly", "older people"],
    ["special[- ]needs", "access needs"],
    ["mentally (?:retarded|handicapped)", "with an intellectual disability"],
    ["differently[- ]abled", "disabled, or with a disability"],
    ["confined to a wheelchair", "uses a wheelchair"],
    ["tone[- ]deaf", "insensitive"],
    ["turn(?:s|ed|ing)? a blind eye", "ignore"],
    ["fall(?:s|en|ing)? on deaf ears", "are ignored"],
    ["crippl(?:e|es|ed|ing) (?:the|our|their|bug|effect|debt|delay)", "severely limit"],
    ["crazy|insane (?:idea|deadline|hours|workload|amount)", "surprising, extreme"],
    ["psycho", "the behaviour itself"],
    ["so ocd|bit ocd|being ocd", "meticulous"],
    ["bipolar (?:weather|market|manager|boss)", "unpredictable"],
    ["hysterical (?:woman|women|reaction)", "upset"],
    ["illegal (?:aliens?|immigrants?)|illegals", "undocumented people"],
    ["third[- ]world (?:countr(?:y|ies)|problems?)", "lower-income country"],
    ["first[- ]world problems?", "minor problem"],
    ["native english speakers?", "fluent in English"],
    ["cultur(?:e|al) fit", "values alignment"],
    ["spirit animals?", "favourite, inspiration"],
    ["low man on the totem pole", "most junior"],
    ["peanut gallery", "audience, hecklers"],
    ["sold? down the river", "betrayed"],
    ["open(?:ing)? the kimono", "share openly"],
    ["chinese walls?", "ethical wall"],
    ["chinese whispers", "telephone game"],
    ["indian summer", "late summer"],
    ["call a spade a spade", "speak plainly"],
    ["digital natives?", "people at ease with technology"],
    [
      "code (?:ninja|rock ?star|guru)s?|(?:ninja|rock ?star) (?:developer|engineer|programmer)s?",
      "skilled developer",
    ],
    ["grey ?beards?", "experienced colleague"],
    ["young and (?:dynamic|hungry)|recent graduates only|digital native", "the skills you need"],
    ["normal people", "most people, or people without the condition"],
    ["opposite sex", "another gender"],
    ["both genders|both sexes", "all genders"],
    ["ladies and gentlemen", "everyone"],
    ["preferred pronouns?", "pronouns"],
    ["lifestyle choice", "identity"],
    ["maiden name", "birth name or former name"],
  ] as const
).map(([source, instead]) => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, "giu"),
  instead,
}));
