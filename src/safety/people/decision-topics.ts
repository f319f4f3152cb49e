/** What documents call the decisions that people ask for: they say "promotion" where somebody asks "should we promote". */

const TOPICS: readonly (readonly [asked: RegExp, called: readonly string[]])[] = [
  [/promot|demot/iu, ["promotion", "promotions"]],
  [
    /\b(?:fir(?:e|ing)|sack\w*|dismiss\w*|let(?:ting)? \S{0,40} ?go|lay(?:ing)? |terminat\w*|redundan\w*|get rid|worst)\b/iu,
    ["dismissal", "termination", "notice"],
  ],
  [
    /\b(?:punish\w*|disciplin\w*|sanction\w*|reprimand\w*|suspen\w*|warning|warn)\b/iu,
    ["disciplinary warning", "misconduct", "warning"],
  ],
  [/\b(?:loan|credit\w*|mortgage|lend\w*|borrower)\b/iu, ["loan", "credit", "mortgage"]],
  [/\b(?:rent\w*|tenan\w*|lease|evict\w*|flat|apartment)\b/iu, ["tenancy", "rent", "lease"]],
  [/\b(?:pay|paid|rais(?:e|ing)|salary|bonus|money)\b/iu, ["pay review", "salary", "bonus"]],
  [
    /\b(?:medic\w*|diagnos\w*|operat\w*|surgery|treat\w*|patient|(?:un)?fit to work|sick|ill)\b/iu,
    ["occupational health", "fitness for work", "sick leave"],
  ],
  [
    /\b(?:(?:re)?hir\w+|recruit\w*|employ(?:ing)?|appoint\w*|shortlist\w*|interview\w*|reject\w*|candidates?|applicants?|job)\b/iu,
    ["hiring", "recruitment", "selection of candidates"],
  ],
  [/beförder|degradier/iu, ["Beförderung", "Beförderungen"]],
  [/entlass|künd|feuern|rauswerf/iu, ["Kündigung", "Entlassung"]],
  [/abmahn|bestraf|verwarn/iu, ["Abmahnung", "Verwarnung"]],
  [/gehalt|bonus|lohn/iu, ["Gehaltserhöhung", "Gehalt", "Bonus"]],
  [/kredit|darlehen/iu, ["Kredit", "Darlehen"]],
  [/einstell|bewerb|kandidat/iu, ["Einstellung", "Bewerbung", "Auswahl"]],
  [/promouv|promue?|rétrograd/iu, ["promotion", "promotions"]],
  [/licenci|renvoy|virer/iu, ["licenciement"]],
  [/punir|avert/iu, ["sanction disciplinaire", "avertissement"]],
  [/augment/iu, ["augmentation", "salaire"]],
  [/embauch|engager/iu, ["embauche", "recrutement"]],
  [/ascen[ds]/iu, ["ascenso", "promoción"]],
  [/desped|echar/iu, ["despido"]],
  [/castig|amonest/iu, ["sanción", "amonestación"]],
  [/sueldo|salario|aumento/iu, ["aumento de sueldo", "salario"]],
  [/contrat/iu, ["contratación", "selección", "contratação"]],
  [/promuov|promoss/iu, ["promozione"]],
  [/licenzi/iu, ["licenziamento"]],
  [/\bassum|assunt/iu, ["assunzione", "selezione"]],
  [/promov/iu, ["promoção", "promociones"]],
  [/despedi|demit/iu, ["despedimento", "demissão"]],
  [/bevorder|promover/iu, ["promotie", "bevordering"]],
  [/ontsla/iu, ["ontslag"]],
  [/aannem|aangenom|sollicit/iu, ["werving", "sollicitatie"]],
  [/befordra/iu, ["befordran"]],
  [/avsked|säga upp|uppsag|sparka/iu, ["uppsägning", "avsked"]],
  [/anställ|sökande/iu, ["anställning", "rekrytering"]],
  [/\b(?:performer|rank|rate|score|compare|best|smartest|laziest)\b/iu, ["performance review", "appraisal"]],
];

/** What documents may call the first decision that a question asks for, likeliest first; empty when nobody knows. */
export const decisionTopics = (question: string): readonly string[] =>
  TOPICS.find(([asked]) => asked.test(question))?.[1] ?? [];
