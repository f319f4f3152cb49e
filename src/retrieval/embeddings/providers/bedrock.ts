/** Amazon Bedrock, with AWS's own settings for region and credentials (AWS_REGION, AWS_PROFILE, roles, ...). */
import { loadAddOns } from "../add-on.ts";
import type { Embedder, EmbeddingLimits } from "../embedder.ts";
import { type LangChainEmbeddings, langChainEmbedder, NO_RETRIES } from "../lang-chain.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/**
 * https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html: Titan takes one text of 8,192
 * tokens a request; LangChain sends those of a batch at the same time.
 */
const BEDROCK: EmbeddingLimits = { inputs: 8, tokens: 65_536, tokensPerInput: 8_192, concurrency: 1 };

interface AwsModule {
  readonly BedrockEmbeddings: new (settings: Readonly<Record<string, unknown>>) => LangChainEmbeddings;
}

export function bedrockEmbedder({ name, model, url, dimensions }: ProviderSettings): Embedder {
  return langChainEmbedder({
    model: name,
    limits: BEDROCK,
    async open() {
      const [{ BedrockEmbeddings }] = await loadAddOns<[AwsModule]>(name, ["@langchain/aws"]);
      return new BedrockEmbeddings({
        ...NO_RETRIES,
        model,
        dimensions,
        clientOptions: { maxAttempts: 1, ...(url && { endpoint: url }) },
      });
    },
  });
}
