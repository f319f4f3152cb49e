import { findPhoneNumbersInText } from "libphonenumber-js";
import type { Filter, Finding, Span, Subject } from "../verdict.ts";
import { FEWEST_DIGITS, IDENTITY_NUMBERS, passesLuhn, passesMod97 } from "./identity-numbers.ts";
import { mergeSpans } from "./merge-spans.ts";
import { findPostalAddresses } from "./postal-addresses.ts";

const VERSION = "2";
const THRESHOLD = 0.5;

/** Kinds that people publish so that they are reached: no leak where a readable passage shows the very same text. */
const CONTACT_KINDS: ReadonlySet<string> = new Set(["email", "phone number", "address"]);

const EMAIL =
  /(?<![\p{L}\w.+%-])[\p{L}0-9](?:[\p{L}\w.+%'-]{0,62}[\p{L}\w+-])?@(?:[\p{L}0-9-]{1,62}\.){1,6}\p{L}{2,24}(?![\p{L}\w@-])/uy;
/** What may stand before the @, halves of a character among it; of these at most so many UTF-16 units. */
const OF_MAILBOX = /[\p{L}\w.+%'\ud800-\udfff-]/u;
const LONGEST_MAILBOX = 128;
/** The second half of a character, at which nothing may begin. */
const HALF = /[\udc00-\udfff]/;
/** Mailboxes that belong to a function, not to a person: any part of the name before the @ is one of these. */
const ROLE_PART =
  /^(?:info|support|help(?:desk)?|contact|hello|hi|team|office|admin|sales|press|media|jobs|careers?|recruit\w*|hiring|hr|people(?:ops)?|staff|security|abuse|privacy|legal|billing|accounts?|finance|payroll|benefits|travel|it|ops|operations|noreply|no|reply|donotreply|postmaster|webmaster|root|service|services|feedback|inquir\w+|enquir\w+|news(?:letter)?|events?|training|learning|partners?|partnerships|marketing|git|user(?:name)?|name|you|your\w*|someone|somebody|example|test|first|last|first\w*name|last\w*name|leadership|leads?|dev|devops|eng|engineering|product|design|research|speakers?|alerts?|notifications?|reports?|requests?|questions|invoices?|purchas\w+|facilities|incident\w*|outreach|all|group|list|council|guild|foia|\d\w*)$/i;
const PLACEHOLDER_DOMAIN =
  /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|test|invalid|localhost)$|@\w+\.(?:png|jpe?g|gif|svg|webp)$/i;
const isImpersonalMailbox = (address: string): boolean =>
  PLACEHOLDER_DOMAIN.test(address) ||
  address
    .slice(0, address.indexOf("@"))
    .split(/[.+_-]/)
    .some((part) => ROLE_PART.test(part));

const CARD = /(?<![\w.,/-])\d(?:[ -]?\d){11,18}(?![\w/-]|\.\d)/g;
/** Issuer ranges and lengths (ISO/IEC 7812; the networks' published tables). */
const CARD_RANGES =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:6011|64[4-9]\d|65\d\d)\d{12}(?:\d{3})?|62\d{14,17}|(?:2131|1800)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|(?:5018|5020|5038|5[68]\d\d|6304|6390|67\d\d|0604)\d{8,15})$/;
const CARD_WORDS =
  /card|visa|master|amex|american express|maestro|discover|diners|jcb|credit|debit|\bcc\b|payment|pay/i;

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/gi;
/** Length of an IBAN by country (ISO 13616 registry). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const IPV4 = /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])/gi;
/** What every one holds. */
const INSIDE_IPV6 = /:[0-9a-f]{1,4}:/i;
/** Loopback, private, documentation and version-like addresses identify nobody. */
const IMPERSONAL_IP =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|255\.|22[4-9]\.|23\d\.|8\.8\.|1\.1\.1\.1|\d\.\d\.\d\.\d$|fe80|::1$|2001:db8|f[cd])/i;
const VERSION_BEFORE = /(?:version|release|\bv|section|chapter|§|firmware|build|node|npm|clause)[\s.:]*$/i;

const DAY = "(?:\\d{1,2}(?:st|nd|rd|th|\\.)?)";
const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DATE = `(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{2,4}|${DAY} (?:of )?${MONTH},? (?:19|20)\\d{2}|${MONTH} ${DAY},? (?:19|20)\\d{2})`;
const BIRTH_DATE = new RegExp(
  `(?:\\bd\\.?o\\.?b\\b|date of birth|birth ?date|birthday|\\bborn|geburtsdatum|geboren|date de naissance|né(?:e)?|fecha de nacimiento|nacid[oa]|data di nascita|geboortedatum)[^\\n\\d]{0,25}?(?<value>${DATE})(?!\\d)`,
  "gi",
);

const PHONE_CANDIDATE =
  /(?<![\w.,/-])\+?\(?\d(?:[\d ().\-/–]{5,22}\d)(?: ?(?:x|ext\.?|extension|#) ?\d{1,6})?(?![\w/-]|\.\d)/gi;
const PHONE_WORDS =
  /\b(?:phone|tel|telephone|mobile|cell|call|text|sms|fax|whatsapp|dial|ring|reach|number is|telefon|handy|rufnummer|téléphone|teléfono|contact|hotline|landline|registered)\b|☎|📞/i;
const NORTH_AMERICAN =
  /^(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?$/i;
const DIAL_GROUPS =
  /^0\d(?:[ .]\d{2}){4}$|^0\d{2,4}[ -]\d{2,4}[ -]?\d{2,4}(?:[ -]\d{2,4})?$|^\+\d[\d ().-]{7,20}(?: ?(?:x|ext\.?) ?\d{1,6})?$/i;
/** Toll-free numbers reach a service, not a person. */
const TOLL_FREE = /^(?:\+?1[-. ]?)?\(?8(?:00|33|44|55|66|77|88)\)?[-. ]/;
const NOT_A_PHONE =
  /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}$|^(?:19|20)\d{2}[ ]?[-–][ ]?(?:19|20)\d{2}$|^\d{1,3}(?:\.\d{1,3}){3}$/;

const around = (text: string, start: number, end: number, reach: number): string =>
  text.slice(Math.max(0, start - reach), Math.min(text.length, end + reach));

const span = (kind: string, start: number, value: string): Span => ({
  start,
  end: start + value.length,
  kind,
  replacement: `[${kind} removed]`,
});

function* emails(text: string): Generator<Span> {
  let from = 0;
  for (let sign = text.indexOf("@"); sign >= 0; sign = text.indexOf("@", sign + 1)) {
    let at = sign;
    while (at > from && sign - at < LONGEST_MAILBOX && OF_MAILBOX.test(text.charAt(at - 1))) at--;
    for (; at < sign; at++) {
      if (HALF.test(text.charAt(at))) continue;
      EMAIL.lastIndex = at;
      const [address] = EMAIL.exec(text) ?? [];
      if (address === undefined) continue;
      from = at + address.length;
      if (!isImpersonalMailbox(address)) yield span("email", at, address);
      break;
    }
  }
}

function* cards(text: string): Generator<Span> {
  for (const match of text.matchAll(CARD)) {
    const digits = match[0].replace(/\D/g, "");
    if (!passesLuhn(digits) || /^0|^(.)\1*$/.test(digits)) continue;
    const typical = digits.length >= 15 && digits.length <= 16 && CARD_RANGES.test(digits);
    if (typical || CARD_WORDS.test(around(text, match.index, match.index + match[0].length, 60)))
      yield span("card number", match.index, match[0]);
  }
}

function* ibans(text: string): Generator<Span> {
  for (const match of text.matchAll(IBAN)) {
    const length = IBAN_LENGTHS[match[0].slice(0, 2).toUpperCase()];
    if (length === undefined) continue;
    let end = 0;
    for (let count = 0; end < match[0].length && count < length; end++)
      if (/[A-Za-z0-9]/.test(match[0].charAt(end))) count++;
    const value = match[0].slice(0, end);
    const compact = value.replace(/[ -]/g, "").toUpperCase();
    if (compact.length === length && passesMod97(compact)) yield span("bank account", match.index, value);
  }
}

/** Digits stand together with at most so many other characters between two of them: "2A 123". */
const WIDEST_GAP = 2;

/** The most digits that stand together anywhere. */
function mostDigits(text: string): number {
  let most = 0;
  let count = 0;
  let last = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) continue;
    count = at - last <= WIDEST_GAP + 1 ? count + 1 : 1;
    most = Math.max(most, count);
    last = at;
  }
  return most;
}

function* identityNumbers(text: string): Generator<Span> {
  const digits = mostDigits(text);
  for (const { kind, pattern, valid, context, fewestDigits = FEWEST_DIGITS } of IDENTITY_NUMBERS) {
    if (digits < fewestDigits) continue;
    if (context && !context.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      if (context && !context.test(around(text, match.index, match.index + match[0].length, 60))) continue;
      if (valid(match[0].replace(/[\s.+-]/g, "").toUpperCase())) yield span(kind, match.index, match[0]);
    }
  }
}

/** One candidate, by libphonenumber's rules of the numbering plans, then by the ways people group digits. */
function isPhone(text: string, value: string, start: number, inPlan: (value: string) => boolean): boolean {
  const digits = value.replace(/\D/g, "").length;
  if (digits < 7 || NOT_A_PHONE.test(value) || TOLL_FREE.test(value)) return false;
  if (NORTH_AMERICAN.test(value) || (value.startsWith("+") && DIAL_GROUPS.test(value))) return true;
  const named = PHONE_WORDS.test(around(text, start, start + value.length, 45));
  if (named && digits <= 15 && (DIAL_GROUPS.test(value) || digits >= 8 || /^\d{3}[- ]\d{4}$/.test(value)))
    return true;
  if (DIAL_GROUPS.test(value) && /[ .-]/.test(value) && digits >= 9) return true;
  if (!named && !/[()+]|\d[-. ]\d/.test(value)) return false;
  return digits >= 8 && inPlan(value);
}

function* phones(text: string): Generator<Span> {
  // A table of figures has the same candidates over and over, and the library takes its time for each.
  const known = new Map<string, boolean>();
  const inPlan = (value: string): boolean => {
    const found = known.get(value) ?? findPhoneNumbersInText(value, { defaultCountry: "US" }).length > 0;
    known.set(value, found);
    return found;
  };
  for (const match of text.matchAll(PHONE_CANDIDATE)) {
    if (isPhone(text, match[0], match.index, inPlan)) yield span("phone number", match.index, match[0]);
  }
}

function* addresses(text: string): Generator<Span> {
  for (const { start, end } of findPostalAddresses(text))
    yield span("address", start, text.slice(start, end));
}

function* birthDates(text: string): Generator<Span> {
  for (const match of text.matchAll(BIRTH_DATE)) {
    const value = match.groups?.value ?? "";
    yield span("date of birth", match.index + match[0].length - value.length, value);
  }
}

function* internetAddresses(text: string): Generator<Span> {
  for (const match of text.matchAll(IPV4)) {
    if (
      !IMPERSONAL_IP.test(match[0]) &&
      !VERSION_BEFORE.test(text.slice(Math.max(0, match.index - 20), match.index))
    )
      yield span("IP address", match.index, match[0]);
  }
  if (!INSIDE_IPV6.test(text)) return;
  for (const match of text.matchAll(IPV6)) {
    const groups = match[0].split(":");
    if (
      (groups.length === 8 || match[0].includes("::")) &&
      /[a-f]/i.test(match[0]) &&
      !IMPERSONAL_IP.test(match[0])
    )
      yield span("IP address", match.index, match[0]);
  }
}

/** Every span of personal data in a text, in order, not overlapping; offsets are UTF-16. The strictest kinds win an overlap. */
export function findPersonalData(text: string): Span[] {
  const found: Span[] = [...emails(text)];
  if (/\d/.test(text)) {
    for (const find of [ibans, cards, identityNumbers, birthDates, internetAddresses, addresses, phones]) {
      for (const candidate of find(text)) {
        if (!found.some((other) => candidate.start < other.end && other.start < candidate.end))
          found.push(candidate);
      }
    }
  }
  return mergeSpans(found);
}

const isPublished = ({ text, passages, stage }: Subject, { start, end, kind }: Span): boolean =>
  (stage === "sentence" || stage === "answer" || stage === "label") &&
  CONTACT_KINDS.has(kind) &&
  passages.some((passage) => passage.text.includes(text.slice(start, end)));

/**
 * Personal data of structured kinds: email, phone, card, IBAN, identity numbers, IP address, date of birth, postal
 * address. A contact that stands word for word in a passage the audience may read is published, not leaked.
 * Score 1 when anything was found, else 0. Names of people are not looked for.
 */
export const personalData: Filter = {
  name: "personal-data",
  version: VERSION,
  stages: ["question", "sentence", "answer", "label"],
  check(subject: Subject): Finding {
    const spans = findPersonalData(subject.text).filter((found) => !isPublished(subject, found));
    if (spans.length === 0) return { score: 0, threshold: THRESHOLD, flagged: false };
    const kinds = [...new Set(spans.map((found) => found.kind))].join(", ");
    return {
      score: 1,
      threshold: THRESHOLD,
      flagged: true,
      reason: `Contains personal data (${kinds})`,
      spans,
    };
  },
};
