import { resolve } from "node:path";
import type { Kysely } from "kysely";
import { readSettings, type Settings } from "../config.ts";
import { openDatabase } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";

/** Opens the database alone, for a command that needs neither documents nor models, and closes it again. */
export async function withDatabase<Result>(
  use: (db: Kysely<Tables>, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings();
  const { db, close } = await openDatabase({ folder: resolve(settings.DOCENT_DATA) });
  try {
    return await use(db, settings);
  } finally {
    await close();
  }
}
