import type { Settings } from "../../config.ts";
import type { BiasJudge } from "../bias-check.ts";
import type { Filter } from "../verdict.ts";
import { azureContentSafety } from "./azure-content-safety.ts";
import { biasJudge } from "./bias-judge.ts";
import { embeddingSupport, type VectorOf } from "./embedding-support.ts";
import { isSafetyModel, judge } from "./judge.ts";
import { modelArmor } from "./model-armor.ts";
import { modelSupport } from "./model-support.ts";
import { openAiModeration } from "./openai-moderation.ts";

/** The names of the services, as DOCENT_MODERATION lists them, and of their filters, as policies name them. */
export const PROVIDER_FILTERS = {
  openai: "openai-moderation",
  azure: "azure-content-safety",
  "model-armor": "model-armor",
  judge: "judge",
} as const;

/** The filters of the services that DOCENT_MODERATION asks for; the settings were found complete before. */
export function providerFilters(settings: Settings): readonly Filter[] {
  const timeoutMs = settings.DOCENT_MODERATION_TIMEOUT_MS;
  const make: Record<keyof typeof PROVIDER_FILTERS, () => Filter> = {
    openai: () =>
      openAiModeration({
        apiKey: settings.OPENAI_API_KEY ?? "",
        baseUrl: settings.OPENAI_MODERATION_URL,
        timeoutMs,
      }),
    azure: () =>
      azureContentSafety({
        endpoint: settings.AZURE_CONTENT_SAFETY_ENDPOINT ?? "",
        key: settings.AZURE_CONTENT_SAFETY_KEY ?? "",
        timeoutMs,
      }),
    "model-armor": () =>
      modelArmor({
        template: settings.MODEL_ARMOR_TEMPLATE ?? "",
        endpoint: settings.MODEL_ARMOR_ENDPOINT,
        timeoutMs,
      }),
    judge: () => judge({ ...judgeServer(settings), model: settings.DOCENT_JUDGE ?? "", timeoutMs }),
  };
  return (settings.DOCENT_MODERATION ?? []).map((name) => make[name]());
}

/** Who is asked whether a sentence is biased: the model of DOCENT_JUDGE, unless that is a safety model or none is set. */
export function biasJudgeOf(settings: Settings): BiasJudge | undefined {
  const model = settings.DOCENT_JUDGE;
  if (model === undefined || isSafetyModel(model)) return undefined;
  return biasJudge({ ...judgeServer(settings), model, timeoutMs: settings.DOCENT_MODERATION_TIMEOUT_MS });
}

/** Filters that ask once more whether a source supports a sentence, by DOCENT_GROUNDING's name for them. */
export const SUPPORT_FILTERS = { embedding: "grounding-embedding", model: "grounding-model" } as const;

/**
 * The second opinions on support that DOCENT_GROUNDING asks for.
 * @param vectorOf a text's vector of the model that DOCENT_EMBEDDINGS names
 */
export function supportFilters(settings: Settings, vectorOf: VectorOf): readonly Filter[] {
  const timeoutMs = settings.DOCENT_MODERATION_TIMEOUT_MS;
  const make: Record<keyof typeof SUPPORT_FILTERS, () => Filter> = {
    embedding: () => embeddingSupport({ vectorOf, model: settings.DOCENT_EMBEDDINGS ?? "", timeoutMs }),
    model: () =>
      modelSupport({
        ...judgeServer(settings),
        model: settings.DOCENT_GROUNDING_MODEL ?? settings.DOCENT_JUDGE ?? "",
        timeoutMs,
      }),
  };
  const asked = settings.DOCENT_GROUNDING.split(",");
  return Object.entries(make).flatMap(([name, one]) => (asked.includes(name) ? [one()] : []));
}

const judgeServer = (settings: Settings) => ({
  baseUrl: settings.DOCENT_JUDGE_URL ?? settings.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
  apiKey: settings.DOCENT_JUDGE_KEY ?? settings.OPENAI_API_KEY,
});
