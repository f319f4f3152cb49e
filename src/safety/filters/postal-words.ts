/**
 * The words that postal addresses are made of, by where they stand, in the languages of some twenty countries. The order
 * of the parts is that of the Universal Postal Union's "Postal addressing systems in member countries". Data only.
 */

const alternatives = (words: string): string => words.trim().replaceAll(".", "\\.").split(/\s+/).join("|");
/** Lower case, with a capital or all in capitals, as people write street words. */
const inAnyCase = (words: string): string =>
  [words, words.replaceAll(/(?<=\s|^)\p{L}/gu, (letter) => letter.toUpperCase()), words.toUpperCase()]
    .map(alternatives)
    .join("|");

/** English words that follow a street's name: with a number before it they say enough. */
export const STREET_WORD =
  inAnyCase(`street st avenue ave av road rd boulevard blvd lane ln drive dr court ct place pl
  square sq terrace tce way crescent cres close highway hwy parkway pkwy circle cir row mews grove trail trl alley
  turnpike tpke expressway quay esplanade parade pde`);

/** Words that are streets only where an address goes on: "3 Summer Gardens" may be anything. */
export const LOOSE_STREET_WORD =
  inAnyCase(`gardens gdns hill park walk wharf rise vale view green heights plaza path
  run crossing commons mount loop pike bypass drove side end bank marg nagar salai chowk layout cross main colony
  sector str`);

/** Words that a street's name ends in, written in one with it, the number after: Germanic and Finnic languages. */
export const STREET_ENDING =
  alternatives(`straße strasse str. str gasse platz weg allee chaussee straat laan gracht
  plein dijk singel gatan vägen gränd gata gaten veien vegen vej allé torv stræde gade katu tie kuja polku`);

/** The same as words of their own. */
export const STREET_WORD_BEFORE_NUMBER =
  alternatives(`Straße Strasse Str. Gasse Platz Weg Allee Damm Ufer Chaussee
  Straat Laan Plein Gracht Kade gata gatan väg vägen vei veien plass plads gade vej katu tie utca u. út útja tér
  körút köz`);

/** Words that begin a street's name, the number after: Romance and Slavic languages. */
export const STREET_WORD_BEFORE_NAME =
  alternatives(`Calle calle C/ c/ Cl. Avenida avenida Avda. Avda Av. Plaza plaza
  Pza. Pl. Paseo paseo Pº Carrer carrer Camino camino Carretera Ctra. Ronda Travesía Glorieta Via Viale viale
  V.le Piazza piazza P.zza Piazzale P.le Piazzetta Corso corso C.so Vicolo Largo Lungotevere Strada Contrada Salita
  Rua rua R. Travessa Tv. Praça Alameda Estrada Rodovia Calçada Beco Ulica ulica ul. Ul. Aleja Aleje al. Al. aleja
  aleje Plac plac Rue rue Chaussée chaussée Chemin`);

/** Words that follow the number in French. */
export const STREET_WORD_AFTER_NUMBER =
  alternatives(`rue Rue avenue Avenue av. Av. boulevard Boulevard bd Bd bd. Bd.
  place Place impasse Impasse allée Allée chemin Chemin quai Quai cours Cours route Route ruelle passage square
  faubourg sentier esplanade chaussée Chaussée`);

/** Small words inside a street's name. */
export const PARTICLE =
  alternatives(`de du des del della dello dei degli delle da do dos das di d' de' la le les l' el
  los las lo e y i en et den der dem des zu zur zum am im an auf van von op het 't ter ten te av af og och på och`);

/** Before a number these are counted, numbered or named things, no streets: "Sprint Review 12", "Figure 3". */
export const NUMBERED_THING =
  alternatives(`table figure fig section sec chapter version page room building floor step
  phase level part item article appendix annex sprint week day year quarter grade class form rule line release team
  group module lesson unit slide option question answer exhibit schedule clause paragraph policy plan stage
  terminal track platform desk port channel zone band tier type model series volume issue ticket case task number no
  node server rev revision draft round session lecture note example episode season windows office excel python java
  january february march april may june july august september october november december jan feb mar apr jun jul aug
  sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli
  oktober dezember abschnitt kapitel seite raum gebäude stufe tabelle abbildung absatz nummer artikel janvier février
  mars avril juin juillet août septembre octobre novembre décembre page chapitre salle enero febrero marzo abril mayo
  junio julio agosto septiembre octubre noviembre diciembre sección capítulo página sala about over under only some
  all these those between than until after before least most iso iec din rfc covid gpt iphone`);

/** What names a home or an office in a building; an address goes on with it. */
export const UNIT_WORD =
  inAnyCase(`apt apartment suite ste flat unit apto apartado appt appartement wohnung whg lok
  lgh bus bte boîte`);
/** The same, said of rooms and buildings as well: they prove no address, and belong to one that is there. */
export const PART_OF_BUILDING =
  inAnyCase(`floor fl building bldg room rm level lot top stiege esc interno int scala
  bloco sala edificio bâtiment bât étage piso planta puerta`);

/** Two-letter areas that UK postcodes begin with, Royal Mail. */
export const POSTCODE_AREA =
  alternatives(`AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG
  DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN
  LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY
  TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`);

/** What a box is called where post is kept. */
export const POST_BOX = [
  "[Pp]ostfach",
  "[Pp]ost(?:bus|boks|box|ilokero)",
  "Casella [Pp]ostale",
  "Apartado(?: de [Cc]orreos| [Pp]ostal)?",
  "Caixa [Pp]ostal",
  "Boîte [Pp]ostale",
  "Skrytka [Pp]ocztowa",
  "Locked Bag",
].join("|");
