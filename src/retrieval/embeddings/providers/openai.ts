/** OpenAI and every server that speaks its language: vLLM, TEI, LiteLLM, LM Studio, ... */
import type { Embedder, EmbeddingLimits } from "../embedder.ts";
import { langChainEmbedder, NO_RETRIES } from "../lang-chain.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** https://platform.openai.com/docs/api-reference/embeddings/create: 2,048 inputs, 300,000 tokens, 8,192 a text. */
const OPENAI: EmbeddingLimits = { inputs: 2_048, tokens: 300_000, tokensPerInput: 8_192, concurrency: 4 };

/** Text Embeddings Inference takes 32 inputs and 16,384 tokens unless told otherwise; most models 512 tokens a text. */
const COMPATIBLE: EmbeddingLimits = { inputs: 32, tokens: 16_000, tokensPerInput: 512, concurrency: 2 };

/** Compatible servers often run without a key, but the client insists on one. */
const NO_KEY = "none";

export function openAiEmbedder({ name, model, key, url, dimensions, timeoutMs }: ProviderSettings): Embedder {
  return langChainEmbedder({
    model: name,
    limits: url ? COMPATIBLE : OPENAI,
    async open() {
      const { OpenAIEmbeddings } = await import("@langchain/openai");
      return new OpenAIEmbeddings({
        ...NO_RETRIES,
        model,
        apiKey: key ?? NO_KEY,
        dimensions,
        timeout: timeoutMs,
        batchSize: OPENAI.inputs,
        // Compatible servers do not all know base64, which the client asks for otherwise.
        ...(url && { encodingFormat: "float" as const }),
        configuration: { baseURL: url, maxRetries: 0 },
      });
    },
  });
}
