import { featuresOf, type LinearModel, readModel, scoreText } from "../linear-model.ts";
import type { Filter, Finding } from "../verdict.ts";
import { HOSTILE_PATTERNS, type ToxicCategory } from "./hostile-language.ts";
import { withoutIdentities } from "./identity-terms.ts";
import { plainText, unmaskedText } from "./plain-text.ts";

const VERSION = "1";

/** Speaks about hostile words rather than with them: counter-speech, reports, questions about a policy. */
const ABOUT_HOSTILITY =
  /\b(?:hate speech|hateful|racis[mt]s?|sexis[mt]s?|homophobi[ac]|transphobi[ac]|xenophobi[ac]|islamophobi[ac]|antisemiti[cs]m?|misogyn\w+|bigot\w*|slurs?|unacceptable|wrong to|not (?:ok|okay|acceptable|right|true|funny)|(?:disgusting|terrible|horrible|awful|vile|hurtful|stupid|shameful|dangerous) (?:thing|things|words?|comments?|remarks?|statements?|lies?|to (?:say|call|claim))|thing to say|offensive|stop (?:saying|calling|telling|using)|nobody should|no one should|no-one should|you can(?:'|no)t (?:just )?(?:say|call)|never (?:say|call|use)|must not|should never|shouldn't (?:say|call|use)|(?:policy|rules?|report|complaint|training|code of conduct)\b)/;
const QUOTED = /["“”«»„‟][^"“”«»„‟]{3,300}["“”«»„‟]|(?<!\p{L})['‘][^'‘’\n]{6,200}['’](?!\p{L})/gu;
const NEGATED =
  /\b(?:don't|do not|doesn't|does not|didn't|never|not|isn't|aren't|are not|is not|nor|without|no longer)\b(?: \S+){0,3} ?$/;
/** Of the evidence for hate and harassment, what remains when the text condemns it. */
const COUNTER_SPEECH_SHARE = 0.45;
/** The same for the model where nothing stands in quotes, so that "this is not offensive, but ..." gains little. */
const OWN_WORDS_SHARE = 0.75;

/** How the toxicity filter prepares a text for its rules and its model: plain, unmasked, groups replaced, no links or handles. */
export const toxicityText = (text: string): string =>
  withoutIdentities(unmaskedText(plainText(text).replace(/https?:\/\/\S+|(?<!\p{L})@\w+/gu, " ")));

export interface ToxicityScores {
  readonly categories: Readonly<Partial<Record<ToxicCategory, number>>>;
  /** Hate and harassment by the model. */
  readonly learned: number;
  /** 0 to 1: everything together. */
  readonly score: number;
  readonly category: ToxicCategory;
}

function patternEvidence(text: string): Partial<Record<ToxicCategory, number>> {
  const evidence: Partial<Record<ToxicCategory, number>> = {};
  for (const { category, weight, pattern } of HOSTILE_PATTERNS) {
    const seen = new Set<string>();
    for (const match of text.matchAll(pattern)) {
      if (
        seen.has(match[0]) ||
        seen.size > 8 ||
        NEGATED.test(text.slice(Math.max(0, match.index - 40), match.index))
      )
        continue;
      seen.add(match[0]);
      evidence[category] = 1 - (1 - (evidence[category] ?? 0)) * (1 - weight);
    }
  }
  return evidence;
}

/** Scores per category from the rules, the model's own, and both as independent evidence. */
export function toxicityScores(model: LinearModel, text: string): ToxicityScores {
  const prepared = toxicityText(text);
  const categories = patternEvidence(prepared);
  let learned = scoreText(model, featuresOf(prepared)).probability;
  if (ABOUT_HOSTILITY.test(prepared)) {
    const unquoted = prepared.replace(QUOTED, " ");
    const own = unquoted === prepared ? learned : scoreText(model, featuresOf(unquoted)).probability;
    learned = Math.min(own, learned * (unquoted === prepared ? OWN_WORDS_SHARE : COUNTER_SPEECH_SHARE));
    const outsideQuotes = patternEvidence(unquoted);
    for (const category of ["hate", "harassment"] as const) {
      categories[category] = Math.min(
        outsideQuotes[category] ?? 0,
        (categories[category] ?? 0) * COUNTER_SPEECH_SHARE,
      );
    }
  }
  let category: ToxicCategory = (categories.harassment ?? 0) > (categories.hate ?? 0) ? "harassment" : "hate";
  let strongest = Math.max(learned, categories[category] ?? 0);
  let rest = 1 - learned;
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
