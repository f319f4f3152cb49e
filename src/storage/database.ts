/** Opens Docent's database: `docent.db` in the data folder, its schema brought up to date. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations/catalogue.ts";
import { openSqliteDialect } from "./sqlite-dialect.ts";
import { StorageError } from "./storage-error.ts";
import type { Tables } from "./tables.ts";

export interface Database {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens `<folder>/docent.db`, creating folder and tables where they are missing.
 *
 * It runs in a thread of its own, so that waiting for the disk holds nobody up. Other processes may have it open at
 * the same time; within one process open it once and pass it on, for each one opened is another thread.
 *
 * @param options.busyTimeoutMs how long a write waits for another process; 5,000 by default.
 * @throws {StorageError} when the folder is not writable, the file is no database, or a newer Docent wrote it.
 */
export async function openDatabase(options: { folder: string; busyTimeoutMs?: number }): Promise<Database> {
  const file = join(options.folder, "docent.db");
  let db: Kysely<Tables>;
  try {
    mkdirSync(options.folder, { recursive: true });
    db = new Kysely<Tables>({
      dialect: await openSqliteDialect({ file, busyTimeoutMs: options.busyTimeoutMs }),
    });
  } catch (error) {
    throw explain(error, file);
  }
  try {
    await migrate(db, file);
  } catch (error) {
    await db.destroy();
    throw explain(error, file);
  }
  return { db, close: () => db.destroy() };
}

async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
    throw new StorageError(
      `${file} was written by a newer version of Docent: update Docent, or point DOCENT_DATA at another folder.`,
      { cause: error },
    );
  }
  throw error;
}

/** SQLite's result code, without the extension in the upper bits (https://www.sqlite.org/rescode.html). */
const resultCode = (error: unknown): number =>
  typeof error === "object" && error !== null && "errcode" in error ? Number(error.errcode) & 0xff : 0;
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

function explain(error: unknown, file: string): StorageError {
  if (error instanceof StorageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const code = resultCode(error);
  if (code === NOT_A_DATABASE || code === CORRUPT)
    return new StorageError(
      `${file} is not a Docent database (${reason}): move it away, or point DOCENT_DATA at another folder.`,
      { cause: error },
    );
  if (code === BUSY)
    return new StorageError(
      `${file} is locked by another program (${reason}): close it, then start Docent again.`,
      { cause: error },
    );
  return new StorageError(
    `${file} cannot be opened for writing (${reason}): point DOCENT_DATA at a folder that Docent may write.`,
    { cause: error },
  );
}
