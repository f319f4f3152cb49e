import type { Filter, Finding } from "../verdict.ts";
import { GROUP_TOKEN, withoutIdentities } from "./identity-terms.ts";
import { plainText } from "./plain-text.ts";
import { ABOUT_CLAIMS, CLAIMS_IN_OTHER_LANGUAGES } from "./stereotype-claims.ts";
import { wordPatterns } from "./word-patterns.ts";

const VERSION = "2";
const THRESHOLD = 0.5;

/** What people are said to be by nature. Circumstances ("underpaid", "protected", "eligible") are not among them. */
const TRAITS =
  "lazy|stupid|dumb|smart|intelligent|clever|greedy|cheap|stingy|violent|aggressive|dangerous|criminals?|thieves|dishonest|liars?|untrustworthy|loud|angry|emotional|irrational|hysterical|moody|weak|fragile|submissive|obedient|docile|bossy|manipulative|gossip\\w*|nagging|vain|dirty|smelly|uneducated|illiterate|backwards?|primitive|uncivili[sz]ed|terrorists?|extremists?|radicals?|fanatics?|sneaky|sly|cold|rude|arrogant|drunks?|alcoholics|promiscuous|perverts?|predators?|immoral|sinful|unreliable|incompetent|slow|senile|forgetful|stubborn|grumpy|entitled(?! to)|selfish|irresponsible|inflexible|technophobic|nurturing|caring|gentle|maternal|athletic|musical|exotic|mysterious|nerds?|nerdy|bad drivers?|good at math\\w*|bad at \\w+|good with (?:computers|numbers|money)|gold ?diggers?|welfare queens?|freeloaders?|burdens?|feminine|flamboyant|sensitive|hot[- ]headed|hot[- ]blooded|lustful|oversexed|inferior|superior|hard[- ]?working|tech[- ]illiterate|a liability";
const GENERALLY =
  "all|most|every|typical|typically|generally|usually|always|never|naturally|inherently|innately|biologically|simply|just|by nature|genetically|too|more|less|so|such|tend to be|known to be|known for being|notoriously|really|very|often|mostly|not|bad|better|worse|either";

const G = GROUP_TOKEN;
const rule = (body: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${body})(?![\\p{L}\\p{N}])`, "u");

/** Claims about what a group is, can or should do; the group stands as one token. */
const CLAIMS: readonly RegExp[] = [
  rule(
    `(?:all|most|every|typical|those|these|because) (?:of the )?${G} (?:are|is|act|seem) (?:(?:${GENERALLY}|a|an|the) )*(?:${TRAITS})`,
  ),
  rule(
    `(?<!(?:some|these|those|the|two|three|several|many|that|which|who|whose|if|whether|with|by|of|and|among|between|for|when) )${G} (?:are|seem|tend to be) (?:(?:${GENERALLY}|a|an|the) )*(?:${TRAITS})`,
  ),
  rule(
    `${G} (?:are|is) (?:(?:naturally|inherently|innately|biologically|genetically|by nature|just|simply|always|generally|typically|usually) )+(?:better|worse|good|bad|more|less|not|too|suited|unsuited|inclined|prone|meant|drawn|cut out|born|[\\p{L}]+ than)`,
  ),
  rule(
    `${G} (?:are|is) (?:just |simply |all |naturally )?(?:too (?:emotional|weak|old|young|soft|slow|sensitive|stupid|lazy|fragile|aggressive|dumb|religious|loud)|(?:not|n't) (?:cut out|suited|fit|made|meant|smart enough|strong enough|rational enough|logical))`,
  ),
  rule(
    `${G} (?:can't|cannot|can not|can never|don't know how to|are unable to|aren't able to|will never|could never) (?:(?:really|ever|possibly) )?(?:drive|lead|code|program|learn|do math\\w*|be trusted|understand|handle|cope|keep up|adapt|think|control|concentrate|manage|do science|use (?:computers?|technology|a computer|smartphones?)|work hard|make decisions|be leaders|be engineers|raise|swim|dance|park|speak)`,
  ),
  rule(
    `${G} (?:always|never|all|only|just|inevitably|invariably) (?:\\w+ )?(?:steal|lie|cheat|complain|gossip|nag|cry|commit|smell|drink|fight|care about (?:money|themselves|looks)|want (?:money|handouts|sex)|get (?:angry|emotional|drunk|pregnant)|overreact|exaggerate|play the (?:race|victim) card|are late|show up late|exploit|abuse|beat|hate|use (?:welfare|drugs)|eat|come here to|quit|think with)`,
  ),
  rule(
    `${G} (?:are|is) (?:not )?(?:really |just |only )?(?:better|worse|more suited|best suited|less suited|more talented|less talented) (?:at|in|for|with|to)`,
  ),
  rule(
    `(?:like|as) (?:all|every|most|any|a typical|typical) ${G}|(?:typical|stereotypical) (?:${G}) ?(?:,|!|\\.|behaviou?r|attitude|thing)|(?:act|drive|throw|cry|fight|run|behave|scream)(?:s|ing)? like (?:a |an )?(?:${G}|little ${G}|sissy)`,
  ),
  rule(
    `(?:you know how|everyone knows|we all know|it's (?:a )?(?:well[- ])?known(?: fact)?|let's face it|it's a fact|face it)(?: that)?,? ${G} (?:are|is|can't|always|never|just|don't|love|hate|tend)`,
  ),
  rule(
    `(?:for|being|considering (?:she|he|they)(?: are|'s|'re)?) an? (?:${G}),? (?:she|he|they|you|her|his|your)(?:'s|'re)? (?:is|are|was|were|really|very|quite|so|surprisingly|english|work|speak)[^.!?]{0,12}(?:good|smart|articulate|clever|strong|well|bright|impressive|intelligent|professional|hard-working)`,
  ),
  rule(
    `(?:she|he|they)(?:'s|'re| is| are)? (?:so |very |surprisingly |remarkably )+(?:articulate|well[- ]spoken|smart|clean|civilised|civilized|intelligent|professional|good with computers) for an? ${G}(?: (?:her|his) age)?`,
  ),
  rule(
    `(?:because|since|as) (?:she|he|they|you)(?:'s|'re| is| are) (?:an? )?(?:${G}|black|old|female|pregnant) ?,? (?:she|he|they|you|so (?:she|he|they)) (?:must|will|can't|cannot|is probably|are probably|probably|should|won't)`,
  ),
  rule(
    `${G} (?:have|has) (?:no |a natural |an innate |a genetic |naturally )(?:\\w+ )?(?:rhythm|talent|gift|ability|work ethic|sense of direction|morals|manners|self[- ]control|logic|ambition|predisposition)`,
  ),
];

/** Roles prescribed by gender, and what people of some place are said to be, in the words themselves. */
const PLAIN_CLAIMS: readonly RegExp[] = [
  rule(
    `people from (?:the )?[\\p{L}]+ (?:are|seem|tend to be|are all) (?:(?:${GENERALLY}|a|an|the) )*(?:${TRAITS})`,
  ),
  rule(
    `(?:women|girls|wives|females|ladies|mothers|a woman(?:'s place)?|woman's place|a girl) (?:should|belongs?|ought to|must|need to|needs to|is|are (?:only|best)|are meant to) (?:only |just |all |really |always |be )*(?:in the (?:kitchen|home)|at home|stay(?:ing)? (?:at )?home|cook(?:ing)?|clean(?:ing)?|obey|serve|submit|in the house|raise (?:the )?(?:kids|children)|look after|know (?:her|their) place|smile more|housewives|quiet)`,
  ),
  rule(
    `(?:men|boys|a (?:real )?man|real men|husbands) (?:should|must|don't|do not|shouldn't|should not|never|can't|cannot|ought to) (?:(?:not|never|always|only|ever) )*(?:cry|show (?:weakness|emotions?|feelings)|be (?:nurses|emotional|weak|the breadwinners?|in charge|strong)|do (?:housework|dishes)|wear (?:pink|make-?up|dresses|skirts)|raise|babysit|talk about (?:their )?feelings)`,
  ),
];

const claimsIn = wordPatterns(CLAIMS);
const plainClaimsIn = wordPatterns([...PLAIN_CLAIMS, ...CLAIMS_IN_OTHER_LANGUAGES]);

/** Talks about stereotypes, denies them or reports them. */
const ABOUT_STEREOTYPES =
  /\b(?:stereotyp\w+|prejudice[sd]?|bias(?:ed|es)?|myths?|misconceptions?|cliché|not true that|untrue|false(?:ly)? (?:that|belief|claim)|wrong to (?:say|think|assume|claim)|sexis[mt]|racis[mt]|ageis[mt]|discriminat\w+|assum(?:e|es|ed|ing|ptions?)|perceived as|portrayed as|seen as|regarded as|believed that|argue[sd]? that|according to|claims? that|claimed that|(?:don't|do not|never|nobody should) (?:think|say|believe|assume) (?:that )?)\b/;

/**
 * Claims that a group of people is, can or should do something by its nature. Narrow rules that flag for a closer look:
 * they cannot tell what is meant, so nothing should be withheld on their word alone.
 */
export const stereotypes: Filter = {
  name: "stereotypes",
  version: VERSION,
  stages: ["sentence", "answer", "question"],
  check({ text }): Finding {
    const plain = plainText(text).replaceAll("’", "'");
    const grouped = withoutIdentities(plain).replace(/ {2,}/g, " ");
    const found = (grouped.includes(GROUP_TOKEN) && claimsIn(grouped).any()) || plainClaimsIn(plain).any();
    if (!found) return { score: 0, threshold: THRESHOLD, flagged: false };
    const score = ABOUT_STEREOTYPES.test(plain) || ABOUT_CLAIMS.test(plain) ? 0.3 : 0.7;
    const flagged = score >= THRESHOLD;
    return {
      score,
      threshold: THRESHOLD,
      flagged,
      reason: flagged
        ? "Claims something about a whole group of people"
        : "Mentions a claim about a group of people",
    };
  },
};
