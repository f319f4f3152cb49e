/** German, question words and polite frames among them. */
export const german = `
ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus außer außerdem
bei beide beiden beim bekomme bekommen bekommt bereits besonders bin bis bist bitte brauche brauchen braucht bzw da
dabei dadurch dafür dagegen daher damit danach danke dann daran darauf daraus darf darfst darin darüber darum das dass
davon dazu daß dein deine deinem deinen deiner dem den denen denn der deren des deshalb dessen dich die dies diese
diesem diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer eines einige einigen einiger
einiges einmal er es etwa etwas euch euer eure eurem euren eurer falls für gäbe geben gegen gehabt gehen geht gelten
genau genug gewesen gibt gilt ging hab habe haben habt hallo hast hat hatte hätte hatten hätten hier hierzu hin hinter
ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja je jede jedem jeden jeder jedes jedoch
jemand jene jenem jenen jener jenes jetzt kann kannst kein keine keinem keinen keiner komme kommen kommt können könnt
könnte könnten lassen mache machen macht mal man manche manchem manchen mancher manches mehr mein meine meinem meinen
meiner meines mich mir mit möchte möchten muss müssen musst müsste nach nachdem nein nicht nichts noch nun nur ob
obwohl oder ohne paar pro sehr seid sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern
sogar solche solchem solchen solcher soll sollen sollte sollten somit sondern sonst soweit sowie sowohl statt stehen
steht trotz tun u über um und uns unser unsere unserem unseren unserer unseres unter vielleicht vom von vor während
wann war wäre waren wären warum was wegen weil welche welchem welchen welcher welches wem wen wenn wer werde werden
wessen wie wieder wieso wieviel wieviele will wir wird wirst wo wobei wodurch wofür woher wohin wollen womit worden
worüber wozu wurde würde wurden würden z zu zum zur zwar zwischen
`;
