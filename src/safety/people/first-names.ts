/** First names that let people guess at gender and origin, so that one can stand in another's place. Data. */

/**
 * Four names a row: a woman's and a man's that most people take for local in Europe and North America, a woman's and a
 * man's that they take for somebody's with roots elsewhere. No name stands in two places, so that each has one partner
 * by gender and one by origin. Names that are ordinary words as well ("Will", "Grace", "Mark") are left out.
 */
const ROWS = `
  anna     thomas    fatima   mohammed
  emily    gregory   aisha    jamal
  julia    michael   leila    ahmed
  sarah    peter     zeynep   mehmet
  laura    daniel    ayse     mustafa
  emma     james     lakisha  darnell
  katharina stefan   elif     murat
  claire   pierre    khadija  youssef
  sophie   antoine   amina    karim
  lucia    javier    yolanda  mamadou
  maria    jose      nadia    omar
  giulia   marco     samira   hassan
  chiara   luca      yasmin   rachid
  ines     joao      adaeze   chinedu
  beatriz  pedro     ngozi    emeka
  lisa     tobias    priya    rajesh
  sanne    pieter    lakshmi  sanjay
  ingrid   erik      mei      wei
  karin    lars      linh     nguyen
  astrid   anders    guadalupe jesus
  helen    robert    oksana   dmitri
  susan    john      svetlana vladimir
  rachel   andrew    ebony    tyrone
  monika   andreas   rania    ali
  jessica  david     shanice  malik
  alice    paul      halima   ibrahim
  ana      luis      ximena   alejandro
  hannah   ben       zahra    abdullah`.trim();

type Column = 0 | 1 | 2 | 3;
interface Place {
  readonly row: readonly string[];
  readonly column: Column;
}

const places = new Map<string, Place>();
for (const line of ROWS.split("\n")) {
  const row = line.trim().split(/\s+/);
  for (const [column, name] of row.entries()) places.set(name, { row, column: column as Column });
}

/** In lower case; also those that have no partner. */
export const FIRST_NAMES: readonly string[] = [
  ...places.keys(),
  ...`carlos carla diego elena enrique isabel jorge marta miguel pablo raquel
  alessandro francesca giovanni lorenzo matteo paola roberto
  amelie camille francois guillaume jacques jeanne julien mathieu nicolas philippe
  christian claudia dieter franziska hans heike juergen jürgen klaus lukas markus matthias petra sabine ulrike uwe wolfgang
  anneke daan femke jeroen joost marieke thijs willem
  bjorn björn elsa gustav johan linnea maja mikael nils oskar sven
  catarina duarte filipa joana joão josé rui teresa tiago
  alex brian christopher elizabeth george jane jennifer joe karen kevin linda margaret matthew nancy olivia oliver
  patricia sam sandra simon stephen steven tom tim william
  deniz emre hatice kemal selin abdul bilal farid noor rahul arjun deepa anil kiran sunita hiroshi yuki chen li min-jun`
    .trim()
    .split(/\s+/),
];

const PARTNERS = { gender: [1, 0, 3, 2], origin: [2, 3, 0, 1] } as const;

/** The name that stands in for `name` (lower case) when gender or origin is swapped; its partner is `name` again. */
export function partnerName(name: string, by: "gender" | "origin"): string | undefined {
  const place = places.get(name);
  return place?.row[PARTNERS[by][place.column]];
}
