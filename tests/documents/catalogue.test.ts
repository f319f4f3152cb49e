import { ORG, tenantId } from "../../src/access/scopes.ts";
import { type CatalogueEntry, createCatalogue } from "../../src/documents/catalogue.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import type { Lineage } from "../../src/documents/lineage.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { temporaryFolder } from "../retrieval/temporary-folder.ts";

const tenant = tenantId("acme");

const entry = (path: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id: path as DocumentId,
  tenant,
  source: "folder:/handbook",
  path,
  uri: `docent:${path}`,
  title: path,
  scopes: [ORG],
  version: "1",
  seenVersion: "1",
  size: 1,
  modifiedAt: "2026-01-01T00:00:00.000Z",
  status: "indexed",
  passages: 1,
  seenAt: 1,
  ...more,
});

const edition = (year: number): Lineage => ({
  standing: { validFrom: `${year}-01-01` },
  family: "leave",
  names: ["leave"],
  supersedes: [],
  supersededBy: [],
});

test("documents that are saved at once are all kept, each as it was saved last, with its lineage", async () => {
  const { db, close } = await openDatabase({ folder: await temporaryFolder() });
  try {
    const catalogue = createCatalogue(db);
    const others = Array.from({ length: 30 }, (_, at) => entry(`other-${at}`));
    await Promise.all([
      ...others.map((one) => catalogue.save(one)),
      catalogue.save(entry("leave-1"), edition(2024), true),
      catalogue.save(entry("leave-2"), edition(2025), true),
      catalogue.save(entry("leave-2", { title: "Leave", reason: "none" })),
    ]);
    const listed = await catalogue.list(tenant);
    expect(listed).toHaveLength(32);
    expect(listed.find(({ path }) => path === "leave-2")).toMatchObject({ title: "Leave", reason: "none" });
    const { kinships } = await catalogue.relatives(tenant, ["leave-1" as DocumentId]);
    expect(kinships).toContainEqual({ older: "leave-1", newer: "leave-2", by: "family" });

    await catalogue.save(entry("leave-2"), { ...edition(2025), family: "sick leave", names: [] });
    expect((await catalogue.relatives(tenant, ["leave-1" as DocumentId])).kinships).toEqual([]);
    expect((await catalogue.get("leave-2" as DocumentId))?.reason).toBeUndefined();
  } finally {
    await close();
  }
});
