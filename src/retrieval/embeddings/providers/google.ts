/** Google's Gemini API. */
import type { Embedder, EmbeddingLimits } from "../embedder.ts";
import { langChainEmbedder, NO_RETRIES } from "../lang-chain.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** https://ai.google.dev/gemini-api/docs/embeddings: 2,048 tokens a text; batchEmbedContents takes 100 of them. */
const GOOGLE: EmbeddingLimits = { inputs: 100, tokens: 200_000, tokensPerInput: 2_048, concurrency: 2 };

export function googleEmbedder({ name, model, key, url, dimensions }: ProviderSettings): Embedder {
  const open = async (task: "RETRIEVAL_DOCUMENT" | "RETRIEVAL_QUERY") => {
    const { GoogleGenerativeAIEmbeddings } = await import("@langchain/google-genai");
    return new GoogleGenerativeAIEmbeddings({
      ...NO_RETRIES,
      model,
      apiKey: key,
      baseUrl: url,
      // The package takes its enumeration's values, which are these names.
      taskType: task as never,
      outputDimensionality: dimensions,
    });
  };
  return langChainEmbedder({
    model: name,
    limits: GOOGLE,
    open: () => open("RETRIEVAL_DOCUMENT"),
    openForQuestions: () => open("RETRIEVAL_QUERY"),
  });
}
