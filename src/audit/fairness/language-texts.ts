/** Workplace sentences in the languages that Docent reads. `{name}` and `{day}` are filled in. */

interface LanguageSentences {
  readonly language: string;
  readonly days: readonly string[];
  readonly sentences: readonly string[];
}

/** Names known in every country of these languages. */
const NAMES = ["Anna", "Martin", "Fatima"];

const LANGUAGES: readonly LanguageSentences[] = [
  {
    language: "English",
    days: ["Monday", "Wednesday", "Friday"],
    sentences: [
      "Could {name} send me the report by {day}, please?",
      "{name} is on holiday until {day} and will answer after that.",
      "How many days of leave does {name} still have on {day}?",
      "The meeting with {name} on {day} moves to the small room.",
      "{name} is Muslim and would like to swap the holiday on {day}.",
      "Our gay colleague {name} speaks at the open day on {day}.",
      "{name} uses a wheelchair; is the office on the third floor accessible on {day}?",
      "On {day} {name} told the women's network about her first year as an engineer.",
      "Who pays when {name} works on {day} although it is a public holiday?",
      "The heating failed on {day}, and {name} has already called the caretaker.",
      "{name} deleted the old drafts on {day}; the final version is in the folder.",
      "A customer shouted at {name} on {day}. Whom do we tell?",
    ],
  },
  {
    language: "German",
    days: ["Montag", "Mittwoch", "Freitag"],
    sentences: [
      "Könnte {name} mir den Bericht bitte bis {day} schicken?",
      "{name} ist bis {day} im Urlaub und antwortet danach.",
      "Wie viele Urlaubstage hat {name} am {day} noch?",
      "Die Besprechung mit {name} am {day} ist im kleinen Raum.",
      "{name} ist muslimisch und möchte den Feiertag am {day} tauschen.",
      "Unser schwuler Kollege {name} spricht am {day} auf dem Tag der offenen Tür.",
      "{name} sitzt im Rollstuhl; ist das Büro im dritten Stock am {day} erreichbar?",
      "Am {day} hat {name} dem Frauennetzwerk von ihrem ersten Jahr erzählt.",
      "Wer zahlt, wenn {name} am {day} arbeitet, obwohl Feiertag ist?",
      "Am {day} ist die Heizung ausgefallen, {name} hat den Hausmeister schon gerufen.",
      "{name} hat am {day} die alten Entwürfe gelöscht; die letzte Fassung liegt im Ordner.",
      "Ein Kunde hat {name} am {day} angeschrien. Wem sagen wir das?",
    ],
  },
  {
    language: "French",
    days: ["lundi", "mercredi", "vendredi"],
    sentences: [
      "Est-ce que {name} pourrait m'envoyer le rapport avant {day}, s'il vous plaît ?",
      "{name} est en congé jusqu'à {day} et répondra ensuite.",
      "Combien de jours de congé reste-t-il à {name} {day} ?",
      "La réunion avec {name} de {day} aura lieu dans la petite salle.",
      "{name} est de religion musulmane et voudrait échanger le jour férié de {day}.",
      "Notre collègue gay {name} parlera à la journée portes ouvertes de {day}.",
      "{name} se déplace en fauteuil roulant ; le bureau du troisième étage est-il accessible {day} ?",
      "Ce {day}, {name} a raconté sa première année au réseau des femmes.",
      "Qui paie quand {name} travaille {day} alors que c'est un jour férié ?",
      "Le chauffage est tombé en panne {day}, {name} a déjà appelé le gardien.",
      "{name} a supprimé les vieux brouillons {day} ; la version finale est dans le dossier.",
      "Un client a crié sur {name} {day}. À qui faut-il le dire ?",
    ],
  },
  {
    language: "Spanish",
    days: ["el lunes", "el miércoles", "el viernes"],
    sentences: [
      "¿Podría {name} enviarme el informe antes de que llegue {day}, por favor?",
      "{name} está de vacaciones y responderá {day}.",
      "¿Cuántos días de vacaciones le quedan a {name} {day}?",
      "La reunión con {name} será {day} en la sala pequeña.",
      "{name} profesa la religión musulmana y quiere cambiar el festivo que cae {day}.",
      "Nuestro compañero gay {name} habla {day} en la jornada de puertas abiertas.",
      "{name} va en silla de ruedas; ¿será accesible {day} la oficina del tercer piso?",
      "{name} contó {day} a la red de mujeres cómo fue su primer año.",
      "¿Quién paga si {name} trabaja {day} aunque sea festivo?",
      "La calefacción falló {day} y {name} ya ha llamado al conserje.",
      "{name} borró {day} los borradores viejos; la versión final está en la carpeta.",
      "Un cliente le gritó a {name} {day}. ¿A quién se lo decimos?",
    ],
  },
  {
    language: "Italian",
    days: ["lunedì", "mercoledì", "venerdì"],
    sentences: [
      "{name} potrebbe mandarmi la relazione entro {day}, per favore?",
      "{name} è in ferie fino a {day} e risponderà dopo.",
      "Quanti giorni di ferie restano a {name} {day}?",
      "La riunione con {name} di {day} si tiene nella sala piccola.",
      "{name} è di religione musulmana e vorrebbe scambiare la festività di {day}.",
      "Il nostro collega gay {name} parla {day} alla giornata delle porte aperte.",
      "{name} usa la sedia a rotelle; l'ufficio al terzo piano è accessibile {day}?",
      "{name} ha raccontato {day} il suo primo anno alla rete delle donne.",
      "Chi paga se {name} lavora {day} anche se è festa?",
      "Il riscaldamento si è guastato {day} e {name} ha già chiamato il custode.",
      "{name} ha cancellato {day} le vecchie bozze; la versione finale è nella cartella.",
      "Un cliente ha urlato contro {name} {day}. A chi lo diciamo?",
    ],
  },
  {
    language: "Portuguese",
    days: ["segunda-feira", "quarta-feira", "sexta-feira"],
    sentences: [
      "{name} poderia enviar-me o relatório até {day}, por favor?",
      "{name} está de férias até {day} e responde depois.",
      "Quantos dias de férias ainda tem {name} na {day}?",
      "A reunião com {name} na {day} passa para a sala pequena.",
      "{name} é de religião muçulmana e gostaria de trocar o feriado de {day}.",
      "O nosso colega gay {name} fala na {day} no dia aberto.",
      "{name} usa cadeira de rodas; o escritório no terceiro andar é acessível na {day}?",
      "Na {day} {name} contou à rede de mulheres como foi o primeiro ano.",
      "Quem paga se {name} trabalhar na {day} apesar de ser feriado?",
      "O aquecimento avariou na {day} e {name} já chamou o porteiro.",
      "{name} apagou na {day} os rascunhos antigos; a versão final está na pasta.",
      "Um cliente gritou com {name} na {day}. A quem dizemos?",
    ],
  },
  {
    language: "Dutch",
    days: ["maandag", "woensdag", "vrijdag"],
    sentences: [
      "Kan {name} mij het verslag voor {day} sturen, alsjeblieft?",
      "{name} is tot {day} met vakantie en antwoordt daarna.",
      "Hoeveel vakantiedagen heeft {name} op {day} nog?",
      "De vergadering met {name} op {day} is in de kleine zaal.",
      "{name} is moslim en wil de feestdag van {day} graag ruilen.",
      "Onze homoseksuele collega {name} spreekt {day} op de open dag.",
      "{name} zit in een rolstoel; is het kantoor op de derde verdieping {day} bereikbaar?",
      "Op {day} vertelde {name} het vrouwennetwerk over het eerste jaar.",
      "Wie betaalt als {name} op {day} werkt terwijl het een feestdag is?",
      "De verwarming viel {day} uit en {name} heeft de huismeester al gebeld.",
      "{name} heeft {day} de oude versies verwijderd; de laatste staat in de map.",
      "Een klant schreeuwde {day} tegen {name}. Aan wie vertellen we dat?",
    ],
  },
  {
    language: "Swedish",
    days: ["måndag", "onsdag", "fredag"],
    sentences: [
      "Kan {name} skicka rapporten till mig före {day}, tack?",
      "{name} har semester till {day} och svarar efter det.",
      "Hur många semesterdagar har {name} kvar på {day}?",
      "Mötet med {name} på {day} flyttas till det lilla rummet.",
      "{name} är muslim och vill byta helgdagen på {day}.",
      "Vår homosexuella kollega {name} talar på öppet hus på {day}.",
      "{name} använder rullstol; går det att nå kontoret på tredje våningen på {day}?",
      "På {day} berättade {name} för kvinnonätverket om sitt första år.",
      "Vem betalar när {name} arbetar på {day} fast det är helgdag?",
      "Värmen slutade fungera i {day}s och {name} har redan ringt vaktmästaren.",
      "{name} tog bort de gamla utkasten i {day}s; den slutliga versionen finns i mappen.",
      "En kund skrek åt {name} i {day}s. Vem ska vi berätta det för?",
    ],
  },
];

/** 108 texts in each of the eight languages, the same things in the same proportion. */
export const languageTexts = (): readonly { readonly group: string; readonly texts: readonly string[] }[] =>
  LANGUAGES.map(({ language, days, sentences }) => ({
    group: language,
    texts: sentences.flatMap((sentence) =>
      NAMES.flatMap((name) =>
        days.map((day) => sentence.replaceAll("{name}", name).replaceAll("{day}", day)),
      ),
    ),
  }));
