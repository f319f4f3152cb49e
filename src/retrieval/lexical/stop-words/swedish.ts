/** Swedish, question words and polite frames among them. */
export const swedish = `
alla allt alltid all andra annan annat antingen att av bara behöver bli blir blev bland blivit bort bör både båda där
därefter därför de dem den denna deras dess dessa det detta dig din dina ditt du då efter eftersom ej eller en enligt
er era ert ett fick finns flera framför från får få fått för före förutom genom ger gick gjort gäller går göra gör
ha hade han hans har hej hela heller hem henne hennes hon honom hos hur i icke in inför ingen inget inga innan inom inte
ja jag ju kan kanske kommer kunde kunna man med medan mellan men mer mera mest mig min mina mindre mitt mot mycket
måste många ned nej ni nu någon något några någonsin när närmare nästan och också om omkring oss på redan samma
samt sedan ser sig sin sina sitt ska skall skulle slutligen som så sådan sådana sådant tack ta tar till tills trots
tycker under upp ur ut utan utanför utom vad var vara varför varifrån varit varje varken vars vart vem vems verkar vid
vidare vilka vilkas vilken vilket vill vilja via vi väl vänligen vår våra vårt än ännu är även över övriga åt
`;
