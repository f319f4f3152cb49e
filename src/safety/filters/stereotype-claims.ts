/** Claims about whole groups in seven languages beside English: what stereotypes.ts has for that is longer. Data. */

interface Claims {
  /** In the plural, as they stand at the beginning of such a claim. */
  readonly groups: string;
  readonly are: string;
  /** "always", "by nature", "too": may stand before the trait. */
  readonly generally: string;
  readonly traits: string;
  /** "worse at", "not made for". */
  readonly worse: string;
  readonly cannot: string;
  /** After these a part of the group, or what somebody else says, is meant. */
  readonly notAfter: string;
}

const CLAIMS: readonly Claims[] = [
  {
    groups:
      "frauen|männer|mädchen|jungs|ausländer|migranten|flüchtlinge|muslime|juden|christen|türken|polen|rumänen|araber|afrikaner|asiaten|chinesen|inder|roma|schwarze|homosexuelle|schwule|lesben|behinderte|rentner|alte leute|alte menschen|junge leute|(?:ältere|jüngere|ausländische|weibliche|behinderte) (?:mitarbeiter|kollegen|menschen|leute|kolleginnen)|leute aus \\p{L}+|menschen aus \\p{L}+",
    are: "sind|wirken",
    generally:
      "alle|immer|nun mal|einfach|von natur aus|meistens|meist|oft|generell|grundsätzlich|zu|so|sehr|eben|halt",
    traits:
      "faul|dumm|geizig|gierig|kriminell|gefährlich|emotional|hysterisch|schwach|unzuverlässig|schmutzig|aggressiv|langsam|vergesslich|unehrlich|arrogant|stur|zickig|technikfeindlich|diebe|terroristen|verbrecher",
    worse:
      "(?:(?:von natur aus|einfach) )?(?:schlechter|besser|nicht so gut|schlecht) (?:in|im|bei|mit|als)|nicht für \\S+ (?:geeignet|gemacht)|für \\S+ (?:nicht geeignet|ungeeignet)",
    cannot:
      "können (?:\\S+ )?(?:nicht|keine?) (?:\\S+ )?(?:führen|einparken|fahren|programmieren|rechnen|lernen|mithalten|umgehen|denken)|gehören (?:an den herd|in die küche|nach hause)",
    notAfter: "einige|manche|viele|dass|ob|wenn|diese|die meisten",
  },
  {
    groups:
      "(?:toutes )?les femmes|(?:tous )?les hommes|les filles|les garçons|les étrangers|les immigrés|les migrants|les musulmans|les juifs|les arabes|les noirs|les asiatiques|les roms|les africains|les chinois|les homosexuels|les gays|les lesbiennes|les handicapés|les vieux|les jeunes|les seniors|les (?:employés|salariés|collègues) (?:âgés|étrangers|seniors)",
    are: "sont",
    generally: "tous|toutes|toujours|naturellement|par nature|souvent|trop|très|simplement|plus",
    traits:
      "paresseux|paresseuses|fainéants|bêtes|stupides|avares|cupides|violents|dangereux|émotives|émotifs|hystériques|faibles|sales|agressifs|lents|menteurs|menteuses|arrogants|têtus|voleurs|terroristes|criminels|malhonnêtes",
    worse:
      "(?:moins bon(?:ne)?s|plus mauvais(?:es)?|meilleure?s|mauvais(?:es)?|nuls?|nulles) (?:en|à|aux?|pour)|pas fait(?:e)?s pour",
    cannot:
      "ne (?:savent|peuvent) pas (?:conduire|diriger|programmer|compter|apprendre|suivre|s['’]adapter|penser)",
    notAfter: "que|si|certains|certaines|beaucoup de",
  },
  {
    groups:
      "(?:todas )?las mujeres|(?:todos )?los hombres|las chicas|los chicos|los extranjeros|los inmigrantes|los musulmanes|los judíos|los árabes|los negros|los asiáticos|los gitanos|los africanos|los chinos|los homosexuales|los gays|las lesbianas|los discapacitados|los viejos|los jóvenes|los mayores|los (?:empleados|trabajadores) (?:mayores|extranjeros)",
    are: "son",
    generally: "todos|todas|siempre|por naturaleza|naturalmente|demasiado|muy|simplemente|más",
    traits:
      "vagos|vagas|perezosos|perezosas|tontos|tontas|tacaños|avariciosos|violentos|peligrosos|emocionales|histéricas|débiles|sucios|agresivos|lentos|mentirosos|arrogantes|tercos|ladrones|terroristas|criminales|deshonestos",
    worse: "(?:peores|mejores|malas|malos) (?:en|para|con)|no (?:sirven|valen) para",
    cannot: "no (?:saben|pueden) (?:conducir|dirigir|liderar|programar|contar|aprender|adaptarse|pensar)",
    notAfter: "que|si|algunos|algunas|muchos|muchas",
  },
  {
    groups:
      "(?:tutte )?le donne|(?:tutti )?gli uomini|le ragazze|i ragazzi|gli stranieri|gli immigrati|i musulmani|gli ebrei|gli arabi|i neri|gli asiatici|gli zingari|i rom|gli africani|i cinesi|gli omosessuali|i gay|le lesbiche|i disabili|gli anziani|i vecchi|i giovani|i (?:dipendenti|colleghi) (?:anziani|stranieri)",
    are: "sono",
    generally: "tutti|tutte|sempre|per natura|naturalmente|troppo|molto|semplicemente|più",
    traits:
      "pigri|pigre|stupidi|stupide|avari|avidi|violenti|pericolosi|emotive|emotivi|isteriche|deboli|sporchi|aggressivi|lenti|bugiardi|arroganti|testardi|ladri|terroristi|criminali|disonesti",
    worse:
      "(?:peggiori|migliori|negate|negati|meno brav[ei]) (?:in|a|nel|nella|con|per)|non (?:sono )?(?:fatte|fatti|portate|portati) per",
    cannot: "non (?:sanno|possono) (?:guidare|dirigere|programmare|contare|imparare|adattarsi|pensare)",
    notAfter: "che|se|alcuni|alcune|molti|molte",
  },
  {
    groups:
      "(?:todas )?as mulheres|(?:todos )?os homens|as raparigas|os rapazes|os estrangeiros|os imigrantes|os muçulmanos|os judeus|os árabes|os negros|os asiáticos|os ciganos|os africanos|os chineses|os homossexuais|os gays|as lésbicas|os deficientes|os velhos|os jovens|os idosos|os (?:funcionários|trabalhadores) (?:mais velhos|estrangeiros)",
    are: "são",
    generally: "todos|todas|sempre|por natureza|naturalmente|demasiado|muito|simplesmente|mais",
    traits:
      "preguiçosos|preguiçosas|burros|burras|estúpidos|avarentos|gananciosos|violentos|perigosos|emotivas|histéricas|fracos|fracas|sujos|agressivos|lentos|mentirosos|arrogantes|teimosos|ladrões|terroristas|criminosos|desonestos",
    worse: "(?:piores|melhores|más|maus) (?:em|a|no|na|com|para)|não (?:servem|prestam) para",
    cannot:
      "não (?:sabem|conseguem|podem) (?:conduzir|dirigir|liderar|programar|contar|aprender|adaptar-se|pensar)",
    notAfter: "que|se|alguns|algumas|muitos|muitas",
  },
  {
    groups:
      "vrouwen|mannen|meisjes|jongens|buitenlanders|migranten|vluchtelingen|moslims|joden|turken|marokkanen|polen|arabieren|afrikanen|aziaten|chinezen|homo['’]s|lesbiennes|gehandicapten|ouderen|jongeren|(?:oudere|jongere|buitenlandse) (?:werknemers|medewerkers|collega['’]s)|mensen uit \\p{L}+",
    are: "zijn",
    generally: "allemaal|altijd|van nature|gewoon|te|heel|erg|meestal|vaak|zo",
    traits:
      "lui|dom|gierig|hebzuchtig|crimineel|gevaarlijk|emotioneel|hysterisch|zwak|onbetrouwbaar|vies|agressief|traag|vergeetachtig|oneerlijk|arrogant|koppig|dieven|terroristen|criminelen",
    worse: "(?:van nature )?(?:slechter|beter|minder goed|slecht) (?:in|met|als)|niet geschikt voor",
    cannot:
      "kunnen (?:\\S+ )?(?:niet|geen) (?:\\S+ )?(?:leiden|leidinggeven|rijden|autorijden|programmeren|rekenen|leren|meekomen|denken)",
    notAfter: "sommige|veel|dat|of|als|deze|de meeste",
  },
  {
    groups:
      "kvinnor|män|tjejer|killar|utlänningar|invandrare|flyktingar|muslimer|judar|turkar|araber|afrikaner|asiater|kineser|romer|svarta|homosexuella|bögar|lesbiska|funktionshindrade|pensionärer|gamla människor|äldre|unga|(?:äldre|yngre|utländska) (?:anställda|medarbetare|kollegor)|folk från \\p{L}+|människor från \\p{L}+",
    are: "är",
    generally: "alla|alltid|av naturen|helt enkelt|för|väldigt|mycket|oftast|ofta|så",
    traits:
      "lata|dumma|snåla|giriga|kriminella|farliga|känslosamma|emotionella|hysteriska|svaga|opålitliga|smutsiga|aggressiva|långsamma|glömska|oärliga|arroganta|envisa|tjuvar|terrorister|brottslingar",
    worse: "(?:av naturen )?(?:sämre|bättre|dåliga) (?:på|i|med|som)|inte (?:lämpade|gjorda) för",
    cannot: "kan inte (?:leda|köra|programmera|räkna|lära sig|hänga med|tänka)",
    notAfter: "några|vissa|många|att|om|dessa|de flesta",
  },
];

/** One pattern a language, over text as plainText leaves it: in lower case and without accents. */
export const CLAIMS_IN_OTHER_LANGUAGES: readonly RegExp[] = CLAIMS.map(
  ({ groups, are, generally, traits, worse, cannot, notAfter }) => {
    const said = `(?:${are}) (?:(?:${generally}) ){0,3}(?:${traits}|${worse})|${cannot}`;
    const claim = `(?<![\\p{L}\\p{N}])(?<!(?:${notAfter}) )(?:${groups}) (?:${said})(?![\\p{L}\\p{N}])`;
    const bounded = claim.replaceAll("\\S+", "\\S{1,30}");
    return new RegExp(bounded.normalize("NFD").replace(/\p{M}/gu, ""), "u");
  },
);

/** Talks about such claims, denies them or reports them. */
export const ABOUT_CLAIMS =
  /stereotyp|klischee|vorurteil|diskriminier|prejuge|discrimin|estereotip|prejuici|stereotip|pregiudi|preconceito|vooroordeel|fordom|diskriminer|falsch|falso|faux|onwaar|osant|wahr ist|behaupt|pretend|dicono che|dicen que|beweer/u;
