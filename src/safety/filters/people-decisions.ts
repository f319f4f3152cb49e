import { readDecision } from "../people/decision-question.ts";
import { namesIn } from "../people/person-names.ts";
import { ATTRIBUTES } from "../people/protected-attributes.ts";
import { decidesByAttribute, verdictOnPerson } from "../people/verdict-on-person.ts";
import type { Filter, Finding } from "../verdict.ts";

const VERSION = "1";
const THRESHOLD = 0.5;

const found = (reason: string): Finding => ({ score: 1, threshold: THRESHOLD, flagged: true, reason });

/**
 * Decisions about people: whom to hire, promote, dismiss, punish, pay, lend to, house or treat. It finds questions that
 * ask for one, and in answers the sentences that decide it, judge somebody or put people in an order.
 */
export const peopleDecisions: Filter = {
  name: "people-decisions",
  version: VERSION,
  stages: ["question", "sentence", "answer"],
  check({ stage, text, question }): Finding {
    if (stage === "question") {
      const asked = readDecision(text);
      if (asked) return found(decisionReason(asked));
    } else if (question !== "" && readDecision(question)) {
      const verdict = verdictOnPerson(text, namesIn(question));
      if (verdict) return found(verdict === "ranks" ? "puts people in an order" : "decides about a person");
    } else if (decidesByAttribute(text)) {
      return found("decides about a person by what may not count");
    }
    return { score: 0, threshold: THRESHOLD, flagged: false };
  },
};

/** What the receipt says of a question for a decision. */
export function decisionReason({ ranks, attributes }: NonNullable<ReturnType<typeof readDecision>>): string {
  const asks = ranks ? "asks to rank people" : "asks for a decision about a person";
  if (attributes.length === 0) return `${asks}; answered with criteria alone`;
  return `${asks}; left out: ${attributes.map((attribute) => ATTRIBUTES[attribute]).join(", ")}`;
}
