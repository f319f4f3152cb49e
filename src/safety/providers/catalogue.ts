import type { Settings } from "../../config.ts";
import type { BiasJudge } from "../bias-check.ts";
import type { Filter } from "../verdict.ts";
import { azureContentSafety } from "./azure-content-safety.ts";
import { biasJudge } from "./bias-judge.ts";
import { isSafetyModel, judge } from "./judge.ts";
import { modelArmor } from "./model-armor.ts";
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
    judge: () => judge(judgeOf(settings, settings.DOCENT_JUDGE ?? "")),
  };
  return (settings.DOCENT_MODERATION ?? []).map((name) => make[name]());
}

/** Who is asked whether a sentence is biased: the model of DOCENT_JUDGE, unless that is a safety model or none is set. */
export function biasJudgeOf(settings: Settings): BiasJudge | undefined {
  const model = settings.DOCENT_JUDGE;
  return model === undefined || isSafetyModel(model) ? undefined : biasJudge(judgeOf(settings, model));
}

const judgeOf = (settings: Settings, model: string) => ({
  model,
  baseUrl: settings.DOCENT_JUDGE_URL ?? settings.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
  apiKey: settings.DOCENT_JUDGE_KEY ?? settings.OPENAI_API_KEY,
  timeoutMs: settings.DOCENT_MODERATION_TIMEOUT_MS,
});
