/** Numbers that identify a person, with the check digits their issuers define. */

/** A kind of identity number: `pattern` finds candidates, `valid` runs the issuer's check on the digits and letters alone. */
export interface IdentityNumber {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly valid: (value: string) => boolean;
  /** Words one of which must stand within 60 characters, where the digits alone would hit other numbers too often. */
  readonly context?: RegExp;
  /** {@link FEWEST_DIGITS} where it can do with less. */
  readonly fewestDigits?: number;
}

/** No number has less digits, close together, unless it says so: texts without them are not searched. */
export const FEWEST_DIGITS = 7;

const digitsOf = (value: string): number[] => Array.from(value, Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
const allSame = (value: string): boolean => /^(.)\1*$/.test(value);

/** Luhn's check (ISO/IEC 7812-1 annex B) over a string of digits. */
export function passesLuhn(value: string): boolean {
  let sum = 0;
  for (let position = 0; position < value.length; position++) {
    const digit = Number(value[value.length - 1 - position]);
    const doubled = position % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const VERHOEFF_PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Product in the dihedral group D5, on which Verhoeff's check rests (J. Verhoeff, 1969). */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

/** Verhoeff's check over a string of digits. */
export function passesVerhoeff(value: string): boolean {
  let check = 0;
  for (let position = 0; position < value.length; position++) {
    let digit = Number(value[value.length - 1 - position]);
    for (let round = 0; round < position % 8; round++) digit = VERHOEFF_PERMUTATION[digit] ?? 0;
    check = dihedral(check, digit);
  }
  return check === 0;
}

/** ISO 7064 mod 97-10 over letters (A = 10) and digits, as IBAN uses it after moving its first four characters to the end. */
export function passesMod97(value: string): boolean {
  let remainder = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    const number = Number.parseInt(character, 36);
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
  }
  return remainder === 1;
}

/** ISO 7064 mod 11,10, as the German tax number uses it. */
function passesMod11And10(value: string): boolean {
  let product = 10;
  for (const digit of digitsOf(value.slice(0, -1))) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(value.at(-1));
}

const validDate = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;

function cpfDigit(digits: readonly number[], length: number): number {
  const sum = digits
    .slice(0, length)
    .reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
  return ((sum * 10) % 11) % 10;
}

const CODICE_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function codiceFiscale(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const character = value.charAt(index);
    const ordinal = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    sum += index % 2 === 0 ? (CODICE_ODD[ordinal] ?? 0) : ordinal;
  }
  return String.fromCharCode(65 + (sum % 26)) === value[15];
}

const DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const dni = (value: string): boolean =>
  DNI_LETTERS[Number(value.slice(0, -1).replace("X", "0").replace("Y", "1").replace("Z", "2")) % 23] ===
  value.at(-1);

/** Social Security Administration: no area 000, 666 or 9xx, no group 00, no serial 0000. */
const ssn = (value: string): boolean =>
  !/^(?:000|666|9)/.test(value) &&
  value.slice(3, 5) !== "00" &&
  value.slice(5) !== "0000" &&
  !allSame(value) &&
  value !== "078051120" &&
  value !== "123456789";

const nir = (value: string): boolean => {
  const body = value.slice(0, 13).replace("2A", "19").replace("2B", "18");
  return 97 - (Number(body) % 97) === Number(value.slice(13));
};

const BEFORE = "(?<![\\w.,/#$€£-])";
const AFTER = "(?![\\w/-]|[.,]\\d)";
const number = (body: string, flags = "g"): RegExp => new RegExp(`${BEFORE}(?:${body})${AFTER}`, flags);

/** National identity, tax and insurance numbers of sixteen countries. */
export const IDENTITY_NUMBERS: readonly IdentityNumber[] = [
  { kind: "US social security number", pattern: number("\\d{3}-\\d{2}-\\d{4}"), valid: ssn },
  {
    kind: "US social security number",
    pattern: number("\\d{3} \\d{2} \\d{4}|\\d{9}"),
    valid: ssn,
    context: /\bssn\b|social security|\bss#|\btin\b|\bitin\b/i,
  },
  {
    kind: "US taxpayer number",
    pattern: number("9\\d{2}-[5-9]\\d-\\d{4}"),
    valid: (value) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])/.test(value),
  },
  {
    kind: "UK national insurance number",
    fewestDigits: 6,
    pattern: number("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]", "gi"),
    valid: (value) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(value),
  },
  {
    kind: "UK NHS number",
    pattern: number("\\d{3}[ -]?\\d{3}[ -]?\\d{4}"),
    valid: (value) => {
      const check = 11 - (weighted(digitsOf(value), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return !allSame(value) && (check === 11 ? 0 : check) === Number(value[9]);
    },
    context: /\bnhs\b/i,
  },
  {
    kind: "Spanish identity number",
    pattern: number("(?:\\d{8}|[XYZ]-?\\d{7})[ -]?[A-Z]", "gi"),
    valid: dni,
  },
  {
    kind: "Italian tax code",
    pattern: number("[A-Z]{6} ?\\d{2}[A-EHLMPRST]\\d{2} ?[A-Z]\\d{3}[A-Z]", "gi"),
    valid: codiceFiscale,
  },
  {
    kind: "German tax number",
    pattern: number("[1-9]\\d ?\\d{3} ?\\d{3} ?\\d{3}"),
    valid: (value) => passesMod11And10(value) && new Set(value.slice(0, 10)).size < 10,
    context: /steuer|tax|idnr|\btin\b/i,
  },
  {
    kind: "French social security number",
    pattern: number(
      "[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}",
      "gi",
    ),
    valid: nir,
  },
  {
    kind: "Dutch citizen service number",
    pattern: number("\\d{9}|\\d{4}[. ]\\d{2}[. ]\\d{3}"),
    valid: (value) => !allSame(value) && weighted(digitsOf(value), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    context: /\bbsn\b|burgerservice|sofi|citizen service/i,
  },
  {
    kind: "Belgian national number",
    pattern: number("\\d{2}[. ]?\\d{2}[. ]?\\d{2}[- ]?\\d{3}[. ]?\\d{2}"),
    valid: (value) => {
      const rest = Number(value.slice(9));
      const fits = (body: string): boolean => 97 - (Number(body) % 97) === rest;
      return (
        validDate(Number(value.slice(2, 4)), Number(value.slice(4, 6))) &&
        (fits(value.slice(0, 9)) || fits(`2${value.slice(0, 9)}`))
      );
    },
    context: /national (?:number|register)|rijksregister|registre national|\bnn\b|\binsz\b|\bniss\b/i,
  },
  {
    kind: "Swedish personal number",
    pattern: number("(?:19|20)?\\d{6}[-+]\\d{4}|(?:19|20)\\d{10}"),
    valid: (value) => {
      const short = value.slice(-10);
      return validDate(Number(short.slice(2, 4)), Number(short.slice(4, 6)) % 60) && passesLuhn(short);
    },
  },
  {
    kind: "Finnish identity code",
    pattern: number("\\d{6}[-+ABCDEFYXWVU]\\d{3}[0-9A-Y]"),
    valid: (value) => {
      const digits = value.replace(/^(\d{6})[A-Z]/, "$1");
      return (
        validDate(Number(digits.slice(2, 4)), Number(digits.slice(0, 2))) &&
        "0123456789ABCDEFHJKLMNPRSTUVWXY"[Number(digits.slice(0, 9)) % 31] === digits[9]
      );
    },
  },
  {
    kind: "Polish PESEL",
    pattern: number("\\d{11}"),
    valid: (value) =>
      validDate(Number(value.slice(2, 4)) % 20, Number(value.slice(4, 6))) &&
      (10 - (weighted(digitsOf(value), [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(value[10]),
    context: /pesel/i,
  },
  {
    kind: "Portuguese tax number",
    pattern: number("[1-35-9]\\d{2} ?\\d{3} ?\\d{3}"),
    valid: (value) => {
      const check = 11 - (weighted(digitsOf(value), [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return (check > 9 ? 0 : check) === Number(value[8]);
    },
    context: /\bnif\b|contribuinte/i,
  },
  {
    kind: "Brazilian CPF",
    pattern: number("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}"),
    valid: (value) => {
      const digits = digitsOf(value);
      return !allSame(value) && cpfDigit(digits, 9) === digits[9] && cpfDigit(digits, 10) === digits[10];
    },
  },
  {
    kind: "Brazilian CPF",
    pattern: number("\\d{11}"),
    valid: (value) => {
      const digits = digitsOf(value);
      return !allSame(value) && cpfDigit(digits, 9) === digits[9] && cpfDigit(digits, 10) === digits[10];
    },
    context: /\bcpf\b/i,
  },
  {
    kind: "Indian Aadhaar",
    pattern: number("[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}"),
    valid: passesVerhoeff,
  },
  {
    kind: "Indian Aadhaar",
    pattern: number("[2-9]\\d{11}"),
    valid: passesVerhoeff,
    context: /aadhaar|aadhar|uidai/i,
  },
  {
    kind: "Indian PAN",
    fewestDigits: 4,
    pattern: number("[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]"),
    valid: () => true,
    context: /\bpan\b|income tax|permanent account/i,
  },
  {
    kind: "Canadian social insurance number",
    pattern: number("[1-79]\\d{2}[ -]?\\d{3}[ -]?\\d{3}"),
    valid: passesLuhn,
    context: /\bsin\b|social insurance|\bnas\b/i,
  },
  {
    kind: "Australian tax file number",
    pattern: number("\\d{3} ?\\d{3} ?\\d{3}"),
    valid: (value) => !allSame(value) && weighted(digitsOf(value), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    context: /\btfn\b|tax file/i,
  },
];
