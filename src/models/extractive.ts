import type { Model, Prompt } from "./model.ts";
import { type Statement, statementsOf, termsOf } from "./statements.ts";

/**
 * What counts for a statement, each in shares of 1. Chosen by random search for token F1 on the even half of 246
 * questions with reference answers; the odd half was kept for the report (tests/acceptance/answers.test.ts).
 */
const WEIGHTS = {
  /** Share of the question's idf-weighted terms that it holds. */
  coverage: 1.1,
  /** Share of the question's pairs of neighbouring terms that it holds. */
  pairs: 0.16,
  /** What the headings above it add to its coverage. */
  heading: 1.37,
  /** The same coverage, of the statements beside it. */
  neighbours: 0.36,
  /** The same coverage, of its passage as a whole. */
  passage: 0.11,
  /** 1 for the first passage, falling with its rank. */
  rank: 0.5,
  /** How many of the passages found, first ones counting most, are of its document. */
  document: 0.2,
  /** How much of what its passages say often it says. */
  central: 0.49,
  /** A definition for "what is", a number for "how many". */
  kind: 0.29,
  /** Off for statements that lean on the one before them. */
  leaning: 0.15,
  /** Off for each share of its words that were said already (maximal marginal relevance, Carbonell & Goldstein 1998). */
  repetition: 0.5,
  /** For the document that the answer began with. */
  sameDocument: 0.21,
  /** Off for statements shorter than this many words. */
  shortWords: 10,
  /** Another statement must be worth this share of the best. */
  enough: 0.66,
};

const MOST_STATEMENTS = 5;
const MOST_WORDS = 100;
const ENDED = /[.!?…。！？]["'”’»)\]]*$/u;
/** A statement most of whose words were said already adds nothing. */
const MOST_REPEATED = 0.85;
/** A statement is of use only when it holds this much of what is asked, the headings above it included ... */
const LEAST_COVERAGE = 0.2;
/**
 * ... and one of them must hold this much, or nothing answers. Measured on 246 questions with answers and 111 that
 * belong to another organisation's handbook: nearly all of the former have such a statement, half of the latter.
 */
const LEAST_BEST_COVERAGE = 0.33;

/**
 * The model that needs none: the best supported statements of the passages in reading order, each cited. It never
 * says what no document says; without a fitting statement the draft is empty.
 */
export const extractive: Model = {
  name: "extractive",
  async *draft(prompt, signal) {
    const draft = extract(prompt);
    if (draft && !signal.aborted) yield draft;
  },
};

function extract(prompt: Prompt): string {
  const statements = statementsOf(prompt.passages, termsOf(prompt.question).terms);
  const chosen = choose(score(statements, prompt), prompt);
  return compose(chosen);
}

interface Scored {
  readonly statement: Statement;
  /** Of the question, by its own words and with the headings above it. */
  readonly own: number;
  readonly coverage: number;
  readonly score: number;
}

function score(statements: readonly Statement[], { question, passages }: Prompt): Scored[] {
  const idf = idfOver(statements);
  const asked = termsOf(question);
  const weigh = (terms: Iterable<string>) => sum([...terms].map(idf));
  const total = weigh(asked.terms);
  const coverageOf = (terms: ReadonlySet<string>) =>
    total ? weigh([...asked.terms].filter((term) => terms.has(term))) / total : 0;
  const byPassage = passages.map((_, nth) => statements.filter((one) => one.passage === nth));
  const wholes = byPassage.map((all) => new Set(all.flatMap((one) => [...one.terms])));
  const often = frequencies(statements);
  const votes = documentVotes(passages);
  const coverages = new Map(statements.map((one) => [one, coverageOf(one.terms)]));
  const kind = kindOf(question, asked.terms);
  const mostCentral = Math.max(...statements.map((one) => centrality(one, often)), 1e-9);
  return statements.map((statement) => {
    const all = byPassage[statement.passage] as Statement[];
    const at = all.indexOf(statement);
    const beside = [all[at - 1], all[at + 1]].map((one) => (one ? (coverages.get(one) ?? 0) : 0));
    const coverage = coverages.get(statement) ?? 0;
    const withHeading = coverageOf(new Set([...statement.terms, ...statement.heading]));
    const pairs = asked.pairs.size
      ? [...asked.pairs].filter((pair) => statement.pairs.has(pair)).length / asked.pairs.size
      : 0;
    const value =
      WEIGHTS.coverage * coverage +
      WEIGHTS.heading * (withHeading - coverage) +
      WEIGHTS.pairs * pairs +
      WEIGHTS.neighbours * Math.max(...beside) +
      WEIGHTS.passage * coverageOf(wholes[statement.passage] as Set<string>) +
      WEIGHTS.rank / (1 + statement.passage) +
      WEIGHTS.document * (votes.get(passages[statement.passage]?.document) ?? 0) +
      (WEIGHTS.central * centrality(statement, often)) / mostCentral +
      WEIGHTS.kind * kind(statement) -
      (LEANS.test(statement.text) ? WEIGHTS.leaning : 0) -
      Math.max(0, 1 - statement.length / WEIGHTS.shortWords);
    return { statement, own: coverage, coverage: withHeading, score: value };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

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

const COUNTS =
  /\bhow (?:many|much|long|often|far|old|soon|late)\b|\bwhen\b|\bwhat (?:is the )?(?:percentage|amount|limit|maximum|minimum|deadline|cost)\b/i;
/** Speaks of what the statement before it named. */
const LEANS =
  /^(?:it|they|them|he|she|this|these|that|those|such|both|either)\b|\b(?:them|the latter|the former)\b/i;

/** What fits the kind of question: a definition, a number, a decision. */
function kindOf(question: string, asked: ReadonlySet<string>): (statement: Statement) => number {
  if (COUNTS.test(question)) {
    // "How many days" wants days: another number is worth less than none of the kind asked for.
    const [unit] = termsOf(/\bhow (?:many|much)\s+(\p{L}+)/iu.exec(question)?.[1] ?? "").terms;
    return ({ numeric, terms }) => (numeric ? (unit === undefined || terms.has(unit) ? 1 : 0.3) : 0);
  }
  if (/^\s*(?:what(?:'s| is| are)|define|who (?:is|are))\b/i.test(question))
    return ({ text, terms }) => {
      const subject = text.split(/\b(?:is|are|means|refers to|describes|stands for)\b/i)[0] ?? "";
      return subject.length < text.length &&
        subject.split(" ").length <= 8 &&
        [...termsOf(subject).terms].some((term) => asked.has(term) && terms.has(term))
        ? 1
        : 0;
    };
  if (/^\s*(?:is|are|am|do|does|did|can|could|may|must|should|will|would|has|have)\b/i.test(question))
    return ({ text }) =>
      Number(
        /\b(?:not|no|never|may|must|can|cannot|allowed|permitted|required|prohibited|eligible|entitled|covered)\b/i.test(
          text,
        ),
      );
  return () => 0;
}

/** Greedily, the best that is not yet said, until it is long enough or nothing good is left. */
function choose(scored: readonly Scored[], { passages }: Prompt): Statement[] {
  if (!scored.some(({ coverage }) => coverage >= LEAST_BEST_COVERAGE)) return [];
  const chosen: Scored[] = [];
  let length = 0;
  const documentOf = ({ statement }: Scored) => passages[statement.passage]?.document;
  let left = scored.filter(
    (one) => one.coverage >= LEAST_COVERAGE && !one.statement.leads && !isOtherRow(one, scored),
  );
  const said = new Set<string>();
  while (chosen.length < MOST_STATEMENTS && left.length) {
    const first = chosen[0];
    const valued = left.map((one) => {
      const { terms } = one.statement;
      const repeated = terms.size ? [...terms].filter((term) => said.has(term)).length / terms.size : 1;
      const home = first && documentOf(one) === documentOf(first) ? WEIGHTS.sameDocument : 0;
      return { one, value: one.score + home - WEIGHTS.repetition * repeated, repeated };
    });
    const best = valued.reduce((a, b) => (b.value > a.value ? b : a));
    if (first && best.value < WEIGHTS.enough * first.score) break;
    left = left.filter((one) => one !== best.one);
    if (first && (best.repeated > MOST_REPEATED || (best.one.own === 0 && best.repeated === 0))) continue;
    if (first && length + best.one.statement.length > MOST_WORDS) continue;
    chosen.push(best.one);
    length += best.one.statement.length;
    for (const term of best.one.statement.terms) said.add(term);
  }
  const order = [...new Set(chosen.map(({ statement }) => statement.passage))].sort((a, b) => a - b);
  return chosen
    .map(({ statement }) => statement)
    .sort((a, b) => order.indexOf(a.passage) - order.indexOf(b.passage) || a.ordinal - b.ordinal);
}

/** Of a table whose rows the question tells apart, only the row that it means is an answer. */
const isOtherRow = ({ statement, own }: Scored, all: readonly Scored[]): boolean =>
  statement.isRow &&
  all.some(
    (other) =>
      other.statement.isRow &&
      other.statement.passage === statement.passage &&
      other.statement.ledBy === statement.ledBy &&
      other.own > own,
  );

/** Sentences in a row, items on lines of their own under the line that leads to them; each with its citation. */
function compose(chosen: readonly Statement[]): string {
  const lines: string[] = [];
  let led: string | undefined;
  let inParagraph = false;
  for (const { text, passage, isItem, items, ledBy } of chosen) {
    const cited = (words: string) => `${words} [${passage + 1}]`;
    const listed = items.length ? items : isItem || !ENDED.test(text) ? [text] : [];
    const leader = items.length ? text || undefined : ledBy;
    if (listed.length === 0) {
      if (inParagraph) lines.push(`${lines.pop()} ${cited(text)}`);
      else lines.push(...(lines.length ? ["", cited(text)] : [cited(text)]));
    } else {
      if (leader !== led && leader !== undefined) lines.push(...(lines.length ? ["", leader] : [leader]));
      else if (inParagraph) lines.push("");
      lines.push(...listed.map((item) => `- ${cited(item)}`));
    }
    led = listed.length ? leader : undefined;
    inParagraph = listed.length === 0;
  }
  return lines.join("\n");
}
