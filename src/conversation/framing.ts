/** Questions that ask to decide about somebody, and what Docent says and searches instead. */
import type { WeightedText } from "../retrieval/passage-index.ts";
import type { DecisionQuestion } from "../safety/people/decision-question.ts";
import { impartial } from "../safety/people/decision-question.ts";
import { decisionTopics } from "../safety/people/decision-topics.ts";
import type { Attribute } from "../safety/people/protected-attributes.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import type { StandaloneQuestion } from "./rewrite.ts";

const NAMES: Readonly<Record<Attribute, Released>> = {
  age: ownWords`age`,
  gender: ownWords`gender`,
  origin: ownWords`origin`,
  religion: ownWords`religion`,
  disability: ownWords`disability or health`,
  pregnancy: ownWords`pregnancy`,
  "family-status": ownWords`family status`,
  orientation: ownWords`sexual orientation`,
  union: ownWords`union membership`,
};

/** A question for a decision about somebody, made fit to be answered from documents. */
export interface Framed {
  readonly decision: DecisionQuestion;
  /** Without what must not count, as a model is asked. */
  readonly question: StandaloneQuestion;
  /** What is searched, one after the other until something answers: criteria and process, by what documents call them. */
  readonly searches: readonly (readonly WeightedText[])[];
  /** The decision in a document's words; empty when nobody knows them. */
  readonly topic: string;
}

/** The question made ready; `decision` is what was read in it before anybody said it anew. */
export function framed(question: StandaloneQuestion, decision: DecisionQuestion): Framed {
  const text = impartial(question.text);
  const texts = question.texts.map((one) => ({ ...one, text: impartial(one.text) }));
  const topics = decisionTopics(text);
  const searches = topics.map((topic) => [
    { text: topic, weight: 1 },
    ...texts.map((one) => ({ ...one, weight: one.weight * BESIDE_TOPIC })),
  ]);
  return {
    decision,
    question: { ...question, text, texts },
    searches: searches.length ? searches : [texts],
    topic: topics.join(" "),
  };
}

/** What the question's own words count beside what documents call the decision. */
const BESIDE_TOPIC = 0.4;

/** What stands before whatever the documents say. */
export function framing({ ranks, attributes }: DecisionQuestion, answered: boolean): Released {
  const refuses = ranks
    ? ownWords`I don't rank people, and I don't decide or advise who is better.`
    : ownWords`I don't decide about people, and I don't advise for or against anybody.`;
  const instead = answered
    ? ownWords`Here is what the documents say about criteria and process:`
    : ownWords`I only look up what the documents say about criteria and process.`;
  if (!attributes.length) return ownWords`${refuses} ${instead}`;
  const names = attributes.map((attribute, nth) =>
    nth === 0
      ? NAMES[attribute]
      : ownWords`${nth === attributes.length - 1 ? AND : COMMA}${NAMES[attribute]}`,
  );
  return ownWords`${refuses} What the question says about ${joinReleased(names)} is no ground for such a decision, so I left it out; for rules that protect people, ask in general, with nobody in mind. ${instead}`;
}

const AND = ownWords` and `;
const COMMA = ownWords`, `;
