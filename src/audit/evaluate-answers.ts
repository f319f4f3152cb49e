/** Measures answers: how close they come to reference answers, and whether they cite the right source first. */
import type { Passage } from "../documents/document.ts";
import type { Model } from "../models/model.ts";
import { words } from "../retrieval/lexical/tokens.ts";

/** A question with what a good answer says and which documents or pages hold it. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly text: string;
  readonly answer: string;
  /** Ids as `sourceOf` gives them. */
  readonly relevant: ReadonlySet<string>;
}

/** What a question finds. */
export interface Material {
  readonly passages: readonly Passage[];
  /** The question with its typos repaired as the search read them. */
  readonly readAs?: string;
}

/** Means over the questions. */
export interface AnswerFigures {
  /** Harmonic mean of token precision and recall (SQuAD, Rajpurkar et al. 2016), within the first 100 words. */
  readonly tokenF1: number;
  /** Share of questions whose first citation is a relevant source. */
  readonly firstCitedRelevant: number;
  /** Share of questions with a non-empty draft. */
  readonly answered: number;
  readonly questions: number;
}

const WORDS_COUNTED = 100;
const CITATION = /\[(\d+)\]/g;

/** Drafts an answer to each question from what `retrieve` finds and compares it with the reference. */
export async function evaluateAnswers({
  queries,
  retrieve,
  model,
  sourceOf = (passage) => passage.document,
}: {
  queries: readonly AnsweredQuestion[];
  retrieve: (question: string) => Promise<Material>;
  model: Model;
  sourceOf?: (passage: Passage) => string;
}): Promise<AnswerFigures> {
  let f1 = 0;
  let relevantFirst = 0;
  let answered = 0;
  for (const query of queries) {
    const { passages, readAs } = await retrieve(query.text);
    const prompt = { question: query.text, readAs, history: [], passages, today: "2026-01-01" };
    let draft = "";
    for await (const piece of model.draft(prompt, new AbortController().signal)) draft += piece;
    const first = passages[Number([...draft.matchAll(CITATION)][0]?.[1]) - 1];
    f1 += tokenF1(draft.replace(CITATION, ""), query.answer);
    if (first && query.relevant.has(sourceOf(first))) relevantFirst++;
    if (draft.trim()) answered++;
  }
  const share = (sum: number) => (queries.length ? sum / queries.length : 0);
  return {
    tokenF1: share(f1),
    firstCitedRelevant: share(relevantFirst),
    answered: share(answered),
    questions: queries.length,
  };
}

/** Token overlap of two texts, articles left out, as SQuAD counts it; the first text counts up to its 100th word. */
export function tokenF1(answer: string, reference: string): number {
  const said = answer.trim().split(/\s+/).slice(0, WORDS_COUNTED).join(" ");
  const [one, other] = [plainWords(said), plainWords(reference)];
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of one) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common++;
  }
  return common ? (2 * common) / (one.length + other.length) : 0;
}

const plainWords = (text: string): string[] => words(text).filter((word) => !/^(?:a|an|the)$/.test(word));
