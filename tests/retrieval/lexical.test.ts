import fc from "fast-check";
import { packSequences, unpackSequences } from "../../src/retrieval/index/packing.ts";
import { couldBeWithin, editDistance, letterSignature } from "../../src/retrieval/lexical/spelling.ts";
import { isStopWord } from "../../src/retrieval/lexical/stop-words.ts";
import { words } from "../../src/retrieval/lexical/tokens.ts";
import { analyse, contentWords, stemmed, stemOf, termsLike } from "../../src/retrieval/lexical.ts";

describe("words", () => {
  test.each([
    ["Don’t use Ana's laptop", ["dont", "use", "ana", "laptop"]],
    ["401(k) plan, your 401k", ["401k", "plan", "your", "401k"]],
    ["an e-mail or email", ["an", "email", "or", "email"]],
    ["forms W-2, TD1 and TD-1", ["forms", "w2", "td1", "and", "td1"]],
    ["$1,500.50 in 2.5 days", ["1500.50", "in", "2.5", "days"]],
    ["step-by-step, in-network", ["step", "by", "step", "in", "network"]],
    ["The U.S.A. uses C++ and C#.", ["the", "usa", "uses", "c++", "and", "c#"]],
    ["Mutterschutz: Überstunden für Ärzte", ["mutterschutz", "überstunden", "für", "ärzte"]],
    ["ﬁle ＡＢＣ", ["file", "abc"]],
    ["It ends. Then, (so) on", ["it", "ends", "then", "so", "on"]],
    ["𝔘nicode 🎉 party", ["unicode", "party"]],
  ])("of %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("are found in any text without end or error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const word of words(text)) expect(word).not.toMatch(/\s/);
      }),
    );
  });
});

test("question words and polite frames carry no content", () => {
  expect(contentWords("Could you please tell me what the travel policy is?")).toEqual(["travel", "policy"]);
});

test("forms of one word have one stem; identifiers keep theirs", () => {
  expect(stemOf("policies")).toBe(stemOf("policy"));
  expect(stemOf("reimbursed")).toBe(stemOf("reimbursement"));
  expect(stemOf("gs12s")).toBe("gs12s");
});

test("a text's words are read as what was asked, in the text's own language", () => {
  const termsOf = termsLike(["Urlaub", "Überstunden", "leaves"].map((word) => word.toLowerCase()));
  const read = (text: string) => termsOf(stemmed(analyse([text])));
  expect(read("Who leaves for the handbooks?")).toEqual(["leav", "handbook"]);
  expect(read("Der Urlaubsantrag und die Überstunde sind bei der Leitung")).toEqual([
    stemOf("urlaub"),
    stemOf("überstunden"),
    "leitung",
  ]);
  expect(termsOf(stemmed(analyse(["Urlaubsantrag"], "de")))).toEqual([stemOf("urlaub")]);
});

test("a document's words are kept once, its passages as numbers of them", () => {
  const { words: all, sequences } = analyse(["parental leave", "leave the parental home"]);
  expect(sequences.map((sequence) => Array.from(sequence, (word) => all[word]))).toEqual([
    ["parental", "leave"],
    ["leave", "parental", "home"],
  ]);
});

test("sequences survive packing", () => {
  fc.assert(
    fc.property(fc.array(fc.uint32Array()), (sequences) => {
      expect(unpackSequences(packSequences(sequences))).toEqual(sequences);
    }),
  );
});

describe("edit distance", () => {
  test.each([
    ["policy", "policy", 0],
    ["polciy", "policy", 1],
    ["polcy", "policy", 1],
    ["pollicy", "policy", 1],
    ["reinbursment", "reimbursement", 2],
    ["leave", "travel", 3],
  ])("of %s and %s", (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
    expect(editDistance(other, one, 2)).toBe(distance);
  });

  test("is never ruled out wrongly by the letters", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 2), (one, other, mistakes) => {
        if (editDistance(one, other, mistakes) > mistakes) return;
        expect(couldBeWithin(mistakes, letterSignature(one), letterSignature(other))).toBe(true);
      }),
    );
  });
});

test("a document's passages hold the content words of their texts, however many words came before", () => {
  const decoded = (texts: readonly string[]) => {
    const { words: different, sequences } = analyse(texts, "en");
    expect(new Set(different).size).toBe(different.length);
    return sequences.map((sequence) => Array.from(sequence, (number) => different[number]));
  };
  const expected = (text: string) => words(text).filter((word) => !isStopWord(word));
  const text = fc.array(
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("leave ", "the ", "401(k) ", "l'été ")),
  );
  fc.assert(
    fc.property(fc.array(text.map((parts) => parts.join(""))), (texts) => {
      expect(decoded(texts)).toEqual(texts.map(expected));
    }),
    { numRuns: 100 },
  );
  const many = Array.from({ length: 60_000 }, (_, at) => `word${at}`).join(" ");
  for (const texts of [[many, many], ["Parental leave", many], ["Parental leave, word7"]])
    expect(decoded(texts)).toEqual(texts.map(expected));
});
