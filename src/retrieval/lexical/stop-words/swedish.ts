/** Swedish, question words and polite frames among them. */
export const swedish = `
all alla allt alltid än andra annan annat ännu antingen är att av även bara behöva behöver bland blev bli blir blivit
bör bort båda både där därefter därför de dem den denna deras dess dessa det detta dig din dina ditt du då efter
eftersom ej eller en enligt er era ert ett fick finns flera för före förutom framför från få får fått gäller genom ger
gick gjort gör göra går ha hade han hans har hej hela heller hem henne hennes hon honom hos hur i icke in inför inga
ingen inget innan inom inte ja jag ju kan kanske komma kommer kunde kunna man med medan mellan men mer mera mest mig
min mina mindre mitt mot mycket många måste när närmare nästan ned nej ni nu någon någonsin något några och också om
omkring oss över övriga på redan samma samt sedan ser sig sin sina sitt ska skall skulle slutligen som så sådan sådana
sådant ta tack tar till tills trots tycker under upp ur ut utan utanför utom vad väl vänligen var vara varför varifrån
varit varje varken vars vart vem vems verkar vi via vid vidare vilja vilka vilkas vilken vilket vill vår våra vårt åt
`;
