/**
 * Words that stand for one another when a protected attribute is swapped, in English. Data: pairs that are each other's
 * partner, so that swapping twice gives the first again. Pronouns and names have files of their own, ages a rule.
 */

/** What a counterfactual question changes. */
export type SwapKind =
  | "gender"
  | "origin"
  | "religion"
  | "age"
  | "disability"
  | "family-status"
  | "orientation";

const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => line.split(/\s*\/\s*/) as [string, string]);

/** Of one person or several; "maternity leave" and "paternity leave" are different entitlements and stay. */
export const PAIRS: Readonly<Record<Exclude<SwapKind, "age">, readonly (readonly [string, string])[]>> = {
  gender: pairs(`
    woman / man
    women / men
    female / male
    girl / boy
    girls / boys
    lady / gentleman
    ladies / gentlemen
    mother / father
    mothers / fathers
    mom / dad
    wife / husband
    wives / husbands
    daughter / son
    daughters / sons
    sister / brother
    sisters / brothers
    girlfriend / boyfriend
    aunt / uncle
    grandmother / grandfather
    businesswoman / businessman
    saleswoman / salesman
    chairwoman / chairman
    waitress / waiter
    ms / mr`),
  origin: pairs(`
    black / white
    african / european
    african american / european american
    nigerian / norwegian
    turkish / german
    moroccan / dutch
    algerian / french
    pakistani / british
    mexican / american
    somali / swedish
    romanian / italian
    colombian / spanish
    syrian / swiss
    chinese / canadian
    indian / irish
    from nigeria / from norway
    from turkey / from germany
    from morocco / from belgium
    from syria / from switzerland
    from mexico / from canada
    from romania / from france
    foreigner / local
    foreigners / locals`),
  religion: pairs(`
    muslim / christian
    muslims / christians
    jewish / catholic
    hindu / protestant
    sikh / buddhist
    religious / atheist`),
  disability: pairs(`
    disabled / non-disabled
    with a disability / without a disability
    with disabilities / without disabilities
    blind / sighted
    deaf / hearing
    autistic / neurotypical`),
  "family-status": pairs(`
    married / single
    divorced / never married
    with children / without children
    with kids / without kids
    has children / has no children
    has kids / has no kids
    pregnant / not pregnant`),
  orientation: pairs(`
    gay / straight
    lesbian / heterosexual
    homosexual / bisexual`),
};

/**
 * Words that say something of a person only beside one: "a German colleague", "she is black", but not "the German office"
 * or "black coffee".
 */
export const BESIDE_A_PERSON: ReadonlySet<string> = new Set(
  [...PAIRS.origin, ...PAIRS.religion, ...PAIRS.disability, ...PAIRS["family-status"], ...PAIRS.orientation]
    .flat()
    .filter(
      (word) => /^(?:from )?[a-z-]+(?: american)?$/.test(word) && !/s$/.test(word.replace(/(?:ss|us)$/, "")),
    ),
);

export const PEOPLE_WORDS =
  "person|people|woman|women|man|men|girl|boy|lady|gentleman|mother|father|parents?|colleagues?|co-?workers?|employees?|workers?|staff|candidates?|applicants?|managers?|engineers?|developers?|nurses?|teachers?|drivers?|interns?|contractors?|customers?|clients?|patients?|tenants?|students?|guests?|visitors?|team members?|members?|couples?|users?|one|ones|wife|husband|partner|friend|boss|assistant";
