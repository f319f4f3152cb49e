/** Dutch, question words and polite frames among them. */
export const dutch = `
aan achter af al alle alleen alles als alsjeblieft altijd ander andere anders beide ben bent bij bijna binnen boven bv
daar daarbij daardoor daarna daarom daarvan dan dat de deze die dien dienen dient dit doe doen doet door dus echter
een eens eerst elk elke en enige enkele er even evt ga gaan gaat gebruik gedurende geef geeft geen geldt geweest
gewoon ging graag had hadden hallo heb hebben hebt heeft heel hem hen het hier hierbij hij hoe hoeveel hoewel hun
iedere iedereen iemand iets ik in indien is ja je jij jou jouw jullie kan kon konden krijg krijgen krijgt kun kunnen
kunt laat liever maar mag me meer meestal men met mij mijn misschien mocht moet moeten mogelijk mogen na naar naast
nadat neem nemen net niemand niet niets nog nooit nu of om omdat onder ons onze ook op over per reeds sinds slechts
sommige soms sta staat steeds te tegen ten ter terwijl tijdens toch toen tot totdat tussen u uit uw vaak van vanaf
veel via volgens voor vooral vroeger waar waarbij waardoor waarin waarom waarop waarvan wanneer want waren was wat we
wel welk welke werd werden wie wij wil willen wilt word worden wordt zal ze zeer zelf zich zij zijn zo zoals zodat
zodra zonder zou zouden zowel zullen zult
`;
