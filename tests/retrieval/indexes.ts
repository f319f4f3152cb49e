/** Every index that Docent can search in, for tests that hold for all of them. */
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import { connectPinecone } from "../../src/retrieval/index/pinecone/connect-pinecone.ts";
import { openPineconeIndex, type PineconeIndex } from "../../src/retrieval/index/pinecone/pinecone-index.ts";
import type { Patience } from "../../src/retrieval/index/pinecone/retrying-fetch.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { type IndexShape, type PineconeStandIn, startPinecone } from "../stand-ins/pinecone.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** As patient as Docent is, but in a hurry. */
export const HURRIED: Patience = { attempts: 5, firstDelayMs: 4, longestDelayMs: 16, timeoutMs: 5_000 };

export interface PineconeBench {
  readonly pinecone: PineconeStandIn;
  readonly index: PineconeIndex;
  readonly db: Database["db"];
  /** Opens the index anew over the same Pinecone and the same database, as another process does. */
  reopen(names?: { index: string; sparseIndex?: string }): Promise<PineconeIndex>;
  close(): Promise<void>;
}

/** An index over a stand-in for Pinecone with an index `docent` of this shape. */
export async function openPineconeBench(shape: IndexShape): Promise<PineconeBench> {
  const pinecone = await startPinecone();
  pinecone.create("docent", shape);
  const folder = await temporaryFolder();
  const database = await openDatabase({ folder });
  const reopen: PineconeBench["reopen"] = async (names = { index: "docent" }) => {
    const settings = { apiKey: pinecone.apiKey, controllerUrl: pinecone.url, ...names };
    const connection = await connectPinecone(settings, HURRIED);
    return openPineconeIndex({ connection, db: database.db });
  };
  const index = await reopen();
  return {
    pinecone,
    index,
    db: database.db,
    reopen,
    async close() {
      await index.close();
      await database.close();
      await pinecone.stop();
    },
  };
}

const overPinecone = (shape: IndexShape) => async (): Promise<PassageIndex> => {
  const bench = await openPineconeBench(shape);
  return { ...bench.index, close: bench.close };
};

/** By name: opens an empty one. */
export const INDEXES: Readonly<Record<string, () => Promise<PassageIndex>>> = {
  embedded: async () => openEmbeddedIndex({ folder: await temporaryFolder() }),
  "Pinecone, both halves in one": overPinecone({ dimension: 8, metric: "dotproduct" }),
  "Pinecone, sparse, before it shows what was written": overPinecone({ lags: true }),
};
