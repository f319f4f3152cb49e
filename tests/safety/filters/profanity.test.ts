import fc from "fast-check";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";
import { harmlessWords } from "../../../src/safety/filters/harmless-words.ts";

const options = { ...englishDataset.build(), ...englishRecommendedTransformers };
const matcher = new RegExpMatcher(options);
const isHarmless = harmlessWords(matcher, options);

/** Words that the library finds, lets pass, or finds only with a space or a line between their halves. */
const PIECES =
  "fuck f ck (k ng h ndjob double penetration ass assess assist an al analysis analog s hit sh it shit shitake kung fu kung-fu fick @ss @ssist 45s b1tch ＦＵＣＫ fuuuck policy the who're pen is p orna".split(
    " ",
  );
const BETWEEN = [" ", "  ", "\n", "\n\n", "\t", "", "-", "\u00a0", ", "];

describe("words that are known to be harmless", () => {
  test("make a text only where the library finds nothing in the whole of it", () => {
    const text = fc
      .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...BETWEEN)), { maxLength: 8 })
      .map((pieces) => pieces.flat().join(""));
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: text }, fc.string({ unit: "binary", maxLength: 60 })),
        (said) => {
          if (isHarmless(said)) expect(matcher.getAllMatches(said)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each(["Assess the analysis, then assist.", "Expenses follow the policy.", "", "kung-fu on Fridays"])(
    "spare the search where nothing is to be found: %s",
    (said) => {
      expect(isHarmless(said)).toBe(true);
    },
  );

  test.each(["f ck", "f\nck", "double  penetration", "kung fuck", "@ss"])("never vouch for %j", (said) => {
    expect(isHarmless(said)).toBe(false);
  });
});
