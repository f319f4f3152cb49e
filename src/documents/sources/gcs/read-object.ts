import { setTimeout as delay } from "node:timers/promises";
import { tooLarge } from "../../parse/create-parser.ts";
import { UnreadableDocument } from "../../parse/unreadable.ts";
import { MAX_RETRIES, type StorageClient } from "./storage-client.ts";
import { statusOf } from "./storage-problem.ts";

export interface ObjectAddress {
  readonly bucket: string;
  readonly name: string;
  /** The live one without it. */
  readonly generation?: string;
}

/**
 * The bytes of one object, checked against its CRC32C. At most `maxBytes` are held, whatever the object turns out to
 * have: gzip-encoded ones are unpacked while they arrive. A download that is refused for now, breaks off or fails its
 * checksum begins again.
 *
 * @throws {UnreadableDocument} above `maxBytes`; what the SDK throws when the object cannot be had.
 */
export async function readObject(
  client: StorageClient,
  address: ObjectAddress,
  maxBytes: number,
): Promise<Uint8Array> {
  for (let retry = 0; ; retry++) {
    try {
      return await download(client, address, maxBytes);
    } catch (error) {
      if (retry === MAX_RETRIES || !isWorthRepeating(error)) throw error;
      await delay(client.retryDelayMs * 2 ** retry);
    }
  }
}

async function download(
  { downloads }: StorageClient,
  { bucket, name, generation }: ObjectAddress,
  maxBytes: number,
): Promise<Uint8Array> {
  const file = downloads.bucket(bucket).file(name, { generation });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of file.createReadStream({ validation: "crc32c" }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > maxBytes) throw tooLarge(bytes, maxBytes);
    pieces.push(piece);
  }
  return joined(pieces, bytes);
}

/** In memory of its own, so that the caller may hand it to another thread. */
function joined(pieces: readonly Buffer[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

/** Trouble that passes, and bodies without a status: those that broke off or came out wrong. */
function isWorthRepeating(error: unknown): boolean {
  if (error instanceof UnreadableDocument) return false;
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429 || status === 408;
}
