import { featuresOf, type LinearModel, readModel, scoreText, sigmoid } from "../linear-model.ts";
import type { Filter, Finding } from "../verdict.ts";
import { harmFeatures } from "./harm-features.ts";
import { HOSTILE_PATTERNS, type ToxicCategory } from "./hostile-language.ts";
import { GROUP_TOKEN, withoutIdentities } from "./identity-terms.ts";
import { lexicalEvidence } from "./lexical-evidence.ts";
import { plainText, unmaskedText } from "./plain-text.ts";
import { respelled } from "./respelling.ts";
import { INNOCENT_USE, RECLAIMED } from "./slurs.ts";
import { condemns, isDenied, QUOTED } from "./speech-acts.ts";

const VERSION = "2";

/** Of the evidence for hate and harassment, what remains when the text around quoted words condemns them. */
const QUOTED_SHARE = 0.15;
/** The same where nothing stands in quotes. */
const REPORTED_SHARE = 0.4;
const REPORTED_LEARNED_SHARE = 0.5;
const HEAD_SHARE = Number(process.env.HS ?? 1.5);

/** How the toxicity filter prepares a text for its rules and its model: plain, unmasked, groups replaced, no links or handles. */
export const toxicityText = (text: string): string =>
  withoutIdentities(
    respelled(unmaskedText(plainText(text).replace(/https?:\/\/\S+|(?<!\p{L})@\w+/gu, " "))).replace(
      INNOCENT_USE,
      " ",
    ),
  );

export interface ToxicityScores {
  readonly categories: Readonly<Partial<Record<ToxicCategory, number>>>;
  /** Hate and harassment by the model. */
  readonly learned: number;
  /** 0 to 1: everything together. */
  readonly score: number;
  readonly category: ToxicCategory;
}

/** Takes out the word itself, which follows what the pattern saw. */
const withoutReclaimed = (text: string): string =>
  text.replace(new RegExp(`${RECLAIMED.source}\\p{L}+`, "gu"), " ");

const THEY = /(?<!\w)(?:they|them|these people|those people|such people|that lot)(?!\w)/g;

/** Where a group was named, "they" in a later clause is that group. */
function withPronouns(text: string): string {
  const first = text.indexOf(GROUP_TOKEN);
  if (first === -1) return text;
  return text.slice(0, first + 1) + text.slice(first + 1).replace(THEY, GROUP_TOKEN);
}

function patternEvidence(text: string): Partial<Record<ToxicCategory, number>> {
  const evidence: Partial<Record<ToxicCategory, number>> = {};
  for (const { category, weight, pattern, said } of HOSTILE_PATTERNS) {
    const seen = new Set<string>();
    for (const match of text.matchAll(pattern)) {
      const deserved = weight * (said?.(match.groups?.["said"] ?? "") ?? 1);
      if (deserved === 0 || seen.has(match[0]) || seen.size > 8 || isDenied(text, match.index)) continue;
      seen.add(match[0]);
      evidence[category] = 1 - (1 - (evidence[category] ?? 0)) * (1 - deserved);
    }
  }
  return evidence;
}

type Evidence = { readonly [category in ToxicCategory]?: number };

/** Rules and word list together, as independent evidence. */
function saidOutright(text: string): Evidence {
  const evidence = patternEvidence(withPronouns(text));
  for (const [category, logOdds] of Object.entries(lexicalEvidence(text)) as [ToxicCategory, number][])
    evidence[category] = 1 - (1 - (evidence[category] ?? 0)) * (1 - sigmoid(logOdds));
  return evidence;
}

/** Scores per category from the rules, the model's own, and both as independent evidence. */
export function toxicityScores(model: LinearModel, text: string): ToxicityScores {
  const full = toxicityText(text);
  const prepared = RECLAIMED.test(full) ? withoutReclaimed(full) : full;
  const categories: Partial<Record<ToxicCategory, number>> = { ...saidOutright(prepared) };
  const features = featuresOf(prepared);
  let learned = scoreText(model, features).probability;
  const kinds = harmFeatures(prepared);
  for (const head of model.heads ?? []) {
    const category = head.name as ToxicCategory;
    const p = scoreText(head, kinds).probability ** HEAD_SHARE;
    categories[category] = 1 - (1 - (categories[category] ?? 0)) * (1 - p);
  }
  if (condemns(prepared)) {
    const unquoted = prepared.replace(QUOTED, " ");
    const isQuoted = unquoted !== prepared;
    const own = isQuoted ? scoreText(model, featuresOf(unquoted)).probability : learned;
    learned = Math.min(own, learned) * REPORTED_LEARNED_SHARE;
    const outside = isQuoted ? saidOutright(unquoted) : categories;
    for (const category of ["hate", "harassment"] as const) {
      const inside = (categories[category] ?? 0) * (isQuoted ? QUOTED_SHARE : 0);
      categories[category] = Math.max(inside, (outside[category] ?? 0) * REPORTED_SHARE);
    }
  }
  let category: ToxicCategory = (categories.harassment ?? 0) > (categories.hate ?? 0) ? "harassment" : "hate";
  let strongest = Math.max(learned, categories[category] ?? 0);
  let rest = 1 - learned ** Number(process.env.LS ?? 1);
  for (const [name, value] of Object.entries(categories) as [ToxicCategory, number][]) {
    rest *= 1 - value;
    if (value > strongest) [category, strongest] = [name, value];
  }
  return { categories, learned, score: 1 - rest, category };
}

const REASONS: Readonly<Record<ToxicCategory, string>> = {
  hate: "Reads as hostile towards a group of people",
  harassment: "Reads as an insult or a threat",
  sexual: "Sexually explicit",
  violence: "Describes or threatens violence",
  "self-harm": "self-harm",
};

/**
 * Hate, harassment, sexual, violent and self-harming language: rules per category and a small model that is blind to
 * which group is spoken of. The reason is exactly "self-harm" where a person may need help rather than a refusal.
 */
export function toxicityFilter(
  model: LinearModel = readModel(new URL("../models/toxicity.bin", import.meta.url)),
): Filter {
  return {
    name: "toxicity",
    version: `${VERSION}-${model.version}`,
    stages: ["question", "sentence", "answer", "label"],
    check({ text }): Finding {
      const { score, category, categories } = toxicityScores(model, text);
      const flagged = score >= model.threshold;
      if (!flagged) return { score, threshold: model.threshold, flagged };
      const reason =
        (categories["self-harm"] ?? 0) >= 0.5 && (categories.hate ?? 0) < 0.7
          ? REASONS["self-harm"]
          : REASONS[category];
      return { score, threshold: model.threshold, flagged, reason };
    },
  };
}

export const parts = (model: LinearModel, text: string) => {
  const t = toxicityText(text);
  const f = featuresOf(t);
  return {
    learned: scoreText(model, f).probability,
    rules: patternEvidence(withPronouns(t)),
    lex: Object.fromEntries(Object.entries(lexicalEvidence(t)).map(([k, v]) => [k, sigmoid(v)])),
    heads: Object.fromEntries((model.heads ?? []).map((h) => [h.name, scoreText(h, harmFeatures(t)).probability])),
  };
};
