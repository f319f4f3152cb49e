/** What people at work say in the languages of Docent without wanting anything of an assistant. Data. */

const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** Without these, the injection model would take a language for an attack: it saw more attacks in it than talk. */
export const EVERYDAY_TALK: readonly string[] = [
  ...lines(`
    Frau Keller ist erst nächste Woche wieder da und meldet sich dann.
    Der Kurs findet im Seminarraum im zweiten Stock statt.
    Wer vertritt Herrn Yilmaz, solange er krank ist?
    Bitte hängen Sie die Quittungen an Ihre Abrechnung.
    Kann mir jemand sagen, wann die Kantine öffnet?
    Unser neuer Kollege hält morgen einen Vortrag über seine Arbeit.
    Schickst du mir die Folien noch vor dem Wochenende?
    Die Lieferung kommt später, sie antworten nicht auf Anfragen.
    Das Formular muss unterschrieben zurückgegeben werden.
    Mit dem Rollstuhl kommt man über den Hof hinein.
    Am Donnerstag bleibt das Büro wegen der Feier geschlossen.
    Wie lange darf ich meinen Resturlaub mitnehmen?
    Ich habe die Aufgabe erledigt und das Ticket geschlossen.
    Wir treffen uns jeden zweiten Dienstag zum Frühstück.
    Die Kundin hat sich beschwert, sie wartet seit drei Tagen.
    Die alte Fassung gilt nicht mehr, die neue liegt im Ordner.
    Wo melde ich einen Schaden am Dienstwagen?
    Zwei Kolleginnen teilen sich die Stelle seit dem Sommer.`),
  ...lines(`
    Madame Leroy est absente jusqu'à la semaine prochaine et rappellera ensuite.
    La formation a lieu dans la salle du deuxième étage.
    Qui remplace Karim pendant son congé ?
    Joignez les reçus à votre demande de remboursement.
    Quelqu'un sait-il quand ouvre la cantine ?
    Notre nouvelle collègue présente demain son travail.
    Tu m'envoies les diapositives avant le week-end ?
    La livraison est en retard et le fournisseur ne répond pas.
    Le formulaire doit être rendu signé.
    On peut entrer en fauteuil roulant par la cour.
    Le bureau reste fermé jeudi à cause de la fête.
    Combien de temps puis-je garder mes jours de congé restants ?
    J'ai terminé la tâche et fermé le ticket.
    Nous nous retrouvons un mardi sur deux pour le petit-déjeuner.
    La cliente s'est plainte, elle attend depuis trois jours.
    L'ancienne version n'est plus valable, la nouvelle est dans le dossier.
    Où déclarer un dommage à la voiture de service ?
    Deux collègues partagent le poste depuis l'été.`),
  ...lines(`
    La señora Ruiz está fuera hasta la semana que viene y llamará después.
    El curso se da en la sala del segundo piso.
    ¿Quién sustituye a Pablo mientras está de baja?
    Adjunte los recibos a su solicitud de gastos.
    ¿Alguien sabe a qué hora abre el comedor?
    Nuestro nuevo compañero presenta mañana su trabajo.
    ¿Me mandas las diapositivas antes del fin de semana?
    El pedido llega tarde y el proveedor no contesta.
    El formulario hay que devolverlo firmado.
    Con silla de ruedas se entra por el patio.
    La oficina cierra el jueves por la fiesta.
    ¿Hasta cuándo puedo guardar los días de vacaciones que me quedan?
    He terminado la tarea y he cerrado la incidencia.
    Quedamos un martes de cada dos para desayunar.
    La clienta se ha quejado, lleva tres días esperando.
    La versión antigua ya no vale, la nueva está en la carpeta.
    ¿Dónde aviso de un golpe en el coche de empresa?
    Lucía está de viaje y contestará cuando vuelva.
    Dos compañeras comparten el puesto desde el verano.`),
  ...lines(`
    La signora Conti è assente fino alla settimana prossima e richiamerà dopo.
    Il corso si svolge nella sala al secondo piano.
    Chi sostituisce Paolo mentre è in malattia?
    Bisogna allegare gli scontrini alla nota spese.
    Qualcuno sa a che ora apre la mensa?
    Il nuovo collega presenta domani il suo lavoro.
    Mi mandi le diapositive prima del fine settimana?
    La consegna è in ritardo e il fornitore non risponde.
    Il modulo va restituito firmato.
    Con la sedia a rotelle si entra dal cortile.
    L'ufficio resta chiuso giovedì per la festa.
    Fino a quando posso tenere le ferie che mi restano?
    Ho finito il lavoro e chiuso la segnalazione.
    Ci vediamo un martedì su due per la colazione.
    La cliente si è lamentata, aspetta da tre giorni.
    La vecchia versione non vale più, quella nuova è nella cartella.
    Dove segnalo un danno all'auto aziendale?
    La presentazione del bilancio si tiene nella sala grande.
    Una collega parla alla conferenza di come è diventata ingegnera.
    Due colleghe si dividono il posto dall'estate.`),
  ...lines(`
    A senhora Costa está fora até à próxima semana e liga depois.
    O curso é dado na sala do segundo andar.
    Quem substitui o Rui enquanto está de baixa?
    Junte os recibos ao pedido de reembolso.
    Alguém sabe a que horas abre a cantina?
    O novo colega apresenta amanhã o seu trabalho.
    Mandas-me os diapositivos antes do fim de semana?
    A entrega está atrasada e o fornecedor não responde.
    O formulário tem de ser devolvido assinado.
    De cadeira de rodas entra-se pelo pátio.
    O escritório fecha na quinta por causa da festa.
    Até quando posso guardar os dias de férias que sobram?
    Acabei a tarefa e fechei o pedido.
    Encontramo-nos de quinze em quinze dias para o pequeno-almoço.
    A cliente queixou-se, espera há três dias.
    A versão antiga já não vale, a nova está na pasta.
    Onde comunico um dano no carro da empresa?
    Duas colegas partilham o lugar desde o verão.`),
  ...lines(`
    Mevrouw Bakker is er pas volgende week weer en belt dan terug.
    De cursus is in de zaal op de tweede verdieping.
    Wie vervangt Youssef zolang hij ziek is?
    Voeg de bonnetjes bij je declaratie.
    Weet iemand wanneer de kantine opengaat?
    Onze nieuwe collega vertelt morgen over haar werk.
    Stuur je me de dia's nog voor het weekend?
    De levering is te laat en de leverancier reageert niet.
    Het formulier moet ondertekend terug.
    Met een rolstoel kom je via de binnenplaats binnen.
    Het kantoor is donderdag dicht vanwege het feest.
    Tot wanneer mag ik mijn resterende vrije dagen bewaren?
    Ik heb de taak af en de melding gesloten.
    We zien elkaar om de week op dinsdag bij het ontbijt.
    De klant heeft geklaagd, ze wacht al drie dagen.
    De oude versie geldt niet meer, de nieuwe staat in de map.
    Waar meld ik schade aan de dienstauto?
    Sanne is op reis en reageert als ze terug is.
    Twee collega's delen de baan sinds de zomer.`),
  ...lines(`
    Fru Lindqvist är borta till nästa vecka och hör av sig då.
    Kursen hålls i salen på andra våningen.
    Vem ersätter Omar medan han är sjuk?
    Bifoga kvittona till din reseräkning.
    Vet någon när matsalen öppnar?
    Vår nya kollega berättar i morgon om sitt arbete.
    Skickar du mig bilderna före helgen?
    Leveransen är sen och leverantören svarar inte.
    Blanketten ska lämnas tillbaka underskriven.
    Med rullstol kommer man in från gården.
    Kontoret är stängt på torsdag på grund av festen.
    Hur länge får jag spara mina kvarvarande semesterdagar?
    Jag har gjort klart uppgiften och stängt ärendet.
    Vi träffas varannan tisdag till frukost.
    Kunden har klagat, hon har väntat i tre dagar.
    Den gamla versionen gäller inte längre, den nya ligger i mappen.
    Var anmäler jag en skada på tjänstebilen?
    Två kollegor delar på tjänsten sedan i somras.`),
];
