import { featuresOf, type LinearModel, readModel, scoreText } from "../linear-model.ts";
import type { Filter, Finding, Stage } from "../verdict.ts";
import { isDictated } from "./dictated.ts";
import { concealments, decodedParts } from "./encoded-text.ts";
import { hiddenOrderScore, isOrder } from "./hidden-orders.ts";
import { INJECTION_PATTERNS } from "./injection-patterns.ts";
import { plainText, unmaskedText } from "./plain-text.ts";
import { wordPatterns } from "./word-patterns.ts";

const VERSION = "2";

interface Evidence {
  readonly weight: number;
  readonly what: string;
}

/** The models that the filter reads. */
export interface InjectionModels {
  /** Known ways to redirect an assistant, wherever they stand. */
  readonly direct: LinearModel;
  /** Errands that a document has no business to hold. */
  readonly hidden: LinearModel;
}

const occurrencesIn = wordPatterns(INJECTION_PATTERNS.map(({ pattern }) => pattern));

function* ruleEvidence(plain: string, inDocument: boolean): Generator<Evidence> {
  const occurrences = occurrencesIn(plain);
  for (const [nth, { what, weight, weightInDocument }] of INJECTION_PATTERNS.entries()) {
    if (occurrences.has(nth)) yield { weight: inDocument ? weightInDocument : weight, what };
  }
}

const isRow = (line: string): boolean => line.trimStart().startsWith("|");
const isTable = (lines: readonly string[]): boolean => lines.filter(isRow).length >= 4;

/** A lone order or question among the rows of a table: a table speaks to nobody. */
function ordersInTable(plain: string): boolean {
  if (!plain.includes("|")) return false;
  const lines = plain.split("\n");
  return isTable(lines) && lines.some((line) => !isRow(line) && (isOrder(line) || line.trim().endsWith("?")));
}

const KEY_WORDS =
  /ignore|disregard|forget|instruct|prompt|assistant|system|previous|reveal|override|bypass|rules|password/g;

/** Whether unmasking brought words to light that an attack needs. */
const disguises = (plain: string, unmasked: string): boolean =>
  unmasked !== plain && (unmasked.match(KEY_WORDS)?.length ?? 0) > (plain.match(KEY_WORDS)?.length ?? 0);

/** Questions are short and unstructured; what has a table or many lines was pasted or found. */
const looksLikeDocument = (text: string): boolean =>
  (text.match(/\n/g)?.length ?? 0) >= 4 || text.includes("\n|");

/** The fields of a letter or an article, as exports write them. */
const RECORD =
  /(?:^|\n|\|)[ \t]{0,3}(?:e?mail[_ ])?(?:subject|from|sender|sent|received|content|body|headline|author|abstract|published)(?:[_ ](?:date|on))?[ \t]?:/gi;

/** Whether a text is a document whatever it is given as: people ask for errands above a text, but not within a record. */
const isDocument = (text: string): boolean =>
  isTable(text.split("\n")) || (text.match(RECORD)?.length ?? 0) >= 2;

const LONGEST_QUESTION = 160;
const ASKS =
  /(?:^|[:;,.] )(?:how|who|whose|what|which|when|where|why|is|are|can|may|must|does|do|did|could|should|has|have|will|would|am) [^?]*\?\s*$/;
const SPOKEN_TO = /\b(?:you|your|yours|yourself|me|above|verbatim)\b/;
/** Of what the rules saw, the share that counts in a question about something else than the assistant. */
const ASKED_SHARE = 0.5;

/** "Who may cancel all earlier orders?" asks about what an attack would command, and speaks to nobody. */
const asksAbout = (plain: string): boolean =>
  plain.length <= LONGEST_QUESTION && ASKS.test(plain) && !SPOKEN_TO.test(plain);

export interface InjectionScores {
  /** How likely a text gives instructions to the assistant, by rules alone, 0 to 1. */
  readonly rules: number;
  /** The same by the model of known attacks. */
  readonly learned: number;
  /** How likely a document holds an errand that does not belong there; 0 for a question. */
  readonly misplaced: number;
  /** What the rules saw, the weightiest first. */
  readonly what: readonly string[];
}

/** How likely a text gives instructions to the assistant, by each kind of evidence. */
export function injectionScores(models: InjectionModels, text: string, stage: Stage): InjectionScores {
  const plain = plainText(text);
  const unmasked = unmaskedText(plain);
  const inDocument = stage === "passage" || looksLikeDocument(text);
  const features = featuresOf(plain);
  const learnedOf = (part: string): number => scoreText(models.direct, featuresOf(part));
  const evidence: Evidence[] = [...concealments(text), ...ruleEvidence(plain, inDocument)];
  let learned = scoreText(models.direct, features);
  if (disguises(plain, unmasked)) {
    evidence.push(...ruleEvidence(unmasked, inDocument));
    learned = Math.max(learned, learnedOf(unmasked));
  }
  if (inDocument && ordersInTable(plain))
    evidence.push({ weight: 0.6, what: "gives an order in the middle of a table" });
  for (const decoded of decodedParts(text, plain)) {
    const part = plainText(decoded);
    const found = [...ruleEvidence(part, inDocument)].map(({ weight }) => Math.max(weight, 0.8));
    const weight = Math.max(...found, part === plain ? 0 : learnedOf(part));
    if (weight >= 0.5) evidence.push({ weight, what: "hides instructions in encoded text" });
  }
  const byKind = new Map<string, number>();
  for (const { what, weight } of evidence) byKind.set(what, Math.max(byKind.get(what) ?? 0, weight));
  const rules = 1 - [...byKind.values()].reduce((product, weight) => product * (1 - weight), 1);
  return {
    rules: !inDocument && asksAbout(plain) ? ASKED_SHARE * rules : rules,
    learned,
    misplaced: stage === "passage" || isDocument(text) ? hiddenOrderScore(models.hidden, plain, features) : 0,
    what: [...byKind.entries()].sort((a, b) => b[1] - a[1]).map(([what]) => what),
  };
}

/** Rules and models as independent evidence. */
export const combinedEvidence = ({ rules, learned, misplaced }: Omit<InjectionScores, "what">): number =>
  1 - (1 - rules) * (1 - learned) * (1 - misplaced);

const shippedModel = (name: string): LinearModel =>
  readModel(new URL(`../models/${name}.bin`, import.meta.url));

/**
 * Prompt injection in a question, in a passage that was found, or in what a model wrote: rules, hidden text, a small
 * model over windows of 40 tokens, and in documents a second one for sentences that don't belong there. Score is the
 * probability that the text tries to instruct the assistant.
 */
export function injectionFilter(
  models: InjectionModels = { direct: shippedModel("injection"), hidden: shippedModel("hidden-orders") },
): Filter {
  const { threshold } = models.direct;
  return {
    name: "injection",
    version: `${VERSION}-${models.direct.version}`,
    stages: ["question", "passage", "sentence", "label"],
    check({ text, stage, passages }): Finding {
      if (stage === "sentence" && isDictated(text, passages))
        return {
          score: 1,
          threshold,
          flagged: true,
          reason: "Says what a document orders the assistant to say",
        };
      const scores = injectionScores(models, text, stage);
      const score = combinedEvidence(scores);
      const flagged = score >= threshold;
      return { score, threshold, flagged, ...(flagged && { reason: reasonOf(scores) }) };
    },
  };
}

function reasonOf({ what: [strongest], misplaced, rules }: InjectionScores): string {
  const own = misplaced > rules ? "asks for something that does not belong to the text" : strongest;
  return `Looks like an instruction to the assistant: it ${own ?? "reads like known attacks"}`;
}
