import { type Membership, TO_SEARCH } from "../access/membership.ts";
import type { TenantId } from "../access/scopes.ts";
import type { Catalogue } from "./catalogue.ts";
import type { DocumentId } from "./document.ts";

/** Who looks after documents, by name. Whoever left, or is not known any more, is not named. */
export const ownersOf =
  ({ catalogue, membership }: { catalogue: Pick<Catalogue, "getMany">; membership: Membership }) =>
  async (tenant: TenantId, documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, string>> => {
    const known = [...(await catalogue.getMany(documents)).values()];
    const named = await Promise.all(
      known.map(async ({ id, owner, tenant: of }) => {
        const person =
          owner && of === tenant ? await membership.person(owner, { ...TO_SEARCH, among: [] }) : undefined;
        return person && person.standing !== "deactivated" ? ([[id, person.name]] as const) : [];
      }),
    );
    return new Map(named.flat());
  };
