/** Who says the hostile words, and what for: condemned, reported, quoted, denied, or said of oneself. */

const PHOBIA =
  "(?:hate speech|racism|sexism|homophobia|transphobia|xenophobia|islamophobia|anti-?semitism|misogyny|ableism|bigotry|discrimination|hatred|prejudice|stereotypes?|slurs?|hate crimes?)";
const JUDGED =
  "(?:hateful|racist|sexist|homophobic|transphobic|xenophobic|islamophobic|antisemitic|misogynist(?:ic)?|ableist|bigoted|offensive|unacceptable|wrong|disgusting|terrible|horrible|awful|vile|hurtful|stupid|ignorant|shameful|dangerous|outrageous|disgraceful|appalling|abhorrent|despicable|toxic|cruel|illegal|evil|sick|sickening|ridiculous|absurd|nonsense|bullshit|not (?:ok|okay|acceptable|right|true|funny|cool)|a (?:lie|myth|slur|stereotype|hate crime|disgrace|crime))";
const DEGREE = "(?:\\S+ ){0,2}?";

const CONDEMNING = [
  `(?:it'?s|it is|it was|that'?s|that is|this is|that was|what an?|which is|such an?|how) ${DEGREE}${JUDGED} +(?:to|thing|things|of|that|when|how|remarks?|comments?|words?|statements?|language|views?|attitudes?|ideas?|message|term|slur|joke|behaviou?r|opinions?|way|lies?|propaganda|rhetoric|and)`,
  "(?:saying|say|says|said|calling|called|call|claiming|claim|claims|claimed|believing|thinking|suggesting|telling|writing|posting|shouting|screaming|chanting|using|referring|treating|argu\\w+|pretending|implying) .{0,120}? (?:is|are|was|makes? you|just makes|shows|says more about|has no place|have no place|won't|will not|should|must|needs to|hurts|violates) ",
  "(?:nobody|no one|no-one|none of us|you|we|they|people|anyone|men|society|one) (?:should|must|can|could|may|ought to|need to|have to|has to|will|would|deserves?) ?(?:not|n't|never|ever|no longer)? ?(?:to )?(?:just )?(?:be |have to )?(?:hear|say|saying|tell|call|called|use|write|post|treat|treated|spread|tolerate|accept|allow|believe|told|get away|condemn|denounce|reject|stand up|stop|oppose|fight|challenge|hate|judge|insult|bully|blame|made to feel)",
  "(?:nobody|no one|no-one|none) (?:should|deserves|ought|has the right|who|is allowed|can)",
  "(?:can't|cannot|can not|shouldn't|should not|mustn't|must not|don't|do not|never|stop|quit|please don't|couldn't|won't|refuse to|wouldn't|would never|will never|why do (?:people|some|so many|you)|how (?:can|could|dare) (?:you|anyone|people|they|he|she)|don't you dare|has the right to|have the right to|has any right to) (?:just |ever |even |believe (?:you|he|she|they|someone|anyone|people) )?(?:say|saying|said|tell|telling|call|calling|called|use|using|write|writing|post|posting|spread|spreading|treat|treating|think|thinking|believe|pretending|tolerate|accept|support|agree|listen|understand (?:people|why|how)|suggest|imply|put up with|stand (?:people|those|anyone|it when|for))",
  "(?:people|(?:the|a|every) person|anyone|anybody|someone|somebody|everyone|everybody|those|men|guys|users|whoever|idiots|racists|bigots|trolls|politicians|some (?:people|guy|man|woman)|a (?:man|woman|guy|user|colleague|customer|stranger)|he|she|they|my (?:boss|manager|colleague|coworker|uncle|father|neighbou?r|teacher|ex)|the (?:post|poster|sign|tweet|message|graffiti|article|man|speaker|group)) (?:who |that |once |just |always |keep |keeps |actually |in question  |has |have |will |still )*(?:says?|said|saying|thinks?|thought|believes?|believed|claims?|claimed|posts?|posted|posting|calls?|called|calling|shout(?:s|ed|ing)?|yell(?:s|ed|ing)?|scream(?:s|ed|ing)?|told|tells?|tweet(?:s|ed)?|wrote|writes?|read|reads|chant(?:s|ed|ing)?|argued?|argues|use|uses|used|hate|spread|spreads) ",
  `(?:${PHOBIA})`,
  "(?:report(?:ed|ing)?|banned|removed|deleted|flagged|condemn\\w*|denounc\\w+|disagree|oppos\\w+|reject\\w*|call(?:ed|ing)? out|stand(?:ing)? (?:against|up)|speak(?:ing)? (?:out|up)|fight(?:ing)? (?:against|back)|disproves?|debunk\\w*|counter\\w*) .{0,60}?(?:posts?|comments?|remarks?|tweets?|statements?|messages?|people|someone|users?|hate|idea|claims?|view|slur|him|her|them|this|it|language|colleague|when|for|who)",
  "(?:policy|code of conduct|guidelines?|rules?|training|complaint|tribunal|court|law) ",
  "(?:the|that|this|a|an|such a|another|old|common) (?:\\S+ )?(?:idea|lie|myth|notion|claim|belief|stereotype|prejudice|trope|narrative|propaganda|nonsense|assumption|accusation|argument|slogan|rumou?r|theory) (?:that|of|about|is)",
  "(?:it|that|this) (?:makes|made|hurts|hurt|breaks|angers|bothers|pains|upsets|disgusts|shocks|worries|saddens) (?:me|us|people|my heart)(?: \\S+){0,2} (?:when|that|how|to see|to hear|if)",
  "(?:hating|attacking|insulting|excluding|mocking|harassing|bullying|blaming|hurting|killing|beating|banning|deporting|threatening) (?:\\S+ ){1,4}?(?:is|are|isn't|makes you|will never|won't|should|must|has no)",
  "(?:only|just) an? (?:\\S+ )?(?:fool|idiot|racist|bigot|coward|monster|moron|ignorant person|sexist) (?:would|could|can|says|thinks|believes)",
  "(?:i|we) (?:immediately |always |then |really |strongly |will |have |had |would |can't |don't )*(?:reported|report|complained|object(?:ed)?|disagree[d]?|told (?:him|her|them)|push(?:ed)? back|stood up|stand with|stand up|argued|left the|blocked|condemn|reject|refuse to)",
  "(?:ashamed of (?:yourself|themselves|himself|herself)|should be ashamed|ought to be ashamed|has to apologi[sz]e|must apologi[sz]e|should apologi[sz]e|wash your mouth|how dare)",
  "there(?:'s| is) nothing (?:wrong|bad|funny)|no (?:excuse|place|room) for|not all of them|has no basis|is not an insult|isn't an insult",
].join("|");
/** What follows the end of a quote when it is judged. */
const JUDGED_QUOTE = [
  `["”’'»] +(?:\\S+ ){0,3}?(?:is|are|was|were|sounds?|makes? you|has no|have no|deserves?|should|must|will|can|cannot|can't|hurts?|goes|violates?|breaks?|in (?:my|our|this)|needs? to)`,
  `["”’'»][^"“”]{0,200}(?<!\\w)(?:${JUDGED}|ashamed|banned|fired|reported|told him|told her|told them|wow|wtf|seriously|really|awful|disgrace|consequences|apologi[sz]e|who says|who said|who would|why would|unbelievable|shame)(?!\\w)`,
].join("|");
const CONDEMNS = new RegExp(`(?<!\\w)(?:${CONDEMNING})|${JUDGED_QUOTE}`, "u");
/** Said to excuse what follows: "I'm not racist, but". */
const EXCUSES =
  /\b(?:i'?m|i am|we'?re|not being|don'?t mean to be|call me|not to be|not even) (?:not )?(?:an? )?(?:racist|sexist|homophobic|transphobic|misogynist|bigot(?:ed)?|hateful|prejudiced|offensive)\b.{0,30}\b(?:but|,)|\bno offen[cs]e\b|\b(?:isn'?t|is not|not) (?:racist|sexist|hate(?: speech)?|offensive|wrong) (?:to|if|when|because)\b|\b(?:they|people|you|she|he) (?:may|might|will|can) call me\b/;

export const QUOTED = /["“”«»„‟][^"“”«»„‟]{3,300}["“”«»„‟]|(?<!\p{L})['‘][^'‘’\n]{6,200}['’](?!\p{L})/gu;

/** Whether the words around what is hostile condemn it, forbid it or report it as another's. */
export const condemns = (text: string): boolean => CONDEMNS.test(text) && !EXCUSES.test(text);

/** The words before a match that turn it into its opposite. */
const NEGATED =
  /(?<!\w)(?:don't|dont|do not|doesn't|does not|didn't|did not|never|not|isn't|aren't|are not|is not|nor|without|no longer|no|nobody|no one|no-one|none|can't|cannot|won't|will not|wouldn't|would not|shouldn't|should not|refuse to|wrong to|illegal to|against|anti|instead of|rather than|stop|stopped|quit|if you|if they|if i|whether|hardly|neither)(?: +[^\s.,;:!?"“”]+){0,3} *$/u;

/** Whether what begins at `index` is denied by the words before it. */
export const isDenied = (text: string, index: number): boolean =>
  NEGATED.test(text.slice(Math.max(0, index - 48), index));
