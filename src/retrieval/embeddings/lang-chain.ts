/** An embedder over LangChain's embeddings, whichever provider's. */
import type { Embedder, EmbeddingLimits } from "./embedder.ts";
import { explainFailure } from "./explain-failure.ts";

/** What of LangChain's `Embeddings` is used; add-ons that are not installed are known by this alone. */
export interface LangChainEmbeddings {
  embedDocuments(texts: string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
}

interface LangChainParts {
  readonly model: string;
  readonly limits: EmbeddingLimits;
  /** Loads the provider's package with the first text: that takes a moment, which a start need not wait. */
  readonly open: () => Promise<LangChainEmbeddings>;
  /** Some providers want to know which texts are questions. */
  readonly openForQuestions?: () => Promise<LangChainEmbeddings>;
}

/** What every LangChain client is given: Docent tries again by itself (see vector-keeper.ts) and sees each failure. */
export const NO_RETRIES = {
  maxRetries: 0,
  onFailedAttempt: (error: unknown) => {
    throw error;
  },
} as const;

export function langChainEmbedder({
  model,
  limits,
  open,
  openForQuestions = open,
}: LangChainParts): Embedder {
  let passages: Promise<LangChainEmbeddings> | undefined;
  let questions: Promise<LangChainEmbeddings> | undefined;
  const explained = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw explainFailure(error, model);
    }
  };
  return {
    model,
    limits,
    embedPassages: (texts) =>
      explained(async () => {
        passages ??= open();
        const client = await passages;
        const vectors = await client.embedDocuments([...texts]);
        if (vectors.length === texts.length && vectors.every((vector) => vector?.length > 0))
          return vectors.map((vector) => Float32Array.from(vector));
        // LangChain's Google client gives empty vectors in place of an error: one by one the texts tell which it is.
        const singly: Float32Array[] = [];
        for (const text of texts) singly.push(Float32Array.from(await client.embedQuery(text)));
        return singly;
      }),
    embedQuestion: (text) =>
      explained(async () => {
        questions ??= openForQuestions();
        return Float32Array.from(await (await questions).embedQuery(text));
      }),
  };
}
