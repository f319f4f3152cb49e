/** Kysely's SQLite dialect over Node's own `node:sqlite`: the one place that knows which database this is. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import {
  type DialectAdapter,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from "kysely";

/** Statements are compiled once; Docent's SQL is a few dozen texts, so the bound is only a safety net. */
const MAX_CACHED_STATEMENTS = 500;

/** How long a write waits for another process (server and command line share the file), in milliseconds. */
export const DEFAULT_BUSY_TIMEOUT_MS = 5_000;

/**
 * The dialect for one database file.
 *
 * `synchronous=FULL`: an acknowledged ask must survive a power cut, and in WAL mode anything less may lose the last
 * commits (https://www.sqlite.org/pragma.html#pragma_synchronous).
 *
 * @throws when the file cannot be opened or is not a database.
 */
export function nodeSqliteDialect(options: { file: string; busyTimeoutMs?: number }): SqliteDialect {
  const database = new DatabaseSync(options.file, {
    timeout: options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
  });
  try {
    database.exec("pragma journal_mode = wal; pragma synchronous = full");
  } catch (error) {
    database.close();
    throw error;
  }
  return new TransactionalSqliteDialect({ database: new NodeSqliteDatabase(database) });
}

/** SQLite does roll back schema changes; saying so makes Kysely run all migrations in one transaction. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDatabase implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string): SqliteStatement {
    const cached = this.#statements.get(sql);
    if (cached) return cached;
    // A deferred transaction that reads first and writes later fails at once when another process wrote in between;
    // taking the write lock at the start waits for it instead.
    const statement = toKysely(this.#database.prepare(sql === "begin" ? "begin immediate" : sql));
    if (this.#statements.size >= MAX_CACHED_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

type Parameter = null | number | bigint | string | NodeJS.ArrayBufferView;

function toKysely(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as Parameter[])),
    run: (parameters) => statement.run(...(parameters as Parameter[])),
    iterate: (parameters) => statement.iterate(...(parameters as Parameter[])),
  };
}
