import type { Settings } from "../../config.ts";
import { type Embedder, EmbeddingError } from "./embedder.ts";
import { azureEmbedder } from "./providers/azure.ts";
import { bedrockEmbedder } from "./providers/bedrock.ts";
import { googleEmbedder } from "./providers/google.ts";
import { localEmbedder } from "./providers/local.ts";
import { ollamaEmbedder } from "./providers/ollama.ts";
import { openAiEmbedder } from "./providers/openai.ts";
import type { ProviderSettings } from "./providers/provider-settings.ts";

export type EmbeddingSettings = Pick<
  Settings,
  | "DOCENT_EMBEDDINGS"
  | "DOCENT_EMBEDDINGS_DIMENSIONS"
  | "DOCENT_EMBEDDINGS_KEY"
  | "DOCENT_EMBEDDINGS_URL"
  | "OPENAI_API_KEY"
  | "OPENAI_BASE_URL"
>;

/** How long one request for passages may take. */
const TIMEOUT_MS = 60_000;

type Provider = (settings: ProviderSettings) => Embedder;

/** By what stands before the colon in DOCENT_EMBEDDINGS. A new provider is one file and one line here. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  openai: openAiEmbedder,
  azure: azureEmbedder,
  google: googleEmbedder,
  bedrock: bedrockEmbedder,
  ollama: ollamaEmbedder,
  folder: localEmbedder,
  "use-lite": localEmbedder,
};

/** What vectors of the model that the settings name are kept under; undefined when none is named. */
export function embeddingModelName(settings: EmbeddingSettings): string | undefined {
  const { DOCENT_EMBEDDINGS: model, DOCENT_EMBEDDINGS_DIMENSIONS: dimensions } = settings;
  return model && dimensions ? `${model}@${dimensions}` : model;
}

/**
 * The embedder with this name, reached as the settings say. It need not be the one that the settings name: while
 * another takes over, questions are still compared with the former one's vectors.
 * @throws {EmbeddingError} when no provider has that name
 */
export function createEmbedder(name: string, settings: EmbeddingSettings): Embedder {
  const [, provider = "", model = "", dimensions] = /^([^:@]+):?(.*?)(?:@(\d+))?$/.exec(name) ?? [];
  const create = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
  if (!create)
    throw new EmbeddingError(
      `no provider of embeddings is called "${provider}": set DOCENT_EMBEDDINGS to one of ${Object.keys(PROVIDERS).join(", ")}`,
      { kind: "setup" },
    );
  const isOpenAi = provider === "openai";
  return create({
    name,
    model,
    key: settings.DOCENT_EMBEDDINGS_KEY ?? (isOpenAi ? settings.OPENAI_API_KEY : undefined),
    url: settings.DOCENT_EMBEDDINGS_URL ?? (isOpenAi ? settings.OPENAI_BASE_URL : undefined),
    dimensions: dimensions === undefined ? undefined : Number(dimensions),
    timeoutMs: TIMEOUT_MS,
  });
}
