/** A query's texts as numbers of one tenant's vocabulary: what is looked for and how much each piece counts. */
import { type AskedWord, askedWords } from "../lexical/asked-words.ts";
import { idf } from "../lexical/bm25.ts";
import { isEnglishWord } from "../lexical/english-words.ts";
import { foldDiacritics } from "../lexical/fold-diacritics.ts";
import { characterGrams } from "../lexical/grams.ts";
import { isStopWord } from "../lexical/stop-words.ts";
import { synonymsOf } from "../lexical/workplace-synonyms.ts";
import { stemOf, termsInAnyOf } from "../lexical.ts";
import type { IndexAnswer, WeightedText } from "../passage-index.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Content words of a text beyond these are not searched for: who pastes a document must not stop everybody's search. */
const WORDS_READ = 200;

/** What an occurrence of a compound counts beside one of the word itself. */
const COMPOUND_SHARE = 0.4;

/** One word of the query, and the stems that stand for it: one a language, and compounds for less. */
export interface QueryWord {
  readonly stems: readonly { readonly stem: number; readonly share: number }[];
  readonly weight: number;
  readonly idf: number;
}

export interface QueryTerms {
  readonly words: readonly QueryWord[];
  /** Neighbouring words: any of the first's stems before any of the second's. */
  readonly bigrams: readonly {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly weight: number;
  }[];
  /** The weight of each 4-gram. */
  readonly grams: ReadonlyMap<number, number>;
  readonly corrections: IndexAnswer["corrections"];
  readonly terms: IndexAnswer["terms"];
}

/** What reading a query needs to know of the passages. */
export interface KnownWords {
  readonly vocabulary: Vocabulary;
  readonly passages: number;
  /** By stem: how many passages hold it. */
  readonly passagesWithStem: Uint32Array;
}

/** Whether a passage that the readers may read holds a stem, or a word. */
export interface Readable {
  stem(stem: number): boolean;
  word(word: number): boolean;
}

/**
 * Reads the texts. A word that no readable passage holds is read as another word for the same thing, or repaired to
 * the nearest one, that some readable passage does hold, so that nothing here tells a reader which words stand in
 * passages of others. No English word is repaired: who asks about vacation does not mean action.
 */
export function queryTerms(
  known: KnownWords,
  texts: readonly WeightedText[],
  readable: Readable,
): QueryTerms {
  const words = new Map<string, QueryWord>();
  const pairs = new Map<string, QueryTerms["bigrams"][number]>();
  const grams = new Map<number, number>();
  const readings = new Map<string, Reading>();
  const asks = texts.map(({ text, weight }) => ({ weight, content: askedWords(text) }));
  const main = mainText(asks);
  const terms = new Map<string, IndexAnswer["terms"][number]>();

  for (const text of asks) {
    const { weight, content } = text;
    let previous: Reading | undefined;
    for (const asked of withoutAsides(known, content.slice(0, WORDS_READ), readable)) {
      const { word } = asked;
      const reading = readings.get(word) ?? read(known, asked, readable);
      if (!reading) continue;
      readings.set(word, reading);
      if (reading.stems.length > 0) {
        const earlier = words.get(reading.key)?.weight ?? 0;
        if (weight > earlier) words.set(reading.key, { stems: reading.stems, weight, idf: reading.idf });
      }
      if (reading.exact.length > 0 && previous && previous.exact.length > 0) {
        const key = `${previous.key} ${reading.key}`;
        const highest = Math.max(weight, pairs.get(key)?.weight ?? 0);
        pairs.set(key, { first: previous.exact, second: reading.exact, weight: highest });
      }
      previous = reading;
      for (const gram of characterGrams(foldDiacritics(reading.word))) {
        const number = known.vocabulary.gram(gram);
        if (number !== undefined && weight > (grams.get(number) ?? 0)) grams.set(number, weight);
      }
      if (text !== main) continue;
      terms.set(reading.key || stemOf(word), {
        term: reading.word,
        idf: reading.idf,
        known: reading.stems.length > 0,
      });
    }
  }
  const corrections = [...readings].filter(([from, { word }]) => from !== word);
  return {
    words: [...words.values()],
    bigrams: [...pairs.values()],
    grams,
    corrections: corrections.map(([from, { word }]) => ({ from, to: word })),
    terms: [...terms.values()],
  };
}

/** The heaviest text that asks for anything: in "why?" it is the turn before. */
const mainText = <Text extends { weight: number; content: readonly unknown[] }>(
  texts: readonly Text[],
): Text | undefined =>
  texts.toSorted((one, other) => other.weight - one.weight).find(({ content }) => content.length > 0);

/** What a query word is read as; without stems when no readable passage holds it. */
interface Reading {
  readonly word: string;
  readonly stems: QueryWord["stems"];
  /** The stems of the word itself, compounds left aside. */
  readonly exact: readonly number[];
  readonly idf: number;
  /** Equal for words that stand for the same stems; empty without any. */
  readonly key: string;
}

/**
 * The words that say what is asked: not those that only say who is meant, nor a person's name unless readable passages
 * know all of it. Where nothing else is asked, they are what is asked: "Who is Ada Okoye?"
 */
function withoutAsides(
  known: KnownWords,
  asked: readonly AskedWord[],
  readable: Readable,
): readonly AskedWord[] {
  const isKnown = (word: string) => stemsFor(known, word, readable).length > 0;
  const telling = asked.filter(({ isAside, name }) => !isAside && (!name || name.every(isKnown)));
  return telling.length > 0 ? telling : asked;
}

/** Nothing for a word that texts of the tenant's languages leave out: the question was too short to show its own. */
function read(known: KnownWords, asked: AskedWord, readable: Readable): Reading | undefined {
  const { vocabulary } = known;
  const stemsOf = (text: string) => stemsFor(known, text, readable);
  const exact = stemsOf(asked.word);
  if (exact.length > 0) return readingOf(known, asked.word, exact, readable);
  if (asked.isFunctionWord || vocabulary.languages.some((language) => isStopWord(asked.word, language)))
    return undefined;
  if (asked.name || asked.isAside) return readingOf(known, asked.word, exact, readable);
  const word = asked.standard ?? asked.word;
  const meantStems = asked.standard === undefined ? [] : stemsOf(word);
  if (meantStems.length > 0) return readingOf(known, word, meantStems, readable);
  const otherWord = synonymsOf(word).find((other) => stemsOf(other).length > 0);
  if (otherWord) return readingOf(known, otherWord, stemsOf(otherWord), readable);
  const isMistyped = !(vocabulary.languages.includes("en") && isEnglishWord(word));
  const meant = isMistyped ? vocabulary.nearest(word, readable.word) : undefined;
  if (meant === undefined) return readingOf(known, word, exact, readable);
  const { text } = vocabulary.words[meant]!;
  return readingOf(known, text, stemsOf(text), readable);
}

/** The stems of a word in each of the tenant's languages that some readable passage holds. */
const stemsFor = ({ vocabulary }: KnownWords, word: string, readable: Readable): number[] =>
  termsInAnyOf(vocabulary.languages, word).flatMap((term) => {
    const stem = vocabulary.stem(term);
    return stem !== undefined && readable.stem(stem) ? [stem] : [];
  });

function readingOf(known: KnownWords, word: string, exact: readonly number[], readable: Readable): Reading {
  const others = known.vocabulary
    .compoundsWith(word)
    .filter((stem) => !exact.includes(stem) && readable.stem(stem));
  const counted = exact.length > 0 ? exact : others;
  const holding = counted.reduce((sum, stem) => sum + known.passagesWithStem[stem]!, 0);
  return {
    word,
    exact,
    stems: [
      ...exact.map((stem) => ({ stem, share: 1 })),
      ...others.map((stem) => ({ stem, share: COMPOUND_SHARE })),
    ],
    idf: idf(known.passages, Math.min(known.passages, holding)),
    key: [...exact, ...others].sort((one, other) => one - other).join(","),
  };
}
