/** Words that name groups of people by what they are, in neutral use. Slurs are not among them. */

const NOUNS =
  "women|woman|girls?|men|man|boys?|females?|males?|ladies|lady|muslims?|jews?|christians?|catholics?|protestants?|hindus?|buddhists?|sikhs?|atheists?|mormons?|gays?|lesbians?|bisexuals?|transgenders?|homosexuals?|heterosexuals?|queers?|immigrants?|migrants?|refugees?|foreigners?|asylum seekers?|arabs?|africans?|african[- ]americans?|asians?|asian[- ]americans?|europeans?|americans?|mexicans?|latinos?|latinas?|latinxs?|hispanics?|indians?|pakistanis?|chinese|japanese|koreans?|vietnamese|filipinos?|russians?|ukrainians?|poles|polish|germans?|french|italians?|spaniards?|irish|british|english(?:men|women)|turks?|turkish|iranians?|iraqis?|syrians?|israelis?|palestinians?|somalis?|nigerians?|ethiopians?|kurds?|roma|romani|indigenous people|native americans?|aboriginals?|whites|blacks|elders|seniors|elderly|pensioners?|boomers|millennials|teenagers|wheelchair users?|autistics?|blind people|deaf people|mothers|moms|mums|fathers|dads|wives|husbands|grandmothers|grandfathers";
const ADJECTIVES =
  "black|white|brown|asian|african|arab|muslim|islamic|jewish|christian|catholic|hindu|sikh|buddhist|gay|lesbian|bisexual|bi|trans|transgender|transsexual|queer|nonbinary|non-binary|homosexual|straight|lgbt|lgbtq\\+?|immigrant|refugee|foreign|mexican|latino|latina|hispanic|indian|chinese|japanese|korean|american|russian|polish|nigerian|female|male|old|older|elderly|young|younger|disabled|autistic|blind|deaf|handicapped|mentally ill|poor|rich|fat|indigenous|native|colou?red|ethnic|gypsy";
const PEOPLE =
  "people|persons?|folks?|men|man|women|woman|guys?|girls?|boys?|kids|children|families|community|communities|employees?|workers?|colleagues?|couples?|teens|youths?|students?|males?|females?|ladies|adults";

/** "gay men", "black people", "people with disabilities", "women": plural or singular, adjectives joined to their noun. */
export const GROUP_PATTERN = `(?:(?:(?:${ADJECTIVES})[ -]){1,3}(?:${PEOPLE})|(?:people|persons?|folks|men|women|those) (?:with (?:disabilit(?:y|ies)|autism|down syndrome|mental illness(?:es)?|adhd)|of colou?r|from (?:africa|asia|mexico|china|india|eastern europe|the middle east))|${NOUNS})`;

/** Adjectives that say "group" even without a noun after them; "old" or "black" alone are mostly said of things. */
const ADJECTIVES_ALONE =
  "muslim|islamic|jewish|christian|catholic|hindu|sikh|buddhist|gay|lesbian|bisexual|trans|transgender|transsexual|queer|nonbinary|non-binary|homosexual|lgbt|lgbtq\\+?|asian|african|arab|mexican|latino|latina|hispanic|indian|chinese|japanese|korean|american|russian|nigerian|disabled|autistic|elderly|immigrant|refugee";

const GROUP_OR_ADJECTIVE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${GROUP_PATTERN}|${ADJECTIVES_ALONE})(?![\\p{L}\\p{N}])`,
  "gu",
);

/** Stands for any group, so that a model learns what is said of groups and nothing about which group. */
export const GROUP_TOKEN = "\u0001";

/** Lower-case plain text with every group replaced by one token; "black women and men" keeps its two. */
export const withoutIdentities = (plain: string): string =>
  plain.replace(GROUP_OR_ADJECTIVE, ` ${GROUP_TOKEN} `);
