/** The optional archive of originals: every version that was indexed, so that a citation can open what it quoted. */
import { createHash } from "node:crypto";
import type { TenantId } from "../access/scopes.ts";
import type { Catalogue } from "./catalogue.ts";
import type { DocumentId } from "./document.ts";
import { documentId } from "./index-document.ts";
import type { Keeper } from "./keeper.ts";
import type { DocumentSource } from "./sources/source.ts";

/** One version of a document. */
export interface SnapshotId {
  readonly tenant: TenantId;
  readonly document: DocumentId;
  /** SHA-256 of the bytes in hex, or its first characters: passages carry twelve of them in their ids. */
  readonly version: string;
}

export interface Snapshot {
  /** The file's name, for whoever saves it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SnapshotArchive {
  /** Stores a version; durable when it resolves. One that is there already stays as it is. */
  keep(id: SnapshotId, snapshot: Snapshot): Promise<void>;
  open(id: SnapshotId): Promise<Snapshot | undefined>;
  /**
   * Removes the versions of a document.
   * @param except a version to leave, of a document that is back already
   * @returns how many were removed
   */
  forget(tenant: TenantId, document: DocumentId, except?: string): Promise<number>;
}

export interface ArchivingParts {
  readonly archive: SnapshotArchive;
  readonly tenant: TenantId;
  readonly catalogue: Pick<Catalogue, "get">;
  /** The archive could not be reached: a document is indexed and its original is not kept. */
  readonly onFailure: (path: string, error: unknown) => void;
}

/**
 * A source whose files go to the archive as they are read, before they are indexed: what can be cited can be opened.
 * An archive that cannot be reached keeps nobody from indexing.
 */
export function archivedSource(source: DocumentSource, parts: ArchivingParts): DocumentSource {
  const { archive, tenant, catalogue, onFailure } = parts;
  return {
    name: source.name,
    list: (signal) => source.list(signal),
    changes: source.changes && ((cursor) => source.changes!(cursor)),
    remarks: source.remarks && (() => source.remarks!()),
    find: source.find && ((path, signal) => source.find!(path, signal)),
    async read(entry) {
      const bytes = await source.read(entry);
      const id = {
        tenant,
        document: documentId(tenant, source.name, entry.path),
        version: createHash("sha256").update(bytes).digest("hex"),
      };
      const known = await catalogue.get(id.document);
      if (known?.status === "forgotten" && known.seenVersion === id.version) return bytes;
      try {
        await archive.keep(id, { name: entry.name ?? entry.path.split("/").at(-1)!, bytes });
      } catch (error) {
        onFailure(entry.path, error);
      }
      return bytes;
    },
  };
}

/** A keeper whose sources are archived, and which takes a document's originals away once the document is gone. */
export function archivingKeeper(keeper: Keeper, parts: ArchivingParts): Keeper {
  const { archive, catalogue } = parts;
  keeper.onChange(async ({ tenant, document, kind }) => {
    if (kind !== "deleted") return;
    // Somebody may have put it back since.
    const returned = await catalogue.get(document);
    await archive.forget(tenant, document, returned?.version || undefined);
  });
  return { ...keeper, add: (source, options) => keeper.add(archivedSource(source, parts), options) };
}
