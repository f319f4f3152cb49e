import { featuresOf, type LinearModel, readModel, scoreText } from "../linear-model.ts";
import type { Filter, Finding, Stage } from "../verdict.ts";
import { INJECTION_PATTERNS } from "./injection-patterns.ts";
import { plainText, unmaskedText } from "./plain-text.ts";

const VERSION = "1";

/** Tag characters spell invisible ASCII (U+E0020 to U+E007E); three in a row are no flag emoji's ending. */
const HIDDEN_TAGS = /(?:\uDB40[\uDC20-\uDC7E]){3,}/;
/** An emoji flag of a region is a black flag followed by tags: the one lawful use. */
const REGION_FLAG = /\u{1F3F4}(?:[\u{E0020}-\u{E007E}]){1,8}\u{E007F}/gu;
const BIDI_OVERRIDE = /[\u202A-\u202E\u2066-\u2069]/g;
const ZERO_WIDTH_RUN =
  /[\u200B\u200C\u2060-\u2064\uFEFF]{4,}|(?:[A-Za-z](?:\u200D|[\u200B\u200C\u2060-\u2064\uFEFF]){1,3}){4,}/;
const BASE64_BLOB = /(?<![\w+/=.-])[A-Za-z0-9+/]{24,2000}={0,2}(?![\w+/=])/g;

interface Evidence {
  readonly weight: number;
  readonly what: string;
}

/** ASCII that tag characters spell. */
function spelledByTags(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xe0020 && code <= 0xe007e ? String.fromCharCode(code - 0xe0000) : "";
  }).join("");
}

function* hiddenText(text: string): Generator<Evidence> {
  const visible = text.includes("\u{1F3F4}") ? text.replace(REGION_FLAG, "") : text;
  if (HIDDEN_TAGS.test(visible)) yield { weight: 0.95, what: "hides text in invisible characters" };
  if (ZERO_WIDTH_RUN.test(visible)) yield { weight: 0.7, what: "hides text in invisible characters" };
  if ((visible.match(BIDI_OVERRIDE)?.length ?? 0) >= 3 && /[\u202D\u202E]/.test(visible))
    yield { weight: 0.6, what: "reorders its letters with direction marks" };
}

/** Text inside base64 blobs and tag characters, where it reads as words. */
function* decodedParts(text: string): Generator<string> {
  const tags = text.includes("\uDB40") ? spelledByTags(text) : "";
  if (tags) yield tags;
  for (const [blob] of text.matchAll(BASE64_BLOB)) {
    const decoded = Buffer.from(blob, "base64").toString("utf8");
    if (
      /^[\p{L}\p{N}\p{P}\p{Z}\p{S}\n\r\t]+$/u.test(decoded) &&
      (decoded.match(/[a-z]+ /gi)?.length ?? 0) >= 3
    )
      yield decoded;
  }
}

function* ruleEvidence(plain: string, inDocument: boolean): Generator<Evidence> {
  for (const { what, weight, weightInDocument, pattern } of INJECTION_PATTERNS) {
    if (pattern.test(plain)) yield { weight: inDocument ? weightInDocument : weight, what };
  }
}

const IMPERATIVE =
  /^(?:please |then |now |also )?(?:translate|write|list|explain|create|provide|describe|suggest|summari[sz]e|generate|tell|give|make|use|add|include|insert|compose|convert|rewrite|identify|analy[sz]e|compare|recommend|offer|find|calculate|show|send|replace|remove|change|encode|reverse|spell|repeat|answer|respond|reply|say|ask|state|begin|start|end|choose|propose|design|draft|develop|outline|detail|discuss|advise|help|teach|invent|imagine|pretend|how (?:do|can|to|does)|what (?:is|are|was|does)|who (?:is|was)|why (?:is|are|do)|when (?:is|was|did)|where (?:is|can)|which|can you|could you)\b/;

/** A lone order or question among the rows of a table: a table speaks to nobody. */
function ordersInTable(plain: string): boolean {
  if (!plain.includes("|")) return false;
  const lines = plain.split("\n");
  const isRow = (line: string): boolean => line.trimStart().startsWith("|");
  return (
    lines.filter(isRow).length >= 4 && lines.some((line) => !isRow(line) && IMPERATIVE.test(line.trim()))
  );
}

const KEY_WORDS =
  /ignore|disregard|forget|instruct|prompt|assistant|system|previous|reveal|override|bypass|rules|password/g;

/** Whether unmasking brought words to light that an attack needs. */
const disguises = (plain: string, unmasked: string): boolean =>
  unmasked !== plain && (unmasked.match(KEY_WORDS)?.length ?? 0) > (plain.match(KEY_WORDS)?.length ?? 0);

/** Questions are short and unstructured; what has a table or many lines was pasted or found. */
const looksLikeDocument = (text: string): boolean =>
  (text.match(/\n/g)?.length ?? 0) >= 4 || text.includes("\n|");

/** How likely a text gives instructions to the assistant, by rules alone and by the model alone; each 0 to 1. */
export function injectionScores(
  model: LinearModel,
  text: string,
  stage: Stage,
): { rules: number; learned: number; what: readonly string[] } {
  const plain = plainText(text);
  const unmasked = unmaskedText(plain);
  const inDocument = stage === "passage" || looksLikeDocument(text);
  const evidence = [...hiddenText(text), ...ruleEvidence(plain, inDocument)];
  if (disguises(plain, unmasked)) evidence.push(...ruleEvidence(unmasked, inDocument));
  if (inDocument && ordersInTable(plain))
    evidence.push({ weight: 0.6, what: "gives an order in the middle of a table" });
  for (const decoded of decodedParts(text)) {
    for (const found of ruleEvidence(plainText(decoded), inDocument))
      evidence.push({ weight: Math.max(found.weight, 0.8), what: "hides instructions in encoded text" });
  }
  const byKind = new Map<string, number>();
  for (const { what, weight } of evidence) byKind.set(what, Math.max(byKind.get(what) ?? 0, weight));
  const rules = 1 - [...byKind.values()].reduce((product, weight) => product * (1 - weight), 1);
  const learned = scoreText(model, featuresOf(plain)).probability;
  return { rules, learned, what: [...byKind.entries()].sort((a, b) => b[1] - a[1]).map(([what]) => what) };
}

/** Rules and model as independent evidence. */
export const combinedEvidence = (rules: number, learned: number): number => 1 - (1 - rules) * (1 - learned);

/**
 * Prompt injection in a question, in a passage that was found, or in what a model wrote: rules, hidden text and a small
 * model over windows of 40 tokens. Score is the probability that the text tries to instruct the assistant.
 */
export function injectionFilter(
  model: LinearModel = readModel(new URL("../models/injection.bin", import.meta.url)),
): Filter {
  return {
    name: "injection",
    version: `${VERSION}-${model.version}`,
    stages: ["question", "passage", "sentence"],
    check({ text, stage }): Finding {
      const { rules, learned, what } = injectionScores(model, text, stage);
      const score = combinedEvidence(rules, learned);
      const flagged = score >= model.threshold;
      if (!flagged) return { score, threshold: model.threshold, flagged };
      return {
        score,
        threshold: model.threshold,
        flagged,
        reason: `Looks like an instruction to the assistant: it ${what[0] ?? "reads like known attacks"}`,
      };
    },
  };
}
