import fc from "fast-check";
import { GROUP_TOKEN } from "../../src/safety/filters/identity-terms.ts";
import {
  featuresOf,
  type LinearModel,
  listed,
  normOf,
  scoreText,
  sigmoid,
} from "../../src/safety/linear-model.ts";
import { tokensOf, wordsOf } from "../../src/safety/words.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        ..."the policy don't it’s naïve 401k ÷ \u0001 – … ’ ' 日本 приве́т 👩‍💻 \n . ( straße x\u0301y #️⃣ a\u0001b".split(
          " ",
        ),
      ),
      { maxLength: 20 },
    )
    .chain((words) => fc.constantFrom(words.join(" "), words.join(""))),
);

test("words, numbers, pictures and marks are told apart as Unicode's classes tell them", () => {
  const expression = new RegExp(
    `[\\p{L}\\p{N}${GROUP_TOKEN}][\\p{L}\\p{N}\\p{M}'’]*|\\p{Extended_Pictographic}|[^\\s\\p{L}\\p{N}]`,
    "gu",
  );
  fc.assert(
    fc.property(text, (said) => {
      expect(tokensOf(said)).toEqual(said.match(expression) ?? []);
    }),
    { numRuns: 80 },
  );
});

test("the same word is the same wherever it stands", () => {
  const [first, , again] = wordsOf("policy follows policy");
  expect(again).toBe(first);
});

test("a text scores the sum of the features that training goes through", () => {
  const model: LinearModel = {
    name: "any",
    version: "1",
    bias: -0.5,
    scale: 0.01,
    windowTokens: 1_000,
    strideTokens: 500,
    threshold: 0.5,
    weights: Int8Array.from({ length: 1 << 12 }, (_, index) => ((index * 37) % 255) - 127),
  };
  fc.assert(
    fc.property(text, (said) => {
      const features = featuresOf(said);
      const list = listed(features).features;
      const sum = list.reduce((all, feature) => all + (model.weights[feature & 4_095] as number), 0);
      const expected = list.length === 0 ? 0 : sigmoid(-0.5 + (sum * 0.01) / normOf(list.length));
      expect(scoreText(model, features)).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
