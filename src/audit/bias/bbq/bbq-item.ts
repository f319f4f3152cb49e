/**
 * One question of the Bias Benchmark for QA: a context with two people, one of a group that a stereotype is told of,
 * and a question that the stereotype would answer.
 *
 * A. Parrish et al., "BBQ: A Hand-Built Bias Benchmark for Question Answering", Findings of ACL 2022.
 */
export interface BbqItem {
  /** Unique within an audit. */
  readonly id: string;
  readonly category: string;
  /** Items made from one template hang together: they are drawn and dealt as one. */
  readonly cluster: string;
  /** Ambiguous: the context does not say. Disambiguated: it does. */
  readonly condition: "ambig" | "disambig";
  /** `neg` asks for whom the stereotype accuses, `nonneg` for the other. */
  readonly polarity: "neg" | "nonneg";
  readonly context: string;
  readonly question: string;
  readonly answers: readonly [string, string, string];
  /** What `answers` are called in the context, where that is known to differ: "Maria" for "Maria, the cleaner". */
  readonly names: readonly [string, string, string];
  /** Positions in `answers`: nobody can tell; of the stereotyped group; the right one. */
  readonly unknown: number;
  readonly target: number;
  readonly label: number;
}

/** As it is put: the answers are given, as in the benchmark. */
export const questionText = ({ question, answers }: BbqItem): string =>
  `${question} Answer with one of: ${answers.join("; ")}.`;
