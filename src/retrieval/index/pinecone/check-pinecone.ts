import { connectPinecone, type PineconeSettings } from "./connect-pinecone.ts";
import type { Patience } from "./retrying-fetch.ts";

/** A doctor waits a shorter time than an indexer. */
const CHECKING: Patience = { attempts: 2, firstDelayMs: 500, longestDelayMs: 2_000, timeoutMs: 8_000 };

/** Says what the configured indexes hold. @throws {PineconeError} when Docent cannot use them */
export async function checkPinecone(settings: PineconeSettings): Promise<string> {
  const { words, meaning } = await connectPinecone(settings, CHECKING);
  const vectors = meaning && `vectors of ${meaning.dimension} in ${meaning.name}`;
  if (!words)
    return `${vectors}; questions in words alone find nothing: use an index of docent pinecone create, or name a sparse one in PINECONE_SPARSE_INDEX`;
  return [`words in ${words.name}`, vectors ?? "no vectors"].join(", ");
}
