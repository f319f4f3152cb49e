/**
 * Orders the passages that an outside index proposed by today's statistics: the same arithmetic, in the same order,
 * as the embedded index's ranker, over candidates in place of postings.
 */

import { searchableText } from "../../../documents/document.ts";
import { lengthNorm, saturation } from "../../lexical/bm25.ts";
import { analyse } from "../../lexical.ts";
import { CloseMatches, type Passages } from "../close-matches.ts";
import type { QueryTerms } from "../query-terms.ts";
import { CANDIDATES } from "../ranker.ts";
import type { StoredPassage } from "./passage-store.ts";
import type { Statistics } from "./statistics.ts";

export interface RankedPassage {
  readonly stored: StoredPassage;
  readonly score: number;
}

/** How many passages' words are remembered, so that a passage that is often found is not analysed again. */
const PASSAGES_REMEMBERED = 5_000;

export class CandidateRanker implements Passages {
  readonly statistics: Statistics;
  tokens = new Uint32Array(0);
  tokensFrom = new Uint32Array(1);
  gramsOf = new Uint32Array(0);
  readonly #closeMatches: CloseMatches;
  /** By position of the passage. */
  readonly #tokensOf = new Map<number, Uint32Array>();

  constructor(statistics: Statistics) {
    this.statistics = statistics;
    this.#closeMatches = new CloseMatches(this);
  }

  get vocabulary() {
    return this.statistics.vocabulary;
  }
  get passages() {
    return this.statistics.passages;
  }
  get tokenTotal() {
    return this.statistics.tokenTotal;
  }
  get gramTotal() {
    return this.statistics.gramTotal;
  }
  get generation() {
    return this.statistics.generation;
  }

  /** Those that hold a word of the query, best first; of equal ones the one that was written first. */
  rank(candidates: readonly StoredPassage[], terms: QueryTerms, limit: number): RankedPassage[] {
    this.#load(candidates);
    const scores = this.#scoreWords(candidates.length, terms);
    const bestFirst = (slots: Iterable<number>) =>
      [...slots].sort(
        (one, other) =>
          scores[other]! - scores[one]! || candidates[one]!.position - candidates[other]!.position,
      );
    const found = bestFirst(candidates.keys().filter((slot) => scores[slot]! > 0));
    const best = Uint32Array.from(found.slice(0, Math.max(CANDIDATES, limit)));
    this.#closeMatches.addTo(scores, best, terms);
    return bestFirst(best).map((slot) => ({ stored: candidates[slot]!, score: scores[slot]! }));
  }

  #load(candidates: readonly StoredPassage[]): void {
    const rows = candidates.map((candidate) => this.#wordsOf(candidate));
    this.tokensFrom = new Uint32Array(rows.length + 1);
    for (const [slot, row] of rows.entries()) this.tokensFrom[slot + 1] = this.tokensFrom[slot]! + row.length;
    this.tokens = new Uint32Array(this.tokensFrom[rows.length]!);
    for (const [slot, row] of rows.entries()) this.tokens.set(row, this.tokensFrom[slot]);
    const { gramsFrom } = this.vocabulary;
    const gramsOf = (row: Uint32Array) =>
      row.reduce((sum, word) => sum + gramsFrom[word + 1]! - gramsFrom[word]!, 0);
    this.gramsOf = Uint32Array.from(rows, gramsOf);
  }

  #wordsOf({ position, language, passage }: StoredPassage): Uint32Array {
    const remembered = this.#tokensOf.get(position);
    if (remembered) return remembered;
    const { words, sequences } = analyse([searchableText(passage)], language);
    const numbers = words.map((text) => this.vocabulary.word({ text, language }));
    const tokens = sequences[0]!.map((word) => numbers[word] ?? UNKNOWN).filter((word) => word !== UNKNOWN);
    // A passage whose words are not all counted yet is looked at again next time.
    if (tokens.length < sequences[0]!.length) return tokens;
    if (this.#tokensOf.size === PASSAGES_REMEMBERED) this.#tokensOf.clear();
    this.#tokensOf.set(position, tokens);
    return tokens;
  }

  #scoreWords(size: number, terms: QueryTerms): Float32Array {
    const { stemOfWord } = this.vocabulary;
    const averageLength = this.tokenTotal / this.passages;
    const norm = lengthNorm(0, averageLength);
    const normPerWord = lengthNorm(1, averageLength) - norm;
    const scores = new Float32Array(size);
    for (let slot = 0; slot < size; slot++) {
      const from = this.tokensFrom[slot]!;
      const end = this.tokensFrom[slot + 1]!;
      const counts = new Map<number, number>();
      for (let token = from; token < end; token++) {
        const stem = stemOfWord[this.tokens[token]!]!;
        counts.set(stem, (counts.get(stem) ?? 0) + 1);
      }
      for (const { stems, weight, idf } of terms.words) {
        let occurrences = 0;
        for (const { stem, share } of stems) occurrences += share * (counts.get(stem) ?? 0);
        if (occurrences === 0) continue;
        scores[slot]! += weight * idf * saturation(occurrences, norm + normPerWord * (end - from));
      }
    }
    return scores;
  }
}

const UNKNOWN = 0xffffffff;
