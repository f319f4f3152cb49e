/** Which of the scored statements are said, and in which order. */
import type { Weights } from "./extractive-weights.ts";
import type { Prompt } from "./model.ts";
import { type QuestionKind, saysNo } from "./question-kind.ts";
import type { Scored } from "./score-statements.ts";
import type { Statement } from "./statement.ts";

const MOST_STATEMENTS = 5;
const MOST_WORDS = 100;
/** To a question for one fact two more statements may be added, and only ones that come this close to the best. */
const BRIEF = { statements: 3, words: 75, enough: 0.8, coverage: 0.75 } as const;
/** A statement most of whose words were said already adds nothing. */
const MOST_REPEATED = 0.85;
/** A statement is of use only when it holds this much of what is asked, the headings above it included ... */
const LEAST_COVERAGE = 0.2;
/**
 * ... and one of them must hold this much of what the question is about, or nothing answers: the half of the final
 * decision that is about sentences (`docent evaluate answerability` prints what it adds). Of questions that their
 * documents answer 98 % have such a statement, of those spliced from two collections' half.
 */
const LEAST_SUPPORT = 0.39;
/** A statement contradicts another when it holds as much of the question, and this share of it in its own words. */
const SAME_MATTER = { coverage: 0.9, own: 0.5 } as const;

/**
 * Greedily, the best that is not yet said, with what it can't be understood without, until it is long enough or
 * nothing good is left. The document that was found first comes first, each document in its own order; a decision comes before
 * everything else, and what contradicts it right after. Empty when nothing answers.
 */
export function chooseStatements(
  scored: readonly Scored[],
  { passages }: Pick<Prompt, "passages">,
  kind: QuestionKind,
  weights: Weights,
): Statement[] {
  const leadIns = new Set(scored.flatMap(({ statement }) => sentencesBefore(statement)));
  const fitting = scored.filter(
    (one) =>
      one.coverage >= LEAST_COVERAGE &&
      !one.statement.leads &&
      !leadIns.has(one.statement.text) &&
      !isOtherRow(one, scored),
  );
  const answers = (some: readonly Scored[]) => some.some(({ support }) => support >= LEAST_SUPPORT);
  if (!answers(fitting)) return [];
  const sound = fitting.filter(({ statement }) => !statement.isWeak);
  let left = answers(sound) ? sound : fitting;

  const documentOf = ({ passage }: Statement) => passages[passage]?.document;
  const chosen: Scored[] = [];
  const shown = new Set<Statement>();
  const said = new Set<string>();
  let length = 0;
  const show = (one: Scored): void => {
    chosen.push(one);
    for (const statement of newWith(one.statement, shown)) {
      shown.add(statement);
      length += wordsOf(statement);
      for (const term of statement.terms) said.add(term);
    }
  };

  const mostStatements = kind.isBrief ? BRIEF.statements : MOST_STATEMENTS;
  const mostWords = kind.isBrief ? BRIEF.words : MOST_WORDS;
  while (shown.size < mostStatements && left.length) {
    const first = chosen[0];
    const valued = left.map((one) => {
      const { terms } = one.statement;
      const repeated = terms.size ? [...terms].filter((term) => said.has(term)).length / terms.size : 1;
      const home =
        first && documentOf(one.statement) === documentOf(first.statement) ? weights.sameDocument : 0;
      const next = chosen.some((other) => follows(one.statement, other.statement)) ? weights.follows : 0;
      return { one, value: one.score + home + next - weights.repetition * repeated, repeated };
    });
    const best = valued.reduce((a, b) => (b.value > a.value ? b : a));
    left = left.filter((one) => one !== best.one);
    if (first) {
      if (best.value < (kind.isBrief ? BRIEF.enough : weights.enough) * first.score) break;
      if (best.repeated > MOST_REPEATED || (best.one.own === 0 && best.repeated === 0)) continue;
      if (kind.isStrict && best.one.fit < first.fit) continue;
      if (kind.isBrief && best.one.coverage < BRIEF.coverage * first.coverage) continue;
      const added = newWith(best.one.statement, shown);
      if (shown.size + added.length > mostStatements) continue;
      if (length + added.reduce((words, one) => words + wordsOf(one), 0) > mostWords) continue;
    }
    show(best.one);
    const contrary = first === undefined && kind.isDecision ? contradiction(best.one, left) : undefined;
    if (contrary) {
      show(contrary);
      left = left.filter((one) => one !== contrary);
    }
  }
  return inOrder(chosen, passages, kind);
}

/** Whether a statement comes right after another. */
const follows = (one: Statement, other: Statement): boolean =>
  one.passage === other.passage && one.ordinal === other.ordinal + 1;

/** A statement and those it leans on, as far as they are not shown yet, in reading order. */
function newWith(statement: Statement, shown: ReadonlySet<Statement>): Statement[] {
  const before = statement.needs ? newWith(statement.needs, shown) : [];
  return shown.has(statement) ? before : [...before, statement];
}

const wordsOf = ({ length, ledBy, items }: Statement): number =>
  length +
  (items.length ? ledBy.slice(0, -1) : ledBy).reduce((words, lead) => words + lead.text.split(" ").length, 0);

/** "There is a list of things that are not covered." says nothing without "These include:" and the list. */
const sentencesBefore = ({ ledBy }: Statement): string[] => ledBy.slice(0, -1).map(({ text }) => text);

/** Of a table whose rows the question tells apart, only the row that it means is an answer. */
const isOtherRow = ({ statement, own }: Scored, all: readonly Scored[]): boolean =>
  statement.isRow &&
  all.some(
    (other) =>
      other.statement.isRow &&
      other.statement.passage === statement.passage &&
      other.statement.ledBy.at(-1)?.text === statement.ledBy.at(-1)?.text &&
      other.own > own,
  );

/** What says no where the best says yes about the same matter, or the other way round. */
function contradiction(best: Scored, others: readonly Scored[]): Scored | undefined {
  const contrary = others.filter(
    (one) =>
      one.fit > 0 &&
      one.statement.passage !== best.statement.passage &&
      one.coverage >= SAME_MATTER.coverage * best.coverage &&
      one.own >= SAME_MATTER.own * best.own &&
      saysNo(one.statement) !== saysNo(best.statement),
  );
  return contrary.sort((a, b) => b.score - a.score)[0];
}

/** Everything chosen, each right after what it needs, sorted for the reader. */
function inOrder(chosen: readonly Scored[], passages: Prompt["passages"], kind: QuestionKind): Statement[] {
  const [best] = chosen.map(({ statement }) => statement);
  const documentOf = ({ passage }: Statement) => passages[passage]?.document;
  const found = chosen.map(({ statement }) => statement).sort((a, b) => a.passage - b.passage);
  const documents = [...new Set(found.map(documentOf))];
  const place = (statement: Statement) => [
    Number(kind.isDecision && statement !== best),
    Number(kind.isBrief && statement.passage !== best?.passage),
    documents.indexOf(documentOf(statement)),
    statement.passage,
    statement.ordinal,
  ];
  const sorted = chosen.map(({ statement }) => statement).sort((a, b) => compare(place(a), place(b)));
  const shown = new Set<Statement>();
  for (const statement of sorted) for (const one of newWith(statement, shown)) shown.add(one);
  return [...shown];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, nth) => number !== other[nth]);
  return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
}
