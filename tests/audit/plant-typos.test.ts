import { typoPlanter } from "../../src/audit/plant-typos.ts";
import { editDistance } from "../../src/retrieval/lexical/spelling.ts";

const TEXT =
  "Which employees receive parental leave after twenty months of continuous service in another country?";
const words = (text: string) => text.split(" ");

test("as many words as asked for are mistyped by one mistake, short ones never", () => {
  const texts = Array.from({ length: 200 }, () => TEXT);
  const plant = typoPlanter({ share: 0.35, seed: 7 });
  let [long, wrong] = [0, 0];
  for (const planted of texts.map(plant)) {
    for (const [at, word] of words(TEXT).entries()) {
      const mistyped = words(planted)[at]!;
      expect(editDistance(word, mistyped, 2)).toBeLessThanOrEqual(1);
      if (word.length < 4) expect(mistyped).toBe(word);
      else long += 1;
      if (mistyped !== word) wrong += 1;
    }
  }
  // A letter may be replaced by itself, or swapped with its like.
  expect(wrong / long).toBeGreaterThan(0.31);
  expect(wrong / long).toBeLessThan(0.37);
});

test("the same seed mistypes the same, another one other words; none nothing", () => {
  const planted = (seed: number) => typoPlanter({ share: 0.35, seed })(TEXT);
  expect(planted(1)).toBe(planted(1));
  expect(planted(1)).not.toBe(planted(2));
  expect(typoPlanter({ share: 0, seed: 1 })(TEXT)).toBe(TEXT);
});
