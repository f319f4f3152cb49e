import type { Passage } from "../../documents/document.ts";
import type { Filter, Span } from "../verdict.ts";

const THRESHOLD = 0.5;
const REMOVED = "[link removed]";

const DOT = "[.\\u3002\\uff0e\\uff61]";
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";
/** Endings of files that are endings of domains too; "notes.md" is a file, "docs.notes.md" a domain. */
const FILE_ENDINGS = new Set("md pl py rs sh ps so cc mov zip ai app".split(" "));
const COMMON_ENDINGS = new Set(
  "com org net edu gov mil int info biz name io co dev app ai cloud online site store shop tech xyz top click link live page blog wiki work zip mov today world email support team help news media agency digital services solutions systems network group academy chat club design fun icu pro tv ws cc me eu test example invalid local internal localhost onion".split(
    " ",
  ),
);

/** What could be a link, most specific first. Named groups say what it is. */
const LINKS = new RegExp(
  [
    String.raw`!?\[(?<words>(?:[^[\]]|\[[^[\]]{0,200}\]){0,500})\]\(\s*<?(?<target>[^\s()>]*(?:\([^\s()]*\)[^\s()>]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)`,
    String.raw`<(?<slack>[a-z][a-z0-9+.-]*:[^\s|>]+)\|(?<slackWords>[^>]*)>`,
    String.raw`<?(?<url>\b(?:[a-z][a-z0-9+.-]{1,15}:\/\/|(?:mailto|tel|sms|javascript|vbscript|data|file|blob):)[^\s<>"']+)>?`,
    String.raw`(?<![\p{L}\p{N}._%+'-])(?<email>[\p{L}\p{N}._%+'-]{1,64}@(?:${LABEL}${DOT}){1,10}\p{L}[\p{L}\p{N}-]*)`,
    String.raw`(?<![\p{L}\p{N}@._-])(?<domain>(?:${LABEL}${DOT}){1,10}(?<ending>xn--[a-z0-9-]+|\p{L}{2,24})(?::\d{2,5})?(?<path>[/?#][^\s<>"']*)?)(?![\p{L}\p{N}@_-])`,
  ].join("|"),
  "iuy",
);
/** What stands at the beginning of every link or behind its first word: a bracket, or one of these with more behind it. */
const SIGN = /[[<]|[.\u3002\uff0e\uff61@:](?=\S)/g;
const SPACE = /\s/;
/** The second half of a character, at which nothing may begin. */
const HALF = /[\udc00-\udfff]/;

/** Every link of a text, from left to right: the expression is tried from the beginning of a word up to a sign in it. */
function* linksIn(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (const { index: sign } of text.matchAll(SIGN)) {
    let at = Math.max(from, sign);
    while (at > from && !SPACE.test(text.charAt(at - 1))) at--;
    for (; at <= sign; at++) {
      if (HALF.test(text.charAt(at))) continue;
      LINKS.lastIndex = at;
      const match = LINKS.exec(text);
      if (match === null) continue;
      from = at + match[0].length;
      yield match;
      break;
    }
    from = Math.max(from, sign + 1);
  }
}

const NEVER = /^\s*(?:javascript|vbscript|data|file|blob)\s*:/i;
const WEB = /^(?:https?|ftp):/i;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'"”’»)\]}*_~]+$/;

/**
 * Lets an address stand in an answer only when it stands in a source: web addresses, Markdown links and images,
 * e-mail addresses and bare domains. What the sources don't have loses its target and keeps its words.
 */
export const links: Filter = {
  name: "links",
  version: "1",
  stages: ["sentence"],
  check({ text, passages }) {
    const found = [...linksIn(text)];
    const known: ReadonlySet<string> = found.length ? addressesIn(passages) : new Set();
    const spans = found.flatMap((match) => {
      const span = judge(match, known);
      return span ? [span] : [];
    });
    const score = spans.length ? 1 : 0;
    return {
      score,
      threshold: THRESHOLD,
      flagged: spans.length > 0,
      ...(spans.length && { reason: "a link that no source contains", spans }),
    };
  },
};

function judge(match: RegExpExecArray, known: ReadonlySet<string>): Span | undefined {
  const groups = match.groups ?? {};
  const span = (length: number, replacement: string): Span => ({
    start: match.index,
    end: match.index + length,
    kind: "link",
    replacement,
  });
  const target = groups.target ?? groups.slack;
  if (target !== undefined) {
    const words = groups.words ?? groups.slackWords ?? "";
    const image = match[0].startsWith("!");
    const honest = !image && isKnown(target, known) && !showsAnother(words, target);
    return honest ? undefined : span(match[0].length, words);
  }
  const bare = groups.url ?? groups.email ?? groups.domain ?? "";
  if (groups.domain !== undefined && !isDomain(groups.domain, groups.ending ?? "", groups.path))
    return undefined;
  const address = bare.replace(TRAILING, "");
  if (isKnown(address, known)) return undefined;
  const wrapped = match[0].startsWith("<");
  return span(wrapped ? match[0].length : address.length, REMOVED);
}

/** Whether the words of a link look like an address of another host than where it leads. */
function showsAnother(words: string, target: string): boolean {
  const shown = [...linksIn(words)].find(({ groups }) =>
    groups?.domain ? isDomain(groups.domain, groups.ending ?? "", groups.path) : groups?.url,
  );
  if (!shown) return false;
  const [one, other] = [hostOf(shown[0].replace(TRAILING, "")), hostOf(target)];
  return one !== other;
}

/** "README.md" and "Node.js" are no domains; "evil.md/x" is one. Addresses are written in one case. */
function isDomain(domain: string, ending: string, path: string | undefined): boolean {
  const lower = ending.toLowerCase();
  if (/^\p{N}+$/u.test(domain.replace(new RegExp(DOT, "gu"), ""))) return false;
  if (path?.startsWith("/"))
    return COMMON_ENDINGS.has(lower) || lower.length === 2 || /[^\0-\x7f]/.test(domain);
  if (/^www\./i.test(domain) || lower.startsWith("xn--")) return true;
  if (ending !== lower && ending !== ending.toUpperCase()) return false;
  if (FILE_ENDINGS.has(lower)) return domain.split(".").length > 2;
  return COMMON_ENDINGS.has(lower) || COUNTRY_ENDINGS.has(lower);
}

const COUNTRY_ENDINGS = new Set(
  "ac ad ae af ag al am ar at au az ba bd be bg bh bo br by bz ca ch ci cl cm cn cr cu cy cz de dk do dz ec ee eg es et fi fr ga ge gh gi gl gr gt hk hn hr hu id ie il im in iq ir is it jo jp ke kg kh kr kw kz la lb li lk lt lu lv ly ma mc md me mk ml mm mn mo mt mx my mz na ng ni nl no np nu nz om pa pe ph pk pl pt pw py qa ro rs ru rw sa se sg si sk sn su sv sy tf th tk tn to tr tw tz ua ug uk us uy uz va ve vn za zm zw".split(
    " ",
  ),
);

const addressCache = new WeakMap<Passage, readonly string[]>();

/** Every address that the passages' texts and own locations have, normalised; hosts of web addresses by themselves too. */
function addressesIn(passages: readonly Passage[]): ReadonlySet<string> {
  return new Set(
    passages.flatMap((passage) => {
      const known = addressCache.get(passage);
      if (known) return known;
      const made = [passage.uri, ...addressesOf(passage.text)].flatMap((address) => [
        normal(address),
        hostOf(address),
      ]);
      addressCache.set(passage, made);
      return made;
    }),
  );
}

function addressesOf(text: string): string[] {
  return [...linksIn(text)].flatMap(({ groups }) => {
    const target = groups?.target ?? groups?.slack;
    const words = groups?.words ?? groups?.slackWords;
    if (target !== undefined) return [target, ...addressesOf(words ?? "")];
    return [(groups?.url ?? groups?.email ?? groups?.domain ?? "").replace(TRAILING, "")];
  });
}

function isKnown(address: string, known: ReadonlySet<string>): boolean {
  if (NEVER.test(decoded(address))) return false;
  const plain = normal(address);
  if (plain === "") return true;
  return known.has(plain) || known.has(withoutFragment(plain));
}

/** One spelling per address: no scheme, lower-case ASCII host, decoded path, no final slash. "" for an anchor on the page. */
function normal(address: string): string {
  if (/^#[\w-]*$/.test(address)) return "";
  const mail = address.replace(/^mailto:/i, "");
  if (/^[^/@\s]+@[^/@\s?]+$/.test(mail)) return mail.toLowerCase();
  const url = parse(address);
  if (!url) return decoded(address).toLowerCase();
  const user = url.username ? `${url.username}@` : "";
  const scheme = WEB.test(url.protocol) ? "" : url.protocol;
  return `${scheme}${user}${url.host}${decoded(url.pathname).replace(/\/+$/, "")}${decoded(url.search)}${url.hash}`;
}

const withoutFragment = (address: string): string => address.replace(/#.*$/, "").replace(/\/+$/, "");

const hostOf = (address: string): string => parse(address)?.host.replace(/^www\./, "") ?? "";

function parse(address: string): URL | undefined {
  return URL.parse(/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) ? address : `https://${address}`) ?? undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is no encoding: the text stands for itself.
    return text;
  }
}
