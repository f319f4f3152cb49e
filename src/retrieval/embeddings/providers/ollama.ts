/** Ollama's own API; its OpenAI-compatible one works as well, with openai:<model> and DOCENT_EMBEDDINGS_URL. */
import type { Embedder, EmbeddingLimits } from "../embedder.ts";
import { langChainEmbedder, NO_RETRIES } from "../lang-chain.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** Ollama names no limits. It works on one request at a time and cuts texts by itself where a model takes fewer tokens. */
const OLLAMA: EmbeddingLimits = { inputs: 32, tokens: 16_000, tokensPerInput: 2_048, concurrency: 1 };

const LOCAL = "http://127.0.0.1:11434";

export function ollamaEmbedder({ name, model, key, url, dimensions, timeoutMs }: ProviderSettings): Embedder {
  return langChainEmbedder({
    model: name,
    limits: OLLAMA,
    async open() {
      const { OllamaEmbeddings } = await import("@langchain/ollama");
      return new OllamaEmbeddings({
        ...NO_RETRIES,
        model,
        baseUrl: url ?? LOCAL,
        dimensions,
        truncate: true,
        ...(key && { headers: { authorization: `Bearer ${key}` } }),
        fetch: (address: string | URL | Request, init?: RequestInit) =>
          fetch(address, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) }),
      });
    },
  });
}
