/** Azure OpenAI: the model is the name of a deployment. */
import type { Embedder, EmbeddingLimits } from "../embedder.ts";
import { langChainEmbedder, NO_RETRIES } from "../lang-chain.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** https://learn.microsoft.com/azure/ai-services/openai/reference#embeddings: 2,048 inputs, 8,192 tokens a text. */
const AZURE: EmbeddingLimits = { inputs: 2_048, tokens: 300_000, tokensPerInput: 8_192, concurrency: 2 };

/** The latest version of the data plane that is generally available. */
const API_VERSION = "2024-10-21";

export function azureEmbedder({ name, model, key, url, dimensions, timeoutMs }: ProviderSettings): Embedder {
  return langChainEmbedder({
    model: name,
    limits: AZURE,
    async open() {
      const { AzureOpenAIEmbeddings } = await import("@langchain/openai");
      return new AzureOpenAIEmbeddings({
        ...NO_RETRIES,
        model,
        azureOpenAIApiKey: key,
        azureOpenAIApiVersion: API_VERSION,
        azureOpenAIApiEmbeddingsDeploymentName: model,
        azureOpenAIBasePath: `${url?.replace(/\/+$/, "")}/openai/deployments`,
        dimensions,
        timeout: timeoutMs,
        batchSize: AZURE.inputs,
      });
    },
  });
}
