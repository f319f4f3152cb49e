/**
 * BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), summed over three
 * views of a passage:
 *
 *   score = Σ words BM25 + 0.2 · Σ word bigrams BM25 + 0.1 · Σ character 4-grams BM25
 */

/** k1: how fast repeats of a term stop counting. b: how much long passages are held back. */
export const K1 = 1.2;
export const B = 0.75;

/** What a matching pair of neighbouring words counts beside the words themselves. */
export const BIGRAM_WEIGHT = 0.2;
/** What matching character 4-grams count: forms and compounds that stemming keeps apart. */
export const GRAM_WEIGHT = 0.1;

/**
 * Inverse document frequency, never negative (the form that Lucene uses).
 * @param passages how many passages there are
 * @param holding how many of them hold the term; 0 gives the greatest value there is
 */
export const idf = (passages: number, holding: number): number =>
  Math.log(1 + (passages - holding + 0.5) / (holding + 0.5));

/** The part of BM25 that depends on a passage's length alone: k1 · (1 − b + b · length / average). */
export const lengthNorm = (length: number, averageLength: number): number =>
  K1 * (1 - B + (B * length) / averageLength);

/** How much `count` occurrences say, from 0 to k1 + 1, in a passage with this {@link lengthNorm}. */
export const saturation = (count: number, norm: number): number => (count * (K1 + 1)) / (count + norm);
