import { ConfigError, type Settings } from "../../config.ts";
import { cohereReranker, teiReranker } from "./http-reranker.ts";
import { llmReranker } from "./llm-reranker.ts";
import type { Reranker } from "./reranker.ts";

export type RerankerSettings = Pick<
  Settings,
  "DOCENT_RERANKER" | "DOCENT_RERANKER_KEY" | "DOCENT_RERANKER_URL" | "OPENAI_API_KEY" | "OPENAI_BASE_URL"
>;

const COHERE = "https://api.cohere.com/v2/rerank";

/** The reranker that the settings name; none without the setting. @throws {ConfigError} when it has no address */
export function createReranker(settings: RerankerSettings): Reranker | undefined {
  const { DOCENT_RERANKER: name, DOCENT_RERANKER_URL: url, DOCENT_RERANKER_KEY: key } = settings;
  if (!name) return undefined;
  const [, provider, model = ""] = /^([^:]+):?(.*)$/.exec(name)!;
  if (provider === "cohere") return cohereReranker(model, { name, url: url ?? COHERE, key });
  if (provider === "openai")
    return llmReranker({
      name,
      model,
      key: key ?? settings.OPENAI_API_KEY,
      url: url ?? settings.OPENAI_BASE_URL,
    });
  if (!url)
    throw new ConfigError("DOCENT_RERANKER_URL is missing: set it to the server's address up to /rerank.");
  return teiReranker({ name, url, key });
}
