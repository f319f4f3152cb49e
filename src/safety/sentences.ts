/**
 * Sentence boundaries by rules that look only a few characters ahead, so that a text that is still streaming in is
 * cut exactly as it would be cut whole. (Intl.Segmenter may look ahead without bound, breaks inside ".[1]", and
 * knows no abbreviations.)
 */

/** A stretch of a text in UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a sentence ends: an offset, `"none"` when the text holds no end, `"unsure"` when more text must decide. */
export type SentenceEnd = number | "none" | "unsure";

const TERMINATOR = /[.!?…]+|[。！？｡]+/gu;
const CJK_TERMINATOR = /[。！？｡]/u;
/** What may close a sentence behind its full stop: quotes, brackets, emphasis, and citations such as [1] or [2, 3]. */
const TAIL = /^["'”’»›)*_`~]*(?: {0,3}\[\^?\d+(?: ?[,;] ?\d+)*\][.]?)*["'”’»›)*_`~]*/u;
/** The beginning of something that TAIL may yet take. */
const OPEN_TAIL =
  /^["'”’»›)*_`~]*(?: {0,3}\[\^?\d+(?: ?[,;] ?\d+)*\][.]?)*(?:["'”’»›)*_`~]*| {0,3}(?:\[\^?[\d,; ]*)?)$/u;

/** Abbreviations that are followed by more of their sentence. English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish. */
const ABBREVIATIONS = new Set(
  `mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt vs approx dept est ext incl min max e.g i.e eg ie cf viz
  bzw z.b d.h u.a ca evtl ggf inkl zzgl vgl usw str mme mlle m.m p.ex ex env av sra srta ud uds p.ej dña d.ª sig
  dott ing egr ecc p.es es exmo exma dhr mevr bijv o.a d.w.z m.b.t t.ex bl.a dvs resp jan feb apr jun jul aug sep sept
  oct nov dec`.split(/\s+/),
);
/** The longest word that matters after a full stop is a month's name. */
const LOOK_AHEAD = 24;

/** Abbreviations only before a number: "No. 5", "p. 12", "Art. 3", "Abs. 2". */
const BEFORE_NUMBER = new Set(
  "no nos nr nº p pp pg par para sec sect art arts fig figs eq vol ch cap abs s ziff núm n num bl st".split(
    " ",
  ),
);
/** Words that a single letter completes: "Plan B." ends a sentence where "J." would not. */
const LETTERED =
  /(?:plan|type|class|part|schedule|appendix|annex|option|grade|level|team|group|exhibit|vitamin)\s+$/iu;
const MONTH =
  /^(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|quartal|januari|februari|maart|mei|augustus|maj)\b/iu;

/**
 * The end of the sentence that begins at `start`, closers and citations behind it included.
 * @param complete whether nothing follows `text`; otherwise the answer is "unsure" where more text could change it
 */
export function sentenceEnd(text: string, start: number, complete: boolean): SentenceEnd {
  TERMINATOR.lastIndex = start;
  for (let match = TERMINATOR.exec(text); match; match = TERMINATOR.exec(text)) {
    const stop = match.index + match[0].length;
    const rest = text.slice(stop, stop + 200);
    if (!complete && OPEN_TAIL.test(rest)) return "unsure";
    const end = stop + (TAIL.exec(rest)?.[0].length ?? 0);
    if (end === text.length) return end;
    const gap = /^\s+/.exec(text.slice(end, end + 50))?.[0].length ?? 0;
    if (end + gap === text.length) return complete ? end : "unsure";
    const ends = endsSentence(text, start, match.index, match[0], end, gap, complete);
    if (ends === "unsure") return "unsure";
    if (ends) return end;
    TERMINATOR.lastIndex = Math.max(stop, end);
  }
  return "none";
}

function endsSentence(
  text: string,
  start: number,
  stop: number,
  terminator: string,
  end: number,
  gap: number,
  complete: boolean,
): boolean | "unsure" {
  if (CJK_TERMINATOR.test(terminator)) return true;
  const next = text.slice(end + gap, end + gap + LOOK_AHEAD);
  if (gap === 0 || /^\p{Ll}/u.test(next)) return false;
  if (terminator !== ".") return true;
  const before = text.slice(Math.max(start, stop - 24), stop);
  const word = /[\p{L}\p{N}.ºª]+$/u.exec(before)?.[0] ?? "";
  if (before.slice(0, -word.length || undefined).trim() === "" && /^(?:\d{1,3}|\p{L})$/u.test(word))
    return false;
  if (/^(?:\p{Lu}\.)*\p{Lu}$/u.test(word))
    return !/^\p{Lu}/u.test(next) || LETTERED.test(before.slice(0, -word.length));
  const known = word.toLowerCase();
  if (ABBREVIATIONS.has(known)) return false;
  if (/^\p{N}/u.test(next) && BEFORE_NUMBER.has(known)) return false;
  if (/^\d{1,2}$/.test(word) && /^\p{L}/u.test(next)) {
    if (!complete && next.length < LOOK_AHEAD && /^\p{L}+$/u.test(next)) return "unsure";
    return !MONTH.test(next);
  }
  return true;
}

/**
 * The sentences of a finished text, list items and table rows on their own, without the white space between them.
 * A line that goes on in lower case on the next one (a wrapped PDF line) is one sentence.
 */
export function sentenceStretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { start: from, end: to } of lineStretches(text)) {
    const line = text.slice(0, to);
    let start = skipSpace(line, from);
    while (start < to) {
      const end = sentenceEnd(line, start, true);
      const stop = typeof end === "number" ? end : line.trimEnd().length;
      found.push({ start, end: stop });
      start = skipSpace(line, stop);
    }
  }
  return found;
}

/**
 * Where a line is a statement of its own: before blank lines, capitals and marks, after a full stop or colon, around
 * rows ("column: value; …"), and before bullets that a parser left within a line.
 */
const LINE_BREAK =
  /\n(?:(?=\s*\n)|(?<=[.!?:;]\n)|(?!\s*\p{Ll})|(?=[^\n:.]{1,40}: )|(?<=\n[^\n:.]{1,40}: [^\n]*\n))| (?=[•‣▪◦] )(?<=\S )/gu;

function lineStretches(text: string): Stretch[] {
  const ends = [...text.matchAll(LINE_BREAK)].map((match) => match.index);
  return [...ends, text.length].map((end, nth) => ({ start: nth ? (ends[nth - 1] as number) : 0, end }));
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string)) at++;
  return at;
}
