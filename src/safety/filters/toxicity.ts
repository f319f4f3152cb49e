import { type LinearModel, readModel } from "../linear-model.ts";
import type { Filter, Finding } from "../verdict.ts";
import type { ToxicCategory } from "./hostile-language.ts";
import { toxicityScores } from "./toxicity-scores.ts";

const VERSION = "2";

const REASONS: Readonly<Record<ToxicCategory, string>> = {
  hate: "Reads as hostile towards a group of people",
  harassment: "Reads as an insult or a threat",
  sexual: "Sexually explicit",
  violence: "Describes or threatens violence",
  "self-harm": "self-harm",
};

/**
 * Hate, harassment, sexual, violent and self-harming language: rules and a word list per category and small models, the
 * first of them blind to which group is spoken of. The reason is exactly "self-harm" where a person may need help
 * rather than a refusal.
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
      if (!flagged) return { score, threshold: model.threshold, flagged, categories };
      const needsHelp = (categories["self-harm"] ?? 0) >= 0.5 && (categories.hate ?? 0) < 0.7;
      const reason = needsHelp ? REASONS["self-harm"] : REASONS[category];
      return { score, threshold: model.threshold, flagged, reason, categories };
    },
  };
}
