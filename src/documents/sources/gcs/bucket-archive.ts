import type { SnapshotArchive, SnapshotId } from "../../archive.ts";
import { readObject } from "./read-object.ts";
import type { StorageClient } from "./storage-client.ts";
import { statusOf, storageProblem } from "./storage-problem.ts";

interface BucketArchiveOptions {
  readonly client: StorageClient;
  readonly bucket: string;
  /** What a snapshot may have at most; the limit of what is indexed. */
  readonly maxBytes: number;
}

/** An archive in a bucket, as `<tenant>/<document>/<version>`. */
export function bucketArchive({ client, bucket, maxBytes }: BucketArchiveOptions): SnapshotArchive {
  const objects = client.storage.bucket(bucket);
  return {
    async keep(id, { name, bytes }) {
      try {
        await objects.file(nameOf(id)).save(bytes, {
          resumable: false,
          validation: "crc32c",
          // The bytes of a version are always the same: whoever was first has written them.
          preconditionOpts: { ifGenerationMatch: 0 },
          metadata: { contentType: "application/octet-stream", metadata: { name: encodeURIComponent(name) } },
        });
      } catch (error) {
        if (statusOf(error) !== 412) throw storageProblem(bucket, error);
      }
    },
    async open(id) {
      try {
        const [[found]] = await objects.getFiles({ prefix: nameOf(id), autoPaginate: false, maxResults: 1 });
        if (!found) return undefined;
        const bytes = await readObject(client, { bucket, name: found.name }, maxBytes);
        return { name: decodeURIComponent(String(found.metadata.metadata?.name ?? "document")), bytes };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw storageProblem(bucket, error);
      }
    },
    async forget(tenant, document, except) {
      const kept = except && nameOf({ tenant, document, version: except });
      let removed = 0;
      try {
        // Archived generations too, should the bucket keep some: forgotten means gone.
        const [versions] = await objects.getFiles({
          prefix: nameOf({ tenant, document, version: "" }),
          versions: true,
        });
        for (const file of versions) {
          if (file.name === kept) continue;
          await file.delete({ ignoreNotFound: true });
          removed++;
        }
      } catch (error) {
        throw storageProblem(bucket, error);
      }
      return removed;
    },
  };
}

const nameOf = ({ tenant, document, version }: SnapshotId): string =>
  `${encodeURIComponent(tenant)}/${document}/${version}`;
