/** A text as it prints, and what it held that does not. */
export interface PrintedText {
  readonly text: string;
  /** Runs of invisible characters that nobody types by accident: they carry or turn around a message. */
  readonly payloads: readonly string[];
}

/** All that Unicode calls default ignorable, controls, and annotation marks; not tabs and line ends. */
const RUN = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]--[\t\n\r]]+/gv;

/** Letters, digits and signs of Western Europe, none of them in {@link RUN}: most texts are of these alone, which is seen at a glance. */
const ALL_PRINT = /^[\t\n\r -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u20ac\u2122]*$/;

/** Whatever is not of {@link ALL_PRINT} or not as a paragraph has it: white space other than single blanks. */
const UNUSUAL = / {2}|[^ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u20ac\u2122]/;

/** Whether a text is printed as it is, its words parted by single blanks: one look, and nothing is left to clean. */
export const isPlainLine = (text: string): boolean => !UNUSUAL.test(text);

/** Letters that joiners shape (Persian, Hindi, ...) and emoji; in other scripts they only part words. */
const JOINED =
  /[[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]--[\p{ASCII}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]]/v;
const JOINER = /^(?:\ufe0f?\u200d|\u200c|\ufe0f)$/;
/** A variant of the character before it: one, and never of an ASCII character. */
const VARIANT = /^(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])$/u;
/** The flags of England, Scotland and Wales (UTS 51, ED-14a). */
const FLAG_TAGS = /^[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f}$/u;

const TAGS = /[\u{e0000}-\u{e007f}]/u;
const OVERRIDE = /[\u202d\u202e]/;
const VARIANTS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4}|[\u{e0100}-\u{e01ef}]/u;
const ZERO_WIDTHS = /[\u115f\u1160\u180e\u200b-\u200f\u2060-\u206f\u3164\ufeff\uffa0]{4}/;
/** A message may also stand one character at a time between letters. */
const SCATTERED = { least: 16, share: 0.1 } as const;

/**
 * Takes out what prints nothing: zero widths, soft hyphens, bidi marks, tags, fillers, variation selectors, controls.
 * Joiners and variants stay where letters or emoji need them. Halves of surrogate pairs become U+FFFD.
 */
export function withoutInvisible(given: string): PrintedText {
  if (ALL_PRINT.test(given)) return { text: given, payloads: [] };
  const whole = given.toWellFormed();
  if (whole.search(RUN) < 0) return { text: whole, payloads: [] };
  const payloads: string[] = [];
  let scattered = 0;
  const text = whole.replace(RUN, (run, offset: number) => {
    const before = /.$/su.exec(whole.slice(Math.max(0, offset - 2), offset))?.[0] ?? "";
    const after = String.fromCodePoint(whole.codePointAt(offset + run.length) ?? 0x20);
    if (isNeeded(run, before, after)) return run;
    if (TAGS.test(run) || OVERRIDE.test(run) || VARIANTS.test(run) || ZERO_WIDTHS.test(run))
      payloads.push(run);
    else if (/[\u200b-\u200d\u2060-\u2064\ufeff]/.test(run)) scattered++;
    return "";
  });
  if (scattered >= SCATTERED.least && scattered > text.length * SCATTERED.share)
    payloads.push(`${scattered} of them`);
  return { text, payloads };
}

function isNeeded(run: string, before: string, after: string): boolean {
  if (JOINER.test(run) && JOINED.test(before) && (JOINED.test(after) || run === "\ufe0f")) return true;
  if (VARIANT.test(run)) return run > "\uffff" ? /\p{sc=Han}/u.test(before) : JOINED.test(before);
  if (/^[\u115f\u1160]$/.test(run)) return /[\u1100-\u11ff]/.test(before + after);
  if (/^[\u180b-\u180f]$/.test(run)) return /\p{sc=Mongolian}/u.test(before);
  return before === "\u{1f3f4}" && FLAG_TAGS.test(run);
}
