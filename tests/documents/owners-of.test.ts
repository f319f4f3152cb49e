import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Membership, PersonRecord, Standing } from "../../src/access/membership.ts";
import { ORG, personId, tenantId } from "../../src/access/scopes.ts";
import { type CatalogueEntry, createCatalogue } from "../../src/documents/catalogue.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import { NO_LINEAGE } from "../../src/documents/lineage.ts";
import { ownersOf } from "../../src/documents/owners-of.ts";
import { eraseFromLedger } from "../../src/forgetting/erase-from-ledger.ts";
import { openDatabase } from "../../src/storage/database.ts";

const tenant = tenantId("acme");
const PEOPLE: Readonly<Record<string, Standing>> = { "slack:UANA": "member", "slack:UBEN": "deactivated" };

const entry = (id: string, owner?: string): CatalogueEntry => ({
  id: id as DocumentId,
  tenant,
  source: "files",
  path: `${id}.md`,
  title: id,
  uri: `docent:${id}`,
  scopes: [ORG],
  version: "1",
  seenVersion: "1",
  modifiedAt: "2026-11-24T00:00:00Z",
  size: 1,
  status: "indexed",
  passages: 1,
  seenAt: 1,
  owner: owner === undefined ? undefined : personId(owner),
});

test("who looks after a document is named while they work here, and forgotten with them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "docent-owners-"));
  const { db, close } = await openDatabase({ folder });
  const catalogue = createCatalogue(db);
  const membership = {
    person: async (person: PersonRecord["person"]) => {
      const standing = PEOPLE[person];
      return standing && { person, name: `Name of ${person}`, standing, channels: [], groups: [] };
    },
  } as unknown as Membership;
  const owners = ownersOf({ catalogue, membership });
  try {
    for (const one of [
      entry("a", "slack:UANA"),
      entry("b", "slack:UBEN"),
      entry("c", "slack:UNOBODY"),
      entry("d"),
    ])
      await catalogue.save(one, NO_LINEAGE);
    const ids = ["a", "b", "c", "d"] as DocumentId[];
    expect([...(await owners(tenant, ids))]).toEqual([["a", "Name of slack:UANA"]]);
    expect([...(await owners(tenantId("other"), ids))]).toEqual([]);
    await eraseFromLedger(db, tenant, personId("slack:UANA"));
    expect([...(await owners(tenant, ids))]).toEqual([]);
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
});
