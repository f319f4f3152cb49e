import { setTimeout as delay } from "node:timers/promises";
import type { File } from "@google-cloud/storage";
import { tooLarge } from "../../parse/create-parser.ts";
import { UnreadableDocument } from "../../parse/unreadable.ts";
import { statusOf } from "./storage-problem.ts";

/** Downloads begun for one object; a body that breaks off or fails its checksum is fetched again from the start. */
const MAX_DOWNLOADS = 4;

/**
 * The bytes of one generation, checked against the object's CRC32C. At most `maxBytes` are held, whatever the object
 * turns out to have: gzip-encoded objects are unpacked while they arrive.
 *
 * @param options.retryDelayMs before the first repetition; it doubles from there.
 * @throws {UnreadableDocument} above `maxBytes`; what the SDK throws when the object cannot be had.
 */
export async function readObject(
  file: File,
  { maxBytes, retryDelayMs }: { readonly maxBytes: number; readonly retryDelayMs: number },
): Promise<Uint8Array> {
  for (let download = 1; ; download++) {
    try {
      return await downloadOnce(file, maxBytes);
    } catch (error) {
      if (download === MAX_DOWNLOADS || !isWorthRepeating(error)) throw error;
      await delay(retryDelayMs * 2 ** (download - 1));
    }
  }
}

async function downloadOnce(file: File, maxBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of file.createReadStream({ validation: "crc32c" })) {
    bytes += (piece as Buffer).length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > maxBytes) throw tooLarge(bytes, maxBytes);
    pieces.push(piece as Buffer);
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

/** The SDK has repeated refused requests by itself; what is left is a body that broke off or came out wrong. */
function isWorthRepeating(error: unknown): boolean {
  if (error instanceof UnreadableDocument) return false;
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}
