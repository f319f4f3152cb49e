import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tenantId } from "../../src/access/scopes.ts";
import { type Catalogue, createCatalogue } from "../../src/documents/catalogue.ts";
import { createKeeper } from "../../src/documents/create-keeper.ts";
import type { Keeper } from "../../src/documents/keeper.ts";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import type { Log } from "../../src/operations/log.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";

export const tenant = tenantId("acme");
export const silentLog: Log = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/** The real database, index and parser below one folder, and keepers over them. */
export interface KeeperBench {
  readonly folder: string;
  readonly database: Database;
  readonly index: PassageIndex;
  readonly catalogue: Catalogue;
  readonly parser: DocumentParser;
  /** A keeper as after a start of the program; `parts` stand in for real ones. */
  keeper(parts?: Partial<Parameters<typeof createKeeper>[0]>): Keeper;
  /** What the index holds of a source: path → its passages' words and readers. */
  indexed(source: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function openKeeperBench(
  folder = mkdtempSync(join(tmpdir(), "docent-keeper-")),
): Promise<KeeperBench> {
  const database = await openDatabase({ folder });
  const index = await openEmbeddedIndex({ folder });
  const catalogue = createCatalogue(database.db);
  const parser = createParser({ workers: 2 });
  const keepers: Keeper[] = [];
  return {
    folder,
    database,
    index,
    catalogue,
    parser,
    keeper(parts) {
      const keeper = createKeeper({
        db: database.db,
        tenant,
        catalogue,
        index,
        parser,
        log: silentLog,
        ...parts,
      });
      keepers.push(keeper);
      return keeper;
    },
    async indexed(source) {
      const found: Record<string, string> = {};
      for (const { id, path } of await catalogue.list(tenant, { source })) {
        const passages = await index.passagesOf(tenant, id);
        if (passages.length > 0)
          found[path] = passages.map(({ text, scopes }) => `${text} [${scopes.join()}]`).join("|");
      }
      return found;
    },
    async close() {
      for (const keeper of keepers) await keeper.stop();
      await parser.close();
      await index.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until it is so. @throws after `withinMs` milliseconds, with what it last was. */
export async function until<Value>(
  read: () => Value | Promise<Value>,
  isSo: (value: Value) => boolean,
  withinMs = 10_000,
): Promise<Value> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`It never came to be: ${JSON.stringify(value)}`);
    await sleep(20);
  }
}

/** Waits until the keeper has nothing left to do for a source. */
export const untilInStep = (keeper: Keeper, source: string, withinMs?: number) =>
  until(
    async () => (await keeper.status()).find((one) => one.source === source),
    (status) => status?.pending === 0 && status.reconciledAt !== undefined && status.problem === undefined,
    withinMs,
  );
