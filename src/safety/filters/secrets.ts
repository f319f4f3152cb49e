import type { Filter, Finding, Span } from "../verdict.ts";
import { mergeSpans } from "./merge-spans.ts";
import { SECRET_FORMATS } from "./secret-formats.ts";

const VERSION = "1";
const THRESHOLD = 0.5;

/** What documentation writes in place of a token: enough to doubt one that has a vendor's prefix. */
const MASKED = /x{5}|\*{3}|•{3}|[.…]{3}|^[<[({].*[>\])}]$|example|your[-_]|redacted|placeholder/i;
/** Values that stand where a secret would: masks, variables, documentation examples, instructions to the reader. */
const PLACEHOLDER =
  /x{4}|\*{3}|•{3}|[.…]{3}|^[<[({].*[>\])}]$|^[<[{]|^\$\w+$|\$[({]|\{\{|^%\w+%$|example|sample|your[-_ ]?|my[-_]?(?:pass|secret|key|token)|change[-_ ]?(?:me|it)|placeholder|dummy|redacted|replace|insert|secret[-_]?(?:key|here|name|value)|process\.env|environ|getenv|secrets?\.|vault|config\.|^(?:null|none|undefined|true|false|string|required|optional|password|secret|token|user|pass|hidden|masked|empty|todo|tbd|n\/a)[;,.!?)]*$|12345678|abcdefgh|0{8}|deadbeef/i;

const PASSWORD_WORD = "pass(?:word|phrase|wd|code)?|pwd|passwort|kennwort|contraseña|mot de passe";
const KEY_WORD =
  "(?:api|access|auth|client|private|secret|signing|encryption|master|account|app|consumer|service|webhook|license|deploy|session|refresh|bot)[ _.-]?(?:key|token|secret|password)|secret|token|credentials?|apikey|passkey";

/** `password is X`, `pwd: X`, `"db_password": "X"`, `PGPASSWORD=X`. */
const PASSWORD_ASSIGNMENT = new RegExp(
  `(?:${PASSWORD_WORD})(?: (?:for|to|of) [\\w -]{1,30}?(?= is | was |[:=]))?["'\`*]{0,3}\\s{0,3}(?<sign>[=:]|=>|\\bis\\b|\\bwas\\b|\\bist\\b|\\bes\\b|->|→)?[:\\s]{0,3}(?<quote>["'\`]{0,1})(?<secret>[^\\s"'\`<>]{4,100})`,
  "gi",
);
const KEY_ASSIGNMENT = new RegExp(
  `(?:${KEY_WORD})(?:[_.-]\\w{1,20})?["'\`*]{0,3}\\s{0,3}(?:[=:]|=>|\\bis\\b|->|→)[:\\s]{0,3}["'\`]?(?<secret>[^\\s"'\`<>,;]{12,400})`,
  "gi",
);
const AUTHORIZATION =
  /(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|apikey)|\bbearer)\s{1,3}(?<secret>[\w.~+/=-]{16,800})/gi;
const API_KEY_HEADER =
  /\bx-[a-z-]{0,20}(?:key|token|auth|secret)["']?\s{0,3}[:=]\s{0,3}["']?(?<secret>[\w.~+/=-]{12,400})/gi;
const URL_PASSWORD = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,60}:(?<secret>[^\s@/"'<>]{3,100})@[\w.-]/gi;
const CONNECTION_STRING = /\b(?:password|pwd)\s{0,2}=\s{0,2}(?<secret>[^\s;"']{4,100});?/gi;
const COMMAND_LINE =
  /\bcurl\b[^\n]{0,200}?\s(?:-u|--user)\s{0,2}["']?[\w.@-]{1,60}:(?<secret>[^\s"']{4,100})|\b(?:sshpass|mysql(?:dump)?\b[^\n]{0,80}?)\s-p\s*["']?(?<secret2>[^\s"']{4,100})/gi;
const LONG_TOKEN = /(?<![\w./+=%@$-])[A-Za-z0-9+/_-]{32,200}={0,2}(?![\w/+=%-])/g;
/** Long random text that is public by nature: digests, public keys, links, ids. */
const PUBLIC_BEFORE =
  /(?:sha-?\d{1,3}|md5|digest|integrity|checksum|hash|fingerprint|commit|ssh-(?:rsa|dss|ed25519)|ecdsa-[\w-]+|base64,?|https?:\/\/\S*|(?:^|[^a-z])id|uuid|trace|span|etag|nonce|certificate)["'\s:=-]*$/i;

/** Bits a character of the text carries (Shannon). */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value) || new Set(value).size < 4;
const trimmed = (value: string): string => value.replace(/[.,;:)\]}]+$/, "");

/** A chosen password: no plain word, number, date, version or file name. */
function looksLikePassword(value: string, quoted: boolean, assigned: boolean): boolean {
  if (isPlaceholder(value) || value.length < 4) return false;
  if (/^(?:https?:\/\/|www\.|\/|\.|@|#[a-z])|^[\w.-]+@[\w.-]+$|\(/i.test(value)) return false;
  if (/^[\w-]+\.(?:md|txt|html?|com|org|gov|net|js|ts|py|ya?ml|json)\b/i.test(value)) return false;
  const letters = /\p{L}/u.test(value);
  const digits = /\d/.test(value);
  const symbols = /[!@#$%^&*?+=~|\\]/.test(value);
  if (!assigned) return value.length >= 8 && letters && digits && symbols;
  if (quoted && value.length >= 6) return letters && (digits || symbols || value.length >= 8);
  return (
    value.length >= 6 &&
    letters &&
    (digits || /[!@#$%^&*?+=~|\\].|^[!@#$%^&*]|[a-z][A-Z].*[!?#$*]$/.test(value)) &&
    !/^\d+(?:st|nd|rd|th|h|d|s|-)/.test(value)
  );
}

function looksLikeKey(value: string): boolean {
  if (isPlaceholder(value) || /^https?:|^[a-z]+(?:[._/-][a-z]+)*$|^arn:|\(/i.test(value)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropyBits(value) >= 3;
}

function looksRandom(value: string): boolean {
  if (isPlaceholder(value) || UUID.test(value) || /^pk_(?:live|test)_/.test(value)) return false;
  if (!/[A-Z]/.test(value) || !/[a-z]/.test(value) || (value.match(/\d/g)?.length ?? 0) < 3) return false;
  if (/[a-z]{7}|(?:[A-Z]?[a-z]{3,}[-_/]){2}/.test(value)) return false;
  return entropyBits(value) >= 4.3;
}

interface Context {
  readonly kind: string;
  /** What every match holds, so that most texts cost one quick look. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly accept: (value: string, match: RegExpExecArray) => boolean;
}

const CONTEXTS: readonly Context[] = [
  {
    kind: "password",
    hint: /pass|pwd|kennwort|contraseña/i,
    pattern: PASSWORD_ASSIGNMENT,
    accept: (value, match) =>
      looksLikePassword(value, Boolean(match.groups?.quote), Boolean(match.groups?.sign)),
  },
  {
    kind: "password",
    hint: /:\/\//,
    pattern: URL_PASSWORD,
    accept: (value) => !isPlaceholder(value) && !/^(?:pw|pwd|pass\w*|port|\d{1,5})$/i.test(value),
  },
  {
    kind: "password",
    hint: /password|pwd/i,
    pattern: CONNECTION_STRING,
    accept: (value) => !isPlaceholder(value) && looksLikePassword(value, true, true),
  },
  {
    kind: "password",
    hint: /curl|sshpass|mysql/i,
    pattern: COMMAND_LINE,
    accept: (value) => !isPlaceholder(value),
  },
  {
    kind: "access token",
    hint: /authorization|bearer/i,
    pattern: AUTHORIZATION,
    accept: (value) => !isPlaceholder(value) && /\d/.test(value) && entropyBits(value) >= 3,
  },
  { kind: "access token", hint: /x-/i, pattern: API_KEY_HEADER, accept: looksLikeKey },
  {
    kind: "key",
    hint: /key|token|secret|credential|password/i,
    pattern: KEY_ASSIGNMENT,
    accept: looksLikeKey,
  },
];

/** No vendor's format and no random text is shorter without a space in it ... */
const SHORTEST_RUN = 15;
/** ... nor made of plain words: "responsibilities", "out-of-office". */
const PLAIN_WORDS = /^[A-Z]?[a-z]+(?:[-/.][A-Z]?[a-z]+)*[-/.]*$/;
const KEY_BLOCK = /PRIVATE KEY|Private-Lines/;
/** By character code: 1 for what keys are written in. */
const OF_RUN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w+/=.~%-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

const isOfRun = (code: number): boolean => code < 128 && OF_RUN[code] === 1;

/** Whether a text holds anything that some format could match: most prose does not, and asking costs little. */
function hasLongRun(text: string): boolean {
  // Wherever a run is long enough it covers one of these places.
  for (let at = SHORTEST_RUN - 1; at < text.length; at += SHORTEST_RUN) {
    if (!isOfRun(text.charCodeAt(at))) continue;
    let start = at;
    while (isOfRun(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (isOfRun(text.charCodeAt(end))) end++;
    if (end - start >= SHORTEST_RUN && !PLAIN_WORDS.test(text.slice(start, end))) return true;
    at += Math.floor((end - 1 - at) / SHORTEST_RUN) * SHORTEST_RUN;
  }
  return KEY_BLOCK.test(text);
}

const CONTEXT_HINT =
  /pass|pwd|kennwort|contraseña|secret|token|key|credential|bearer|authorization|:\/\/|x-|curl|mysql/i;

const spanOf = (match: RegExpExecArray, secret: string | undefined, kind: string): Span => {
  const value = secret ?? match[0];
  const start = secret === undefined ? match.index : match.index + match[0].lastIndexOf(secret);
  return { start, end: start + value.length, kind, replacement: `[secret removed: ${kind}]` };
};

/** Formats whose hint may be written in other letters than it is given in. */
const FREELY_SPELLED = new Set(
  SECRET_FORMATS.filter(({ hint, pattern }) => pattern.ignoreCase && /\W/.test(hint)),
);

function* formatted(text: string): Generator<Span> {
  const lower = text.toLowerCase();
  for (const format of SECRET_FORMATS) {
    const { kind, hint, pattern } = format;
    const isOtherwiseSpelled = () => FREELY_SPELLED.has(format) || lower.includes(hint);
    if (!text.includes(hint) && !(pattern.ignoreCase && isOtherwiseSpelled())) continue;
    for (const match of text.matchAll(pattern)) {
      const span = spanOf(match, match.groups?.secret, kind);
      if (!MASKED.test(text.slice(span.start, Math.min(span.end, span.start + 400)))) yield span;
    }
  }
}

function* candidates(text: string): Generator<Span> {
  const isLong = hasLongRun(text);
  if (isLong) yield* formatted(text);
  if (CONTEXT_HINT.test(text)) {
    for (const { kind, hint, pattern, accept } of CONTEXTS) {
      if (!hint.test(text)) continue;
      for (const match of text.matchAll(pattern)) {
        const secret = trimmed(match.groups?.secret ?? match.groups?.secret2 ?? "");
        if (secret && accept(secret, match)) yield spanOf(match, secret, kind);
      }
    }
  }
  if (!isLong) return;
  for (const match of text.matchAll(LONG_TOKEN)) {
    if (looksRandom(match[0]) && !PUBLIC_BEFORE.test(text.slice(Math.max(0, match.index - 60), match.index)))
      yield spanOf(match, undefined, "key");
  }
}

/** Where the secrets of a text stand, in order and apart; also for texts that no turn is about. */
export const secretsIn = (text: string): Span[] => mergeSpans(candidates(text));

/** Whether {@link secretsIn} might find anything, alone or beside another text: a quick look that errs on yes. */
export const mayHoldSecret = (text: string): boolean => CONTEXT_HINT.test(text) || hasLongRun(text);

/**
 * Credentials: vendor formats, values beside words such as "password" or "Authorization", and long random text.
 * Placeholders, digests, UUIDs and public keys are left alone. Score 1 when anything was found, else 0.
 */
export const secrets: Filter = {
  name: "secrets",
  version: VERSION,
  stages: ["question", "passage", "sentence", "answer", "label"],
  check({ text }): Finding {
    const spans = secretsIn(text);
    if (spans.length === 0) return { score: 0, threshold: THRESHOLD, flagged: false };
    const kinds = [...new Set(spans.map((span) => span.kind))].join(", ");
    return {
      score: 1,
      threshold: THRESHOLD,
      flagged: true,
      reason: `Contains a credential (${kinds})`,
      spans,
    };
  },
};
