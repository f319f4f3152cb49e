/** The date in a title, as people write it in several languages. */

export interface DateMark {
  /** Year, month, day, as far as they are said. */
  readonly date: readonly number[];
  /** The title without it. */
  readonly rest: string;
}

/** The first three letters, without accents; where languages differ in them, each of them. */
const MONTHS = [
  "jan|ene|gen",
  "feb|fev",
  "mar|mrt|mae",
  "apr|abr|avr",
  "may|mai|mag|mei|maj",
  "jun|giu|juin",
  "jul|lug|juil",
  "aug|ago|aou",
  "sep|set",
  "oct|okt|ott|out",
  "nov",
  "dec|dez|dic",
];
const MONTH = `(${MONTHS.join("|")})[a-z]{0,7}\\.?`;
const YEAR = "((?:19[5-9]|20\\d)\\d)";
/** A number that stands by itself, not part of a longer one or of a version. */
const alone = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${pattern}(?![\\p{L}\\p{N}]|[.,]\\d)`, "u");

const monthNumber = (name: string): number =>
  1 + MONTHS.findIndex((names) => names.split("|").some((start) => name.startsWith(start)));

/** Longest first: what an earlier form reads, a later one would read in part. */
const FORMS: readonly (readonly [RegExp, (parts: readonly string[]) => number[]])[] = [
  [alone(`${YEAR}([-._]?)(0[1-9]|1[0-2])\\2(0[1-9]|[12]\\d|3[01])`), ([y, , m, d]) => numbers(y, m, d)],
  [
    alone(`(\\d{1,2})[./-](\\d{1,2})[./-]${YEAR}`),
    ([a, b, y]) => dayAndMonth(Number(a), Number(b), Number(y)),
  ],
  [
    alone(
      `(?:(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:de |of )?)?${MONTH}\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?(?:de |of )?${YEAR}`,
    ),
    ([before, month, after, year]) => numbers(year, monthNumber(month!), before ?? after),
  ],
  [alone(`${YEAR}\\s+${MONTH}`), ([y, month]) => numbers(y, monthNumber(month!))],
  [alone(`(?:q([1-4])|([1-4])q)\\s*[-/]?\\s*${YEAR}`), ([q, p, y]) => numbers(y, quarter(q ?? p))],
  [alone(`${YEAR}\\s*[-/]?\\s*(?:q([1-4])|([1-4])q)`), ([y, q, p]) => numbers(y, quarter(q ?? p))],
  [alone(`h([12])\\s*[-/]?\\s*${YEAR}`), ([half, y]) => numbers(y, half === "1" ? 1 : 7)],
  [alone(`${YEAR}\\s*[-/]\\s*(?:19|20)\\d\\d`), ([y]) => numbers(y)],
  [alone(`${YEAR}[-./](0[1-9]|1[0-2])`), ([y, m]) => numbers(y, m)],
  [alone(`(0?[1-9]|1[0-2])[./-]${YEAR}`), ([m, y]) => numbers(y, m)],
  [alone(`${YEAR}\\s*[-/]\\s*\\d\\d`), ([y]) => numbers(y)],
  [alone(`(?:fy\\s*)?${YEAR}`), ([y]) => numbers(y)],
];

/**
 * Takes the date out of a title in lower case without accents; "several" when there are two, of which nobody knows
 * which one counts.
 */
export function dateMark(title: string): DateMark | "several" | undefined {
  const found = /\d{4}/.test(title) ? take(title) : undefined;
  if (!found) return undefined;
  return take(found.rest) ? "several" : found;
}

function take(title: string): DateMark | undefined {
  for (const [form, read] of FORMS) {
    const match = form.exec(title);
    if (!match) continue;
    const rest = `${title.slice(0, match.index)} ${title.slice(match.index + match[0].length)}`;
    return { date: read(match.slice(1)), rest };
  }
  return undefined;
}

const numbers = (...parts: readonly (string | number | undefined)[]): number[] =>
  parts.filter((part) => part !== undefined).map(Number);

const quarter = (number: string | undefined): number => 3 * Number(number) - 2;

/** 3/4/2024 is in March or in April, depending on who writes: then only the year is known. */
function dayAndMonth(one: number, other: number, year: number): number[] {
  if (one > 12 && other <= 12) return [year, other, one];
  if (other > 12 && one <= 12) return [year, one, other];
  return one === other ? [year, one, other] : [year];
}
