import type { FileMetadata, GetFilesOptions } from "@google-cloud/storage";
import type { Scope } from "../../../access/scopes.ts";
import { tooLarge } from "../../parse/create-parser.ts";
import { isDocumentName } from "../../parse/format.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "../source.ts";
import { isWithin, type PrefixRule, scopesOf } from "./prefix-rules.ts";
import { readObject } from "./read-object.ts";
import type { StorageClient } from "./storage-client.ts";
import { statusOf, storageProblem } from "./storage-problem.ts";

export interface GcsSourceOptions {
  readonly client: StorageClient;
  readonly bucket: string;
  /** Only the object or folder of this name; the whole bucket without it. */
  readonly prefix?: string;
  readonly rules: readonly PrefixRule[];
  /** Larger objects are refused before they are downloaded. */
  readonly maxBytes: number;
  /** Told after each listing which documents no rule gives readers to; they are not indexed. */
  readonly onUnmapped?: (unmapped: Unmapped) => void;
}

/** Documents of a bucket that nobody was given. */
export interface Unmapped {
  readonly count: number;
  /** A few of their names. */
  readonly examples: readonly string[];
}

/** A bucket as a source. Paths are object names; versions are generations. */
export interface GcsSource extends DocumentSource {
  readonly bucket: string;
  /** Whether the object would be listed if it existed: what events about others are ignored by. */
  covers(path: string): boolean;
  find(path: string): Promise<SourceEntry | undefined>;
}

const OBJECTS_PER_PAGE = 1_000;
const UNMAPPED_EXAMPLES = 5;
const FIELDS = "name,generation,size,timeCreated";

/**
 * Documents of a Google Cloud Storage bucket, live objects only: what is deleted, or archived by versioning, is gone.
 * Folder markers, dotfiles and files that are no documents are passed over, and so is what no prefix rule names.
 */
export function gcsSource(options: GcsSourceOptions): GcsSource {
  const { client, bucket: bucketName, prefix = "", rules, maxBytes } = options;

  const isListed = (path: string): boolean => isWithin(prefix, path) && isDocument(path);
  const readersOf = (path: string): readonly Scope[] | undefined =>
    isListed(path) ? scopesOf(rules, path) : undefined;

  async function find(path: string): Promise<SourceEntry | undefined> {
    const scopes = readersOf(path);
    if (!scopes?.length) return undefined;
    try {
      const [metadata] = await client.storage.bucket(bucketName).file(path).getMetadata();
      return entryOf(bucketName, path, metadata, scopes);
    } catch (error) {
      // A bucket that is gone answers the same; the next listing tells the two apart.
      if (statusOf(error) === 404) return undefined;
      throw storageProblem(bucketName, error);
    }
  }

  async function download({ path, size, version }: SourceEntry): Promise<Uint8Array | undefined> {
    if (size > maxBytes) throw tooLarge(size, maxBytes);
    try {
      return await readObject(client, { bucket: bucketName, name: path, generation: version }, maxBytes);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw statusOf(error) === undefined ? error : storageProblem(bucketName, error);
    }
  }

  return {
    name: `gcs:${bucketName}/${prefix}`,
    bucket: bucketName,
    covers: (path) => Boolean(readersOf(path)?.length),
    find,
    async *list() {
      const unmapped: string[] = [];
      let count = 0;
      for await (const { name = "", ...metadata } of pages(options)) {
        if (!isListed(name)) continue;
        const scopes = scopesOf(rules, name);
        if (scopes?.length) yield entryOf(bucketName, name, metadata, scopes);
        else if (!scopes && ++count <= UNMAPPED_EXAMPLES) unmapped.push(name);
      }
      if (count > 0) options.onUnmapped?.({ count, examples: unmapped });
    },
    async read(entry) {
      const listed = await download(entry);
      if (listed) return listed;
      // It was overwritten since it was listed: the words of now count, and the event about them finds them read.
      const current = await find(entry.path);
      const bytes = current && (await download(current));
      if (!bytes) throw new SourceError(`it is gone from gs://${bucketName}: nothing needs to be done`);
      return bytes;
    },
  };
}

/** Every live object, a page of names in memory at a time. @throws {SourceError} with what to do. */
async function* pages({ client, bucket, prefix }: GcsSourceOptions): AsyncGenerator<FileMetadata> {
  let query: GetFilesOptions | null = {
    autoPaginate: false,
    maxResults: OBJECTS_PER_PAGE,
    fields: `items(${FIELDS}),nextPageToken`,
    ...(prefix && { prefix }),
  };
  while (query) {
    let page: readonly [readonly FileMetadata[], GetFilesOptions | null];
    try {
      const [files, next] = await client.storage.bucket(bucket).getFiles(query);
      // Asked for `fields`, the SDK hands out plain metadata, whatever its types say.
      page = [files as readonly unknown[] as readonly FileMetadata[], next];
    } catch (error) {
      throw storageProblem(bucket, error);
    }
    yield* page[0];
    query = page[1];
  }
}

function isDocument(path: string): boolean {
  const parts = path.split("/");
  return parts.at(-1) !== "" && !parts.some((part) => part.startsWith(".")) && isDocumentName(parts.at(-1)!);
}

const entryOf = (
  bucket: string,
  path: string,
  { generation, size, timeCreated }: FileMetadata,
  scopes: readonly Scope[],
): SourceEntry => ({
  path,
  // When these bytes were written; `updated` moves with every change of the object's metadata.
  modifiedAt: new Date(timeCreated ?? 0).toISOString(),
  size: Number(size),
  scopes,
  uri: `https://storage.cloud.google.com/${bucket}/${path.split("/").map(encodeURIComponent).join("/")}`,
  version: String(generation),
});
