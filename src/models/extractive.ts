import { chooseStatements } from "./choose-statements.ts";
import { compose } from "./compose.ts";
import { WEIGHTS, type Weights } from "./extractive-weights.ts";
import type { Model, Prompt } from "./model.ts";
import { kindOf } from "./question-kind.ts";
import { scoreStatements } from "./score-statements.ts";
import { statementsOf } from "./statements.ts";
import { termsAsked } from "./terms.ts";

/**
 * The model that needs none: the best supported statements of the passages, each cited and with what gives it its
 * sense. It never says what no document says; without a fitting statement the draft is empty.
 */
export const extractive: Model = createExtractive(WEIGHTS);

/** The same with other weights, for tuning. */
export function createExtractive(weights: Weights): Model {
  return {
    name: "extractive",
    async *draft(prompt, signal) {
      const draft = extract(prompt, weights);
      if (draft && !signal.aborted) yield draft;
    },
  };
}

function extract(prompt: Prompt, weights: Weights): string {
  const { passages, decidesAbout } = prompt;
  const asked = prompt.readAs ?? prompt.question;
  // Nobody is told yes or no about a person: what documents call the decision is looked up instead.
  const question = decidesAbout || asked;
  const kind = kindOf(decidesAbout ?? asked);
  const statements = statementsOf(passages, termsAsked(question, passages).terms, kind.isBrief);
  const scored = scoreStatements(statements, { question, passages }, kind, weights);
  return compose(chooseStatements(scored, prompt, kind, weights));
}
