import type { Receipt, ReceiptEntry } from "./receipt.ts";
import { hasNoOpinion } from "./verdict.ts";

/** One line of "How this was checked", the same in Slack, Teams and the console. */
export interface ReceiptLine {
  /** "Personal data" */
  readonly check: string;
  /** "2 of 5 texts flagged, removed: an email address" */
  readonly result: string;
  /** Something was found: shown with emphasis. */
  readonly concern: boolean;
  /** "personal-data 1, score 0.87, threshold 0.50": for whoever wants to know which filter said so. */
  readonly detail?: string;
}

/** What each filter looks for, as a person would say it; a filter that is not here shows its own name. */
const CHECKS: Readonly<Record<string, string>> = {
  secrets: "Passwords and keys",
  "personal-data": "Personal data",
  toxicity: "Hate, harassment and other harm",
  profanity: "Swearing",
  injection: "Hidden instructions",
  links: "Links that no source contains",
  "inclusive-language": "Inclusive wording",
  stereotypes: "Stereotypes about groups",
  "people-decisions": "Decisions about people",
  "bias-judge": "A judging model on bias",
  counterfactual: "The same question about somebody else",
  grounding: "Support by the sources",
  "grounding-embedding": "Support by the sources, by meaning",
  "grounding-model": "Support by the sources, as a model judges",
  "crisis-help": "Somebody in distress",
  "openai-moderation": "OpenAI's moderation",
  "azure-content-safety": "Azure AI Content Safety",
  "model-armor": "Google Model Armor",
  judge: "A judging model",
};

/** What a filter looks for, in plain words. */
export const checkName = (filter: string): string => CHECKS[filter] ?? filter;

/** The line that says which rules were in force. */
export const RULES = "Rules";

/** What it means that a filter flagged nothing, where "nothing found" would say the opposite. */
const CLEAN: Readonly<Record<string, string>> = {
  grounding: "all supported",
  "grounding-embedding": "all supported",
  "grounding-model": "all supported",
  counterfactual: "answered alike",
};
/** A judge does not take words away: the sentence was said anew and checked again. */
const REWORDED: Readonly<Record<string, string>> = { "bias-judge": "said anew" };

const CONSEQUENCES: Readonly<Record<ReceiptEntry["action"], string>> = {
  allow: "nothing found",
  note: "noted",
  redact: "removed from the text",
  withhold: "held back",
};

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** The receipt in plain words, one line a filter, then what became of the sentences. */
export function explainReceipt(receipt: Receipt): readonly ReceiptLine[] {
  const { drafted, released, redacted, withheld } = receipt.sentences;
  const lines: ReceiptLine[] = receipt.entries.map(explainEntry);
  if (receipt.policy !== undefined)
    lines.unshift({
      check: RULES,
      result: `the ${receipt.policy.split(" ")[0]} policy`,
      concern: false,
      detail: receipt.policy,
    });
  const quarantined = receipt.quarantinedPassages;
  if (quarantined > 0) {
    const were = quarantined === 1 ? "was" : "were";
    lines.push({
      check: "Passages kept from the model",
      result: `${counted(quarantined, "passage")} tried to give instructions and ${were} not used`,
      concern: true,
    });
  }
  if (drafted > 0) {
    lines.push({
      check: "Sentences",
      result: `${counted(drafted, "sentence")} drafted, ${released} shown, ${redacted} with parts removed, ${withheld} held back`,
      concern: withheld + redacted > 0,
    });
  }
  return lines;
}

function explainEntry(entry: ReceiptEntry): ReceiptLine {
  const check = checkName(entry.filter);
  const scope = `${counted(entry.checked, "text")} checked`;
  const detail = `${entry.filter} ${entry.version}, score ${entry.score.toFixed(2)}, threshold ${entry.threshold.toFixed(2)}${kindsOf(entry)}`;
  if (entry.flagged === 0 && entry.action === "allow")
    return { check, result: `${scope}, ${CLEAN[entry.filter] ?? "nothing found"}`, concern: false, detail };
  const consequence = (entry.action === "redact" && REWORDED[entry.filter]) || CONSEQUENCES[entry.action];
  const flagged = hasNoOpinion(entry) ? "without an opinion" : "flagged";
  const found = `${entry.flagged} ${flagged}, ${consequence}`;
  return {
    check,
    result: [`${scope}, ${found}`, entry.reason].filter(Boolean).join(": "),
    concern: true,
    detail,
  };
}

/** ": violence 0.81, hate 0.12": what the score is made of, loudest first, without what hardly speaks. */
function kindsOf({ categories = {} }: ReceiptEntry): string {
  const heard = Object.entries(categories)
    .filter(([, score]) => score >= 0.1)
    .sort(([, one], [, other]) => other - one)
    .map(([category, score]) => `${category} ${score.toFixed(2)}`);
  return heard.length ? `: ${heard.join(", ")}` : "";
}

/** "Put together from the documents' own sentences in 0.2 s.": who drafted, and how long the whole turn took. */
export function explainDraft(model: string, totalMs: number): string {
  const drafted =
    model === "extractive" ? "Put together from the documents' own sentences" : `Drafted by ${model}`;
  return `${drafted} in ${(totalMs / 1_000).toFixed(1)} s.`;
}
