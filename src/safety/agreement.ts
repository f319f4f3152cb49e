/** Where a claim and its source contradict each other although they share their words. */
import { holds, type Reading, type Token } from "./reading.ts";

/** Stems that limit or deny without a negation. */
const LIMITS =
  /^(?:exclu|except|unless|limit|deni|deny|prohibit|forbid|refus|declin|avoid|lack|fail|ineligib|instead)/;
/** Stems that put an end to what a source affirms: "parental leave is cancelled". */
const ENDS =
  /^(?:cancel|abolish|suspend|revok|rescind|discontinu|termin|withdr[ae]|repeal|prohibit|forbid|deni|deny|refus|reject|bann?$|illeg|invalid|void$|ineligib)/;
/** Where a sentence turns, a negation ends. */
const TURNS = new Set(
  "but however although though while wherea unless except aber sondern mais pero".split(" "),
);
/** A negation reaches this many words to its right. */
const NEGATION_REACH = 8;
/** The words around a number that say what it counts. */
const NUMBER_REACH = 6;

/** What a number counts stands within so many words behind it. */
const UNIT_REACH = 2;
/** By unit, the stems that name it. */
type Units = Readonly<Record<string, string>>;
const byStem = (units: Units): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(units).flatMap(([unit, stems]) => stems.split(" ").map((stem) => [stem, unit] as const)),
  );
const TIMES = byStem({
  minute: "minut minuten minuto minuti",
  hour: "hour hourli stund stunde stunden heur heure hora ora ore uur timm timme timmar",
  day: "dai day daili tag tage tagen jour día dia giorno giorni dag dagen dagar",
  week: "week weekli woche wochen semain semaine semana settimana settiman weken vecka veckor",
  month: "month monthli monat monate monaten moi mois mes mese mesi mês maand maanden månad månader",
  year: "year yearli annual annu jahr jahre jahren année anné año ano anno anni jaar år",
});
/** Units by what they measure; one must not stand for another, "30 days" for "30 weeks". */
const UNITS = [
  TIMES,
  byStem({ dollar: "dollar usd", euro: "euro eur", pound: "pound gbp", percent: "percent prozent procent" }),
  byStem({ metre: "metr meter metre", kilometre: "kilometr kilomet km", mile: "mile" }),
];

/** Pairs of which a sentence must not use one where its source has only the other. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bin-\p{L}+|\binside\b|\bwithin\b/iu, /\bout-of-\p{L}+|\boutside\b/iu],
  [
    /\bat least\b|\bminimum\b|\bno (?:less|fewer) than\b/i,
    /\bat most\b|\bmaximum\b|\bup to\b|\bno more than\b/i,
  ],
  [/\bbefore\b|\bprior to\b/i, /\bafter\b|\bfollowing\b/i],
  [/\bmore than\b|\bover\b|\babove\b/i, /\bless than\b|\bunder\b|\bbelow\b|\bfewer than\b/i],
  [/\bincreas\w*/i, /\bdecreas\w*|\breduc\w*/i],
  [/\binclud\w*/i, /\bexclud\w*/i],
  [/\ballow\w*|\bpermit\w*/i, /\bprohibit\w*|\bforbid\w*|\bforbidden\b|\bbanned\b/i],
  [/\bmandatory\b|\brequired\b/i, /\boptional\b|\bvoluntary\b/i],
  [/\bdaily\b/i, /\bweekly\b|\bmonthly\b|\bannually\b|\byearly\b/i],
  [/\bweekly\b/i, /\bmonthly\b|\bannually\b|\byearly\b/i],
  [/\bmonthly\b/i, /\bannually\b|\byearly\b|\bquarterly\b/i],
  [/\binternal\b/i, /\bexternal\b/i],
  [/\bfull[- ]time\b/i, /\bpart[- ]time\b/i],
  [/\bunpaid\b/i, /(?<!un)\bpaid\b/i],
];

/** A sentence of a source. */
export interface Read {
  readonly reading: Reading;
}

/** A number of a claim, with what it counts. */
interface Told {
  readonly number: string;
  readonly units: Measures;
  readonly near: readonly string[];
}

/** A number of a claim, and how much of the words around it a source has. */
export interface Counted extends Told {
  /** How many of `near` the numeric sentence of the source has that has most. */
  readonly most: number;
}

/** The numbers of a claim beside all sentences of a source; to be held against its windows by {@link numbersAgree}. */
export function countedIn(claim: Reading, all: readonly Read[]): readonly Counted[] {
  if (claim.numbers.size === 0) return [];
  const numeric = all.filter(({ reading }) => reading.numeric);
  return toldIn(claim.tokens).map((told) => ({
    ...told,
    most: Math.max(...numeric.map(({ reading }) => common(told.near, reading))),
  }));
}

const toldBy = new WeakMap<readonly Token[], readonly Told[]>();

/** What a claim tells with numbers, each once: it is held against many sources. */
function toldIn(tokens: readonly Token[]): readonly Told[] {
  const known = toldBy.get(tokens);
  if (known) return known;
  const found = new Map<string, Told>();
  for (const [at, { number, strict }] of tokens.entries()) {
    if (number === undefined || !strict) continue;
    const told = { number, units: unitsAt(tokens, at), near: [...neighbours(tokens, at)] };
    found.set(JSON.stringify(told), told);
  }
  const made = [...found.values()];
  toldBy.set(tokens, made);
  return made;
}

const common = (near: readonly string[], { content }: Reading): number =>
  near.filter((term) => holds(content, term)).length;

/**
 * Each number of the claim stands in the window, with the same unit, in the sentence of the passage that shares most of
 * the words around it: the deductible of one plan is not that of the other.
 */
export function numbersAgree(counted: readonly Counted[], window: readonly Read[]): boolean {
  return counted.every(({ number, units, near, most }) =>
    window.some(
      ({ reading }) =>
        reading.tokens.some(
          (other, at) => other.number === number && sameUnits(units, unitsAt(reading.tokens, at)),
        ) && common(near, reading) === most,
    ),
  );
}

/** By kind of unit. */
type Measures = readonly (string | undefined)[];

/** The first unit of each kind behind a number. */
const unitsAt = (tokens: readonly Token[], at: number): Measures =>
  UNITS.map((units) => {
    const unit = tokens.slice(at + 1, at + 1 + UNIT_REACH).find(({ term }) => units.has(term));
    return unit && units.get(unit.term);
  });

const sameUnits = (one: Measures, other: Measures): boolean =>
  one.every((unit, kind) => unit === undefined || other[kind] === undefined || unit === other[kind]);

function neighbours(tokens: readonly Token[], at: number): ReadonlySet<string> {
  return new Set(
    tokens
      .slice(Math.max(0, at - NUMBER_REACH), at + NUMBER_REACH + 1)
      .filter((token) => token.content && token.number === undefined)
      .map((token) => token.term),
  );
}

/**
 * What one side denies the other does not affirm: of the sentences that speak of the denied thing, the one that is
 * nearest to the claim decides. A denial is the first content word behind a negation together with its objects, so
 * that "does not cover X" and "covers Y" go together.
 */
export function negationsAgree(claim: Reading, window: readonly Read[]): boolean {
  const source = window.map(({ reading }) => reading);
  const said = denials(claim.tokens);
  const limited = source.some(({ tokens }) =>
    tokens.some((token) => token.negation || LIMITS.test(token.term) || ENDS.test(token.term)),
  );
  const isDenied = said.length > 0 || claim.tokens.some(({ term }) => ENDS.test(term));
  if (isDenied && !limited) return false;
  const nearness = (reading: Reading) => shared(reading.content, claim.content);
  const contradicted = said.some((denial) => {
    const affirming = Math.max(0, ...source.filter((reading) => affirms(reading, denial)).map(nearness));
    const denying = Math.max(0, ...source.filter((reading) => denies(reading, denial)).map(nearness));
    return affirming > denying;
  });
  if (contradicted) return false;
  return source.every((reading) =>
    denials(reading.tokens).every((denial) => {
      if (!affirms(claim, denial)) return true;
      const near = nearness(reading);
      return source.some((other) => affirms(other, denial) && nearness(other) >= near);
    }),
  );
}

/** Whether every length of time that the claim speaks of is spoken of by its source: a "calendar year" is no month. */
export function timesAgree(claim: Reading, window: readonly Read[], also: ReadonlySet<string>): boolean {
  const said = new Set(claim.tokens.flatMap(({ term }) => TIMES.get(term) ?? []));
  const known = new Set(
    [...also, ...window.flatMap(({ reading }) => reading.tokens.map(({ term }) => term))].map((term) =>
      TIMES.get(term),
    ),
  );
  return [...said].every((unit) => known.has(unit));
}

interface Denial {
  readonly verb: string;
  readonly objects: readonly string[];
}

function denials(tokens: readonly Token[]): Denial[] {
  return tokens.flatMap((token, at) => {
    if (!token.negation) return [];
    const after = tokens.slice(at + 1, at + 1 + NEGATION_REACH);
    const barrier = after.findIndex(({ term }) => TURNS.has(term));
    const [verb, ...objects] = contentOf(barrier < 0 ? after : after.slice(0, barrier));
    if (verb === undefined) return [];
    return [
      {
        verb,
        objects: objects.length ? objects : contentOf(tokens.slice(Math.max(0, at - NEGATION_REACH), at)),
      },
    ];
  });
}

const contentOf = (tokens: readonly Token[]): string[] =>
  tokens.filter((token) => token.content).map((token) => token.term);

const denies = ({ tokens }: Reading, { verb }: Denial): boolean =>
  denials(tokens).some((other) => other.verb === verb || other.objects.includes(verb));

/** Whether a text says of the same objects, without a negation, what was denied. */
const affirms = (reading: Reading, denial: Denial): boolean =>
  reading.content.has(denial.verb) &&
  shared(denial.objects, reading.content) >= Math.min(2, denial.objects.length) &&
  !denies(reading, denial);

function shared(terms: Iterable<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const term of terms) if (others.has(term)) count++;
  return count;
}

/** Whether the claim never says one of a pair of opposites where its source has only the other. */
export function oppositesAgree(claim: string, source: string): boolean {
  return OPPOSITES.every(([one, other]) => {
    const says = [one.test(claim), other.test(claim)];
    const has = [one.test(source), other.test(source)];
    return !(says[0] && !says[1] && has[1] && !has[0]) && !(says[1] && !says[0] && has[0] && !has[1]);
  });
}
