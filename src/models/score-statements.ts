/** How well each statement answers the question. */
import { isFrameWord } from "../retrieval/lexical/frame-words.ts";
import type { Weights } from "./extractive-weights.ts";
import type { Prompt } from "./model.ts";
import type { QuestionKind } from "./question-kind.ts";
import type { Statement } from "./statement.ts";
import { termsAsked } from "./terms.ts";
import { leansBack } from "./wording.ts";

/** Share of their terms that two statements have in common (Jaccard) from which on they say the same. */
const SAME_FROM = 0.75;
const FEWEST_TERMS_COMPARED = 4;

/** What the question's terms count that its passage spreads over several statements: a long question asks for several. */
const SPREAD = 0.75;

export interface Scored {
  readonly statement: Statement;
  /** The share of the question's terms that it holds itself, weighted by how rare they are. */
  readonly own: number;
  /** The same with the headings above it. */
  readonly coverage: number;
  /**
   * The same without words that only frame a question ("what is the process for ..."): they prove no answer.
   * What the rest of its passage holds counts for less.
   */
  readonly support: number;
  /** How well its form fits the kind of question, 0 to 1. */
  readonly fit: number;
  readonly score: number;
}

/** Scores statements against each other; scores of different questions don't compare. */
export function scoreStatements(
  statements: readonly Statement[],
  { question, passages }: Pick<Prompt, "question" | "passages">,
  kind: QuestionKind,
  weights: Weights,
): Scored[] {
  const idf = idfOver(statements);
  const asked = termsAsked(question, passages);
  const weigh = (terms: Iterable<string>) => sum([...terms].map(idf));
  const shareOf = (wanted: ReadonlySet<string>) => {
    const total = weigh(wanted);
    return (terms: ReadonlySet<string>) =>
      total ? weigh([...wanted].filter((term) => terms.has(term))) / total : 0;
  };
  const coverageOf = shareOf(asked.terms);
  const telling = new Set([...asked.terms].filter((term) => !isFrameWord(term)));
  const supportOf = telling.size ? shareOf(telling) : coverageOf;
  const byPassage = passages.map((_, nth) => statements.filter((one) => one.passage === nth));
  const wholes = byPassage.map((all) => new Set(all.flatMap((one) => [...one.terms])));
  const often = frequencies(statements);
  const votes = documentVotes(passages);
  const coverages = new Map(statements.map((one) => [one, coverageOf(one.terms)]));
  const mostCovered = Math.max(...statements.map((one) => coverageOf(withHeadings(one))), 1e-9);
  const mostCentral = Math.max(...statements.map((one) => centrality(one, often)), 1e-9);
  return statements.map((statement) => {
    const all = byPassage[statement.passage] as Statement[];
    const at = all.indexOf(statement);
    const beside = [all[at - 1], all[at + 1]].map((one) => (one ? (coverages.get(one) ?? 0) : 0));
    const own = coverages.get(statement) ?? 0;
    const coverage = coverageOf(withHeadings(statement));
    const pairs = asked.pairs.size
      ? [...asked.pairs].filter((pair) => statement.pairs.has(pair)).length / asked.pairs.size
      : 0;
    const support = Math.max(
      supportOf(withHeadings(statement)),
      SPREAD * supportOf(new Set([...(wholes[statement.passage] as Set<string>), ...statement.heading])),
    );
    const fit = kind.fit(statement);
    const score =
      weights.coverage * own +
      weights.heading * (coverage - own) +
      weights.pairs * pairs +
      weights.neighbours * Math.max(...beside) +
      weights.passage * coverageOf(wholes[statement.passage] as Set<string>) +
      weights.rank / (1 + statement.passage) +
      weights.document * (votes.get(passages[statement.passage]?.document) ?? 0) +
      (isCorroborated(statement, statements, passages) ? weights.corroborated : 0) +
      (weights.central * centrality(statement, often)) / mostCentral +
      (kind.isStrict ? (weights.briefKind * coverage) / mostCovered : weights.kind) * fit -
      (leansBack(statement.text) ? weights.leaning : 0) -
      (statement.isWeak ? weights.weak : 0) -
      weights.echo * echo(statement, asked.terms) -
      Math.max(0, 1 - statement.length / weights.shortWords);
    return { statement, own, coverage, support, fit, score };
  });
}

const withHeadings = ({ terms, heading }: Statement): ReadonlySet<string> => new Set([...terms, ...heading]);

/** The share of a statement's words that the question has as well. */
const echo = ({ terms }: Statement, asked: ReadonlySet<string>): number =>
  terms.size ? [...asked].filter((term) => terms.has(term)).length / terms.size : 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Whether a passage of another document says nearly the same. */
function isCorroborated(
  one: Statement,
  statements: readonly Statement[],
  passages: Prompt["passages"],
): boolean {
  if (one.terms.size < FEWEST_TERMS_COMPARED) return false;
  return statements.some((other) => {
    if (passages[other.passage]?.document === passages[one.passage]?.document) return false;
    const [most, fewest] = [one.terms.size, other.terms.size].sort((a, b) => b - a) as [number, number];
    if (fewest < SAME_FROM * most) return false;
    const shared = [...one.terms].filter((term) => other.terms.has(term)).length;
    return shared >= SAME_FROM * (most + fewest - shared);
  });
}

/** Reciprocal ranks of a document's passages, as a share of all. */
function documentVotes(passages: Prompt["passages"]): Map<string | undefined, number> {
  const all = sum(passages.map((_, nth) => 1 / (nth + 1)));
  const votes = new Map<string | undefined, number>();
  passages.forEach(({ document }, nth) => {
    votes.set(document, (votes.get(document) ?? 0) + 1 / (nth + 1) / all);
  });
  return votes;
}

/** Inverse document frequency with statements as documents; terms that no statement has weigh most. */
function idfOver(statements: readonly Statement[]): (term: string) => number {
  const holding = frequencies(statements);
  return (term) => Math.log(1 + (statements.length + 0.5) / ((holding.get(term) ?? 0) + 0.5));
}

function frequencies(statements: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of statements) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** What a statement says of what all statements say (SumBasic, Nenkova & Vanderwende 2005), long ones not favoured. */
const centrality = ({ terms }: Statement, often: ReadonlyMap<string, number>): number =>
  terms.size ? sum([...terms].map((term) => often.get(term) ?? 0)) / Math.sqrt(terms.size + 5) : 0;
