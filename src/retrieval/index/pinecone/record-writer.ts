/** Writes and deletes records in as few requests as the limits allow, whoever asked for them. */
import type { PineconeRecord } from "@pinecone-database/pinecone";
import type { TenantId } from "../../../access/scopes.ts";
import type { Target } from "./connect-pinecone.ts";
import { explainPinecone, PineconeError } from "./pinecone-error.ts";

/** https://docs.pinecone.io/reference/api/database-limits; a request's limit is 2 MB, with room left for its frame. */
const LIMITS = { requestBytes: 1_900_000, recordsAtOnce: 1_000, deletesAtOnce: 1_000, metadataBytes: 40_000 };

/** A tenant's part of the index. Namespaces are ASCII. */
export const namespaceOf = (tenant: TenantId): string => encodeURIComponent(tenant);

interface Waiting {
  readonly record: PineconeRecord;
  readonly bytes: number;
  readonly done: PromiseWithResolvers<void>;
}

export interface RecordWriter {
  /** Resolves when all are accepted. @throws {PineconeError} when a record is too large or refused */
  upsert(tenant: TenantId, records: readonly PineconeRecord[]): Promise<void>;
  remove(tenant: TenantId, ids: Iterable<string>): Promise<void>;
  /** The ids that begin so. */
  list(tenant: TenantId, prefix: string): Promise<string[]>;
}

export function createRecordWriter(target: Target): RecordWriter {
  const waiting = new Map<TenantId, Waiting[]>();
  const namespace = (tenant: TenantId) => target.index.namespace(namespaceOf(tenant));
  let isFlushing = false;

  /** What many documents ask for in one moment goes out together. */
  async function flush(): Promise<void> {
    isFlushing = true;
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = takeBatch(waiting); next; next = takeBatch(waiting)) {
      const { tenant, batch } = next;
      try {
        await namespace(tenant).upsert({ records: batch.map(({ record }) => record) });
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(explainPinecone(error, target.name));
      }
    }
    isFlushing = false;
  }

  return {
    async upsert(tenant, records) {
      if (records.length === 0) return;
      const added = records.map((record) => ({
        record,
        bytes: sizeOf(record, target.name),
        done: Promise.withResolvers<void>(),
      }));
      const queue = waiting.get(tenant) ?? [];
      waiting.set(tenant, queue);
      queue.push(...added);
      if (!isFlushing) void flush();
      await Promise.all(added.map(({ done }) => done.promise));
    },

    async remove(tenant, ids) {
      const all = [...new Set(ids)];
      try {
        for (let start = 0; start < all.length; start += LIMITS.deletesAtOnce)
          await namespace(tenant).deleteMany({ ids: all.slice(start, start + LIMITS.deletesAtOnce) });
      } catch (error) {
        throw explainPinecone(error, target.name);
      }
    },

    async list(tenant, prefix) {
      const ids: string[] = [];
      try {
        for (let token: string | undefined, first = true; first || token; first = false) {
          const page = await namespace(tenant).listPaginated({ prefix, paginationToken: token });
          ids.push(...(page.vectors ?? []).flatMap(({ id }) => id ?? []));
          token = page.pagination?.next;
        }
      } catch (error) {
        throw explainPinecone(error, target.name);
      }
      return ids;
    },
  };
}

function sizeOf(record: PineconeRecord, index: string): number {
  const metadata = Buffer.byteLength(JSON.stringify(record.metadata ?? {}));
  if (metadata > LIMITS.metadataBytes)
    throw new PineconeError(
      `Pinecone, index ${index}: a document's readers do not fit into a record (${metadata} bytes of ${LIMITS.metadataBytes}); name a group in place of single people`,
    );
  return Buffer.byteLength(JSON.stringify(record)) + 1;
}

function takeBatch(waiting: Map<TenantId, Waiting[]>): { tenant: TenantId; batch: Waiting[] } | undefined {
  for (const [tenant, queue] of waiting) {
    let bytes = 0;
    let size = 0;
    for (const { bytes: more } of queue) {
      if (size > 0 && (bytes + more > LIMITS.requestBytes || size === LIMITS.recordsAtOnce)) break;
      bytes += more;
      size += 1;
    }
    const batch = queue.splice(0, size);
    if (queue.length === 0) waiting.delete(tenant);
    if (batch.length > 0) return { tenant, batch };
  }
  return undefined;
}
