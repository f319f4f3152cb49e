import type { PineconeSettings } from "./connect-pinecone.ts";
import { pineconeClient } from "./connect-pinecone.ts";
import { explainPinecone, isTaken, PineconeError } from "./pinecone-error.ts";
import type { Patience } from "./retrying-fetch.ts";

export interface NewIndex {
  readonly name: string;
  readonly cloud: string;
  readonly region: string;
  /** The length of the embedding model's vectors; without one the index holds words alone. */
  readonly dimension?: number;
}

/**
 * Creates an index that holds what Docent needs, and waits until it is ready: sparse for words alone, or dense with
 * the dot product, which holds both halves of a hybrid search.
 * @throws {PineconeError} when the name is taken, or Pinecone refuses
 */
export async function createPinecone(
  settings: Pick<PineconeSettings, "apiKey" | "controllerUrl">,
  { name, cloud, region, dimension }: NewIndex,
  patience?: Patience,
): Promise<void> {
  try {
    await pineconeClient(settings, patience).createIndex({
      name,
      schema: {
        fields:
          dimension === undefined
            ? { _sparse_values: { type: "sparse_vector" } }
            : { _values: { type: "dense_vector", dimension, metric: "dotproduct" } },
      },
      deployment: { deploymentType: "managed", cloud, region },
      deletionProtection: "enabled",
      tags: { application: "docent" },
      waitUntilReady: true,
    });
  } catch (error) {
    if (isTaken(error))
      throw new PineconeError(
        `Pinecone has an index ${name} already; docent doctor says whether Docent can use it`,
        { cause: error },
      );
    throw explainPinecone(error, name);
  }
}
