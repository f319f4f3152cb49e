import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openFileMemory } from "../../../adapters/teams/files/file-memory.ts";
import { uploadedFile, uploadsSourceName } from "../../../adapters/teams/files/personal-uploads.ts";
import { teamsPlace } from "../../../adapters/teams/files/teams-place.ts";
import { openTeamsMemory } from "../../../adapters/teams/memory.ts";
import { personId } from "../../../src/access/scopes.ts";
import type { CatalogueEntry } from "../../../src/documents/catalogue.ts";

const ANA = personId("teams:ana");
const BEN = personId("teams:ben");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-teams-place-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a person's uploads and conversations go, and bytes that somebody else sent too stay until theirs go", async () => {
  const files = openFileMemory({ folder });
  const met = openTeamsMemory({ folder, answeredDays: 1 });
  const upload = { id: "plan", name: "plan.md", sentAt: "2026-11-24T00:00:00Z", size: 4, hash: "a1b2" };
  files.saveUpload({ ...upload, person: ANA });
  files.saveUpload({ ...upload, person: BEN });
  const bytes = uploadedFile(folder, upload.hash);
  await mkdir(dirname(bytes));
  await writeFile(bytes, "plan");
  const chat = {
    serviceUrl: "https://x",
    conversationType: "personal",
    tenant: null,
    bot: "28:bot",
  } as const;
  met.saw(ANA, { ...chat, conversation: "a:ana", user: "29:ana" });
  met.saw(BEN, { ...chat, conversation: "a:ben", user: "29:ben" });

  const place = teamsPlace({ folder });
  expect(await place.forgetPerson?.(ANA)).toEqual([
    { place: "Teams uploads", what: "files", removed: 1, left: 0 },
    { place: "Teams", what: "conversations", removed: 1, left: 0 },
  ]);
  expect(files.uploads().map(({ person }) => person)).toEqual([BEN]);
  expect(met.conversationsOf(ANA, 5)).toEqual([]);
  expect(met.conversationsOf(BEN, 5)).toHaveLength(1);
  expect(existsSync(bytes)).toBe(true);

  const document = { source: uploadsSourceName(BEN), path: "plan" } as CatalogueEntry;
  expect(await place.forgetDocument?.(document)).toEqual([
    { place: "Teams uploads", what: "files", removed: 1, left: 0 },
  ]);
  expect(existsSync(bytes)).toBe(false);
  expect(await place.forgetDocument?.(document)).toEqual([]);
  files.close();
  met.close();
});

test("where Teams never kept anything, there is nothing to remove", async () => {
  expect(await teamsPlace({ folder }).forgetPerson?.(ANA)).toEqual([]);
});
