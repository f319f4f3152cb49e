import retextEnglish from "retext-english";
import retextEquality from "retext-equality";
import { unified } from "unified";
import { VFile } from "vfile";
import type { Filter, Finding, Span } from "../verdict.ts";
import { RETEXT_RULES, RETEXT_TRIGGERS, WORKPLACE_TERMS } from "./inclusive-terms.ts";
import { wordPatterns } from "./word-patterns.ts";

const VERSION = "2";
const THRESHOLD = 0.5;
/** A wording can be better; it is never certain to be wrong. */
const SUGGESTION_SCORE = 0.5;
const QUOTED =
  /```[\s\S]*?(?:```|(?![\s\S]))|^>[^\n]*$|["“„«»][^"“”„«»\n]{1,400}["”“«»]|`[^`\n]{1,400}`|(?<!\p{L})['‘][^'‘’\n]{2,200}['’](?!\p{L})/gmu;

interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

const buildProcessor = () => unified().use(retextEnglish).use(retextEquality).freeze();

const occurrencesIn = wordPatterns(WORKPLACE_TERMS.map(({ pattern }) => pattern));

function* workplaceSuggestions(text: string): Generator<Suggestion> {
  const occurrences = occurrencesIn(text);
  for (const [nth, { instead }] of WORKPLACE_TERMS.entries()) {
    for (const match of occurrences.matches(nth))
      yield { start: match.index, end: match.index + match[0].length, instead };
  }
}

function* retextSuggestions(
  processor: ReturnType<typeof buildProcessor>,
  text: string,
): Generator<Suggestion> {
  for (const { 0: sentence, index: offset } of text.matchAll(/[^.!?\n]{1,600}/g)) {
    if (!RETEXT_TRIGGERS.test(sentence)) continue;
    const file = new VFile(sentence);
    processor.runSync(processor.parse(file), file);
    for (const { ruleId, expected, place } of file.messages) {
      if (
        ruleId === undefined ||
        !RETEXT_RULES.has(ruleId) ||
        !expected?.length ||
        place === undefined ||
        !("start" in place)
      )
        continue;
      const start = place.start.offset;
      const end = place.end.offset;
      if (start !== undefined && end !== undefined)
        yield { start: offset + start, end: offset + end, instead: expected.slice(0, 2).join('" or "') };
    }
  }
}

/**
 * Inclusive wording: retext-equality's rules that matter at work, and more workplace terms. It suggests and gives spans
 * without meaning to block: their replacement is the first suggestion. Quotations and code are left alone.
 */
export function inclusiveLanguageFilter(): Filter {
  let processor: ReturnType<typeof buildProcessor> | undefined;
  return {
    name: "inclusive-language",
    version: VERSION,
    stages: ["sentence"],
    check({ text }): Finding {
      const own = text.replace(QUOTED, (quote) => " ".repeat(quote.length));
      const suggestions = [...workplaceSuggestions(own)];
      if (RETEXT_TRIGGERS.test(own)) {
        processor ??= buildProcessor();
        suggestions.push(...retextSuggestions(processor, own));
      }
      const [first] = suggestions;
      if (first === undefined) return { score: 0, threshold: THRESHOLD, flagged: false };
      const spans = suggestions.map(
        ({ start, end, instead }): Span => ({
          start,
          end,
          kind: "wording",
          replacement: instead.split(/" or "| or |, /)[0] ?? instead,
        }),
      );
      const reason = `Consider "${first.instead}" instead of "${text.slice(first.start, first.end)}"`;
      return { score: SUGGESTION_SCORE, threshold: THRESHOLD, flagged: true, reason, spans };
    },
  };
}
