/** Each library as its documentation sets it up for a language; one that knows English alone is given the text. */
import { createRequire } from "node:module";
import { split as textlintSplit } from "sentence-splitter";
import { segment } from "sentencex";

const require = createRequire(import.meta.url);
const cldr = require("cldr-segmentation");
const { sentences: sbd } = require("sbd");

const intl = (text, language) =>
  [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((part) => part.segment);

export const peers = [
  { name: "Intl.Segmenter", split: intl },
  { name: "sentencex", split: (text, language) => segment(language, text) },
  {
    name: "cldr-segmentation, with its suppressions",
    split: (text, language) => cldr.sentenceSplit(text, cldr.suppressions[language]),
  },
  { name: "sbd", split: (text) => sbd(text, { preserve_whitespace: true }) },
  {
    name: "sentence-splitter",
    split: (text) =>
      textlintSplit(text)
        .filter(({ type }) => type === "Sentence")
        .map(({ raw }) => raw),
  },
];
