/** German, question words and polite frames among them. */
export const german = `
ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus außer außerdem
bei beide beiden beim bereits besonders bin bis bist bitte bzw da dabei dadurch dafür dagegen daher damit danach danke
dann daran darauf daraus darf darfst darin darüber darum das dass daß davon dazu dein deine deinem deinen deiner dem
den denen denn der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch
dürfen ein eine einem einen einer eines einige einigen einiger einiges einmal er es etwa etwas euch euer eure eurem
euren eurer falls für gegen gehabt genau genug gewesen gibt ging gäbe hab habe haben habt hallo hast hat hatte hatten
hier hierzu hin hinter hätte hätten ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja je
jede jedem jeden jeder jedes jedoch jemand jene jenem jenen jener jenes jetzt kann kannst kein keine keinem keinen
keiner können könnt könnte könnten lassen mal man manche manchem manchen mancher manches mehr mein meine meinem meinen
meiner meines mich mir mit muss musst müssen müsste nach nachdem nein nicht nichts noch nun nur ob obwohl oder ohne
paar pro sehr seid sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern sogar solche
solchem solchen solcher soll sollen sollte sollten somit sondern sonst soweit sowie sowohl statt trotz u über um und uns
unser unsere unserem unseren unserer unseres unter vielleicht vom von vor wann war waren warum was wegen weil welche
welchem welchen welcher welches wem wen wenn wer werde werden wessen wie wieder wieso wieviel wieviele will wir wird
wirst wo wobei wodurch wofür woher wohin wollen womit worden worüber wozu wurde wurden während wäre wären würde würden
z zu zum zur zwar zwischen
`;
