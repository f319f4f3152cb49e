import { ConfigError, readSettings } from "../config.ts";
import { connectPinecone } from "../retrieval/index/pinecone/connect-pinecone.ts";
import { createPinecone } from "../retrieval/index/pinecone/create-pinecone.ts";
import { openPineconeIndex } from "../retrieval/index/pinecone/pinecone-index.ts";
import { pineconeSettings } from "../retrieval/index/pinecone/pinecone-settings.ts";
import { openDatabase } from "../storage/database.ts";
import { print } from "./print.ts";

function configured() {
  const settings = readSettings();
  const pinecone = pineconeSettings(settings);
  if (!pinecone)
    throw new ConfigError(
      "PINECONE_API_KEY is missing: create one at https://app.pinecone.io under API keys.",
    );
  return { pinecone, folder: settings.DOCENT_DATA };
}

/** `docent pinecone create`: makes the index that PINECONE_INDEX names, and waits until it is ready. */
export async function createPineconeCommand(options: {
  cloud: string;
  region: string;
  dimension?: number;
  json?: boolean;
}): Promise<void> {
  const { pinecone } = configured();
  const { cloud, region, dimension } = options;
  await createPinecone(pinecone, { name: pinecone.index, cloud, region, dimension });
  print({ created: pinecone.index, cloud, region, dimension: dimension ?? null }, options, () =>
    dimension === undefined
      ? `Created: ${pinecone.index}, for words. Run docent index, or docent pinecone restore where documents are known.`
      : `Created: ${pinecone.index}, for words and vectors of ${dimension}. Run docent index, or docent pinecone restore where documents are known.`,
  );
}

/** `docent pinecone restore`: writes every known passage again, and deletes what belongs to none. */
export async function restorePineconeCommand(options: { json?: boolean }): Promise<void> {
  const { pinecone, folder } = configured();
  const database = await openDatabase({ folder });
  try {
    const index = openPineconeIndex({ connection: await connectPinecone(pinecone), db: database.db });
    const total = { written: 0, removed: 0 };
    for (const tenant of await index.tenants()) {
      const { written, removed } = await index.restore(tenant);
      total.written += written;
      total.removed += removed;
    }
    await index.close();
    print(total, options, () => `${total.written} passages written, ${total.removed} stray records deleted`);
  } finally {
    await database.close();
  }
}
