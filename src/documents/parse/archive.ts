import { inflateRawSync } from "node:zlib";
import { type Zippable, zipSync } from "fflate";
import { UnreadableDocument } from "./unreadable.ts";

/** Office files of hundreds of pages stay far below these; a zip bomb does not. */
const LIMITS = {
  entries: 20_000,
  uncompressedBytes: 256 * 1024 * 1024,
  /** Repetitive sheets reach about 1:60; only above this many bytes is a ratio suspicious. */
  ratio: 200,
  ratioFromBytes: 16 * 1024 * 1024,
} as const;

/** An Office file's zip container. Nothing is inflated before the directory's claims are within bounds. */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The inflated bytes of an entry. @throws {UnreadableDocument} when absent, damaged or larger than it claims. */
  read(name: string): Uint8Array;
  /** An XML part as text. @throws {UnreadableDocument} also for document type declarations (entity bombs). */
  xml(name: string): string;
  /**
   * The entries for which `keep` holds, inflated within bounds and stored uncompressed in a new zip, so that a
   * library that unzips for itself never sees the original. `replace` substitutes single XML parts.
   */
  repack(keep: (name: string) => boolean, replace?: ReadonlyMap<string, string>): Uint8Array;
}

interface Entry {
  readonly method: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/**
 * Reads a zip's central directory and checks it against the limits.
 * @throws {UnreadableDocument} when it is damaged, encrypted, or would inflate beyond the limits.
 */
export function openArchive(bytes: Uint8Array): Archive {
  const entries = readDirectory(bytes);
  const total = entries.values().reduce((sum, entry) => sum + entry.bytes, 0);
  const ratio = total / Math.max(bytes.length, 1);
  if (
    entries.size > LIMITS.entries ||
    total > LIMITS.uncompressedBytes ||
    (total > LIMITS.ratioFromBytes && ratio > LIMITS.ratio)
  ) {
    throw new UnreadableDocument(
      "too-large",
      `it would unpack to ${Math.ceil(total / 1e6)} MB in ${entries.size} parts, like a zip bomb: split the document`,
    );
  }

  const read = (name: string): Uint8Array => {
    const entry = entries.get(name);
    if (!entry) throw damaged(`its part ${name} is missing`);
    return inflate(bytes, entry, name);
  };
  const xml = (name: string): string => {
    const text = new TextDecoder().decode(read(name));
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
      throw damaged(`its part ${name} declares a document type, which Office never writes`);
    }
    return text;
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read,
    xml,
    repack(keep, replace = new Map()) {
      const kept: Zippable = {};
      for (const name of entries.keys()) {
        if (name.endsWith("/") || !keep(name)) continue;
        const isXml = /\.(xml|rels)$/i.test(name);
        kept[name] = isXml ? new TextEncoder().encode(replace.get(name) ?? xml(name)) : read(name);
      }
      return zipSync(kept, { level: 0 });
    },
  };
}

/** Field offsets are those of APPNOTE.TXT 6.3 (PKWARE), sections 4.3.12 and 4.3.16. */
function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw damaged("its zip directory is cut");
    if (view.getUint16(at + 8, true) & 1) {
      throw new UnreadableDocument("encrypted", "it is encrypted: save it without a password");
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= earliest; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw damaged("its end is missing");
}

function inflate(bytes: Uint8Array, entry: Entry, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) {
    throw damaged(`its part ${name} is missing`);
  }
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.compressedBytes);
  if (entry.method === 0 && packed.length === entry.bytes) return packed;
  if (entry.method !== 8) throw damaged(`its part ${name} is packed in an unknown way`);
  try {
    const inflated = inflateRawSync(packed, { maxOutputLength: Math.max(entry.bytes, 1) });
    if (inflated.length === entry.bytes) return inflated;
  } catch (cause) {
    throw damaged(`its part ${name} does not unpack to the size it claims`, cause);
  }
  throw damaged(`its part ${name} does not unpack to the size it claims`);
}

const damaged = (what: string, cause?: unknown): UnreadableDocument =>
  new UnreadableDocument("broken", `the file is damaged (${what}): export it again`, { cause });
