/** Segmentation rules of Unicode (UAX 29) for English; other languages end sentences the same way. */
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Words whose full stop rarely ends a sentence; single initials ("J.") and "U.S." are covered by their shape. */
const ABBREVIATION =
  /(?:^|[\s("“[])(?:\p{L}\.|(?:\p{L}\.){2,}|(?:e\.g|i\.e|cf|vs|etc|ca|approx|no|nos|vol|p|pp|fig|sec|art|ch|para|app|ext|dept|est|max|min|mr|mrs|ms|dr|prof|sr|jr|st|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.)\s*$/iu;

/**
 * The sentences of a text in order, each with the white space that follows it, so that they add up to the text.
 * An abbreviation ("e.g.", "U.S.", "No. 5") does not end one.
 */
export function sentences(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.length;
    const isOver = segment.endsWith("\n") || !ABBREVIATION.test(segment.slice(-24));
    if (!isOver && end < text.length) continue;
    found.push(text.slice(start, end));
    start = end;
  }
  return found;
}
