import { resolve } from "node:path";
import type { Settings } from "./config.ts";
import { openEmbeddedIndex } from "./retrieval/index/embedded.ts";
import { pineconeSettings } from "./retrieval/index/pinecone/pinecone-settings.ts";
import type { PassageIndex } from "./retrieval/passage-index.ts";
import type { Database } from "./storage/database.ts";

/**
 * The index in Pinecone where a key for it is set, in the data folder otherwise.
 * @throws an error with one clear line, the database closed, when the index cannot be used.
 */
export async function openIndex(settings: Settings, database: Database): Promise<PassageIndex> {
  try {
    const pinecone = pineconeSettings(settings);
    if (!pinecone) return await openEmbeddedIndex({ folder: resolve(settings.DOCENT_DATA) });
    const { connectPinecone } = await import("./retrieval/index/pinecone/connect-pinecone.ts");
    const { openPineconeIndex } = await import("./retrieval/index/pinecone/pinecone-index.ts");
    return openPineconeIndex({ connection: await connectPinecone(pinecone), db: database.db });
  } catch (error) {
    await database.close();
    throw error;
  }
}
