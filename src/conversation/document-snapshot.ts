import { type Audience, confirmedFor, mayRead } from "../access/audience.ts";
import type { Membership } from "../access/membership.ts";
import type { TenantId } from "../access/scopes.ts";
import type { Snapshot, SnapshotArchive } from "../documents/archive.ts";
import type { Catalogue } from "../documents/catalogue.ts";
import type { DocumentId } from "../documents/document.ts";

interface DocumentSnapshotParts {
  readonly archive: Pick<SnapshotArchive, "open">;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly membership: Membership;
}

/** At least what a passage's id carries of it, so that nobody lists versions by their first letters. */
const VERSION = /^[0-9a-f]{12,64}$/;

/**
 * The original file as it was when it was indexed in `version` (or its first twelve characters). Whoever may not read
 * the document as it is shared now gets `undefined`, as for one that does not exist or is gone from its source.
 */
export async function documentSnapshot(
  request: { tenant: TenantId; audience: Audience; document: DocumentId; version: string },
  { archive, catalogue, membership }: DocumentSnapshotParts,
): Promise<Snapshot | undefined> {
  const { tenant, audience, document, version } = request;
  if (!VERSION.test(version)) return undefined;
  const known = await catalogue.get(document);
  if (known?.tenant !== tenant || known.version === "") return undefined;
  if (!mayRead(known.scopes, await confirmedFor(audience, membership, known.scopes))) return undefined;
  return archive.open({ tenant, document, version });
}
