/** Finds the configured indexes and says what each can hold. */
import { type Index, Pinecone } from "@pinecone-database/pinecone";
import { explainPinecone, PineconeError } from "./pinecone-error.ts";
import { PATIENCE, type Patience, retryingFetch } from "./retrying-fetch.ts";

export interface PineconeSettings {
  readonly apiKey: string;
  /** The index for both halves of a search, or for vectors alone where there is a sparse one. */
  readonly index: string;
  /** A sparse index for words, where `index` cannot hold them. */
  readonly sparseIndex?: string;
  /** Other servers in place of Pinecone's. */
  readonly controllerUrl?: string;
  readonly indexUrl?: string;
  readonly sparseIndexUrl?: string;
}

/** One index, as far as Docent needs to know it. */
export interface Target {
  readonly name: string;
  readonly index: Index;
  /** The length of its dense vectors; `undefined` in a sparse index. */
  readonly dimension: number | undefined;
  readonly metric: string | undefined;
}

export interface PineconeConnection {
  /** Where words are searched; `undefined` when the only index is dense and compares by cosine. */
  readonly words: Target | undefined;
  /** Where vectors are searched; `undefined` when the only index is sparse. */
  readonly meaning: Target | undefined;
}

export const pineconeClient = (
  { apiKey, controllerUrl }: Pick<PineconeSettings, "apiKey" | "controllerUrl">,
  patience = PATIENCE,
): Pinecone =>
  new Pinecone({
    apiKey,
    controllerHostUrl: controllerUrl,
    fetchApi: retryingFetch(patience),
    maxRetries: 0,
  });

/**
 * Connects to the index or indexes of the settings.
 * @throws {PineconeError} for a wrong key, a missing index, or indexes that cannot do what they are there for
 */
export async function connectPinecone(
  settings: PineconeSettings,
  patience?: Patience,
): Promise<PineconeConnection> {
  const client = pineconeClient(settings, patience);
  const main = await describe(client, settings.index, settings.indexUrl);
  const sparse = settings.sparseIndex
    ? await describe(client, settings.sparseIndex, settings.sparseIndexUrl)
    : undefined;
  if (sparse?.dimension !== undefined)
    throw new PineconeError(
      `Pinecone, index ${sparse.name}: it is dense; set PINECONE_SPARSE_INDEX to a sparse one, or leave it out`,
    );
  if (sparse && main.dimension === undefined)
    throw new PineconeError(
      `Pinecone, index ${main.name}: it is sparse, and so is ${sparse.name}; set PINECONE_INDEX to a dense one, or leave PINECONE_SPARSE_INDEX out`,
    );
  const holdsWords = main.dimension === undefined || main.metric === "dotproduct";
  return {
    words: sparse ?? (holdsWords ? main : undefined),
    meaning: main.dimension === undefined ? undefined : main,
  };
}

async function describe(client: Pinecone, name: string, url: string | undefined): Promise<Target> {
  try {
    const described = url
      ? await client.describeIndex(name).catch(() => undefined)
      : await client.describeIndex(name);
    if (described && !described.status.ready)
      throw new PineconeError(`Pinecone, index ${name}: it is not ready yet; try again in a minute`);
    const index = client.index({ host: url ?? described!.host });
    // Asked of the index itself, so that a wrong host is found out here.
    const { dimension } = await index.describeIndexStats();
    // Where only the index itself can be asked, its name is taken for one that docent pinecone create made.
    const metric = described ? (described.metric ?? undefined) : "dotproduct";
    return { name, index, dimension: dimension || undefined, metric };
  } catch (error) {
    throw explainPinecone(error, name);
  }
}
