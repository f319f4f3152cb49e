/**
 * The thread of the database: `node:sqlite` waits for the disk and for other processes' locks by blocking, and the
 * thread that acknowledges asks must never wait so.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** What the main thread asks for. */
export type SqliteCall =
  | { readonly call: number; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly call: number; readonly close: true };

/** What it hears: once `opened`, then one answer a call. */
export type SqliteReply =
  | { readonly opened: true }
  | { readonly call: number; readonly rows: unknown[]; readonly changes?: number | bigint }
  | { readonly call: number | "open"; readonly failure: SqliteFailure };

/** An error of SQLite as it crosses threads; `errcode` as in https://www.sqlite.org/rescode.html. */
export interface SqliteFailure {
  readonly message: string;
  readonly errcode?: number;
}

type Parameter = null | number | bigint | string | NodeJS.ArrayBufferView;

/** Statements are compiled once; Docent's SQL is a few dozen texts, so the bound is only a safety net. */
const MAX_CACHED_STATEMENTS = 500;

const port = parentPort!;
const { file, busyTimeoutMs } = workerData as { file: string; busyTimeoutMs: number };
const statements = new Map<string, { statement: StatementSync; reads: boolean }>();

const failureOf = (error: unknown): SqliteFailure => ({
  message: error instanceof Error ? error.message : String(error),
  errcode: (error as { errcode?: number }).errcode,
});

/**
 * `synchronous=FULL`: an acknowledged ask must survive a power cut, and in WAL mode anything less may lose the last
 * commits (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
function open(): DatabaseSync {
  const opened = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    opened.exec("pragma journal_mode = wal; pragma synchronous = full");
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function serve(database: DatabaseSync): void {
  port.on("message", (message: SqliteCall) => {
    const { call } = message;
    if ("close" in message) {
      statements.clear();
      database.close();
      port.postMessage({ call, rows: [] } satisfies SqliteReply);
      port.close();
      return;
    }
    try {
      const { statement, reads } = prepared(database, message.sql);
      if (reads) {
        const rows = statement.all(...message.parameters);
        port.postMessage({ call, rows } satisfies SqliteReply);
      } else {
        const { changes } = statement.run(...message.parameters);
        port.postMessage({ call, rows: [], changes } satisfies SqliteReply);
      }
    } catch (error) {
      port.postMessage({ call, failure: failureOf(error) } satisfies SqliteReply);
    }
  });
}

function prepared(database: DatabaseSync, sql: string): { statement: StatementSync; reads: boolean } {
  const cached = statements.get(sql);
  if (cached) return cached;
  const statement = database.prepare(sql);
  const entry = { statement, reads: statement.columns().length > 0 };
  if (statements.size >= MAX_CACHED_STATEMENTS) statements.clear();
  statements.set(sql, entry);
  return entry;
}

try {
  serve(open());
  port.postMessage({ opened: true } satisfies SqliteReply);
} catch (error) {
  port.postMessage({ call: "open", failure: failureOf(error) } satisfies SqliteReply);
}
