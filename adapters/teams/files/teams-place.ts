/** What Teams keeps beside Docent's own database, as a place that documents and people are forgotten from. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { PersonId } from "../../../src/access/scopes.ts";
import type { CatalogueEntry } from "../../../src/documents/catalogue.ts";
import type { Place, Removal } from "../../../src/forgetting/place.ts";
import { type FileMemory, openFileMemory, type Upload } from "./file-memory.ts";
import { uploadedFile, uploadsSourceName } from "./personal-uploads.ts";

/** @param options.folder Docent's data folder; a Docent that runs on it may go on. */
export function teamsPlace({ folder }: { readonly folder: string }): Place {
  return {
    async forgetDocument({ source, path }: CatalogueEntry) {
      return withFiles(folder, async (memory) => {
        const isIt = ({ person, id }: Upload) => uploadsSourceName(person) === source && id === path;
        return uploadsRemoved(memory, folder, isIt);
      });
    },
    async forgetPerson(person: PersonId) {
      const uploads = await withFiles(folder, (memory) =>
        uploadsRemoved(memory, folder, (upload) => upload.person === person),
      );
      return [...uploads, ...conversationsRemoved(folder, person)];
    },
  };
}

async function withFiles(
  folder: string,
  use: (memory: FileMemory) => Promise<Removal[]>,
): Promise<Removal[]> {
  if (!existsSync(join(folder, "teams-files.db"))) return [];
  const memory = openFileMemory({ folder });
  try {
    return await use(memory);
  } finally {
    memory.close();
  }
}

/** Rows first: a source that still runs must not read what is about to go. */
async function uploadsRemoved(
  memory: FileMemory,
  folder: string,
  isIt: (upload: Upload) => boolean,
): Promise<Removal[]> {
  const uploads = memory.uploads().filter(isIt);
  if (!uploads.length) return [];
  for (const { person, id } of uploads) memory.removeUpload(person, id);
  const others = new Set(memory.uploads().map(({ hash }) => hash));
  const files = uploads
    .filter(({ hash }) => hash && !others.has(hash))
    .map(({ hash }) => uploadedFile(folder, hash));
  for (const file of files) await rm(file, { force: true });
  const left = memory.uploads().filter(isIt).length + files.filter((file) => existsSync(file)).length;
  return [{ place: "Teams uploads", what: "files", removed: uploads.length, left }];
}

/** Where Docent met a person in Teams. */
function conversationsRemoved(folder: string, person: PersonId): Removal[] {
  const file = join(folder, "teams.db");
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    const { changes } = database.prepare("delete from seen where person = ?").run(person);
    const { left } = database.prepare("select count(*) as left from seen where person = ?").get(person) as {
      left: number;
    };
    return [{ place: "Teams", what: "conversations", removed: Number(changes), left }];
  } finally {
    database.close();
  }
}
