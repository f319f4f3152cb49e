/** A short handbook in eight languages, and questions that people would ask of it: page → questions. */
import type { Language } from "../../src/retrieval/lexical/languages.ts";

interface Page {
  readonly text: string;
  readonly questions: readonly string[];
}

export const HANDBOOKS: Readonly<Record<Language, Readonly<Record<string, Page>>>> = {
  en: {
    leave: {
      text: "Every employee has twenty-eight days of annual leave a year. Ask your manager for leave two weeks before you go.",
      questions: ["How many days of annual leave do I have?", "Whom do I ask for leave?"],
    },
    expenses: {
      text: "Travel expenses are reimbursed within ten days. Attach the receipts to your claim.",
      questions: ["When are my travel expenses reimbursed?", "reimbursement receipts"],
    },
    illness: {
      text: "If you are ill, call the office before nine. From the fourth day on a doctor's certificate is needed.",
      questions: ["From which day on do I need a doctor's certificate?"],
    },
    laptop: {
      text: "A lost or stolen laptop must be reported to the security desk at once.",
      questions: ["What do I do when my laptop was stolen?"],
    },
    overtime: {
      text: "Overtime is compensated with free time or paid with the next salary.",
      questions: ["Is overtime paid?"],
    },
  },
  de: {
    leave: {
      text: "Alle Beschäftigten haben achtundzwanzig Urlaubstage im Jahr. Der Urlaubsantrag muss zwei Wochen vorher bei der Führungskraft eingereicht werden.",
      questions: [
        "Wie viele Urlaubstage stehen mir zu?",
        "Bei wem muss ich den Urlaub beantragen?",
        "Wo reiche ich einen Antrag auf Urlaub ein?",
      ],
    },
    expenses: {
      text: "Reisekosten werden innerhalb von zehn Tagen erstattet. Bitte legen Sie die Belege Ihrer Abrechnung bei.",
      questions: ["Wann bekomme ich meine Reisekosten erstattet?", "Erstattung der Kosten einer Reise"],
    },
    illness: {
      text: "Wer krank ist, meldet sich vor neun Uhr im Büro. Ab dem vierten Tag wird eine ärztliche Bescheinigung verlangt.",
      questions: ["Ab wann brauche ich eine Bescheinigung vom Arzt?", "Was tun bei einer Krankheit?"],
    },
    laptop: {
      text: "Ein verlorener oder gestohlener Laptop ist sofort der Sicherheitszentrale zu melden.",
      questions: ["Mein Laptop wurde gestohlen, was mache ich?"],
    },
    overtime: {
      text: "Überstunden werden durch Freizeit ausgeglichen oder mit dem nächsten Gehalt vergütet.",
      questions: ["Werden Überstunden vergütet?", "uberstunden", "Ueberstunden Vergütung"],
    },
  },
  fr: {
    leave: {
      text: "Chaque salarié dispose de vingt-huit jours de congés par an. Les congés se demandent au responsable deux semaines à l'avance.",
      questions: [
        "À combien de jours de congés ai-je droit ?",
        "Comment demander un congé ?",
        "conges par an",
      ],
    },
    expenses: {
      text: "Les frais de déplacement sont remboursés sous dix jours. Joignez les justificatifs à votre note de frais.",
      questions: ["Quand mes frais de déplacement sont-ils remboursés ?", "remboursement des frais"],
    },
    illness: {
      text: "L'employé malade appelle le bureau avant neuf heures. Dès le quatrième jour, un certificat médical est exigé.",
      questions: ["À partir de quand faut-il un certificat médical ?", "certificat medical exige"],
    },
    laptop: {
      text: "Un ordinateur portable perdu ou volé doit être signalé aussitôt au poste de sécurité.",
      questions: ["Que faire si l'on a volé mon ordinateur ?"],
    },
    overtime: {
      text: "Les heures supplémentaires sont compensées par du repos ou payées avec le salaire suivant.",
      questions: ["Est-ce que l'heure supplémentaire est payée ?"],
    },
  },
  es: {
    leave: {
      text: "Cada empleado tiene veintiocho días de vacaciones al año. Las vacaciones se solicitan al responsable con dos semanas de antelación.",
      questions: ["¿Cuántos días de vacaciones tengo?", "¿A quién solicito mis vacaciones?"],
    },
    expenses: {
      text: "Los gastos de viaje se reembolsan en un plazo de diez días. Adjunte los recibos a su solicitud.",
      questions: ["¿Cuándo me reembolsan los gastos de viaje?", "reembolso de un gasto"],
    },
    illness: {
      text: "Quien esté enfermo llama a la oficina antes de las nueve. A partir del cuarto día se exige un certificado médico.",
      questions: ["¿Desde qué día necesito un certificado médico?", "certificado medico"],
    },
    laptop: {
      text: "Un ordenador portátil perdido o robado se comunica de inmediato al puesto de seguridad.",
      questions: ["Me han robado el portátil, ¿qué hago?"],
    },
    overtime: {
      text: "Las horas extraordinarias se compensan con tiempo libre o se pagan con el salario siguiente.",
      questions: ["¿Se pagan las horas extraordinarias?"],
    },
  },
  it: {
    leave: {
      text: "Ogni dipendente ha ventotto giorni di ferie all'anno. Le ferie si chiedono al responsabile con due settimane di anticipo.",
      questions: ["Quanti giorni di ferie ho?", "A chi chiedo le ferie?"],
    },
    expenses: {
      text: "Le spese di viaggio vengono rimborsate entro dieci giorni. Allegate le ricevute alla richiesta.",
      questions: ["Quando mi rimborsano le spese di viaggio?", "rimborso spese"],
    },
    illness: {
      text: "Chi è malato chiama l'ufficio prima delle nove. Dal quarto giorno serve un certificato medico.",
      questions: ["Da quale giorno serve il certificato del medico?"],
    },
    laptop: {
      text: "Un computer portatile perso o rubato va segnalato subito alla guardiola della sicurezza.",
      questions: ["Mi hanno rubato il computer portatile: che cosa faccio?"],
    },
    overtime: {
      text: "Le ore di straordinario sono compensate con riposi o pagate con lo stipendio successivo.",
      questions: ["Gli straordinari vengono pagati?"],
    },
  },
  pt: {
    leave: {
      text: "Cada funcionário tem vinte e oito dias de férias por ano. As férias são pedidas ao gestor com duas semanas de antecedência.",
      questions: ["Quantos dias de férias eu tenho?", "ferias do funcionario"],
    },
    expenses: {
      text: "As despesas de viagem são reembolsadas em dez dias. Anexe os recibos ao seu pedido.",
      questions: ["Quando são reembolsadas as minhas despesas de viagem?", "reembolso de despesa"],
    },
    illness: {
      text: "Quem estiver doente liga para o escritório antes das nove. A partir do quarto dia exige-se um atestado médico.",
      questions: ["A partir de que dia preciso de um atestado médico?"],
    },
    laptop: {
      text: "Um portátil perdido ou furtado deve ser comunicado imediatamente ao posto de segurança.",
      questions: ["O meu portátil foi furtado, o que devo fazer?"],
    },
    overtime: {
      text: "As horas extras são compensadas com folgas ou pagas com o salário seguinte.",
      questions: ["As horas extras são pagas?"],
    },
  },
  nl: {
    leave: {
      text: "Iedere medewerker heeft achtentwintig vakantiedagen per jaar. Een verlofaanvraag dien je twee weken van tevoren in bij je leidinggevende.",
      questions: ["Hoeveel vakantiedagen heb ik?", "Bij wie moet ik verlof aanvragen?"],
    },
    expenses: {
      text: "Reiskosten worden binnen tien dagen vergoed. Voeg de bonnetjes bij je declaratie.",
      questions: ["Wanneer worden mijn reiskosten vergoed?", "vergoeding van kosten"],
    },
    illness: {
      text: "Wie ziek is, belt voor negen uur naar kantoor. Vanaf de vierde dag is een doktersverklaring nodig.",
      questions: ["Vanaf welke dag is een verklaring van de dokter nodig?"],
    },
    laptop: {
      text: "Een verloren of gestolen laptop meld je direct bij de beveiligingsbalie.",
      questions: ["Mijn laptop is gestolen, wat moet ik doen?"],
    },
    overtime: {
      text: "Overuren worden met vrije tijd gecompenseerd of met het volgende salaris uitbetaald.",
      questions: ["Worden overuren uitbetaald?"],
    },
  },
  sv: {
    leave: {
      text: "Alla medarbetare har tjugoåtta semesterdagar per år. Semesteransökan lämnas till närmaste chef två veckor i förväg.",
      questions: ["Hur många semesterdagar har jag?", "Hur ansöker man om semester?"],
    },
    expenses: {
      text: "Reseutlägg ersätts inom tio dagar. Bifoga kvittona till din reseräkning.",
      questions: ["När ersätts mina reseutlägg?", "ersättning för utlägg"],
    },
    illness: {
      text: "Den som är sjuk ringer kontoret före klockan nio. Från och med fjärde dagen krävs läkarintyg.",
      questions: ["Från vilken dag krävs läkarintyg?", "Behöver jag ett intyg?"],
    },
    laptop: {
      text: "En förlorad eller stulen dator ska genast anmälas till säkerhetsdisken.",
      questions: ["Min dator är stulen, vad ska jag göra?"],
    },
    overtime: {
      text: "Övertid ersätts med ledig tid eller betalas ut med nästa lön.",
      questions: ["Betalas övertid ut?"],
    },
  },
};
