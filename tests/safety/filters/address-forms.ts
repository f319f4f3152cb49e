/**
 * Postal addresses in the forms of many countries, and texts that look like some. One half was looked at when the rules
 * were written; of the other half, neither the places nor the forms were.
 */
import { seededRandom } from "../../../src/operations/seeded-random.ts";

type Pick = (...choices: readonly string[]) => string;

interface Draw {
  readonly pick: Pick;
  /** A whole number of so many digits that does not begin with zero. */
  readonly digits: (count: number) => string;
}

type Form = (draw: Draw) => string;

const letter = ({ pick }: Draw) => pick("a", "b", "c");
const states = ["CA", "NY", "TX", "OH", "WA", "MA"];

/** By country; a line break stands where the next line of an envelope begins. */
const DEVELOPMENT: Readonly<Record<string, readonly Form[]>> = {
  "United States": [
    (d) =>
      `${d.digits(4)} ${d.pick("Maple", "Oak Hill", "Jefferson")} ${d.pick("St.", "Ave", "Blvd", "Road", "Ln")}, ${d.pick("Austin", "San Jose")}, ${d.pick(...states)} ${d.digits(5)}`,
    (d) =>
      `${d.digits(3)} W ${d.digits(2)}th St Apt ${d.digits(1)}B\nNew York, NY ${d.digits(5)}-${d.digits(4)}`,
    (d) => `P.O. Box ${d.digits(4)}, ${d.pick("Springfield", "Dayton")}, ${d.pick(...states)} ${d.digits(5)}`,
    (d) => `${d.digits(4)} Broadway, Suite ${d.digits(3)}, Oakland, CA ${d.digits(5)}`,
  ],
  "United Kingdom": [
    (d) =>
      `${d.digits(2)} ${d.pick("Station", "Church", "Queen's")} ${d.pick("Road", "Lane", "Terrace")}, ${d.pick("Leeds LS1 4AP", "Bristol BS8 1TH", "York YO10 5DD")}`,
    (d) => `Flat ${d.digits(1)}, ${d.digits(2)} Baker Street\nLondon\nNW1 ${d.digits(1)}XE`,
    (d) => `Rose Cottage, Mill Lane, Ripon HG4 ${d.digits(1)}AB`,
  ],
  Canada: [
    (d) => `${d.digits(3)} ${d.pick("Bloor St W", "King Street East")}, Toronto, ON M5S ${d.digits(1)}W7`,
    (d) => `${d.digits(4)} rue Sherbrooke, Montréal (QC) H3A ${d.digits(1)}G4`,
  ],
  Australia: [
    (d) => `Unit ${d.digits(1)}, ${d.digits(2)} Collins Street, Melbourne VIC 3${d.digits(3)}`,
    (d) => `${d.digits(1)}/${d.digits(2)} Ocean Parade\nCoogee NSW 2${d.digits(3)}`,
  ],
  Ireland: [
    (d) =>
      `${d.digits(2)} ${d.pick("Parnell Square", "Baggot Street Lower")}, Dublin 1, D01 ${d.pick("F5P2", "X2K8")}`,
  ],
  Germany: [
    (d) =>
      `${d.pick("Lindenstraße", "Hauptstr.", "Goetheplatz", "Mühlweg")} ${d.digits(2)}${letter(d)}, ${d.digits(5)} ${d.pick("Berlin", "Köln")}`,
    (d) => `Unter den Linden ${d.digits(2)}\n${d.digits(5)} Berlin`,
    (d) => `Lange Straße ${d.digits(2)}`,
  ],
  Austria: [
    (d) =>
      `${d.pick("Mariahilfer Straße", "Neubaugasse")} ${d.digits(2)}/${d.digits(1)}, 1${d.digits(2)}0 Wien`,
  ],
  Switzerland: [(d) => `Bahnhofstrasse ${d.digits(2)}, CH-8${d.digits(3)} Zürich`],
  France: [
    (d) =>
      `${d.digits(2)} ${d.pick("rue de la Paix", "avenue Victor Hugo", "bd Voltaire")}, ${d.digits(5)} ${d.pick("Paris", "Lyon")}`,
    (d) => `${d.digits(1)} bis, rue des Lilas\n${d.digits(5)} Nantes`,
  ],
  Netherlands: [
    (d) =>
      `${d.pick("Prinsengracht", "Kerkstraat", "Lange Voorhout")} ${d.digits(3)}, 1${d.digits(3)} AB Amsterdam`,
  ],
  Belgium: [
    (d) => `${d.pick("Wetstraat", "Meir")} ${d.digits(2)} bus ${d.digits(1)}, B-1${d.digits(3)} Brussel`,
  ],
  Spain: [
    (d) =>
      `${d.pick("C/ Mayor", "Calle de Alcalá", "Avda. de América")}, ${d.digits(2)}, 3º B, ${d.digits(5)} Madrid`,
  ],
  Italy: [
    (d) =>
      `${d.pick("Via Garibaldi", "Viale dei Mille", "Piazza del Duomo", "Corso Magenta")} ${d.digits(2)}, ${d.digits(5)} Milano`,
  ],
  Portugal: [
    (d) =>
      `${d.pick("Rua Augusta", "Av. da Liberdade")}, ${d.digits(3)}, 2º Esq, 1${d.digits(3)}-${d.digits(3)} Lisboa`,
  ],
  Sweden: [
    (d) => `${d.pick("Drottninggatan", "Sveavägen")} ${d.digits(2)}, ${d.digits(3)} ${d.digits(2)} Stockholm`,
  ],
  Denmark: [
    (d) =>
      `${d.pick("Vesterbrogade", "Strandvej")} ${d.digits(2)}, ${d.digits(1)}. th, 2${d.digits(3)} København`,
  ],
  Norway: [(d) => `${d.pick("Storgata", "Kirkeveien")} ${d.digits(2)}, 0${d.digits(3)} Oslo`],
  Finland: [
    (d) =>
      `${d.pick("Mannerheimintie", "Aleksanterinkatu")} ${d.digits(2)} A ${d.digits(1)}, 00${d.digits(3)} Helsinki`,
  ],
  Poland: [
    (d) =>
      `ul. ${d.pick("Marszałkowska", "Długa")} ${d.digits(2)}/${d.digits(1)}, ${d.digits(2)}-${d.digits(3)} Warszawa`,
  ],
  Japan: [
    (d) => `〒${d.digits(3)}-${d.digits(4)} 東京都千代田区永田町${d.digits(1)}-7-1`,
    (d) => `${d.digits(1)}-7-1 Nagata-cho, Chiyoda-ku, Tokyo ${d.digits(3)}-${d.digits(4)}`,
  ],
  India: [
    (d) => `Flat ${d.digits(2)}B, MG Road, Bengaluru ${d.digits(6)}`,
    (d) => `${d.digits(2)}/3, 4th Cross, Indiranagar, Bengaluru – ${d.digits(3)} ${d.digits(3)}`,
  ],
  Brazil: [
    (d) =>
      `${d.pick("Rua Augusta", "Avenida Paulista")}, ${d.digits(4)}, Apto ${d.digits(2)}, Bela Vista, São Paulo - SP, ${d.digits(5)}-${d.digits(3)}`,
  ],
};

const VALIDATION: Readonly<Record<string, readonly Form[]>> = {
  "United States": [
    (d) =>
      `${d.digits(5)} NE ${d.pick("Juniper Ridge", "Cedar")} ${d.pick("Pkwy", "Ct.", "Trail", "Drive")} #${d.digits(3)}, ${d.pick("Boise", "Fort Wayne")} ${d.pick("ID", "IN")} ${d.digits(5)}`,
    (d) => `PO Box ${d.digits(3)}\n${d.pick("Eugene", "Baton Rouge")}, ${d.pick("OR", "LA")} ${d.digits(5)}`,
    (d) =>
      `${d.digits(3)} ${d.pick("Peachtree Street NE", "Euclid Avenue")}, Floor ${d.digits(1)}, ${d.pick("Atlanta, Georgia", "Cleveland, Ohio")} ${d.digits(5)}-${d.digits(4)}`,
  ],
  "United Kingdom": [
    (d) =>
      `${d.digits(3)}${letter(d).toUpperCase()} ${d.pick("Great Western", "Byres")} Road, ${d.pick("Glasgow", "Perth")}, ${d.pick("G12 8QQ", "PH1 5JJ")}`,
    (d) => `The Old Forge\nHigh Street\n${d.pick("Tetbury", "Shaftesbury")}\n${d.pick("GL8 8DA", "SP7 8JE")}`,
  ],
  Canada: [
    (d) =>
      `${d.digits(2)}-${d.digits(4)} ${d.pick("Granville Street", "Jasper Avenue NW")}, ${d.pick("Vancouver BC  V6H 3J2", "Edmonton AB T5J 1N9")}`,
  ],
  Australia: [
    (d) =>
      `Level ${d.digits(1)}, ${d.digits(3)} ${d.pick("Adelaide Tce", "Elizabeth St")}, ${d.pick("Perth WA 6000", "Hobart TAS 7000")}`,
  ],
  "New Zealand": [
    (d) =>
      `${d.digits(2)} ${d.pick("Cuba Street", "Moorhouse Avenue")}, ${d.pick("Te Aro, Wellington 6011", "Christchurch 8011")}`,
  ],
  Ireland: [
    (d) =>
      `${d.digits(2)} ${d.pick("Shop Street", "Oliver Plunkett Street")}, ${d.pick("Galway, H91 E2D9", "Cork, T12 A8RX")}`,
  ],
  Germany: [
    (d) =>
      `${d.pick("Sögestraße", "Kaiserstr.", "Augustusplatz", "Elbchaussee")} ${d.digits(3)}, D-${d.digits(5)} ${d.pick("Bremen", "Leipzig")}`,
    (d) =>
      `Am ${d.pick("Alten Markt", "Sandtorkai")} ${d.digits(1)}\n${d.digits(5)} ${d.pick("Potsdam", "Hamburg")}`,
    (d) => `Postfach ${d.digits(2)} ${d.digits(2)}, ${d.digits(5)} Würzburg`,
  ],
  Austria: [(d) => `${d.pick("Getreidegasse", "Linzer Straße")} ${d.digits(1)}, A-5${d.digits(3)} Salzburg`],
  Switzerland: [
    (d) => `${d.digits(2)}, rue du ${d.pick("Rhône", "Marché")}, CH-1${d.digits(3)} Genève`,
    (d) => `Spalenberg ${d.digits(2)}\n4${d.digits(3)} Basel`,
  ],
  France: [
    (d) =>
      `${d.digits(3)} ${d.pick("cours Mirabeau", "allée Jean Jaurès", "quai des Chartrons")}\n${d.digits(5)} ${d.pick("Aix-en-Provence", "Toulouse")}\nFrance`,
  ],
  Netherlands: [
    (d) =>
      `${d.pick("Coolsingel", "Oudezijds Achterburgwal", "Stationsplein")} ${d.digits(2)}\n3${d.digits(3)} KX ${d.pick("Rotterdam", "Utrecht")}`,
  ],
  Belgium: [
    (d) => `${d.pick("Veldstraat", "Rue Neuve")} ${d.digits(2)}, 9${d.digits(3)} ${d.pick("Gent", "Aalst")}`,
  ],
  Spain: [
    (d) =>
      `${d.pick("Paseo de Gracia", "Carrer de Balmes", "Plaza Nueva")} ${d.digits(2)}, 4º 2ª, ${d.digits(5)} ${d.pick("Barcelona", "Sevilla")}`,
  ],
  Italy: [
    (d) =>
      `${d.pick("Corso Vittorio Emanuele II", "Vicolo della Luna", "Largo Argentina")}, n. ${d.digits(2)} - ${d.digits(5)} ${d.pick("Napoli NA", "Roma")}`,
  ],
  Portugal: [
    (d) =>
      `${d.pick("Travessa do Carmo", "Praça da República")} n.º ${d.digits(2)}\n4${d.digits(3)}-${d.digits(3)} Porto`,
  ],
  Sweden: [
    (d) =>
      `${d.pick("Avenyn", "Linnégatan", "Södra Vägen")} ${d.digits(2)} lgh ${d.digits(4)}\n${d.digits(3)} ${d.digits(2)} Göteborg`,
  ],
  Denmark: [
    (d) => `${d.pick("Nørregade", "Klostertorvet", "Ryesgade")} ${d.digits(2)}\nDK-8${d.digits(3)} Aarhus C`,
  ],
  Norway: [
    (d) => `${d.pick("Bryggen", "Olav Kyrres gate", "Fjellveien")} ${d.digits(2)}, NO-5${d.digits(3)} Bergen`,
  ],
  Finland: [
    (d) => `${d.pick("Hämeenkatu", "Kauppakatu", "Rantapolku")} ${d.digits(2)}\n3${d.digits(4)} Tampere`,
  ],
  Poland: [
    (d) =>
      `${d.pick("al. Jerozolimskie", "pl. Wolności", "ulica Piotrkowska")} ${d.digits(2)} m. ${d.digits(1)}\n${d.digits(2)}-${d.digits(3)} Łódź`,
  ],
  Japan: [
    (d) => `大阪府大阪市北区梅田${d.digits(1)}丁目${d.digits(1)}番${d.digits(2)}号`,
    (d) => `${d.digits(1)}-${d.digits(2)}-3 Ginza, Chuo-ku, Tokyo ${d.digits(3)}-${d.digits(4)}, Japan`,
  ],
  India: [
    (d) => `Plot No. ${d.digits(2)}, Sector ${d.digits(2)}, Gurugram, Haryana ${d.digits(6)}`,
    (d) =>
      `${d.digits(3)}, ${d.pick("Anna Salai", "Linking Road")}, ${d.pick("Chennai", "Mumbai")} - ${d.digits(3)} ${d.digits(3)}`,
  ],
  Brazil: [
    (d) =>
      `${d.pick("Alameda Santos", "R. das Flores", "Travessa Onze")}, ${d.digits(3)} - Centro, ${d.pick("Curitiba - PR", "Recife/PE")}, ${d.digits(5)}-${d.digits(3)}`,
  ],
};

interface Addressed {
  readonly country: string;
  readonly address: string;
  /** With the address in it. */
  readonly text: string;
}

const CARRIERS = {
  development: [
    "Please send it to {address}.",
    "She moved to {address} in June.",
    "{address}",
    "Name: Kim Doe\n{address}\nPhone on request",
  ],
  validation: [
    "His parcel went to {address} by mistake.",
    "The witness of {address} said nothing",
    "Home ({address}), evenings only",
    "Dear team,\n\n{address}\n\nKind regards",
  ],
};

const drawn = (seed: number): Draw => {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    pick: (...choices) => choices[below(choices.length)]!,
    digits: (count) =>
      Array.from({ length: count }, (_, at) => (at === 0 ? 1 + below(9) : below(10))).join(""),
  };
};

/** So many addresses of each form. */
export function addressed(half: keyof typeof CARRIERS, each: number): readonly Addressed[] {
  const draw = drawn(half === "development" ? 1 : 2);
  return Object.entries(half === "development" ? DEVELOPMENT : VALIDATION).flatMap(([country, forms]) =>
    forms.flatMap((form) =>
      Array.from({ length: each }, () => {
        const address = form(draw);
        return { country, address, text: draw.pick(...CARRIERS[half]).replace("{address}", () => address) };
      }),
    ),
  );
}
