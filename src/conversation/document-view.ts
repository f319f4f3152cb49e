import { type Audience, confirmedFor, mayRead } from "../access/audience.ts";
import type { Membership } from "../access/membership.ts";
import type { TenantId } from "../access/scopes.ts";
import type { Catalogue } from "../documents/catalogue.ts";
import { type DocumentId, describeLocation, type PassageId } from "../documents/document.ts";
import { describeSecrets } from "../documents/without-secrets.ts";
import type { PassageIndex } from "../retrieval/passage-index.ts";
import type { Guard } from "../safety/guard.ts";
import type { Released } from "../safety/released.ts";

/** A document as one of its readers may see it, passage by passage in reading order. */
export interface DocumentView {
  readonly id: DocumentId;
  readonly title: Released;
  readonly uri: string;
  /** SHA-256 of the bytes it was indexed from, hex. */
  readonly version: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** Which secrets are masked in it, as "password (VPN > Setup)"; absent when there are none. */
  readonly secrets?: Released;
  readonly passages: readonly {
    readonly id: PassageId;
    /** "p. 12, Leave > Parental"; empty at the top of a document without headings. */
    readonly place: Released;
    readonly text: Released;
  }[];
}

interface DocumentViewParts {
  readonly index: PassageIndex;
  readonly membership: Membership;
  readonly guard: Guard;
  readonly catalogue: Pick<Catalogue, "get">;
}

/**
 * What stands behind a citation. A document that the reader may not read and one that does not exist are both
 * `undefined`: nobody learns of a document by guessing its id. Every text passes the same checks as a quote.
 */
export async function documentView(
  { tenant, audience, document }: { tenant: TenantId; audience: Audience; document: DocumentId },
  { index, membership, guard, catalogue }: DocumentViewParts,
): Promise<DocumentView | undefined> {
  const found = await index.passagesOf(tenant, document);
  const confirmed = await confirmedFor(
    audience,
    membership,
    found.flatMap(({ scopes }) => scopes),
  );
  const passages = found.filter(({ scopes }) => mayRead(scopes, confirmed));
  const [first] = passages;
  if (!first) return undefined;
  const checks = guard.open();
  const title = await checks.label(first.title, [first]);
  if (!title) return undefined;
  const shown = await Promise.all(
    passages.map(async (passage) => ({
      id: passage.id,
      place: await checks.label(describeLocation("", passage.location).replace(/^, /, ""), [passage]),
      text: await checks.label(passage.text, [passage]),
    })),
  );
  const { secrets } = (await catalogue.get(document)) ?? {};
  return {
    id: document,
    title,
    secrets: secrets && (await checks.label(describeSecrets(secrets), [])),
    uri: first.uri,
    version: first.version,
    modifiedAt: first.modifiedAt,
    passages: shown.flatMap(({ id, place, text }) => (place && text ? [{ id, place, text }] : [])),
  };
}
