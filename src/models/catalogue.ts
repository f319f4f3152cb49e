import type { Settings } from "../config.ts";
import { extractive } from "./extractive.ts";
import { type Model, ModelError } from "./model.ts";
import { openAiModel } from "./providers/openai.ts";

export type ModelSettings = Pick<
  Settings,
  "DOCENT_MODEL" | "OPENAI_API_KEY" | "OPENAI_BASE_URL" | "DOCENT_MODEL_TIMEOUT_MS"
>;

/** By what stands before the colon in DOCENT_MODEL. A new provider is one file and one line here. */
const PROVIDERS: Readonly<Record<string, (model: string, settings: ModelSettings) => Model>> = {
  extractive: () => extractive,
  openai: (model, settings) =>
    openAiModel({
      model,
      apiKey: settings.OPENAI_API_KEY,
      baseUrl: settings.OPENAI_BASE_URL,
      timeoutMs: settings.DOCENT_MODEL_TIMEOUT_MS,
    }),
};

/**
 * The model that the settings name.
 * @throws {ModelError} when no provider has that name.
 */
export function createModel(settings: ModelSettings): Model {
  const [, provider = "", model = ""] = /^([^:]*):?(.*)$/.exec(settings.DOCENT_MODEL) ?? [];
  const create = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
  if (create) return create(model, settings);
  const known = Object.keys(PROVIDERS).join(", ");
  throw new ModelError(`No provider is called "${provider}": set DOCENT_MODEL to one of ${known}`);
}
