/** Buckets in memory as Cloud Storage keeps them: generations, versioning, preconditions and what it notifies of. */
import { createHash } from "node:crypto";

/** What a Pub/Sub notification of Cloud Storage says in its attributes. */
export interface ObjectEvent {
  readonly eventType: "OBJECT_FINALIZE" | "OBJECT_DELETE" | "OBJECT_ARCHIVE" | "OBJECT_METADATA_UPDATE";
  readonly bucketId: string;
  readonly objectId: string;
  readonly objectGeneration: string;
  readonly overwroteGeneration?: string;
  readonly overwrittenByGeneration?: string;
}

export interface StoredObject {
  readonly name: string;
  readonly generation: string;
  metageneration: number;
  readonly timeCreated: string;
  updated: string;
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Bytes, or only how many zero bytes there would be: objects too large for a test's memory. */
  readonly body: Buffer | { readonly size: number };
}

export interface Bucket {
  readonly versioning: boolean;
  readonly live: Map<string, StoredObject>;
  readonly archived: StoredObject[];
}

export interface Upload {
  readonly name: string;
  readonly body: StoredObject["body"];
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A condition of the request does not hold: 412. */
export class PreconditionFailed extends Error {
  override name = "PreconditionFailed";
}

export interface ObjectStore {
  readonly buckets: Map<string, Bucket>;
  put(bucket: string, upload: Upload, ifGenerationMatch?: string): StoredObject;
  /** Without a generation: the live object, which versioning keeps as archived. */
  remove(bucket: string, name: string, generation?: string): boolean;
  get(bucket: string, name: string, generation?: string): StoredObject | undefined;
  /** Metadata changed, not the bytes. */
  touchMetadata(bucket: string, name: string): void;
}

/** @param tell hears of every change, as a notification configuration of the bucket would. */
export function objectStore(tell: (event: ObjectEvent) => void): ObjectStore {
  const buckets = new Map<string, Bucket>();
  let clock = 1_700_000_000_000_000;
  const of = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw new Error(`no bucket ${name} in the stand-in`);
    return bucket;
  };
  const retire = (bucket: string, object: StoredObject, overwrittenByGeneration?: string): void => {
    const { versioning, archived } = of(bucket);
    if (versioning) archived.push(object);
    tell({
      eventType: versioning ? "OBJECT_ARCHIVE" : "OBJECT_DELETE",
      bucketId: bucket,
      objectId: object.name,
      objectGeneration: object.generation,
      ...(overwrittenByGeneration && { overwrittenByGeneration }),
    });
  };
  return {
    buckets,
    put(bucketName, upload, ifGenerationMatch) {
      const bucket = of(bucketName);
      const before = bucket.live.get(upload.name);
      if (ifGenerationMatch !== undefined && ifGenerationMatch !== (before?.generation ?? "0"))
        throw new PreconditionFailed();
      clock += 1_000_000;
      const object: StoredObject = {
        contentType: "application/octet-stream",
        ...upload,
        generation: String(clock),
        metageneration: 1,
        timeCreated: new Date(clock / 1000).toISOString(),
        updated: new Date(clock / 1000).toISOString(),
      };
      bucket.live.set(upload.name, object);
      if (before) retire(bucketName, before, object.generation);
      tell({
        eventType: "OBJECT_FINALIZE",
        bucketId: bucketName,
        objectId: upload.name,
        objectGeneration: object.generation,
        ...(before && { overwroteGeneration: before.generation }),
      });
      return object;
    },
    remove(bucketName, name, generation) {
      const bucket = of(bucketName);
      const live = bucket.live.get(name);
      if (live && (generation === undefined || generation === live.generation)) {
        bucket.live.delete(name);
        if (generation === undefined) retire(bucketName, live);
        return true;
      }
      const place = bucket.archived.findIndex(
        (object) => object.name === name && object.generation === generation,
      );
      if (place >= 0) bucket.archived.splice(place, 1);
      return place >= 0;
    },
    get(bucketName, name, generation) {
      const bucket = of(bucketName);
      const live = bucket.live.get(name);
      if (generation === undefined || generation === live?.generation) return live;
      return bucket.archived.find((object) => object.name === name && object.generation === generation);
    },
    touchMetadata(bucketName, name) {
      const object = of(bucketName).live.get(name)!;
      object.metageneration++;
      object.updated = new Date().toISOString();
      tell({
        eventType: "OBJECT_METADATA_UPDATE",
        bucketId: bucketName,
        objectId: name,
        objectGeneration: object.generation,
      });
    },
  };
}

export const sizeOf = ({ body }: StoredObject): number => (Buffer.isBuffer(body) ? body.length : body.size);

/** The object resource of the JSON API. */
export function resource(bucket: string, object: StoredObject, isArchived = false): Record<string, unknown> {
  const {
    name,
    generation,
    metageneration,
    timeCreated,
    updated,
    contentType,
    contentEncoding,
    metadata,
    body,
  } = object;
  return {
    kind: "storage#object",
    id: `${bucket}/${name}/${generation}`,
    name,
    bucket,
    generation,
    metageneration: String(metageneration),
    updated,
    timeCreated,
    contentType,
    contentEncoding,
    metadata,
    size: String(sizeOf(object)),
    ...(Buffer.isBuffer(body) && { crc32c: crc32c(body), md5Hash: md5(body) }),
    ...(isArchived && { timeDeleted: updated }),
  };
}

export const md5 = (bytes: Buffer): string => createHash("md5").update(bytes).digest("base64");

/** CRC-32C (Castagnoli, RFC 3720), big-endian in base64 as Cloud Storage writes it. */
export function crc32c(bytes: Buffer): string {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  const four = Buffer.alloc(4);
  four.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return four.toString("base64");
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc >>> 0;
});
