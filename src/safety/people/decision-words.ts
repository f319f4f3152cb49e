/**
 * How people ask for a decision about somebody, language by language. Data: regular expressions over text in lower case
 * in which a name is NAME_TOKEN, so that the lists below read as words. `decision-question.ts` puts them together.
 */
import { NAME_TOKEN } from "./person-names.ts";

const N = `${NAME_TOKEN}(?: (?:and|or|und|oder|et|ou|y|o|e|en|of|och|eller) ${NAME_TOKEN})*`;

export interface DecisionWords {
  /** A text without any of these beginnings of words asks for no decision: most questions are looked at no further. */
  readonly stems: string;
  /** What opens such a question for whoever decides: "should we". */
  readonly whether: string;
  /** What opens it for whom it is about: "should" (Anna be promoted). */
  readonly shall: string;
  /** Somebody in particular; "an employee" is nobody. */
  readonly person: string;
  /** Promote, hire, dismiss, punish, treat: as an infinitive. A pronoun may be part of it. */
  readonly act: string;
  /** The same done to somebody: "be promoted", "a raise". */
  readonly done: string;
  /** "deserves", "is ready for a promotion": asked of a person. */
  readonly judged: string;
  /** Who is best, who should get it: no person need be named. */
  readonly ranks: string;
}

const PEOPLE =
  "person|candidate|applicant|employee|worker|colleague|coworker|co-worker|patient|client|customer|borrower|tenant|renter|engineer|developer|manager|analyst|designer|nurse|teacher|driver|assistant|secretary|intern|contractor|team member|direct report|report|subordinate|hire|woman|man|guy|lady|girl|boy|mother|father|one|person's";
const ENGLISH: DecisionWords = {
  stems:
    "hir|rehir|recruit|employ|shortlist|reject|turn|promot|demot|appoint|fire|firing|sack|dismiss|let|lay|laid|terminat|make|take|get|redundan|punish|disciplin|sanction|reprimand|suspen|evict|rent|lend|loan|credit|mortgage|leas|tenan|medicat|diagnos|operat|surgery|treat|approv|den|refus|grant|pay|paid|salary|rais|increas|reduc|cut|bonus|give|offer|extend|renew|contract|deserv|worth|candidate|fit|unfit|suitable|ready|qualified|unqualified|good|bad|right|wrong|better|best|worse|worst|weak|strong|too|rank|stack|order|sort|compar|score|grade|rate|list|choose|pick|prefer|reward|trustworthy|flight|smart|laz|top|most|least|declared|makes|evaluat|assess|judge|apprais|writ|put|what|need|surg",
  whether:
    "(?:should|shall|would|could|can|may|must|ought|do|did|can't|shouldn't) (?:not )?(?:i|we|you|they|my (?:manager|boss)|the (?:company|panel|bank|board|landlord|doctor))|is it (?:ok|okay|fair|right|wise|legal|fine|better|worth|possible|time|safe|justified)|whether (?:or not )?(?:to|i|we)|help (?:me|us) decide|(?:decide|recommend|advise|say|tell me) (?:whether|if|to|who)|am i allowed to|are we allowed to|(?:a |any )?(?:good |valid )?reasons? (?:not )?to|better to|how (?:should|do|can|could) (?:i|we)|i (?:want|plan|would like|need) to|we (?:want|plan|would like|need) to|i'm (?:thinking (?:of|about)|considering)|we are considering",
  shall: "should|shall|must|would|could|can|may|ought|does|do|did",
  person: `(?:her|him|them|she|he|(?:this|that|these|those) (?:\\S+ ){0,2}(?:${PEOPLE}|people|candidates|applicants|employees|two|three)|the (?:\\S+ ){0,2}(?:candidate|applicant|employee|tenant|patient|borrower|one|woman|man)(?! who)|(?:my|our|one of (?:my|our|the)) (?:\\S+ ){0,2}(?:${PEOPLE}|employees|reports|engineers|colleagues|candidates)|(?:an? (?:\\S+ )?(?:employee|candidate|applicant|colleague|worker) (?:called|named) |(?:mr|mrs|ms|miss|dr)\\.? )?${N})(?:'s|’s)?`,
  act: "(?:re)?hir(?:e|ing)|recruit(?:ing)?|employ(?:ing)?|shortlist(?:ing)?|reject(?:ing)?|turn(?:ing)? down|promot(?:e|ing)|demot(?:e|ing)|appoint(?:ing)?|fir(?:e|ing)|sack(?:ing)?|dismiss(?:ing)?|let(?:ting)? go(?: of)?|lay(?:ing)? off|terminat(?:e|ing)|get(?:ting)? rid of|punish(?:ing)?|disciplin(?:e|ing)|sanction(?:ing)?|reprimand(?:ing)?|suspend(?:ing)?|evict(?:ing)?|rent(?:ing)? (?:\\S+ ){0,3}to|lend(?:ing)? (?:\\S+ ){0,3}to|medicat(?:e|ing)|diagnos(?:e|ing)|operat(?:e|ing) on|(?:approv|den|refus|reject|grant|extend|renew|cut|reduc|rais|increas)(?:e|y|ing)? (?:\\S+ ){0,2}(?:loan|credit|mortgage|tenancy|lease|salary|pay|bonus|contract|raise)(?: application)? (?:for|of|to)",
  done: "(?:be|get|being|getting) (?:\\S+ ){0,2}(?:hired|promoted|demoted|appointed|rejected|shortlisted|fired|sacked|dismissed|let go|laid off|terminated|made redundant|punished|disciplined|sanctioned|reprimanded|suspended|evicted|put on (?:an? )?(?:performance|pip|probation)|medicated|operated on|treated for|declared (?:un)?fit|approved for|denied|refused)|(?:get|have|need|receive|deserve|qualify for|be (?:given|offered|granted|paid|denied|approved for)) (?:\\S+ ){0,3}(?:raise|pay rise|promotion|job|position|loan(?! (?:laptop|device|car))|mortgage|credit|warning|less pay|more pay|less money|more money|flat|apartment|tenancy|surgery|treatment|medication)|(?:\\S+ ){0,2}(?:loan|credit|mortgage|application|contract|salary|bonus|tenancy|lease) (?:\\S+ )?be (?:approved|rejected|denied|refused|granted|extended|renewed|raised|cut|increased|reduced)",
  judged:
    "(?:really |still |even )?(?:deserve|deserves|is worth|be worth)|(?:a |an |the )?(?:\\S+ )?(?:good|right|better|best|strong|suitable|bad|wrong|risky) (?:\\S+ )?(?:candidate|fit|hire|choice|leader|tenant|employee)|(?:\\S+ )?(?:suitable|fit|unfit|ready|qualified|unqualified|good enough|smart enough|strong enough) (?:for (?:a |an |the |this |that |more )?(?:\\S+ )?(?:promotion|role|job|position|leadership|management|senior|work|duty|loan|responsibility)|to (?:lead|manage|be|become|work|rent))|(?:credit-?worthy|promotable|a credit risk|a flight risk|trustworthy)|(?:the )?(?:right|wrong|best) person (?:to (?:lead|manage|run|head|promote|hire)|for (?:the|this|a) (?:\\S+ )?(?:job|role|position|promotion))|makes? an? (?:good|great|better|bad|strong|poor) (?:\\S+ ){0,2}(?:lead|leader|manager|engineer|employee|candidate|hire|tenant|boss|supervisor)|too (?:old|young|sick|ill|weak|emotional|pregnant|sensitive|inexperienced)",
  ranks: `who(?:m)? (?:should|shall|would|do|could|can|must) (?:i|we|you|they) (?:\\S+ ){0,2}(?:hire|promote|fire|sack|dismiss|lay off|let go|choose for|pick for|reject|prefer|reward|give (?:the|a) (?:job|promotion|raise|bonus))|who (?:(?:on|in|of) (?:\\S+ ){1,3})?(?:should|deserves to|must) (?:be (?:hired|promoted|fired|dismissed|laid off|let go|rejected|rewarded)|(?:get|receive) the (?:job|promotion|raise|bonus))|who deserves (?:a|the|to)|who (?:to|gets) (?:hire|promote|fire|dismiss|lay off|let go|promoted|fired|the (?:job|promotion|raise))|which (?:one |two |three )?(?:of (?:them|these|those|the|my|our|${N}) ?(?:\\S+ ){0,3})?(?:candidates?|applicants?|employees?|persons?|colleagues?|team members?|engineers?|people)? ?(?:\\S+ ){0,2}(?:should (?:i|we) (?:hire|promote|fire|dismiss|choose|pick|lay off|prefer)|should be (?:hired|promoted|fired|dismissed|chosen)|deserves?)|which (?:one |two |three )?(?:of (?:them|these|those|the|my|our|${N}) ?(?:\\S+ ){0,3}|(?:\\S+ ){0,2}(?:candidates?|applicants?|employees?|persons?|colleagues?|team members?|engineers?|people) (?:\\S+ ){0,2})(?:is|are) (?:the )?(?:best|better|worst|worse|stronger|strongest|weaker|weakest)|who(?:'s|’s| is| are) (?:the |my |our )?(?:\\S+ )?(?:best|worst|better|strongest|weakest|stronger|weaker|laziest|smartest|top|most \\S+|least \\S+|good|bad) (?:\\S+ ){0,2}(?:candidates?|employees?|performers?|workers?|engineers?|developers?|managers?|applicants?|colleagues?|team members?|salesperson|hire|leader|of (?:my|our|the) (?:team|candidates|applicants|employees))|who(?:'s|’s| is) (?:the |my |our )?(?:worst|weakest|laziest|smartest|slowest|strongest|least \\S+) (?:\\S+ )?(?:person|people|member|one|man|woman)|who(?:'s|’s| is) (?:better|best|worse|worst|stronger|weaker|smarter|more \\S+)[^.?!]{0,20} ${NAME_TOKEN}|(?:stack-?)?rank (?:\\S+ ){0,4}(?:candidates|applicants|employees|people|colleagues|team|them|staff|workers|reports|engineers|developers|${NAME_TOKEN})|(?:rate|compare|score|grade) (?:\\S+ ){0,3}(?:candidates|applicants|employees|colleagues|team members|engineers|${N}) ?(?:\\S+ ){0,6}(?:by|according|for (?:the|this|a) (?:job|role|promotion|position)|as (?:candidates|employees|leaders))|(?:sort|order|list|rank) (?:\\S+ ){0,4}(?:candidates|applicants|employees|people|colleagues|team members|them|staff|workers) (?:\\S+ ){0,2}(?:by|from (?:best|worst|oldest|youngest)|according)`,
};

const GERMAN: DecisionWords = {
  stems:
    "beförder|einstell|eingestellt|entlass|künd|gekünd|feuer|gefeuert|abmahn|abgemahnt|bestraf|verwarn|degradier|ablehn|abgelehnt|absag|versetz|freistell|rauswerf|gehalt|bonus|kredit|darlehen|wohnung|behandeln|operier|krankschreib|job|stelle|verdien|geeignet|ungeeignet|reif|bereit|zu|gut|besser|beste|schlecht|schwäch|stärk|fleißig|faul|sortier|ordne|rank|rang|reihe|vergleich|richtig",
  whether:
    "(?:sollten?|soll|sollen|könnten?|kann|können|darf|dürfen|müssen|muss|würdest|würden) (?:ich|wir|man|du|sie|die firma|die bank)|ist es (?:ok|okay|fair|richtig|klug|besser|rechtens|möglich)|ob (?:ich|wir|man)|(?:entscheide|entscheiden|empfiehl|empfehlen)|(?:ich|wir) (?:will|möchte|möchten|wollen)",
  shall: "sollte|soll|sollen|darf|kann|muss|wird|würde|könnte|sollten",
  person: `(?:ihn|ihr|ihm|sie|er|diese[nmrs]? (?:\\S+ ){0,2}(?:bewerber(?:in)?|kandidat(?:en|in)?|mitarbeiter(?:in|s)?|angestellten?|kolleg(?:en?|in)|person|mieter(?:in)?|patient(?:en|in)?|kund(?:en?|in)|frau|mann)|mein(?:e[nmr]?)? (?:\\S+ ){0,2}(?:mitarbeiter(?:in)?|kolleg(?:en?|in)|angestellten?|assistent(?:in|en)?)|(?:herrn?|frau) ${NAME_TOKEN}|${N})`,
  act: "befördern|beförder|einstellen|entlassen|kündigen|feuern|abmahnen|bestrafen|verwarnen|degradieren|ablehnen|absagen|versetzen|freistellen|rauswerfen|(?:eine |einen |den |das |mehr |weniger )?(?:gehaltserhöhung|bonus|kredit|darlehen|abmahnung|beförderung|mehr gehalt|weniger gehalt|gehalt|wohnung) (?:\\S+ ){0,2}(?:geben|gewähren|bewilligen|zahlen|kürzen|verweigern|erhöhen|vermieten)|behandeln|operieren|krankschreiben",
  done: "(?:befördert|eingestellt|entlassen|gekündigt|gefeuert|abgemahnt|bestraft|verwarnt|degradiert|abgelehnt|versetzt) werden|(?:eine |einen |den |das )?(?:gehaltserhöhung|bonus|kredit|darlehen|abmahnung|beförderung|job|stelle|wohnung)(?: \\S+){0,2} (?:bekommen|erhalten|kriegen)",
  judged:
    "verdient|verdienen|(?:\\S+ )?(?:geeignet|ungeeignet|kreditwürdig|reif für|bereit für (?:\\S+ )?(?:beförderung|führung|rolle)|zu (?:alt|jung|krank|schwach|emotional)|(?:eine |ein )?(?:gute|guter|bessere|besserer|richtige|richtiger|beste|bester) (?:kandidat|kandidatin|bewerber|bewerberin|wahl|mieter|führungskraft))",
  ranks:
    "we(?:r|n|m) (?:sollten?|soll|sollen|würdest|muss|müssen) (?:ich|wir|man|du)? ?(?:\\S+ ){0,3}(?:befördern|einstellen|entlassen|kündigen|feuern|bevorzugen)|wer (?:soll(?:te)?|verdient|muss) (?:\\S+ ){0,4}(?:befördert|eingestellt|entlassen|gekündigt|gehen|bekommen|gehaltserhöhung|beförderung)|wer ist (?:der|die) (?:\\S+ )?(?:beste|bessere|schlechteste|schwächste|stärkste|fleißigste|faulste)\\w* (?:\\S+ ){0,2}(?:mitarbeiter|bewerber|kandidat|kolleg|entwickler|im team|von)\\w*|welche[rn]? (?:\\S+ ){0,3}(?:bewerber|kandidat|mitarbeiter|kolleg|der beiden)\\w* (?:\\S+ ){0,3}(?:besser|beste|am besten|einstellen|befördern|entlassen)|(?:sortiere|ordne|ranke|rangliste|reihe|vergleiche)n? (?:\\S+ ){0,4}(?:bewerber|kandidat|mitarbeiter|kolleg|team)\\w*(?: \\S+){0,3} nach",
};

const FRENCH: DecisionWords = {
  stems:
    "promo|embauch|recrut|engag|licenci|renvoy|vir|sanction|puni|rétrograd|augment|refus|averti|mut|expuls|soign|opér|accord|donn|prêt|crédit|prime|poste|logement|mérit|apte|inapte|solvable|trop|bon|meilleur|pire|moins|plus|class|tri|ordonn|compar",
  whether:
    "(?:devrait|doit|peut|faut)[- ](?:on|il)|(?:devrais|dois|peux|puis|devrions|devons|pouvons)[- ](?:je|nous)|(?:est[- ]ce (?:que|qu['’]on|qu['’]il faut) ?(?:\\S+ ){0,2}(?:dois|doit|devrait|devons|devrais|peut|peux|pouvons|faut|je|on))|faudrait[- ]il|s['’]il faut|si (?:je|nous|on) (?:dois|devons|doit)|(?:on|je|nous) (?:devrait|doit|dois|devons|devrions)|(?:décide|recommande)[- ]?(?:moi)?",
  shall: "doit|devrait|peut|pourrait|mérite|faut",
  person: `(?:elle|lui|(?:cette|ce|cet) (?:\\S+ )?(?:candidate?|employée?|salariée?|collègue|personne|locataire|patiente?|cliente?|collaborat(?:eur|rice)|femme|homme)|mon (?:\\S+ )?(?:employée?|collègue|assistante?|collaborat(?:eur|rice))|ma (?:\\S+ )?(?:collègue|employée|assistante|collaboratrice)|(?:monsieur|madame|mme|m\\.) ${NAME_TOKEN}|${N})`,
  act: "(?:(?:l['’]|la |le |lui )?(?:promouvoir|embaucher|recruter|engager|licencier|renvoyer|virer|sanctionner|punir|rétrograder|augmenter|refuser|avertir|muter|expulser|soigner|opérer)|(?:accorder|donner|refuser) (?:\\S+ ){0,3}(?:augmentation|prêt|crédit|prime|promotion|avertissement|poste|logement)(?: à)?)",
  done: "(?:être (?:promue?|embauchée?|recrutée?|engagée?|licenciée?|renvoyée?|virée?|sanctionnée?|punie?|rétrogradée?|augmentée?|refusée?|opérée?)|(?:avoir|obtenir|recevoir) (?:\\S+ ){0,2}(?:promotion|augmentation|prêt|crédit|poste|prime|avertissement|logement))",
  judged:
    "mérite|(?:\\S+ )?(?:apte|inapte|solvable|prête? pour (?:\\S+ )?(?:promotion|poste|management)|trop (?:âgée?|jeune|vieille|vieux|malade|émotive)|(?:une? )?(?:bonne?|meilleure?) (?:candidate?|choix|employée?|locataire))",
  ranks:
    "qui (?:devrait|doit|devrions|devons|dois|devrais|faut|mérite)[- ]?(?:on|je|nous|il)? ?(?:\\S+ ){0,3}(?:promouvoir|embaucher|recruter|licencier|virer|promue?|licenciée?|embauchée?|une? (?:promotion|augmentation)|d['’]être)|qui est (?:le|la) (?:meilleure?|pire|moins bonne?|plus \\S+) (?:\\S+ ){0,2}(?:candidate?|employée?|salariée?|collègue|collaborateur|élément|de l['’]équipe)|(?:quel(?:le)?|lequel|laquelle) (?:\\S+ ){0,4}(?:est (?:le |la )?meilleure?|promouvoir|embaucher|recruter|licencier)|(?:classe|classer|trie|trier|ordonne|compare)[rz]? (?:\\S+ ){0,3}(?:candidate?s|employée?s|salariée?s|collègues)(?: \\S+){0,3} (?:par|selon)",
};

const SPANISH: DecisionWords = {
  stems:
    "ascen|contrat|desp|promo|sancion|castig|degrad|rechaz|amonest|desaloj|oper|ech|sub|baj|dar|conced|neg|aprob|merec|apt|solvente|list|demasiado|buen|mejor|peor|más|clasific|orden|compar|aument|préstamo|crédito|hipoteca|puesto",
  whether:
    "(?:deber[ií]a(?:mos)?|debo|debemos|podemos|puedo|podr[ií]a(?:mos)?|hay que|conviene|tengo que|tenemos que|vale la pena|es (?:justo|mejor|correcto|buena idea)|si (?:debo|debemos|debería|deberíamos)|recomienda(?:s)?|decide)",
  shall: "deber[ií]a|debe|puede|podría|merece|tiene que",
  person: `(?:a ella|a él|ella|(?:a )?est[ae] (?:\\S+ )?(?:candidat[oa]|emplead[oa]|trabajador[a]?|persona|inquilin[oa]|paciente|cliente|compañer[oa]|mujer|hombre)|(?:a )?mi (?:\\S+ )?(?:emplead[oa]|compañer[oa]|asistente|colaborador[a]?)|(?:a(?:l| la)? )?(?:señora?|sra?\\.?) ${NAME_TOKEN}|(?:a )?${N})`,
  act: "(?:(?:ascender|contratar|despedir|promover|sancionar|castigar|degradar|rechazar|amonestar|desalojar|operar|echar)(?:l[oa]s?)?|(?:subir|bajar|dar|conceder|negar|aprobar)(?:le|les)? (?:\\S+ ){0,3}(?:sueldo|salario|aumento|ascenso|préstamo|crédito|hipoteca|bono|puesto)(?: a)?)",
  done: "(?:ser (?:ascendid[oa]|contratad[oa]|despedid[oa]|promovid[oa]|sancionad[oa]|castigad[oa]|rechazad[oa])|(?:recibir|tener|obtener) (?:\\S+ ){0,2}(?:ascenso|aumento|préstamo|crédito|puesto|hipoteca|amonestación))",
  judged:
    "merece|(?:\\S+ )?(?:apt[oa] para|solvente|list[oa] para (?:\\S+ )?(?:ascenso|puesto|dirigir)|demasiado (?:mayor|viej[oa]|joven|emocional)|(?:una? )?(?:buen[oa]?|mejor) (?:candidat[oa]|emplead[oa]|inquilin[oa]|opción))",
  ranks:
    "(?:a )?quién (?:debería(?:mos)?|debo|debemos|hay que|tenemos que|merece) ?(?:\\S+ ){0,3}(?:ascender|contratar|despedir|promover|ser (?:ascendid|despedid|contratad)[oa]|el (?:ascenso|puesto)|un (?:ascenso|aumento))|quién es (?:el|la) (?:mejor|peor|más \\S+) (?:\\S+ ){0,2}(?:candidat[oa]|emplead[oa]|trabajador[a]?|compañer[oa]|del equipo)|(?:cuál|qué) (?:\\S+ ){0,4}(?:candidat[oa]s?|emplead[oa]s?) (?:\\S+ ){0,3}(?:es mejor|mejor|contratar|ascender|despedir)|(?:clasifica|ordena|compara|ordenar|clasificar) (?:\\S+ ){0,4}(?:candidat[oa]s|emplead[oa]s|trabajadores|compañer[oa]s)(?: \\S+){0,3} (?:por|según)",
};

const ITALIAN: DecisionWords = {
  stems:
    "promo|promuov|assu|licenz|pun|retroc|resping|respint|sanzion|ammon|sfratt|oper|rifiut|dar|conced|negar|aument|ridur|approv|merit|idone|affidabil|solvibil|pront|troppo|buon|miglior|peggior|più|classific|ordin|confront|prestit|mutuo|credito|posto",
  whether:
    "(?:dovrei|dovremmo|devo|dobbiamo|posso|possiamo|potrei|potremmo|conviene|bisogna|è (?:giusto|meglio|corretto|opportuno)|se (?:devo|dobbiamo|dovrei|dovremmo)|vale la pena|consigli|decidi)",
  shall: "dovrebbe|deve|può|potrebbe|merita",
  person: `(?:lei|lui|quest['oa’] ?(?:\\S+ )?(?:candidat[oa]|dipendente|impiegat[oa]|lavora(?:tore|trice)|collega|persona|inquilin[oa]|paziente|cliente|donna|uomo)|(?:il mio|la mia) (?:\\S+ )?(?:dipendente|collega|assistente|collaborat(?:ore|rice))|(?:signora?|sig\\.(?:ra)?) ${NAME_TOKEN}|${N})`,
  act: "(?:(?:promuov|assum|licenzi|pun|retroced|respinge?|sanzion|ammon|sfratt|oper|rifiut)(?:ere|are|ire|er|ar|ir)(?:l[oa]|gli|le)?|(?:dare|concedere|negare|aumentare|ridurre|approvare)(?:gli|le)? (?:\\S+ ){0,3}(?:stipendio|aumento|promozione|prestito|mutuo|credito|premio|posto)(?: a)?)",
  done: "(?:essere (?:promoss[oa]|assunt[oa]|licenziat[oa]|punit[oa]|sanzionat[oa]|respint[oa]|operat[oa])|(?:ricevere|ottenere|avere) (?:\\S+ ){0,2}(?:promozione|aumento|prestito|mutuo|credito|posto))",
  judged:
    "merita|(?:\\S+ )?(?:idone[oa]|affidabile|solvibile|pront[oa] per (?:\\S+ )?(?:promozione|ruolo|posto)|troppo (?:vecchi[oa]|anzian[oa]|giovane|emotiv[oa])|(?:un['a’]? ?)?(?:buon[oa]?|miglior[e]?) (?:candidat[oa]|dipendente|scelta|inquilin[oa]))",
  ranks:
    "chi (?:dovrei|dovremmo|devo|dobbiamo|dovrebbe|deve|merita) ?(?:\\S+ ){0,3}(?:promuovere|assumere|licenziare|essere (?:promoss|licenziat|assunt)[oa]|la promozione|un aumento|il posto)|chi è (?:il|la|l['’]) ?(?:miglior[e]?|peggior[e]?|più \\S+) (?:\\S+ ){0,2}(?:candidat[oa]|dipendente|impiegat[oa]|lavoratore|collega|della squadra|del team)|quale (?:\\S+ ){0,4}(?:candidat[oa]|dipendente|collega) (?:\\S+ ){0,3}(?:è (?:il |la )?migliore|assumere|promuovere|licenziare)|(?:classifica|ordina|confronta|classificare|ordinare) (?:\\S+ ){0,4}(?:candidati|dipendenti|impiegati|colleghi)(?: \\S+){0,3} (?:per|in base|secondo)",
};

const PORTUGUESE: DecisionWords = {
  stems:
    "promo|contrat|desp|demit|pun|rebaix|rejeit|sancion|advert|oper|dar|conced|neg|aument|reduz|aprov|merec|apt|solvente|pront|demasiado|muito|boa|bom|melhor|pior|mais|classific|orden|compar|empréstimo|crédito|vaga",
  whether:
    "(?:dever(?:ia|íamos)|devo|devemos|podemos|posso|poder(?:ia|íamos)|temos de|tenho de|é (?:justo|melhor|correto|correcto)|se (?:devo|devemos|deveria)|vale a pena|recomenda(?:s)?|decide)",
  shall: "deveria|deve|pode|poderia|merece|devia",
  person: `(?:ela|ele|(?:a )?(?:est[ae]|ess[ae]) (?:\\S+ )?(?:candidat[oa]|funcionári[oa]|empregad[oa]|trabalhador[a]?|colega|pessoa|inquilin[oa]|paciente|cliente|mulher|homem)|(?:o meu|a minha|meu|minha) (?:\\S+ )?(?:funcionári[oa]|colega|assistente|colaborador[a]?)|(?:senhora?|sra?\\.?) ${NAME_TOKEN}|(?:a |o )?${N})`,
  act: "(?:(?:promov[eê]|contrat[aá]|despedi|demiti|puni|rebaix[aá]|rejeit[aá]|sancion[aá]|adverti|despej[aá]|oper[aá])(?:r|-l[oa]s?)|(?:dar|conceder|negar|aumentar|reduzir|aprovar)(?:-lhe)? (?:\\S+ ){0,3}(?:salário|aumento|promoção|empréstimo|crédito|bónus|bônus|vaga)(?: a| à| ao)?)",
  done: "(?:ser (?:promovid[oa]|contratad[oa]|despedid[oa]|demitid[oa]|punid[oa]|sancionad[oa]|rejeitad[oa])|(?:receber|obter|ter) (?:\\S+ ){0,2}(?:promoção|aumento|empréstimo|crédito|vaga|advertência))",
  judged:
    "merece|(?:\\S+ )?(?:apt[oa] para|solvente|pront[oa] para (?:\\S+ )?(?:promoção|cargo|função)|demasiado (?:velh[oa]|jovem)|muito (?:velh[oa]|idos[oa])|(?:uma? )?(?:boa|bom|melhor) (?:candidat[oa]|funcionári[oa]|escolha|inquilin[oa]))",
  ranks:
    "quem (?:deveria|devemos|devo|deveríamos|deve|merece) ?(?:\\S+ ){0,3}(?:promover|contratar|despedir|demitir|ser (?:promovid|despedid|demitid|contratad)[oa]|a promoção|um aumento|a vaga)|quem é (?:o|a) (?:melhor|pior|mais \\S+) (?:\\S+ ){0,2}(?:candidat[oa]|funcionári[oa]|trabalhador[a]?|colega|da equip[ae])|qual (?:\\S+ ){0,4}(?:candidat[oa]|funcionári[oa]) (?:\\S+ ){0,3}(?:é (?:o |a )?melhor|contratar|promover|despedir)|(?:classifica|ordena|compara|classifique|ordene|ordenar) (?:\\S+ ){0,4}(?:candidat[oa]s|funcionári[oa]s|trabalhadores|colegas)(?: \\S+){0,3} (?:por|segundo)",
};

const DUTCH: DecisionWords = {
  stems:
    "promo|gepromo|aannem|aangenom|ontsla|bevorder|straf|gestraft|degrad|gedegrad|afwijz|afgewez|berisp|schors|geschorst|uitzet|oper|behandel|loonsverhog|opslag|lening|krediet|hypothe|bonus|waarschuw|baan|verdien|geschikt|ongeschikt|klaar|te|goed|beter|best|slecht|zwak|sterk|meest|rangschik|sorteer|vergelijk|orden|juiste",
  whether:
    "(?:moet|moeten|zal|zullen|zou|zouden|mag|mogen|kan|kunnen|zou) (?:ik|we|wij|je|men|de bank)|is het (?:ok|oké|eerlijk|juist|beter|verstandig|mogelijk)|of (?:ik|we|wij) (?:\\S+ ){0,6}|(?:beslis|adviseer)",
  shall: "moet|zou|mag|kan|zal|verdient",
  person: `(?:haar|hem|zij|ze|hij|deze (?:\\S+ )?(?:kandidaat|sollicitant|medewerk(?:er|ster)|werknemer|collega|persoon|huurder|patiënt|klant|vrouw|man)|mijn (?:\\S+ )?(?:medewerk(?:er|ster)|collega|assistente?|werknemer)|(?:mevrouw|meneer|mevr\\.?|dhr\\.?) ${NAME_TOKEN}|${N})`,
  act: "(?:promoveren|aannemen|ontslaan|bevorderen|straffen|degraderen|afwijzen|berispen|schorsen|uitzetten|opereren|behandelen|promotie geven|(?:\\S+ )?(?:loonsverhoging|opslag|lening|krediet|hypotheek|bonus|waarschuwing|promotie|baan) (?:geven|verlenen|toekennen|weigeren))",
  done: "(?:(?:bevorderd|gepromoveerd|aangenomen|ontslagen|gestraft|gedegradeerd|afgewezen|berispt|geschorst) worden|worden (?:bevorderd|gepromoveerd|aangenomen|ontslagen|gestraft|afgewezen|berispt)|(?:\\S+ )?(?:promotie|loonsverhoging|opslag|lening|baan|hypotheek) krijgen)",
  judged:
    "verdient|(?:\\S+ )?(?:geschikt|ongeschikt|kredietwaardig|klaar voor (?:\\S+ )?(?:promotie|functie|leiding)|te (?:oud|jong|ziek|emotioneel)|(?:een |de )?(?:goede|betere|beste|juiste) (?:kandidaat|medewerker|keuze|huurder))",
  ranks:
    "wie (?:moet|moeten|zou|zouden|verdient) (?:ik|we|wij|men|je)? ?(?:\\S+ ){0,3}(?:promoveren|aannemen|ontslaan|bevorderen|ontslagen|bevorderd|de (?:promotie|baan)|promotie|loonsverhoging)|wie is (?:de|het) (?:beste|slechtste|zwakste|sterkste|meest \\S+) (?:\\S+ ){0,2}(?:kandidaat|medewerker|werknemer|sollicitant|collega|van het team)|welke (?:\\S+ ){0,3}(?:kandidaat|sollicitant|medewerker|collega) (?:\\S+ ){0,4}(?:beste?|beter|aannemen|promoveren|ontslaan)|(?:rangschik|sorteer|vergelijk|orden) (?:\\S+ ){0,4}(?:kandidaten|sollicitanten|medewerkers|collega['’]?s)(?: \\S+){0,3} (?:op|naar|volgens)",
};

const SWEDISH: DecisionWords = {
  stems:
    "beford|anställ|avsked|säg|uppsag|spark|straff|degrad|varn|avvis|omplac|vräk|oper|behandl|ge|bevilj|nek|lån|kredit|bonus|jobb|tjänst|löne|förtjän|lämplig|olämplig|redo|för|bra|bätt|bäst|rätt|sämst|svag|stark|mest|duktig|rang|rank|sorter|jämför|bli|få",
  whether:
    "(?:bör|ska|skulle|kan|får|måste|borde) (?:jag|vi|man|du|banken)|är det (?:ok|okej|rättvist|rätt|bättre|klokt|möjligt)|om (?:jag|vi) (?:bör|ska|kan)|(?:rekommendera|avgör)",
  shall: "bör|ska|skulle|kan|får|borde|måste|förtjänar",
  person: `(?:henne|honom|hon|han|(?:den här|denna|denne) (?:\\S+ )?(?:kandidaten?|sökanden?|medarbetaren?|anställda?e?|kollegan?|personen?|hyresgästen?|patienten?|kunden?|kvinnan?|mannen?)|min (?:\\S+ )?(?:medarbetare|kollega|anställda?e?|assistent)|(?:herr|fru) ${NAME_TOKEN}|${N})`,
  act: "(?:befordra|anställa|avskeda|säga upp|sparka|straffa|degradera|varna|avvisa|omplacera|vräka|operera|behandla|(?:ge|bevilja|neka) (?:\\S+ ){0,3}(?:löneförhöjning|lån|kredit|bonus|befordran|varning|jobbet|tjänsten))",
  done: "(?:befordras|anställas|avskedas|sägas upp|sparkas|straffas|degraderas|bli (?:befordrad|anställd|avskedad|uppsagd|sparkad)|få (?:\\S+ ){0,2}(?:befordran|löneförhöjning|lån|lånet|jobbet|tjänsten|varning))",
  judged:
    "förtjänar|(?:\\S+ )?(?:lämplig|olämplig|kreditvärdig|redo för (?:\\S+ )?(?:befordran|rollen|chefsroll)|för (?:gammal|ung|sjuk|känslig)|(?:en |den )?(?:bra|bättre|bästa|rätt) (?:kandidat\\w*|medarbetare\\w*|val|hyresgäst\\w*))",
  ranks:
    "vem (?:bör|ska|skulle|borde|förtjänar) (?:jag|vi|man|du)? ?(?:\\S+ ){0,3}(?:befordra|anställa|avskeda|säga upp|sparka|befordras|avskedas|sägas upp|få (?:jobbet|befordran)|befordran|löneförhöjning)|vem är (?:den |vår |min )?(?:bästa|sämsta|svagaste|starkaste|bäst|sämst|mest \\S+|duktigaste) ?(?:\\S+ ){0,2}(?:kandidat\\w*|medarbetare\\w*|anställd\\w*|sökande\\w*|kollega\\w*|i teamet)|vilken (?:\\S+ ){0,3}(?:kandidat|sökande|medarbetare|kollega)\\w* (?:\\S+ ){0,4}(?:bäst|bättre|anställa|befordra|avskeda)|(?:rangordna|sortera|jämför|ranka) (?:\\S+ ){0,4}(?:kandidat|sökande|medarbetar|anställd|kolleg)\\w*(?: \\S+){0,3} (?:efter|enligt|på)",
};

/** English first: it is tried first. `capitals`: capitalised words are names there. */
export const DECISION_WORDS: readonly { readonly words: DecisionWords; readonly capitals: boolean }[] = [
  { words: ENGLISH, capitals: true },
  { words: GERMAN, capitals: false },
  ...[FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, SWEDISH].map((words) => ({ words, capitals: true })),
];
