import type { Settings } from "../../../config.ts";
import type { PineconeSettings } from "./connect-pinecone.ts";

/** Where Pinecone is, or `undefined` when no key for it is set. */
export function pineconeSettings(settings: Settings): PineconeSettings | undefined {
  if (settings.PINECONE_API_KEY === undefined) return undefined;
  return {
    apiKey: settings.PINECONE_API_KEY,
    index: settings.PINECONE_INDEX,
    sparseIndex: settings.PINECONE_SPARSE_INDEX,
    controllerUrl: settings.PINECONE_CONTROLLER_URL,
    indexUrl: settings.PINECONE_INDEX_URL,
    sparseIndexUrl: settings.PINECONE_SPARSE_INDEX_URL,
  };
}
