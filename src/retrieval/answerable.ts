/**
 * Do these passages answer the question? One score from lexical evidence in the tenant's own statistics, calibrated
 * so that one threshold serves collections as different as a handbook and benefit plans.
 */
import { type Passage, searchableText } from "../documents/document.ts";
import { sentenceStretches } from "../safety/sentences.ts";
import { idf, lengthNorm, saturation } from "./lexical/bm25.ts";
import { isFrameWord } from "./lexical/frame-words.ts";
import type { Language } from "./lexical/languages.ts";
import { type AnalysedDocument, analyse, type StemmedWords, stemmed, stemOf, termsLike } from "./lexical.ts";
import { oncePerPassage } from "./once-per-passage.ts";
import type { IndexAnswer } from "./passage-index.ts";
import { sectionOf } from "./section-support.ts";

export interface Answerability {
  /** From 0 to 1; comparable between questions and tenants. */
  readonly score: number;
  readonly threshold: number;
  readonly answerable: boolean;
}

/**
 * What speaks for an answer, each from 0 to 1. The first five are each taken from the one best of the first passages.
 * The last two are means over more of them, each counting by its strength: some passage has the words by chance, but
 * where the answering page is missing, what is found is about something else.
 */
export interface LexicalEvidence {
  /**
   * How much of the question a passage says, neighbours in it counting more side by side, as a share of the greatest
   * BM25 its words could have; a part of what the best other passage of its section says is added.
   */
  readonly strength: number;
  /** How near to each other a passage has the terms that are neighbours in the question. */
  readonly nearness: number;
  /** The share of the question's terms in one sentence; those only in the headings above it count for less. */
  readonly sentence: number;
  /** How much is said at all, saturated: "How do I get help?" fits any passage about help and proves little. */
  readonly amount: number;
  /** The share of the question's rarest two terms in a passage: one that lacks them is about something like it. */
  readonly rarest: number;
  /**
   * The share of the passages' words that are asked for, in terms as rare as can be. A page about the question says its
   * words again and again, one that merely mentions it once. Like weighted information gain (Zhou & Croft, "Query
   * Performance Prediction in Web Search Environments", 2007) it looks at all of the first passages together.
   */
  readonly density: number;
  /** The share of the words in the passages' titles and headings that are asked for: these say what a page is about. */
  readonly heading: number;
}

/**
 * Chosen on the curve that `docent evaluate answerability` prints: about 90 % of the questions that a collection
 * answers, and at most 10 % of those that belong to another organisation's (docs/benchmarks.md).
 */
export const ANSWERABILITY_THRESHOLD = 0.4;

/**
 * Logistic weights, fitted by `node bench/fit-answerability.ts` on four collections: each one's questions against
 * those of the others and against its own with the answering page taken out. With weights fitted on the other three
 * only, each collection's questions are told from those of the others nearly as well.
 */
const WEIGHTS: LexicalEvidence = {
  strength: 0.86,
  nearness: 0.55,
  sentence: 1.6,
  amount: 5.16,
  rarest: 1.34,
  density: 14.38,
  heading: 1.89,
};
const CONSTANT = -8.11;

/** Passages that may be the one that answers. */
const FIRST = 5;
/** Passages that show whether anything here is about the question. */
const LOOKED_AT = 10;
/** Content words of a passage of usual length (about 110 words): BM25's average, the same for every tenant. */
const USUAL_LENGTH = 60;
/** Terms that are further apart than this have nothing to do with each other. */
const FARTHEST = 6;
/** What a term counts that the title or a heading has and the sentence lacks. */
const ABOVE = 0.6;
/** How much must be said to count half, in terms as rare as can be. */
const HALF_AMOUNT = 0.06;
/** What two words of the question side by side count beside the words themselves. */
const PAIRS = 0.4;
/** What the best other passage of a section counts for a passage. */
const BESIDE = 0.3;

/** Scores what the index found for a question. */
export function answerability(
  found: Pick<IndexAnswer, "hits" | "terms" | "searched">,
  threshold = ANSWERABILITY_THRESHOLD,
): Answerability {
  const evidence = lexicalEvidence(found);
  if (!evidence) return { score: 0, threshold, answerable: false };
  const logOdds = (Object.keys(WEIGHTS) as (keyof LexicalEvidence)[]).reduce(
    (total, name) => total + WEIGHTS[name] * evidence[name],
    CONSTANT,
  );
  const score = 1 / (1 + Math.exp(-logOdds));
  return { score, threshold, answerable: score >= threshold };
}

/** The evidence in what the index found; `undefined` when the question asks for nothing. */
export function lexicalEvidence({
  hits,
  terms,
  searched,
}: Pick<IndexAnswer, "hits" | "terms" | "searched">): LexicalEvidence | undefined {
  const all = terms.map(({ term, idf: given }) => ({
    stem: stemOf(term),
    idf: steadied(given, searched.passages),
    frame: isFrameWord(term),
  }));
  const telling = all.filter((term) => !term.frame);
  const asked = telling.length > 0 ? telling : all;
  const mass = sum(asked.map((term) => term.idf));
  if (mass === 0) return undefined;

  const askedStems = new Set(asked.map(({ stem }) => stem));
  const rarestTwo = asked.toSorted((one, other) => other.idf - one.idf).slice(0, 2);
  const greatest = idf(searched.passages + BACKGROUND, 0);
  const strengthOf = strengthIn(all, greatest);
  const readingOf = readingsFor(terms.map(({ term }) => term));
  const passages = hits.slice(0, LOOKED_AT).map(({ passage }) => {
    const reading = readingOf(passage);
    const norm = lengthNorm(reading.length, USUAL_LENGTH);
    const said = share(
      asked,
      ({ stem }) => saturation(reading.places.get(stem)?.length ?? 0, norm) / MOST_SATURATED,
    );
    return { ...reading, section: sectionOf(passage), said, strength: strengthOf(reading) };
  });
  type Read = (typeof passages)[number];
  const best = (value: (passage: Read) => number) => Math.max(0, ...passages.slice(0, FIRST).map(value));
  const strongly = sum(passages.map(({ strength }) => strength));
  const mean = (value: (passage: Read) => number) =>
    strongly && sum(passages.map((passage) => passage.strength * value(passage))) / strongly;

  const pairs = pairsOf(asked);
  const said = (best((passage) => passage.said) * mass) / greatest;
  return {
    strength: best((passage) => {
      const beside = passages.filter((other) => other !== passage && other.section === passage.section);
      return passage.strength + BESIDE * Math.max(0, ...beside.map(({ strength }) => strength));
    }),
    nearness: best(({ places }) =>
      pairs.length
        ? share(pairs, ({ first, second }) => nearness(places.get(first), places.get(second)))
        : share(asked, ({ stem }) => Number(places.has(stem))),
    ),
    sentence: best((passage) => bestSentence(asked, passage)),
    amount: said / (said + HALF_AMOUNT),
    rarest: best(({ places }) => share(rarestTwo, ({ stem }) => Number(places.has(stem)))),
    density: mean(
      ({ places, length }) =>
        sum(asked.map(({ stem, idf }) => idf * (places.get(stem)?.length ?? 0))) /
        (greatest * Math.max(1, length)),
    ),
    heading: mean(
      ({ above }) => above.size && [...askedStems].filter((stem) => above.has(stem)).length / above.size,
    ),
  };
}

/** What a passage says of these terms and of their neighbouring pairs; a pair is at most as rare as can be. */
function strengthIn(terms: readonly AskedTerm[], greatest: number): (reading: Reading) => number {
  const pairs = pairsOf(terms);
  const most = MOST_SATURATED * sum(terms.map((term) => term.idf));
  return ({ places, length }) => {
    const norm = lengthNorm(length, USUAL_LENGTH);
    const words = terms.map(({ stem, idf }) => idf * saturation(places.get(stem)?.length ?? 0, norm));
    const together = pairs.map(
      ({ first, second, idf }) =>
        Math.min(greatest, idf) * saturation(timesTogether(places.get(first), places.get(second)), norm),
    );
    return (sum(words) + PAIRS * sum(together)) / most;
  };
}

/** A passage as terms. */
interface Reading {
  /** Where each term stands in the whole passage. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** Content words of the whole passage. */
  readonly length: number;
  /** The terms of its title and headings. */
  readonly above: ReadonlySet<string>;
  /** Only the first passages are asked for them. */
  readonly sentences: () => Sentences;
}

interface Sentences {
  readonly count: number;
  /** By term: the sentences that have it, in their order. */
  readonly having: ReadonlyMap<string, readonly number[]>;
}

type TermsOf = ReturnType<typeof termsLike>;
type Words = AnalysedDocument & StemmedWords;

/** Reads passages for what is asked. */
function readingsFor(asked: readonly string[]): (passage: Passage) => Reading {
  const termsOf = termsLike(asked);
  return (passage) => {
    const known = readOnce(passage);
    return "words" in known ? read(passage, known.words, termsOf) : known;
  };
}

/** An English passage's terms are its stems, whatever is asked; of others the words are kept. */
const readOnce = oncePerPassage((passage): Reading | { readonly words: Words } => {
  const words = wordsOf(passage);
  return words.language === "en" ? read(passage, words, ({ stems }) => [...stems]) : { words };
});

function read(passage: Passage, words: Words, termsOf: TermsOf): Reading {
  const [whole, above] = words.sequences as [Uint32Array, Uint32Array];
  const terms = termsOf(words);
  const places = new Map<string, number[]>();
  for (let at = 0; at < whole.length; at++) {
    const term = terms[whole[at]!]!;
    const known = places.get(term);
    if (known) known.push(at);
    else places.set(term, [at]);
  }
  let sentences: Sentences | undefined;
  return {
    places,
    length: whole.length,
    above: new Set(Array.from(above, (word) => terms[word]!)),
    sentences: () => (sentences ??= sentencesOf(passage, words.language, termsOf)),
  };
}

function sentencesOf(passage: Passage, language: Language, termsOf: TermsOf): Sentences {
  const texts = sentenceStretches(passage.text).map(({ start, end }) => passage.text.slice(start, end));
  const words = stemmed(analyse(texts, language));
  const terms = termsOf(words);
  const having = new Map<string, number[]>();
  for (const [number, sentence] of words.sequences.entries()) {
    for (const word of sentence) {
      const known = having.get(terms[word]!);
      if (!known) having.set(terms[word]!, [number]);
      else if (known.at(-1) !== number) known.push(number);
    }
  }
  return { count: texts.length, having };
}

/** The greatest share of what is asked that one sentence says, together with the headings above it. */
function bestSentence(
  asked: readonly AskedTerm[],
  { sentences, above }: Pick<Reading, "sentences" | "above">,
): number {
  const { count, having } = sentences();
  if (count === 0) return 0;
  const said = new Float64Array(count);
  let weights = 0;
  for (const { stem, idf } of asked) {
    weights += idf;
    const own = having.get(stem) ?? [];
    if (!above.has(stem)) {
      for (const sentence of own) said[sentence]! += idf;
      continue;
    }
    for (let sentence = 0, next = 0; sentence < count; sentence++) {
      const isOwn = own[next] === sentence;
      if (isOwn) next += 1;
      said[sentence]! += isOwn ? idf : idf * ABOVE;
    }
  }
  return said.reduce((most, one) => Math.max(most, one), 0) / weights;
}

/** The words of a passage, each once with its stem, and where they stand in it and in its headings. */
function wordsOf(passage: Passage): Words {
  const above = [passage.title, ...passage.location.headings].join(" ");
  return stemmed(analyse([searchableText(passage), above], "of the first"));
}

/** What BM25's saturation tends to. */
const MOST_SATURATED = saturation(1, 0);

/**
 * In a handful of passages every word is frequent and idf says nothing. So many passages that hold none of the words
 * are imagined beside them; in a collection of hundreds they make no difference.
 */
const BACKGROUND = 20;

/** A term's idf with the background: its passages are recovered from the idf that the index gave. */
function steadied(given: number, size: number): number {
  const odds = Math.exp(given) - 1;
  const holding = Math.min(size, Math.max(0, (size + 0.5 - 0.5 * odds) / (1 + odds)));
  return idf(size + BACKGROUND, holding);
}

interface AskedTerm {
  readonly stem: string;
  readonly idf: number;
}

/** The terms that are neighbours in the question. */
const pairsOf = (terms: readonly AskedTerm[]) =>
  terms.slice(1).map((second, nth) => {
    const first = terms[nth]!;
    return { first: first.stem, second: second.stem, idf: first.idf + second.idf };
  });

/** How often the second stands right after the first. */
const timesTogether = (first: readonly number[] = [], second: readonly number[] = []): number =>
  first.filter((place) => second.includes(place + 1)).length;

/** 1 side by side, falling to 0 with the shortest distance between two terms. */
function nearness(first: readonly number[] = [], second: readonly number[] = []): number {
  let least = Number.POSITIVE_INFINITY;
  for (const one of first) for (const other of second) least = Math.min(least, Math.abs(one - other));
  return Math.max(0, 1 - (least - 1) / FARTHEST);
}

/** The idf-weighted mean of `value`. */
function share<Item extends { idf: number }>(items: readonly Item[], value: (item: Item) => number): number {
  let total = 0;
  let weights = 0;
  for (const item of items) {
    total += item.idf * value(item);
    weights += item.idf;
  }
  return total / weights;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
