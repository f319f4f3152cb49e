/** What the wording of one sentence or line gives away: English, as the documents mostly are. */

/** Closed by a full stop or the like. */
export const ENDED = /[.!?…。！？]["'”’»)\]]*$/u;
/** The mark of a list item. */
export const MARK = /^\s*(?:[-*+•‣▪◦]|\d{1,3}[.)])\s+/;
/** "column: value; column: value", or "Label: what it means". */
export const LABELLED = /^[^:;]{1,60}: [^;]*(?:;|$)/;

/** A line this short without a full stop is a heading, or the crumb of a page. */
export const FEWEST_WORDS = 4;

const NEGATION =
  /\b(?:not(?! only)|no|never|none|neither|nor|cannot|without|except|exclu(?:de[sd]?|ding|sions?)|prohibited|forbidden|ineligible)\b|^exceptions?\b|n['’]t\b|\bun(?:covered|available|allowed)\b/i;

/** Whether it says no: "What is not covered?", "Exclusions". */
export const negates = (text: string): boolean => NEGATION.test(text);

const LEANING =
  /^(?:(?:also|additionally|furthermore|moreover|in addition|as a result|finally),?\s+)?(?:it|they|he|she|this|these|that|those|such)\b/i;
/** Words that set a sentence against the one before it. */
const JOINING =
  /^(?:but|however|therefore|thus|hence|otherwise|instead|conversely|nevertheless|in (?:that case|contrast)|for (?:example|instance))\b/i;
/** "It is important to …", "those who …": words that lean on what follows them. */
const UPRIGHT =
  /^(?:it(?:['’]s| is| was| may be| can be) (?:also |always |very |totally )?(?:\w+) (?:to|that|for|when)\b|(?:those|that|this|these) (?:who|of you|said|page|guide|section|document|days)\b|this (?:way),)/i;

/** Whether it begins with a word that only the sentence before it explains: "These include …", "However, …". */
export const leansBack = (text: string): boolean =>
  JOINING.test(text) || (LEANING.test(text) && !UPRIGHT.test(text));

const POINTERS = [
  /^this (?:page|section|guide|document|chapter|article|handbook|policy) (?:\w+ ){0,2}(?:outlines?|describes?|explains?|provides?|covers?|contains?|lists?|details?|shows?|is about)\b/i,
  /^(?:please )?(?:refer to|see|read|check out|visit|consult|review|follow|go to|use|learn more)\b.{0,90}\b(?:page|section|guide|handbook|website|site|link|chart|table|list|instructions|document(?:ation)?|below|above|more|here|faqs?)\b/i,
  /^(?:please )?(?:refer to|see) /i,
  /^for (?:more|further|additional|detailed) (?:information|details|guidance|instructions)\b/i,
  /^(?:follow|complete|use) (?:all of )?the (?:steps|process|instructions|form|list) (?:below|above)\b/i,
];

/** Whether it only says where something else is said: "Refer to the leave page". */
export const pointsElsewhere = (text: string): boolean => POINTERS.some((pointer) => pointer.test(text));

/** Whether a break of page or column took its beginning. "iPhone" begins a sentence, "eligible" does not. */
export const isTorn = (text: string): boolean => /^\p{Ll}+(?![\p{Lu}\p{Ll}.\d])/u.test(text);

/** A heading that is said again: "Foot care FOOT CARE: Foot care". */
const REPEATED = /^(\p{Lu}.{2,80}?)(?:\s+[\p{Lu}\s]{4,}\s*[-:]?)?\s+\1(?=\s+\p{Lu})/u;
const CAPITALS = /^.{0,80}?(?:\p{Lu}{2,}[\s:-]+){2,}(?=\p{Lu}\p{Ll}|\p{Lu}\s)/u;
/** Title words before a word that can only begin a sentence. A colon after them makes them a label, which stays. */
const TITLE =
  /^(?:\p{Lu}[\p{L}'’-]*\s+(?:(?:of|and|for|the|to|in|or|from|your|by|with)\s+)*){1,8}(?=(?:The|There|These|This|If|In|When|You|We|It|At|For|To|As|By|With|Some|All|Unfortunately|However|Employees|Members|Our|Your|An|A|One|While|Once|After|Before)[\s,])/u;

/** A parser of PDF sees headings as words before a sentence: "Hearing Care At Contoso, we …" is about "At Contoso". */
export function withoutHeading(text: string): string {
  const rest = [CAPITALS, REPEATED, TITLE].reduce((left, heading) => left.replace(heading, "").trim(), text);
  return rest.split(" ").length >= FEWEST_WORDS ? rest : text;
}
