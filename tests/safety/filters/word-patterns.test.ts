import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { HOSTILE_PATTERNS } from "../../../src/safety/filters/hostile-language.ts";
import { WORKPLACE_TERMS } from "../../../src/safety/filters/inclusive-terms.ts";
import { INJECTION_PATTERNS } from "../../../src/safety/filters/injection-patterns.ts";
import { wordPatterns } from "../../../src/safety/filters/word-patterns.ts";

const found = (matches: Iterable<RegExpExecArray>) =>
  Array.from(matches, ({ 0: text, index }) => `${index} ${text}`);

const LISTS = [INJECTION_PATTERNS, HOSTILE_PATTERNS, WORKPLACE_TERMS].map((list) =>
  list.map(({ pattern }) => pattern),
);

/** Pieces of the patterns' own sources, so that much of what is made up matches or nearly does. */
const PIECES = LISTS.flat().flatMap(({ source }) => source.match(/[\p{L}' ]{2,24}/gu) ?? []);
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.constantFrom(" ", ", ", "\n", "-", "_", "É", "ſ", "👩", "\u0001 "),
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(""));

test("the rules find through word beginnings exactly what each of them finds by itself", () => {
  const prepared = LISTS.map((patterns) => ({ patterns, occurrencesIn: wordPatterns(patterns) }));
  fc.assert(
    fc.property(texts, (text) => {
      for (const { patterns, occurrencesIn } of prepared) {
        const occurrences = occurrencesIn(text);
        for (const [nth, { source, flags }] of patterns.entries()) {
          const alone = found(text.matchAll(new RegExp(source, `${flags.replace("g", "")}g`)));
          expect(found(occurrences.matches(nth))).toEqual(alone);
          expect(occurrences.has(nth)).toBe(alone.length > 0);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("case is ignored as the expression ignores it, beyond ASCII too", () => {
  const occurrencesIn = wordPatterns([/(?<![\p{L}\p{N}])(?:skirt|élan)s?/giu]);
  expect(found(occurrencesIn("SKIRTS, ſkirt, s\u212airt, ÉLAN, vélan").matches(0))).toEqual([
    "0 SKIRTS",
    "8 ſkirt",
    "15 s\u212airt",
    "22 ÉLAN",
  ]);
});

test("a pattern that may begin inside a word is refused with what to write", () => {
  expect(() => wordPatterns([/insult/u])("an insult")).toThrow(/Begin the pattern with/);
});
