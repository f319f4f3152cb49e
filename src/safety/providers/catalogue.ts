import type { Settings } from "../../config.ts";
import type { Filter } from "../verdict.ts";
import { azureContentSafety } from "./azure-content-safety.ts";
import { judge } from "./judge.ts";
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
    judge: () =>
      judge({
        model: settings.DOCENT_JUDGE ?? "",
        baseUrl: settings.DOCENT_JUDGE_URL ?? settings.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
        apiKey: settings.DOCENT_JUDGE_KEY ?? settings.OPENAI_API_KEY,
        timeoutMs,
      }),
  };
  return (settings.DOCENT_MODERATION ?? []).map((name) => make[name]());
}
